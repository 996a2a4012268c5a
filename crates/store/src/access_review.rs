//! Who of partners holds a right at a customer or is to hold one, how it stands, and when it was last used.
//!
//! Invariant: only the customer's own sight reads this; of a partner's directory it shows who holds a role here, and
//! the groups on the way to it.

mod chains;
mod delegations;
mod subscription_roles;

use domain::{
    access_review::{Standing, UNUSED_AFTER},
    id::{Id, Link, Organization, User},
    query::{Kind, Order, Property, Schema},
    text,
    time::Time,
};

pub use chains::{Holding, Membership, holdings, memberships};
pub use delegations::{Delegation, Relationship, delegations};
pub use subscription_roles::{SubscriptionHolding, subscription_holdings};

use crate::{
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// What the review offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("partnerDisplayName", Kind::Text).filterable().sortable(),
        Property::new("linkId", Kind::Id).filterable(),
        Property::new("state", Kind::Enum(Standing::KEYS)).filterable().sortable(),
        Property::new("blockReason", Kind::Text),
        Property::new("sinceDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastUsedDateTime", Kind::Time).filterable().sortable(),
        Property::new("unused", Kind::Boolean).filterable(),
        Property::new("delegated", Kind::Boolean).filterable(),
        Property::new("chains", Kind::List(&Kind::Record(&[]))),
        Property::new("delegations", Kind::List(&Kind::Record(&[]))),
        Property::new("subscriptionRoles", Kind::List(&Kind::Record(&[]))),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "w.user_id", Kept::Id),
        Column::new("displayName", "w.name_key", Kept::Key),
        Column::new("userPrincipalName", "w.upn", Kept::Key),
        Column::new("partnerId", "w.partner_id", Kept::Id),
        Column::new("partnerDisplayName", "w.partner_key", Kept::Key),
        Column::new("linkId", "w.link_id", Kept::Id).nullable(),
        Column::new("state", "w.state", Kept::Word),
        Column::new("sinceDateTime", "w.since", Kept::Time).nullable(),
        Column::new("lastUsedDateTime", "w.last_used_at", Kept::Time).nullable(),
        Column::new("unused", "w.unused", Kept::Boolean),
        Column::new("delegated", "w.delegated", Kept::Boolean),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "userPrincipalName"],
};

/// A person of a partner at the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedPerson {
    /// The person.
    pub id: Id<User>,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
    /// The partner.
    pub partner: Id<Organization>,
    /// The partner's name.
    pub partner_name: String,
    /// The link through which the person is here, of which a partner has one; none for a person who is here without one.
    pub link: Option<Id<Link>>,
    /// How the access stands.
    pub standing: Standing,
    /// Why the customer blocked the person; empty where it did not.
    pub block_reason: String,
    /// Since when an assignment or a delegation that counts now reaches the person without a break; none where none does.
    pub since: Option<Time>,
    /// When the person last did or viewed something here.
    pub last_used: Option<Time>,
    /// Whether the right counts now and was not used for [`UNUSED_AFTER`], although it was there.
    pub is_unused: bool,
    /// Whether the person is here by what the customer delegated or by a role on a subscription, with a link or without.
    pub is_delegated: bool,
}

impl Placed for ReviewedPerson {
    fn key(&self, property: &str) -> Option<Key> {
        let moment = |at: Option<Time>| Key::Integer(at.map_or(0, Time::micros));
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(text::key(&self.name)),
            "userPrincipalName" => Key::Text(self.upn.clone()),
            "partnerDisplayName" => Key::Text(text::key(&self.partner_name)),
            "state" => Key::Text(self.standing.key().to_owned()),
            "sinceDateTime" => moment(self.since),
            "lastUsedDateTime" => moment(self.last_used),
            _ => return None,
        })
    }
}

