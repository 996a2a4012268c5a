//! Reseller relationships as rows, on the customer's and on the partner's side.
//!
//! Invariant: a partner reads a relationship only through `{reseller:…}`: its own, never those of others (decision 17).

use authz::{
    Fact,
    fact::{ResellerFacts, Turn},
};
use domain::{
    agent::Agent,
    id::{Id, Organization, ResellerRelationship, ResellerRequest},
    query::{Kind, Order, Property, Schema},
    reseller_relationship::EndedBy,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::{maybe_word, word},
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A relationship with the names of both sides.
#[derive(Clone, Debug)]
pub struct ResellerRow {
    /// The relationship.
    pub id: Id<ResellerRelationship>,
    /// The customer.
    pub tenant: Id<Organization>,
    /// The customer's name.
    pub customer_name: String,
    /// The customer's first domain.
    pub customer_domain: String,
    /// The customer's country.
    pub customer_country: String,
    /// The partner.
    pub partner: Id<Organization>,
    /// The partner's name.
    pub partner_name: String,
    /// The partner's first domain.
    pub partner_domain: String,
    /// The request with which it began.
    pub request: Id<ResellerRequest>,
    /// Whether the partner's agents have delegated admin privileges.
    pub has_privileges: bool,
    /// Since when they have them, or had them last.
    pub privileges_since: Option<Time>,
    /// When they lost them.
    pub privileges_ended_at: Option<Time>,
    /// Who took them.
    pub privileges_ended_by: Option<EndedBy>,
    /// Who of the customer accepted, by account name.
    pub accepted_by: String,
    /// When it began.
    pub started_at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// Grows with each change.
    pub stamp: i64,
    /// Whether the partner lost the partner capability: nobody of it holds anything meanwhile.
    pub is_suspended: bool,
    /// Whether the customer lets the privileges open its rooms (decision 6).
    pub opens_rooms: bool,
    /// The indirect provider through which the partner sells there.
    pub provider: Option<(Id<Organization>, String)>,
    /// The indirect reseller for which the partner provides there.
    pub indirect_reseller: Option<(Id<Organization>, String)>,
    /// Where that one is.
    pub indirect_reseller_country: Option<String>,
    /// Whether a granular relationship between the two is in force.
    pub has_granular: bool,
}

impl ResellerRow {
    /// What decisions read of it while it lives.
    pub const fn facts(&self) -> ResellerFacts {
        let Self { partner, has_privileges, opens_rooms, .. } = *self;
        ResellerFacts { partner, has_privileges, opens_rooms }
    }
}

macro_rules! columns {
    () => {
        concat!(
            "r.relationship_id, r.tenant_id, c.name, ",
            default_domain!("r.tenant_id"),
            ", c.country, r.partner_id, p.name, ",
            default_domain!("r.partner_id"),
            ", r.request_id, r.has_privileges, r.privileges_since, r.privileges_ended_at, r.privileges_ended_by, \
             r.accepted_by, r.started_at, r.ended_at, r.change_stamp, p.is_partner, r.opens_rooms, r.provider_id, v.name, r.indirect_reseller_id, i.name, \
             (exists (select 1 from granular_relationships g where g.customer_id = r.tenant_id and g.tenant_id = r.partner_id \
             and g.status = 'active')), i.country"
        )
    };
}
macro_rules! tables {
    () => {
        " from reseller_relationships r join organizations c on c.organization_id = r.tenant_id \
         join organizations p on p.organization_id = r.partner_id \
         left join organizations v on v.organization_id = r.provider_id \
         left join organizations i on i.organization_id = r.indirect_reseller_id where "
    };
}

fn read(row: &Row) -> Result<ResellerRow, StoreError> {
    Ok(ResellerRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        customer_name: row.get(2)?,
        customer_domain: row.get(3)?,
        customer_country: row.get(4)?,
        partner: row.get(5)?,
        partner_name: row.get(6)?,
        partner_domain: row.get(7)?,
        request: row.get(8)?,
        has_privileges: row.get(9)?,
        privileges_since: row.get(10)?,
        privileges_ended_at: row.get(11)?,
        privileges_ended_by: maybe_word(row, 12, EndedBy::from_key)?,
        accepted_by: row.get(13)?,
        started_at: row.get(14)?,
        ended_at: row.get(15)?,
        stamp: row.get(16)?,
        is_suspended: !row.get::<bool>(17)?,
        opens_rooms: row.get(18)?,
        provider: named(row, 19)?,
        indirect_reseller: named(row, 21)?,
        has_granular: row.get(23)?,
        indirect_reseller_country: row.get(24)?,
    })
}

