//! What partners hold in a customer: which partners hold anything, and the parts of it that no other noun has (decision 4).

pub mod people;

use domain::{
    granular_relationship::DAYS_TO_ANSWER,
    id::{Id, Organization},
    query::{Kind, Order, Property, Schema},
    time::{DAY, Time},
};

use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    sql::{Query, Read},
    value::{Row, Value},
    values,
    view::View,
};

/// A partner that holds something in the organization in sight, waits for an answer, or once did.
#[derive(Clone, Debug)]
pub struct HoldingPartner {
    /// The partner.
    pub partner: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its first domain.
    pub domain: String,
    /// Whether it lost the partner capability: nobody of it holds anything meanwhile.
    pub is_suspended: bool,
    /// Live links: none or one.
    pub links: i64,
    /// Live reseller relationships: none or one.
    pub resellers: i64,
    /// Delegated admin privileges: none or one.
    pub privileges: i64,
    /// Granular relationships that are in force, or will be.
    pub granulars: i64,
    /// Roles on subscriptions.
    pub subscription_roles: i64,
    /// Invitations that wait for an answer of it.
    pub invitations: i64,
    /// Granular relationships that it asks this organization for and that wait for an answer.
    pub requests: i64,
    /// When everything was ended last.
    pub off_boarded_at: Option<Time>,
}

impl HoldingPartner {
    /// Whether it holds anything, or waits for an answer.
    pub const fn is_holding(&self) -> bool {
        self.links
            + self.resellers
            + self.privileges
            + self.granulars
            + self.subscription_roles
            + self.invitations
            + self.requests
            > 0
    }
}

impl Placed for HoldingPartner {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "partnerId" => Key::Id(self.partner.uuid()),
            "partnerDisplayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

/// What the list offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("partnerDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("partnerDefaultDomain", Kind::Text).filterable().searchable(),
        Property::new("isHolding", Kind::Boolean).filterable(),
        Property::new("isSuspended", Kind::Boolean).filterable(),
        Property::new("links", Kind::Integer).filterable(),
        Property::new("resellerRelationships", Kind::Integer).filterable(),
        Property::new("delegatedAdminPrivileges", Kind::Integer).filterable(),
        Property::new("granularRelationships", Kind::Integer).filterable(),
        Property::new("subscriptionRoles", Kind::Integer).filterable(),
        Property::new("invitations", Kind::Integer).filterable(),
        Property::new("granularRequests", Kind::Integer).filterable(),
        Property::new("offBoardedDateTime", Kind::Time),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("partnerId", "h.partner_id", Kept::Id),
        Column::new("partnerDisplayName", "p.name_key", Kept::Key),
        Column::new("partnerDefaultDomain", default_domain!("h.partner_id"), Kept::Key),
        Column::new(
            "isHolding",
            "(h.links + h.resellers + h.privileges + h.granulars + h.subscription_roles + h.invitations + h.requests > 0)",
            Kept::Boolean,
        ),
        Column::new("isSuspended", "(p.is_partner = false)", Kept::Boolean),
        Column::new("links", "h.links", Kept::Integer),
        Column::new("resellerRelationships", "h.resellers", Kept::Integer),
        Column::new("delegatedAdminPrivileges", "h.privileges", Kept::Integer),
        Column::new("granularRelationships", "h.granulars", Kept::Integer),
        Column::new("subscriptionRoles", "h.subscription_roles", Kept::Integer),
        Column::new("invitations", "h.invitations", Kept::Integer),
        Column::new("granularRequests", "h.requests", Kept::Integer),
    ],
    order: &[Order { property: "partnerDisplayName", descending: false }],
    unique: &["partnerId"],
    searched: &["partnerDisplayName", "partnerDefaultDomain"],
};