/// Everybody whom an assignment of a live link, delegated admin privileges, a granular relationship or a role on a subscription reach, at `$1`; what was not used
/// since `$2` is unused. A phase is 0 while it counts, 1 before and 2 after that; a way is as old as its youngest part.
macro_rules! reviewed {
    ($selected:literal) => {
        concat!(
            "with recursive held (tenant_id, partner_id, linked, state, member_id, phase, since) as (\
               select l.tenant_id, l.partner_id, 1, l.state, m.member_id, \
                 case when a.ends_at <= $1 then 2 when a.starts_at > $1 then 1 else 0 end, \
                 case when a.starts_at > m.added_at then a.starts_at else m.added_at end \
               from links l join assignments a on a.tenant_id = l.tenant_id and a.link_id = l.link_id \
               join assignment_members m on m.tenant_id = a.tenant_id and m.assignment_id = a.assignment_id \
                 and m.home_id = l.partner_id \
               where {tenant:l.tenant_id} and l.state in ('active', 'suspended') \
               union \
               select v.tenant_id, v.partner_id, 0, 'active', m.member_id, 0, \
                 case when v.privileges_since > m.added_at then v.privileges_since else m.added_at end \
               from reseller_relationships v join security_groups g on g.tenant_id = v.partner_id \
                 and g.agent in ('admin_agent', 'helpdesk_agent') \
               join security_group_members m on m.tenant_id = g.tenant_id and m.group_id = g.group_id \
               where {tenant:v.tenant_id} and v.ended_at is null and v.has_privileges = true \
               union \
               select v.customer_id, v.tenant_id, 0, 'active', m.member_id, \
                 case when v.extends = false and v.ends_at <= $1 then 2 else 0 end, \
                 case when a.created_at > m.added_at then a.created_at else m.added_at end \
               from granular_relationships v join access_assignments a on a.tenant_id = v.tenant_id \
                 and a.relationship_id = v.relationship_id and a.status = 'active' \
               join security_group_members m on m.tenant_id = a.tenant_id and m.group_id = a.group_id \
               where {tenant:v.customer_id} and v.status = 'active' \
               union \
               select o.tenant_id, o.home_id, 0, 'active', o.member_id, 0, o.given_at from subscription_assignments o \
               where {tenant:o.tenant_id} and o.home_id <> o.tenant_id \
               union \
               select h.tenant_id, h.partner_id, h.linked, h.state, g.member_id, h.phase, \
                 case when g.added_at > h.since then g.added_at else h.since end \
               from held h join security_group_members g \
                 on g.tenant_id = h.partner_id and g.group_id = h.member_id), \
             reached (tenant_id, partner_id, linked, delegated, state, user_id, phase, since) as (\
               select h.tenant_id, h.partner_id, max(h.linked), max(1 - h.linked), max(h.state), h.member_id, min(h.phase), \
                 min(case when h.phase = 0 then h.since end) \
               from held h group by h.tenant_id, h.partner_id, h.member_id) \
             select ",
            $selected,
            " from (select u.user_id, u.display_name, u.name_key, u.upn, r.partner_id, \
               p.name as partner_name, p.name_key as partner_key, l.link_id, \
               case when b.user_id is not null then 'blocked' when not u.enabled then 'disabled' \
                 when r.state = 'suspended' or p.is_partner = false then 'suspended' when r.phase = 1 then 'upcoming' \
                 when r.phase = 2 then 'ended' else 'active' end as state, \
               coalesce(b.reason, '') as reason, r.since, x.at as last_used_at, \
               (b.user_id is null and u.enabled and r.state = 'active' and p.is_partner = true and r.phase = 0 \
                 and r.since < $2 and (x.at is null or x.at < $2)) as unused, \
               (r.delegated = 1) as delegated \
               from reached r cross join users u \
               join organizations p on p.organization_id = r.partner_id \
               left join links l on r.linked = 1 and l.tenant_id = r.tenant_id and l.partner_id = r.partner_id \
                 and l.state in ('active', 'suspended') \
               left join blocks b on b.tenant_id = r.tenant_id and b.user_id = r.user_id \
               left join last_uses x on x.tenant_id = r.tenant_id and x.user_id = r.user_id \
               where u.tenant_id = r.partner_id and u.user_id = r.user_id) w where 1 = 1"
        )
    };
}

const LIST: Read = Read::new(concat!(reviewed!(
    "w.user_id, w.display_name, w.upn, w.partner_id, w.partner_name, w.link_id, w.state, w.reason, w.since, \
     w.last_used_at, w.unused, w.delegated"
)));
const COUNT: Read = Read::new(concat!(reviewed!("count(*)")));

fn read(row: &Row) -> Result<ReviewedPerson, StoreError> {
    Ok(ReviewedPerson {
        id: row.get(0)?,
        name: row.get(1)?,
        upn: row.get(2)?,
        partner: row.get(3)?,
        partner_name: row.get(4)?,
        link: row.get(5)?,
        standing: word(row, 6, Standing::from_key)?,
        block_reason: row.get(7)?,
        since: row.get(8)?,
        last_used: row.get(9)?,
        is_unused: row.get(10)?,
        is_delegated: row.get(11)?,
    })
}

fn at(read: &Read, now: Time) -> Query {
    Query::new(read, values![now, now.plus(-UNUSED_AFTER)])
}

/// A page of the review of the customer in sight.
pub async fn list(view: &mut View, wanted: &Wanted, now: Time) -> Result<Listed<ReviewedPerson>, StoreError> {
    wanted.read(&TABLE, at(&LIST, now), view, read).await
}

/// How many people it has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted, now: Time) -> Result<i64, StoreError> {
    let mut query = at(&COUNT, now);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// The plan of a page, as text: for tests.
pub async fn explain(view: &mut View, wanted: &Wanted, now: Time) -> Result<Vec<String>, StoreError> {
    let mut query = at(&LIST, now);
    wanted.render(&TABLE, &mut query)?;
    view.explain(query).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