/// An organization with its name, where there is one.
fn named(row: &Row, at: usize) -> Result<Option<(Id<Organization>, String)>, StoreError> {
    let id: Option<Id<Organization>> = row.get(at)?;
    let name: Option<String> = row.get(at + 1)?;
    Ok(id.zip(name))
}

impl Placed for ResellerRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "tenantId" => Key::Id(self.tenant.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.customer_name)),
            "partnerDisplayName" => Key::Text(domain::text::key(&self.partner_name)),
            "defaultDomain" => Key::Text(self.customer_domain.clone()),
            "startedDateTime" => Key::Integer(self.started_at.micros()),
            _ => return None,
        })
    }
}

/// What the partner's list of customers offers to queries.
pub static CUSTOMERS: Schema = Schema::new(
    &[
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("defaultDomain", Kind::Text).filterable().sortable().searchable(),
        Property::new("relationshipToPartner", Kind::Enum(&["reseller"])),
        Property::new("delegatedAdminPrivileges", Kind::Boolean).filterable(),
        Property::new("startedDateTime", Kind::Time).filterable().sortable(),
        Property::new("indirectResellerDisplayName", Kind::Text).filterable().searchable(),
        Property::new("indirectProviderDisplayName", Kind::Text).filterable().searchable(),
        Property::new("hasGranularRelationship", Kind::Boolean).filterable(),
        Property::new("country", Kind::Text),
        Property::new("verifiedDomains", Kind::List(&Kind::Text)),
        Property::new("services", Kind::List(&Kind::Record(&[]))),
    ],
    300,
);

/// The columns behind [`CUSTOMERS`].
pub static CUSTOMERS_TABLE: Table = Table {
    columns: &[
        Column::new("tenantId", "r.tenant_id", Kept::Id),
        Column::new("displayName", "c.name_key", Kept::Key),
        Column::new("defaultDomain", default_domain!("r.tenant_id"), Kept::Key),
        Column::new("delegatedAdminPrivileges", "r.has_privileges", Kept::Boolean),
        Column::new("startedDateTime", "r.started_at", Kept::Time),
        Column::new("indirectResellerDisplayName", "i.name_key", Kept::Key).nullable(),
        Column::new("indirectProviderDisplayName", "v.name_key", Kept::Key).nullable(),
        Column::new(
            "hasGranularRelationship",
            "(exists (select 1 from granular_relationships g where g.customer_id = r.tenant_id \
             and g.tenant_id = r.partner_id and g.status = 'active'))",
            Kept::Boolean,
        ),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["tenantId"],
    searched: &["displayName", "defaultDomain", "indirectResellerDisplayName", "indirectProviderDisplayName"],
};

/// What the customer's list of partners offers to queries.
pub static PARTNERS: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("partnerDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("partnerDefaultDomain", Kind::Text),
        Property::new("delegatedAdminPrivileges", Kind::Boolean).filterable(),
        Property::new("privilegesSinceDateTime", Kind::Time),
        Property::new("privilegesEndedDateTime", Kind::Time),
        Property::new("privilegesEndedBy", Kind::Enum(&["customer", "partner", "system"])),
        Property::new("acceptedBy", Kind::Text),
        Property::new("startedDateTime", Kind::Time).filterable().sortable(),
        Property::new("endedDateTime", Kind::Time),
        Property::new("isEnded", Kind::Boolean).filterable(),
        Property::new("isSuspended", Kind::Boolean),
        Property::new("delegated", Kind::List(&Kind::Record(&[]))),
    ],
    300,
);

/// The columns behind [`PARTNERS`].
pub static PARTNERS_TABLE: Table = Table {
    columns: &[
        Column::new("id", "r.relationship_id", Kept::Id),
        Column::new("partnerId", "r.partner_id", Kept::Id),
        Column::new("partnerDisplayName", "p.name_key", Kept::Key),
        Column::new("delegatedAdminPrivileges", "r.has_privileges", Kept::Boolean),
        Column::new("startedDateTime", "r.started_at", Kept::Time),
        Column::new("isEnded", "(r.ended_at is not null)", Kept::Boolean),
    ],
    order: &[Order { property: "partnerDisplayName", descending: false }],
    unique: &["id"],
    searched: &["partnerDisplayName"],
};