/// Each branch names the sight, so that each goes by its own index.
macro_rules! held {
    () => {
        " from (select e.partner_id, \
           cast(sum(case when e.kind = 'link' then e.live else 0 end) as bigint) as links, \
           cast(sum(case when e.kind = 'reseller' then e.live else 0 end) as bigint) as resellers, \
           cast(sum(case when e.kind = 'privileges' then e.live else 0 end) as bigint) as privileges, \
           cast(sum(case when e.kind = 'granular' then e.live else 0 end) as bigint) as granulars, \
           cast(sum(case when e.kind = 'subscription_role' then e.live else 0 end) as bigint) as subscription_roles, \
           cast(sum(case when e.kind = 'invitation' then e.live else 0 end) as bigint) as invitations, \
           cast(sum(case when e.kind = 'request' then e.live else 0 end) as bigint) as requests from (\
             select l.partner_id, 'link' as kind, case when l.state in ('active', 'suspended') then 1 else 0 end as live \
             from links l where {tenant:l.tenant_id} \
             union all select r.partner_id, 'reseller', case when r.ended_at is null then 1 else 0 end \
             from reseller_relationships r where {tenant:r.tenant_id} \
             union all select r.partner_id, 'privileges', case when r.has_privileges = true then 1 else 0 end \
             from reseller_relationships r where {tenant:r.tenant_id} \
             union all select g.tenant_id, 'granular', \
             case when g.status in ('approved', 'activating', 'active') then 1 else 0 end \
             from granular_relationships g where {tenant:g.customer_id} and g.approved_at is not null \
             union all select a.home_id, 'subscription_role', 1 from subscription_assignments a \
             where {tenant:a.tenant_id} and a.home_id <> a.tenant_id \
             union all select i.partner_id, 'invitation', \
             case when i.state = 'pending' and i.expires_at > $1 then 1 else 0 end \
             from invitations i where {tenant:i.tenant_id} and i.partner_id is not null \
             union all select q.tenant_id, 'request', 1 from granular_relationships q where {tenant:q.customer_id} \
             and q.status = 'approvalPending' and coalesce(q.partner_consent, 'approved') = 'approved' and q.locked_at > $2\
           ) e group by e.partner_id) h join organizations p on p.organization_id = h.partner_id where 1 = 1"
    };
}

const LIST: Read = Read::new(concat!(
    "select h.partner_id, p.name, ",
    default_domain!("h.partner_id"),
    ", p.is_partner, h.links, h.resellers, h.privileges, h.granulars, h.subscription_roles, h.invitations, \
     h.requests, (select max(b.issued_at) from off_boarding_records b where {tenant:b.tenant_id} and b.partner_id = h.partner_id)",
    held!()
));
const COUNT: Read = Read::new(concat!("select count(*)", held!()));

/// Now, and since when what a partner asks for still waits.
fn moments(now: Time) -> Vec<Value> {
    values![now, now.plus(-DAYS_TO_ANSWER * DAY)]
}

fn read(row: &Row) -> Result<HoldingPartner, StoreError> {
    Ok(HoldingPartner {
        partner: row.get(0)?,
        name: row.get(1)?,
        domain: row.get(2)?,
        is_suspended: !row.get::<bool>(3)?,
        links: row.get(4)?,
        resellers: row.get(5)?,
        privileges: row.get(6)?,
        granulars: row.get(7)?,
        subscription_roles: row.get(8)?,
        invitations: row.get(9)?,
        requests: row.get(10)?,
        off_boarded_at: row.get(11)?,
    })
}

/// A page of the partners of the organization in sight; only those whose state was ever known to it.
pub async fn list(view: &mut View, wanted: &Wanted, now: Time) -> Result<Listed<HoldingPartner>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, moments(now)), view, read).await
}

/// How many partners a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted, now: Time) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, moments(now));
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One partner of the organization in sight.
pub async fn find(
    view: &mut View,
    partner: Id<Organization>,
    now: Time,
) -> Result<Option<HoldingPartner>, StoreError> {
    let mut query = Query::new(&LIST, moments(now));
    query.push(" and h.partner_id = ").bind(partner);
    view.rows(query).await?.first().map(read).transpose()
}

/// People of a partner that hold anything here, and by which programs they can use it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clients {
    /// How many people, groups in groups resolved.
    pub people: i64,
    /// How many access tokens these people have for the API.
    pub access_tokens: i64,
    /// How many webhooks tell the partner what happens here, by the sight of these people.
    pub webhooks: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
