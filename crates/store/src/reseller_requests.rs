//! Requests of a partner for reseller relationships: links that it sends to customers by itself.
//!
//! Invariant: the secret of a link stands nowhere but sealed; whoever opens it finds the request by its hash.

use domain::{
    distribution::Asks,
    id::{Id, Organization, ResellerRequest},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A request as its partner sees it.
#[derive(Clone, Debug)]
pub struct ResellerRequestRow {
    /// The request.
    pub id: Id<ResellerRequest>,
    /// The key under which the secret of its link is sealed.
    pub key_id: String,
    /// The sealed secret of its link.
    pub sealed: Vec<u8>,
    /// Whether it asks for delegated admin privileges.
    pub with_privileges: bool,
    /// Whom it asks.
    pub asks: Asks,
    /// The name of the indirect provider that is asked for too.
    pub provider_name: Option<String>,
    /// Who made it, by account name.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
    /// How many relationships began with it.
    pub accepted: i64,
}

/// A request as the customer finds it that opens its link.
#[derive(Clone, Debug)]
pub struct OpenedRequest {
    /// The request.
    pub id: Id<ResellerRequest>,
    /// Who asks.
    pub partner: Id<Organization>,
    /// The name of who asks.
    pub partner_name: String,
    /// The first domain of who asks.
    pub partner_domain: String,
    /// The country of who asks.
    pub partner_country: String,
    /// The country of who is asked.
    pub own_country: String,
    /// Whether it asks for delegated admin privileges.
    pub with_privileges: bool,
    /// Whom it asks.
    pub asks: Asks,
    /// The indirect provider that is asked for too, as long as the partner sells through it.
    pub provider: Option<OpenedProvider>,
    /// Whether it asks this organization alone, since the partner added it.
    pub is_of_added: bool,
}

/// The indirect provider of a request.
#[derive(Clone, Debug)]
pub struct OpenedProvider {
    /// The organization.
    pub id: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its first domain.
    pub domain: String,
    /// Its country.
    pub country: String,
}

/// What queries may name.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("delegatedAdminPrivileges", Kind::Boolean).filterable(),
        Property::new("asks", Kind::Enum(&["customer", "partner"])).filterable(),
        Property::new("indirectProviderId", Kind::Id).filterable(),
        Property::new("createdBy", Kind::Text).searchable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("revoked", Kind::Boolean).filterable(),
        Property::new("acceptedCount", Kind::Integer),
        Property::new("link", Kind::Text),
    ],
    300,
);

/// The columns behind the properties.
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "r.request_id", Kept::Id),
        Column::new("delegatedAdminPrivileges", "r.with_privileges", Kept::Boolean),
        Column::new(
            "asks",
            "(case when r.asks_partners = true then 'partner' else 'customer' end)",
            Kept::Word,
        ),
        Column::new("indirectProviderId", "r.provider_id", Kept::Id).nullable(),
        Column::new("createdBy", "r.created_by", Kept::Key),
        Column::new("createdDateTime", "r.created_at", Kept::Time),
        Column::new("revoked", "(r.revoked_at is not null)", Kept::Boolean),
    ],
    order: &[Order { property: "createdDateTime", descending: true }],
    unique: &["id"],
    searched: &["createdBy"],
};

impl Placed for ResellerRequestRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select r.request_id, r.key_id, r.sealed_token, r.with_privileges, r.created_by, r.created_at, r.revoked_at, \
     (select count(*) from reseller_relationships a where a.partner_id = r.tenant_id and a.request_id = r.request_id) \
     + (select count(*) from distributions b where b.provider_id = r.tenant_id and b.request_id = r.request_id), \
     r.asks_partners, r.provider_id, (select v.name from organizations v where v.organization_id = r.provider_id) \
     from reseller_requests r where {tenant:r.tenant_id} and r.customer_id is null",
);
const COUNT: Read = Read::new(
    "select count(*) from reseller_requests r where {tenant:r.tenant_id} and r.customer_id is null",
);

fn read(row: &Row) -> Result<ResellerRequestRow, StoreError> {
    Ok(ResellerRequestRow {
        id: row.get(0)?,
        key_id: row.get(1)?,
        sealed: row.get(2)?,
        with_privileges: row.get(3)?,
        created_by: row.get(4)?,
        created_at: row.get(5)?,
        revoked_at: row.get(6)?,
        accepted: row.get(7)?,
        asks: Asks::of(row.get(8)?, row.get(9)?),
        provider_name: row.get(10)?,
    })
}

/// A page of the requests of the organization in sight.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<ResellerRequestRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many requests a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One request of the organization in sight.
pub async fn find(
    view: &mut View,
    id: Id<ResellerRequest>,
) -> Result<Option<ResellerRequestRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and r.request_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