/// What the list of a customer's people offers to queries: no more than looking people up needs.
pub static PEOPLE: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("accountEnabled", Kind::Boolean).filterable(),
    ],
    300,
);

const CUSTOMERS_LIST: Read =
    Read::new(concat!("select ", columns!(), tables!(), "{reseller:r} and r.ended_at is null"));
const CUSTOMERS_COUNT: Read =
    Read::new(concat!("select count(*)", tables!(), "{reseller:r} and r.ended_at is null"));
const PARTNERS_LIST: Read = Read::new(concat!("select ", columns!(), tables!(), "{tenant:r.tenant_id}"));
const PARTNERS_COUNT: Read = Read::new(concat!("select count(*)", tables!(), "{tenant:r.tenant_id}"));
const DOMAINS: Read = Read::new(
    "select d.domain from reseller_relationships r join domains d on d.tenant_id = r.tenant_id \
     where {reseller:r} and r.ended_at is null and r.has_privileges = true and r.tenant_id = $1 order by d.domain",
);

/// A page of the customers of the partner in sight.
pub async fn customers(view: &mut View, wanted: &Wanted) -> Result<Listed<ResellerRow>, StoreError> {
    wanted.read(&CUSTOMERS_TABLE, Query::new(&CUSTOMERS_LIST, values![]), view, read).await
}

/// How many customers a list has on all its pages.
pub async fn count_customers(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&CUSTOMERS_COUNT, values![]);
    wanted.narrow(&CUSTOMERS_TABLE, &mut query)?;
    view.count(query).await
}

/// One customer of the partner in sight.
pub async fn customer(view: &mut View, tenant: Id<Organization>) -> Result<Option<ResellerRow>, StoreError> {
    let mut query = Query::new(&CUSTOMERS_LIST, values![]);
    query.push(" and r.tenant_id = ").bind(tenant);
    view.rows(query).await?.first().map(read).transpose()
}

/// The domains of a customer that granted delegated admin privileges to the partner in sight; none of any other.
pub async fn domains(view: &mut View, tenant: Id<Organization>) -> Result<Vec<String>, StoreError> {
    let rows = view.rows(Query::new(&DOMAINS, values![tenant])).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// A page of the partners of the organization in sight, ended relationships included.
pub async fn partners(view: &mut View, wanted: &Wanted) -> Result<Listed<ResellerRow>, StoreError> {
    wanted.read(&PARTNERS_TABLE, Query::new(&PARTNERS_LIST, values![]), view, read).await
}

/// How many partners a list has on all its pages.
pub async fn count_partners(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&PARTNERS_COUNT, values![]);
    wanted.narrow(&PARTNERS_TABLE, &mut query)?;
    view.count(query).await
}

