//! What a chain from an assignment down to a person is made of: memberships of groups, and what they hold.

use domain::{
    id::{Assignment, Id, Scope as ScopeKind},
    role::Role,
    time::Time,
};
use uuid::Uuid;

use crate::{
    assignments::role,
    error::StoreError,
    sql::{Query, Read},
    values,
    view::View,
};

/// That a person or group is in a security group of a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The person or group.
    pub member: Uuid,
    /// The group around it.
    pub group: Uuid,
    /// The name of that group.
    pub group_name: String,
    /// Since when.
    pub since: Time,
}

const MEMBERSHIPS: Read = Read::new(
    "with recursive above (partner_id, member_id) as (\
       select l.partner_id, u.user_id from links l join users u on u.tenant_id = l.partner_id \
       where {tenant:l.tenant_id} and l.state in ('active', 'suspended') and u.user_id {in $1} \
       union \
       select v.partner_id, u.user_id from reseller_relationships v join users u on u.tenant_id = v.partner_id \
       where {tenant:v.tenant_id} and v.ended_at is null and v.has_privileges = true and u.user_id {in $1} \
       union \
       select v.tenant_id, u.user_id from granular_relationships v join users u on u.tenant_id = v.tenant_id \
       where {tenant:v.customer_id} and v.status = 'active' and u.user_id {in $1} \
       union \
       select r.home_id, u.user_id from subscription_assignments r join users u on u.tenant_id = r.home_id \
       where {tenant:r.tenant_id} and r.home_id <> r.tenant_id and u.user_id {in $1} \
       union \
       select o.partner_id, g.group_id from above o join security_group_members g \
         on g.tenant_id = o.partner_id and g.member_id = o.member_id) \
     select g.member_id, g.group_id, s.name, g.added_at from above o join security_group_members g \
       on g.tenant_id = o.partner_id and g.member_id = o.member_id \
     join security_groups s on s.tenant_id = g.tenant_id and s.group_id = g.group_id \
     order by g.member_id, g.group_id",
);

/// The security groups around people of partners, and those around these.
pub async fn memberships(view: &mut View, people: Vec<Uuid>) -> Result<Vec<Membership>, StoreError> {
    view.rows(Query::new(&MEMBERSHIPS, values![people]))
        .await?
        .iter()
        .map(|row| {
            Ok(Membership {
                member: row.get(0)?,
                group: row.get(1)?,
                group_name: row.get(2)?,
                since: row.get(3)?,
            })
        })
        .collect()
}

/// That a person or group is a member of an assignment within a live link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The person or group.
    pub member: Uuid,
    /// The assignment.
    pub assignment: Id<Assignment>,
    /// Its name.
    pub assignment_name: String,
    /// Its role.
    pub role: Role,
    /// The name of a custom role; empty for a built-in one.
    pub role_name: String,
    /// Its rooms, before the link cuts them.
    pub scope: Id<ScopeKind>,
    /// When it begins to count.
    pub from: Option<Time>,
    /// When it ceases to count.
    pub until: Option<Time>,
    /// Since when the member is one; not before the assignment counts.
    pub since: Time,
}

const HOLDINGS: Read = Read::new(
    "select m.member_id, a.assignment_id, a.name, a.role, a.role_id, coalesce(r.name, ''), a.scope_id, \
     a.starts_at, a.ends_at, case when a.starts_at > m.added_at then a.starts_at else m.added_at end \
     from assignment_members m join assignments a on a.tenant_id = m.tenant_id and a.assignment_id = m.assignment_id \
     join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id and l.partner_id = m.home_id \
     left join roles r on r.tenant_id = a.tenant_id and r.role_id = a.role_id \
     where {tenant:m.tenant_id} and m.member_id {in $1} and l.state in ('active', 'suspended') \
     order by a.role, r.name_key, a.name, a.assignment_id, m.member_id",
);

/// What people and groups of partners are members of.
pub async fn holdings(view: &mut View, members: Vec<Uuid>) -> Result<Vec<Holding>, StoreError> {
    view.rows(Query::new(&HOLDINGS, values![members]))
        .await?
        .iter()
        .map(|row| {
            Ok(Holding {
                member: row.get(0)?,
                assignment: row.get(1)?,
                assignment_name: row.get(2)?,
                role: role(row, 3)?,
                role_name: row.get(5)?,
                scope: row.get(6)?,
                from: row.get(7)?,
                until: row.get(8)?,
                since: row.get(9)?,
            })
        })
        .collect()
}