// `o` is the organization that opens the link. A revoked request, or one of an organization that is no partner any more, is not
// there; nor is one with an indirect provider through which the partner sells no more.
const OPENED: Read = Read::new(
    "select r.request_id, r.tenant_id, p.name, coalesce((select d.domain from domains d \
     where d.tenant_id = p.organization_id order by d.verified_at, d.domain limit 1), ''), p.country, \
     o.country, r.with_privileges, r.asks_partners, r.provider_id, v.name, \
     coalesce((select d.domain from domains d where d.tenant_id = v.organization_id order by d.verified_at, d.domain limit 1), ''), \
     v.country, r.customer_id is not null from reseller_requests r \
     join organizations p on p.organization_id = r.tenant_id join organizations o on {tenant:o.organization_id} \
     left join organizations v on v.organization_id = r.provider_id and v.is_partner = true \
     and exists (select 1 from distributions e where e.tenant_id = r.tenant_id and e.provider_id = v.organization_id \
     and e.ended_at is null) \
     where r.token_hash = $1 and r.revoked_at is null and p.is_partner = true \
     and (r.provider_id is null or v.organization_id is not null) \
     and (r.customer_id is null or r.customer_id = o.organization_id)",
);
const OPENED_TO_ACCEPT: Fetch = Fetch::new(
    "select r.request_id, r.tenant_id, p.name, coalesce((select d.domain from domains d \
     where d.tenant_id = p.organization_id order by d.verified_at, d.domain limit 1), ''), p.country, \
     o.country, r.with_privileges, r.asks_partners, r.provider_id, v.name, \
     coalesce((select d.domain from domains d where d.tenant_id = v.organization_id order by d.verified_at, d.domain limit 1), ''), \
     v.country, r.customer_id is not null from reseller_requests r \
     join organizations p on p.organization_id = r.tenant_id join organizations o on o.organization_id = {target} \
     left join organizations v on v.organization_id = r.provider_id and v.is_partner = true \
     and exists (select 1 from distributions e where e.tenant_id = r.tenant_id and e.provider_id = v.organization_id \
     and e.ended_at is null) \
     where r.token_hash = $1 and r.revoked_at is null and p.is_partner = true \
     and (r.provider_id is null or v.organization_id is not null) \
     and (r.customer_id is null or r.customer_id = o.organization_id)",
);

fn read_opened(row: &Row) -> Result<OpenedRequest, StoreError> {
    Ok(OpenedRequest {
        id: row.get(0)?,
        partner: row.get(1)?,
        partner_name: row.get(2)?,
        partner_domain: row.get(3)?,
        partner_country: row.get(4)?,
        own_country: row.get(5)?,
        with_privileges: row.get(6)?,
        asks: Asks::of(row.get(7)?, row.get(8)?),
        is_of_added: row.get(12)?,
        provider: match row.get::<Option<Id<Organization>>>(8)? {
            None => None,
            Some(id) => {
                Some(OpenedProvider { id, name: row.get(9)?, domain: row.get(10)?, country: row.get(11)? })
            }
        },
    })
}

/// The request of a link, for the organization in sight that opened it.
pub async fn opened(view: &mut View, token_hash: &[u8]) -> Result<Option<OpenedRequest>, StoreError> {
    let rows = view.rows(Query::new(&OPENED, values![token_hash.to_vec()])).await?;
    rows.first().map(read_opened).transpose()
}

const LOCK_OPENED: Fetch = Fetch::new(
    "select request_id from reseller_requests where token_hash = $1 and tenant_id <> {target} and revoked_at is null{lock}",
);

/// The same for whoever accepts it. It is locked first: what is revoked meanwhile is not there any more.
pub async fn fetch_opened(
    change: &mut Change,
    token_hash: &[u8],
) -> Result<Option<OpenedRequest>, StoreError> {
    change.rows(&LOCK_OPENED, values![token_hash.to_vec()]).await?;
    change.find(&OPENED_TO_ACCEPT, values![token_hash.to_vec()]).await?.as_ref().map(read_opened).transpose()
}

const INSERT: Write = Write::new(
    "insert into reseller_requests (tenant_id, request_id, token_hash, key_id, sealed_token, with_privileges, \
     created_by, created_at, asks_partners, provider_id, customer_id) \
     values ({target}, $1, $2, $3, $4, $5, $6, {now}, $7, $8, $9)",
);
const REVOKE: Write = Write::new(
    "update reseller_requests set revoked_at = {now} where tenant_id = {target} and request_id = $1 \
     and revoked_at is null",
);
const STATE: Fetch = Fetch::new(
    "select revoked_at from reseller_requests where tenant_id = {target} and request_id = $1 \
     and customer_id is null{lock}",
);
const LIVE: Fetch = Fetch::new(
    "select count(*) from reseller_requests where tenant_id = {target} and revoked_at is null and customer_id is null",
);

/// A new request.
#[derive(Clone, Debug)]
pub struct NewResellerRequest {
    /// The request.
    pub id: Id<ResellerRequest>,
    /// The hash of the secret of its link.
    pub token_hash: Vec<u8>,
    /// The key under which the secret is sealed.
    pub key_id: String,
    /// The sealed secret.
    pub sealed: Vec<u8>,
    /// Whether it asks for delegated admin privileges.
    pub with_privileges: bool,
    /// Whom it asks.
    pub asks: Asks,
    /// The one organization that it asks, where the partner added that.
    pub customer: Option<Id<Organization>>,
    /// Who makes it, by account name.
    pub created_by: String,
}

/// Adds the statement that makes a request.
pub fn insert(batch: Batch, new: NewResellerRequest) -> Batch {
    let NewResellerRequest { id, token_hash, key_id, sealed, with_privileges, asks, customer, created_by } =
        new;
    let (asks_partners, provider) = asks.stored();
    let values = values![
        id,
        token_hash,
        key_id,
        sealed,
        with_privileges,
        created_by,
        asks_partners,
        provider,
        customer
    ];
    batch.run(&INSERT, values)
}

/// Adds the statement that revokes a request.
pub fn revoke(batch: Batch, id: Id<ResellerRequest>) -> Batch {
    batch.run(&REVOKE, values![id])
}

/// When a request of the change's organization was revoked, if there is such a request.
pub async fn fetch_revoked(
    change: &mut Change,
    id: Id<ResellerRequest>,
) -> Result<Option<Option<Time>>, StoreError> {
    change.find(&STATE, values![id]).await?.map(|row| row.get(0)).transpose()
}

/// How many requests of the change's organization can be accepted.
pub async fn count_live(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&LIVE, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