/// One relationship of the organization in sight.
pub async fn partner(
    view: &mut View,
    id: Id<ResellerRelationship>,
) -> Result<Option<ResellerRow>, StoreError> {
    let mut query = Query::new(&PARTNERS_LIST, values![]);
    query.push(" and r.relationship_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

/// The live relationship of the organization in sight with a partner.
pub async fn live_with(
    view: &mut View,
    partner: Id<Organization>,
) -> Result<Option<ResellerRow>, StoreError> {
    let mut query = Query::new(&PARTNERS_LIST, values![]);
    query.push(" and r.ended_at is null and r.partner_id = ").bind(partner);
    view.rows(query).await?.first().map(read).transpose()
}

/// The relationships of the organization in sight with a partner that are over, newest first; at most a hundred.
pub async fn past_with(view: &mut View, partner: Id<Organization>) -> Result<Vec<ResellerRow>, StoreError> {
    let mut query = Query::new(&PARTNERS_LIST, values![]);
    query.push(" and r.ended_at is not null and r.partner_id = ").bind(partner);
    query.push(" order by r.ended_at desc, r.relationship_id limit 100");
    view.rows(query).await?.iter().map(read).collect()
}

const AGENTS: Read = Read::new(
    "with recursive inside (customer_id, tenant_id, agent, id) as (\
       select r.tenant_id, g.tenant_id, g.agent, m.member_id from reseller_relationships r \
       join organizations p on p.organization_id = r.partner_id and p.is_partner = true \
       join security_groups g on g.tenant_id = r.partner_id and g.agent in ('admin_agent', 'helpdesk_agent') \
       join security_group_members m on m.tenant_id = g.tenant_id and m.group_id = g.group_id \
       where {tenant:r.tenant_id} and r.relationship_id = $1 and r.has_privileges = true and r.ended_at is null \
       union select i.customer_id, m.tenant_id, i.agent, m.member_id from inside i \
       join security_group_members m on m.tenant_id = i.tenant_id and m.group_id = i.id) \
     , granular (tenant_id, id) as (\
       select m.tenant_id, m.member_id from granular_relationships r \
       join access_assignments a on a.tenant_id = r.tenant_id and a.relationship_id = r.relationship_id \
       and a.status = 'active' \
       join security_group_members m on m.tenant_id = a.tenant_id and m.group_id = a.group_id \
       where {tenant:r.customer_id} and r.status = 'active' and r.tenant_id = \
       (select s.partner_id from reseller_relationships s where s.tenant_id = r.customer_id and s.relationship_id = $1) \
       union select m.tenant_id, m.member_id from granular g \
       join security_group_members m on m.tenant_id = g.tenant_id and m.group_id = g.id) \
     select i.agent, u.display_name, u.upn from inside i \
     join users u on u.tenant_id = i.tenant_id and u.user_id = i.id and u.enabled = true \
     where not exists (select 1 from blocks b where b.tenant_id = i.customer_id and b.user_id = u.user_id) \
     and not exists (select 1 from granular g where g.tenant_id = u.tenant_id and g.id = u.user_id) \
     order by u.name_key, u.user_id, i.agent limit 1000",
);

/// Somebody of a partner to whom the organization in sight delegated a directory role.
#[derive(Clone, Debug)]
pub struct DelegatedPerson {
    /// As what agent the person holds it.
    pub agent: Agent,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
}

/// Who holds a directory role of the organization in sight by the privileges of a relationship, groups in groups resolved
/// without whom the organization blocked, and without those whose granular roles take their place; the first
/// thousand by name.
pub async fn delegated(
    view: &mut View,
    id: Id<ResellerRelationship>,
) -> Result<Vec<DelegatedPerson>, StoreError> {
    let rows = view.rows(Query::new(&AGENTS, values![id])).await?;
    rows.iter()
        .map(|row| {
            let agent = word(row, 0, Agent::from_key)?;
            Ok(DelegatedPerson { agent, name: row.get(1)?, upn: row.get(2)? })
        })
        .collect()
}

const ONE: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "r.tenant_id = {target} and r.relationship_id = $1"
));
const LIVE: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "r.tenant_id = {target} and r.partner_id = $1 and r.ended_at is null"
));

