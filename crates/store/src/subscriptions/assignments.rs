//! Roles on subscriptions.
//!
//! Invariant: each row comes and goes with its fact, in one batch.

use authz::{
    Fact,
    fact::{SubscriptionRoleFacts, Turn},
};
use domain::{
    directory::Principal,
    id::{Id, Organization, SecurityGroup, Subscription, SubscriptionAssignment},
    subscription::SubscriptionRole,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A role assignment.
#[derive(Clone, Debug)]
pub struct RoleRow {
    /// The assignment.
    pub id: Id<SubscriptionAssignment>,
    /// The subscription.
    pub subscription: Id<Subscription>,
    /// The name of the subscription.
    pub subscription_name: String,
    /// The role.
    pub role: SubscriptionRole,
    /// Whose people hold it.
    pub home: Id<Organization>,
    /// The name of that organization.
    pub home_name: String,
    /// Who holds it.
    pub member: Principal,
    /// The name of who holds it; none where they are gone.
    pub member_name: Option<String>,
    /// Who gave it, by account name.
    pub given_by: String,
    /// When.
    pub given_at: Time,
}

impl RoleRow {
    /// What decisions read of it.
    pub const fn facts(&self) -> SubscriptionRoleFacts {
        SubscriptionRoleFacts {
            subscription: self.subscription,
            role: self.role,
            home: self.home,
            member: self.member,
        }
    }
}

macro_rules! select {
    () => {
        "select a.assignment_id, a.subscription_id, s.name, a.role, a.home_id, o.name, a.member_kind, a.member_id, \
         coalesce(g.name, u.display_name), a.given_by, a.given_at from subscription_assignments a \
         join subscriptions s on s.tenant_id = a.tenant_id and s.subscription_id = a.subscription_id \
         join organizations o on o.organization_id = a.home_id \
         left join security_groups g on g.tenant_id = a.home_id and g.group_id = a.member_id \
         left join users u on u.tenant_id = a.home_id and u.user_id = a.member_id where "
    };
}

const OF_ONE: Read = Read::new(concat!(select!(), "{subscription:s}"));
const OF_PARTNER: Read = Read::new(concat!(
    select!(),
    "{tenant:a.tenant_id} and a.home_id = $1 order by s.name_key, a.assignment_id"
));
const ONE: Fetch = Fetch::new(concat!(
    select!(),
    "a.tenant_id = {target} and a.subscription_id = $1 and a.assignment_id = $2"
));
const ALL: Fetch = Fetch::new(concat!(
    select!(),
    "a.tenant_id = {target} and a.subscription_id = $1 order by a.assignment_id"
));
const HELD: Fetch = Fetch::new(concat!(
    select!(),
    "a.tenant_id = {target} and a.home_id = $1 order by s.name_key, a.assignment_id"
));

fn read(row: &Row) -> Result<RoleRow, StoreError> {
    let kind = row.text(6)?;
    let member = Principal::new(kind, row.get(7)?).ok_or_else(|| StoreError::Word(kind.to_owned()))?;
    Ok(RoleRow {
        id: row.get(0)?,
        subscription: row.get(1)?,
        subscription_name: row.get(2)?,
        role: word(row, 3, SubscriptionRole::from_key)?,
        home: row.get(4)?,
        home_name: row.get(5)?,
        member,
        member_name: row.get(8)?,
        given_by: row.get(9)?,
        given_at: row.get(10)?,
    })
}

/// The role assignments on a subscription in sight: all, or those alone that people of one organization hold.
pub async fn roles(
    view: &mut View,
    subscription: Id<Subscription>,
    home: Option<Id<Organization>>,
) -> Result<Vec<RoleRow>, StoreError> {
    let mut query = Query::new(&OF_ONE, values![]);
    query.push(" and a.subscription_id = ").bind(subscription);
    if let Some(home) = home {
        query.push(" and a.home_id = ").bind(home);
    }
    query.push(" order by o.name_key, a.assignment_id");
    view.rows(query).await?.iter().map(read).collect()
}

/// Every role on subscriptions of the organization in sight that people of a partner hold.
pub async fn roles_of_partner(
    view: &mut View,
    partner: Id<Organization>,
) -> Result<Vec<RoleRow>, StoreError> {
    view.rows(Query::new(&OF_PARTNER, values![partner])).await?.iter().map(read).collect()
}

/// One role assignment on a subscription of the change's organization.
pub async fn fetch_role(
    change: &mut Change,
    subscription: Id<Subscription>,
    id: Id<SubscriptionAssignment>,
) -> Result<Option<RoleRow>, StoreError> {
    change.find(&ONE, values![subscription, id]).await?.as_ref().map(read).transpose()
}

/// Every role assignment on a subscription of the change's organization.
pub async fn fetch_roles(
    change: &mut Change,
    subscription: Id<Subscription>,
) -> Result<Vec<RoleRow>, StoreError> {
    change.rows(&ALL, values![subscription]).await?.iter().map(read).collect()
}

/// Every role on subscriptions of the change's organization that people of a partner hold.
pub async fn held_by_partner(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Vec<RoleRow>, StoreError> {
    change.rows(&HELD, values![partner]).await?.iter().map(read).collect()
}

const HELD_BY: Fetch = Fetch::new(
    "select a.tenant_id, a.subscription_id, a.assignment_id from subscription_assignments a \
     where a.home_id = {target} and a.member_id = $1 order by a.tenant_id, a.assignment_id",
);

/// Where a role on a subscription stands: the organization, the subscription, the assignment.
pub type Place = (Id<Organization>, Id<Subscription>, Id<SubscriptionAssignment>);

/// The roles on subscriptions that a person or group of the change's organization holds directly, at customers too.
pub async fn held_by(change: &mut Change, member: Principal) -> Result<Vec<Place>, StoreError> {
    let rows = change.rows(&HELD_BY, values![member.uuid()]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

const AGENTS: Fetch = Fetch::new(
    "select g.group_id, g.name from security_groups g join organizations c on c.organization_id = {target} \
     where g.tenant_id = $1 and g.agent = $2 and exists (select 1 from reseller_relationships r \
     where r.tenant_id = c.organization_id and r.partner_id = g.tenant_id and r.ended_at is null)",
);
const GROUP: Fetch = Fetch::new(
    "select g.name from security_groups g join organizations c on c.organization_id = {target} \
     where g.tenant_id = $1 and g.group_id = $2",
);
const OWN_PRINCIPAL: Fetch = Fetch::new(
    "select 'user', u.display_name from users u where u.tenant_id = {target} and u.user_id = $1 \
     union all select 'securityGroup', g.name from security_groups g where g.tenant_id = {target} and g.group_id = $1",
);

/// A group of agents of a partner from which the change's organization buys, with its name.
pub async fn agents_group(
    change: &mut Change,
    partner: Id<Organization>,
    agent: domain::agent::Agent,
) -> Result<Option<(Id<SecurityGroup>, String)>, StoreError> {
    let row = change.find(&AGENTS, values![partner, agent.key()]).await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// The name of a security group of an organization, whose own people ask.
pub async fn fetch_group(
    change: &mut Change,
    home: Id<Organization>,
    group: Id<SecurityGroup>,
) -> Result<Option<String>, StoreError> {
    change.find(&GROUP, values![home, group]).await?.map(|row| row.get(0)).transpose()
}

/// A person or security group of the change's organization by identifier, with the name.
pub async fn fetch_own_principal(
    change: &mut Change,
    id: uuid::Uuid,
) -> Result<Option<(Principal, String)>, StoreError> {
    let Some(row) = change.find(&OWN_PRINCIPAL, values![id]).await? else { return Ok(None) };
    let kind = row.text(0)?;
    let member = Principal::new(kind, id).ok_or_else(|| StoreError::Word(kind.to_owned()))?;
    Ok(Some((member, row.get(1)?)))
}

const GROUPS: Read = Read::new(
    "select g.group_id, g.name from security_groups g where {tenant:g.tenant_id} order by g.name_key, g.group_id limit 300",
);

/// The security groups of the organization in sight, by name; the first 300.
pub async fn groups_of(view: &mut View) -> Result<Vec<(Id<SecurityGroup>, String)>, StoreError> {
    let rows = view.rows(Query::new(&GROUPS, values![])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// A role to be given.
#[derive(Clone, Copy, Debug)]
pub struct NewRole {
    /// The assignment.
    pub id: Id<SubscriptionAssignment>,
    /// What it gives, on what, to whom.
    pub facts: SubscriptionRoleFacts,
}

const ADD: Write = Write::new(
    "insert into subscription_assignments (tenant_id, assignment_id, subscription_id, role, home_id, member_kind, member_id, \
     given_by, given_at) values ({target}, $1, $2, $3, $4, $5, $6, $7, {now})",
);
const REMOVE: Write =
    Write::new("delete from subscription_assignments where tenant_id = {target} and assignment_id = $1");

/// Adds the statement that gives a role, and its fact.
pub fn add_role(batch: Batch, it: NewRole, given_by: &str) -> Batch {
    let NewRole { id, facts } = it;
    let member = facts.member;
    let values =
        values![id, facts.subscription, facts.role.key(), facts.home, member.kind(), member.uuid(), given_by];
    batch.run(&ADD, values).fact(Fact::SubscriptionRole { assignment: id, is: Turn::begins(facts) })
}

/// Adds the statement that takes a role, and its fact.
pub fn remove_role(batch: Batch, row: &RoleRow) -> Batch {
    let is = Turn::ends(row.facts());
    batch.run(&REMOVE, values![row.id]).fact(Fact::SubscriptionRole { assignment: row.id, is })
}

/// Adds the statements that take several roles, and their facts.
pub fn remove_roles(batch: Batch, rows: &[RoleRow]) -> Batch {
    rows.iter().fold(batch, remove_role)
}