/// A relationship of the change's organization.
pub async fn fetch(
    change: &mut Change,
    id: Id<ResellerRelationship>,
) -> Result<Option<ResellerRow>, StoreError> {
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// The live relationship of the change's organization with a partner.
pub async fn fetch_live(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Option<ResellerRow>, StoreError> {
    change.find(&LIVE, values![partner]).await?.as_ref().map(read).transpose()
}

const AS_PARTNER: Fetch = Fetch::new(
    "select tenant_id, relationship_id from reseller_relationships where partner_id = {target} and ended_at is null \
     order by tenant_id",
);

/// The live relationships of which the change's organization is the partner, with the customer of each.
pub async fn fetch_as_partner(
    change: &mut Change,
) -> Result<Vec<(Id<Organization>, Id<ResellerRelationship>)>, StoreError> {
    let rows = change.rows(&AS_PARTNER, values![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const INSERT: Write = Write::new(
    "insert into reseller_relationships (tenant_id, relationship_id, partner_id, request_id, has_privileges, \
     privileges_since, accepted_by, started_at, change_stamp, provider_id, indirect_reseller_id) \
     values ({target}, $1, $2, $3, $4, $5, $6, {now}, 1, $7, $8)",
);
const GRANT: Write = Write::new(
    "update reseller_relationships set has_privileges = true, privileges_since = {now}, privileges_ended_at = null, \
     privileges_ended_by = null, privileges_end_at = null, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and relationship_id = $1 and ended_at is null",
);
const TAKE: Write = Write::new(
    "update reseller_relationships set has_privileges = false, opens_rooms = false, privileges_ended_at = {now}, \
     privileges_ended_by = $2, privileges_end_at = null, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and relationship_id = $1 and ended_at is null",
);
const END: Write = Write::new(
    "update reseller_relationships set ended_at = {now}, privileges_ended_at = case when has_privileges = true then {now} \
     else privileges_ended_at end, privileges_ended_by = case when has_privileges = true then $2 \
     else privileges_ended_by end, privileges_end_at = null, has_privileges = false, opens_rooms = false, \
     change_stamp = change_stamp + 1 \
     where tenant_id = {target} and relationship_id = $1 and ended_at is null",
);

/// Between whom the partner stands in a distribution, if it does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chain {
    /// The indirect provider through which it sells.
    pub provider: Option<Id<Organization>>,
    /// The indirect reseller for which it provides.
    pub indirect_reseller: Option<Id<Organization>>,
}

const CHAIN: Write = Write::new(
    "update reseller_relationships set provider_id = coalesce($2, provider_id), \
     indirect_reseller_id = coalesce($3, indirect_reseller_id), change_stamp = change_stamp + 1 \
     where tenant_id = {target} and relationship_id = $1 and ended_at is null",
);

/// Adds the statement that keeps between whom the partner stands from now on.
pub fn set_chain(batch: Batch, row: &ResellerRow, chain: Chain) -> Batch {
    batch.run(&CHAIN, values![row.id, chain.provider, chain.indirect_reseller])
}

const SWITCH_ROOMS: Write = Write::new(
    "update reseller_relationships set opens_rooms = $2, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and relationship_id = $1 and ended_at is null",
);

/// Adds the statement that begins a relationship, and its fact.
pub fn begin(
    batch: Batch,
    id: Id<ResellerRelationship>,
    facts: ResellerFacts,
    request: Id<ResellerRequest>,
    accepted_by: &str,
    chain: Chain,
    now: Time,
) -> Batch {
    let since = facts.has_privileges.then_some(now);
    let Chain { provider, indirect_reseller } = chain;
    let values = values![
        id,
        facts.partner,
        request,
        facts.has_privileges,
        since,
        accepted_by,
        provider,
        indirect_reseller
    ];
    batch.run(&INSERT, values).fact(Fact::Reseller { relationship: id, is: Turn::begins(facts) })
}

/// Adds the statement that gives the partner delegated admin privileges, and the changed fact.
pub fn grant(batch: Batch, row: &ResellerRow) -> Batch {
    batch.run(&GRANT, values![row.id]).fact(turn(row, true))
}

/// Adds the statement that takes them, and the changed fact.
pub fn take(batch: Batch, row: &ResellerRow, by: EndedBy) -> Batch {
    batch.run(&TAKE, values![row.id, by.key()]).fact(turn(row, false))
}

/// Adds the statement that lets the privileges open rooms, or not, and the changed fact.
pub fn switch_rooms(batch: Batch, row: &ResellerRow, opens_rooms: bool) -> Batch {
    let after = ResellerFacts { opens_rooms, ..row.facts() };
    let is = Turn::new(Some(row.facts()), Some(after));
    batch.run(&SWITCH_ROOMS, values![row.id, opens_rooms]).fact(Fact::Reseller { relationship: row.id, is })
}

/// Adds the statement that ends a relationship, by one of its sides, and its fact.
pub fn end(batch: Batch, row: &ResellerRow, by: EndedBy) -> Batch {
    let is = Turn::ends(row.facts());
    batch.run(&END, values![row.id, by.key()]).fact(Fact::Reseller { relationship: row.id, is })
}

fn turn(row: &ResellerRow, has_privileges: bool) -> Fact {
    // Privileges that come back open no rooms until the customer says so anew.
    let after = ResellerFacts { has_privileges, opens_rooms: false, ..row.facts() };
    Fact::Reseller { relationship: row.id, is: Turn::new(Some(row.facts()), Some(after)) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::CUSTOMERS_TABLE.lacks(&super::CUSTOMERS), Vec::<&str>::new());
        assert_eq!(super::PARTNERS_TABLE.lacks(&super::PARTNERS), Vec::<&str>::new());
    }
}
