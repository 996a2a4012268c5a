//! Support requests of partners on behalf of customers, as rows.
//!
//! Invariant: they stand in the customer's organization and are read through `{support:…}`: a partner reads its own, never those of
//! another partner of the customer (decision 17), and those as long as it sells to the customer and the customer does not block the reader.

mod messages;

pub use messages::{MessageRow, add_message, how_many_messages, messages};

use domain::{
    id::{Id, Organization, ServicePortal, SupportRequest},
    query::{Kind, Order, Property, Schema},
    support_request::{Severity, Side, Status},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::{maybe_word, word},
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    service_portals::ServicePortalRow,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A request.
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// The request.
    pub id: Id<SupportRequest>,
    /// On whose behalf.
    pub tenant: Id<Organization>,
    /// The name of that customer.
    pub customer_name: String,
    /// The partner that asks.
    pub partner: Id<Organization>,
    /// The partner's name.
    pub partner_name: String,
    /// What it is about, in a line.
    pub title: String,
    /// What is asked.
    pub description: String,
    /// How much the customer suffers.
    pub severity: Severity,
    /// Where it stands.
    pub status: Status,
    /// The service; none where it is about Steward itself.
    pub service: Option<Id<ServicePortal>>,
    /// What the service was called; empty where it is about Steward itself.
    pub service_name: String,
    /// Who of the partner opened it, by account name.
    pub opened_by: String,
    /// When.
    pub opened_at: Time,
    /// When something happened to it last.
    pub updated_at: Time,
    /// Which side closed it; none while it is open, and where the end of the reseller relationship did.
    pub closed_by_side: Option<Side>,
    /// Who closed it, by account name; empty where nobody did.
    pub closed_by: String,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// Grows with each change.
    pub stamp: i64,
}

impl RequestRow {
    /// What the service is called, where the request itself is not to be told.
    pub fn about(&self) -> &str {
        if self.service.is_some() { &self.service_name } else { "Steward" }
    }
}

macro_rules! columns {
    () => {
        "select s.request_id, s.tenant_id, c.name, s.partner_id, p.name, s.title, s.description, s.severity, s.status, \
         s.service_id, s.service_name, s.opened_by, s.opened_at, s.updated_at, s.closed_by_side, s.closed_by, s.closed_at, \
         s.change_stamp"
    };
}
macro_rules! tables {
    () => {
        " from support_requests s join organizations c on c.organization_id = s.tenant_id \
         join organizations p on p.organization_id = s.partner_id where "
    };
}

fn read(row: &Row) -> Result<RequestRow, StoreError> {
    Ok(RequestRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        customer_name: row.get(2)?,
        partner: row.get(3)?,
        partner_name: row.get(4)?,
        title: row.get(5)?,
        description: row.get(6)?,
        severity: word(row, 7, Severity::from_key)?,
        status: word(row, 8, Status::from_key)?,
        service: row.get(9)?,
        service_name: row.get(10)?,
        opened_by: row.get(11)?,
        opened_at: row.get(12)?,
        updated_at: row.get(13)?,
        closed_by_side: maybe_word(row, 14, Side::from_key)?,
        closed_by: row.get(15)?,
        closed_at: row.get(16)?,
        stamp: row.get(17)?,
    })
}

const SEVERITY_RANK: &str = "(case s.severity when 'critical' then 0 when 'important' then 1 else 2 end)";

/// What lists of requests offer to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("customerDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("partnerDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("title", Kind::Text).filterable().sortable().searchable(),
        Property::new("description", Kind::Text),
        Property::new("severity", Kind::Enum(&Severity::WORDS)).filterable().sortable(),
        Property::new("status", Kind::Enum(&Status::WORDS)).filterable(),
        Property::new("serviceId", Kind::Id).filterable(),
        Property::new("serviceDisplayName", Kind::Text).filterable().searchable(),
        Property::new("openedBy", Kind::Text).filterable(),
        Property::new("openedDateTime", Kind::Time).filterable().sortable(),
        Property::new("updatedDateTime", Kind::Time).filterable().sortable(),
        Property::new("closedBySide", Kind::Enum(&Side::WORDS)),
        Property::new("closedBy", Kind::Text),
        Property::new("closedDateTime", Kind::Time),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "s.request_id", Kept::Id),
        Column::new("tenantId", "s.tenant_id", Kept::Id),
        Column::new("customerDisplayName", "c.name_key", Kept::Key),
        Column::new("partnerId", "s.partner_id", Kept::Id),
        Column::new("partnerDisplayName", "p.name_key", Kept::Key),
        Column::new("title", "s.title_key", Kept::Key),
        Column::new("severity", "s.severity", Kept::Word).ranked(SEVERITY_RANK),
        Column::new("status", "s.status", Kept::Word),
        Column::new("serviceId", "s.service_id", Kept::Id).nullable(),
        Column::new("serviceDisplayName", "s.service_name_key", Kept::Key),
        Column::new("openedBy", "s.opened_by", Kept::Key),
        Column::new("openedDateTime", "s.opened_at", Kept::Time),
        Column::new("updatedDateTime", "s.updated_at", Kept::Time),
    ],
    order: &[Order { property: "updatedDateTime", descending: true }],
    unique: &["id"],
    searched: &["title", "customerDisplayName", "partnerDisplayName", "serviceDisplayName"],
};

impl Placed for RequestRow {
    fn key(&self, property: &str) -> Option<Key> {
        let rank = Severity::ALL.into_iter().zip(0_i64..).find(|(it, _)| *it == self.severity);
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "title" => Key::Text(domain::text::key(&self.title)),
            "customerDisplayName" => Key::Text(domain::text::key(&self.customer_name)),
            "partnerDisplayName" => Key::Text(domain::text::key(&self.partner_name)),
            "severity" => Key::Integer(rank?.1),
            "openedDateTime" => Key::Integer(self.opened_at.micros()),
            "updatedDateTime" => Key::Integer(self.updated_at.micros()),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(concat!(columns!(), tables!(), "{support:s}"));
const COUNT: Read = Read::new(concat!("select count(*)", tables!(), "{support:s}"));
const CUSTOMERS: Read = Read::new(concat!("select distinct s.tenant_id", tables!(), "{support:s}"));
const SERVICES: Read = Read::new(
    "select distinct s.service_id, s.service_name, s.service_name_key from support_requests s \
     where {support:s} and s.service_id is not null order by s.service_name_key, s.service_id limit 100",
);

/// A page of the requests in sight, those in which something happened last first unless said otherwise.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<RequestRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// The plan the database would follow for a page: for tests.
pub async fn explain(view: &mut View, wanted: &Wanted) -> Result<Vec<String>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    wanted.render(&TABLE, &mut query)?;
    view.explain(query).await
}

/// How many requests a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// The customers of which a list tells on all its pages.
pub async fn customers(view: &mut View, wanted: &Wanted) -> Result<Vec<Id<Organization>>, StoreError> {
    let mut query = Query::new(&CUSTOMERS, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.rows(query).await?.iter().map(|row| row.get(0)).collect()
}

/// The services that requests in sight are about, by name; at most a hundred.
pub async fn services(view: &mut View) -> Result<Vec<(Id<ServicePortal>, String)>, StoreError> {
    let rows = view.rows(Query::new(&SERVICES, values![])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// One request in sight, in an organization.
pub async fn find(
    view: &mut View,
    tenant: Id<Organization>,
    id: Id<SupportRequest>,
) -> Result<Option<RequestRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and s.tenant_id = ").bind(tenant).push(" and s.request_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const OPEN_OF: Read = Read::new(concat!(
    columns!(),
    tables!(),
    "{support:s} and s.partner_id = $1 and s.status <> 'closed' order by s.updated_at desc, s.request_id limit 100"
));

/// The requests of a partner in sight that are not closed, those in which something happened last first; at most
/// [`domain::support_request::MOST_OPEN`], which are all.
pub async fn open_of(view: &mut View, partner: Id<Organization>) -> Result<Vec<RequestRow>, StoreError> {
    view.rows(Query::new(&OPEN_OF, values![partner])).await?.iter().map(read).collect()
}

/// The names come from subqueries, so that the request alone is locked.
macro_rules! here {
    () => {
        "select s.request_id, s.tenant_id, (select c.name from organizations c where c.organization_id = s.tenant_id), \
         s.partner_id, (select p.name from organizations p where p.organization_id = s.partner_id), s.title, \
         s.description, s.severity, s.status, s.service_id, s.service_name, s.opened_by, s.opened_at, s.updated_at, \
         s.closed_by_side, s.closed_by, s.closed_at, s.change_stamp from support_requests s where s.tenant_id = {target}"
    };
}

const FOUND: Fetch = Fetch::new(concat!(here!(), " and s.request_id = $1{lock}"));
const FOUND_OPEN: Fetch = Fetch::new(concat!(
    here!(),
    " and s.partner_id = $1 and s.status <> 'closed' order by s.updated_at desc, s.request_id{lock}"
));
const HOW_MANY_OPEN: Fetch = Fetch::new(
    "select count(*) from support_requests s where s.tenant_id = {target} and s.partner_id = $1 and s.status <> 'closed'",
);
const SERVICE: Fetch = Fetch::new(
    "select s.portal_id, s.name, s.url_template, s.change_stamp from service_portals s \
     join organizations o on o.organization_id = s.tenant_id and o.is_operator = true \
     where s.portal_id = $1 and exists (select 1 from reseller_relationships r where r.tenant_id = {target} \
     and r.partner_id = $2 and r.ended_at is null)",
);
const VENDOR: Fetch = Fetch::new(
    "select o.organization_id from organizations o where o.is_operator = true and exists \
     (select 1 from organizations t where t.organization_id = {target}) order by o.organization_id",
);

/// A request of the change's organization, locked.
pub async fn found(change: &mut Change, id: Id<SupportRequest>) -> Result<Option<RequestRow>, StoreError> {
    change.find(&FOUND, values![id]).await?.as_ref().map(read).transpose()
}

/// The requests of a partner at the change's organization that are not closed, locked.
pub async fn found_open(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Vec<RequestRow>, StoreError> {
    change.rows(&FOUND_OPEN, values![partner]).await?.iter().map(read).collect()
}

/// How many requests of a partner at the change's organization are not closed.
pub async fn how_many_open(change: &mut Change, partner: Id<Organization>) -> Result<i64, StoreError> {
    change.find(&HOW_MANY_OPEN, values![partner]).await?.map_or(Ok(0), |row| row.get(0))
}

/// A service of the operator, for a partner that sells to the change's organization.
pub async fn found_service(
    change: &mut Change,
    service: Id<ServicePortal>,
    partner: Id<Organization>,
) -> Result<Option<ServicePortalRow>, StoreError> {
    let row = change.find(&SERVICE, values![service, partner]).await?;
    let read = |row: Row| {
        Ok(ServicePortalRow {
            id: row.get(0)?,
            name: row.get(1)?,
            url_template: row.get(2)?,
            stamp: row.get(3)?,
        })
    };
    row.map(read).transpose()
}

/// The organizations of the operator: who is told of requests.
pub async fn vendors(change: &mut Change) -> Result<Vec<Id<Organization>>, StoreError> {
    change.rows(&VENDOR, values![]).await?.iter().map(|row| row.get(0)).collect()
}

/// A request to be kept.
#[derive(Clone, Debug)]
pub struct NewRequest<'a> {
    /// The request.
    pub id: Id<SupportRequest>,
    /// The partner that asks.
    pub partner: Id<Organization>,
    /// What it is about, in a line.
    pub title: &'a str,
    /// What is asked.
    pub description: &'a str,
    /// How much the customer suffers.
    pub severity: Severity,
    /// The service with its name; none where it is about Steward itself.
    pub service: Option<(Id<ServicePortal>, &'a str)>,
    /// Who opens it, by account name.
    pub opened_by: &'a str,
}

const INSERT: Write = Write::new(
    "insert into support_requests (tenant_id, request_id, partner_id, title, title_key, description, severity, status, \
     service_id, service_name, service_name_key, opened_by, opened_at, updated_at, closed_by, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, {now}, {now}, '', 1)",
);
const MOVE: Write = Write::new(
    "update support_requests set status = $2, updated_at = {now}, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and request_id = $1",
);
const CLOSE: Write = Write::new(
    "update support_requests set status = 'closed', updated_at = {now}, closed_at = {now}, closed_by_side = $2, closed_by = $3, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and request_id = $1",
);

/// Adds the statement that keeps a new request.
pub fn insert(batch: Batch, it: &NewRequest<'_>) -> Batch {
    let service = it.service.map_or("", |(_, name)| name);
    let values = values![
        it.id,
        it.partner,
        it.title,
        domain::text::key(it.title),
        it.description,
        it.severity.key(),
        it.service.map(|(id, _)| id),
        service,
        domain::text::key(service),
        it.opened_by,
    ];
    batch.run(&INSERT, values)
}

/// Adds the statement that moves a request to a status in which it is not closed.
pub fn moves(batch: Batch, id: Id<SupportRequest>, status: Status) -> Batch {
    batch.run(&MOVE, values![id, status.key()])
}

/// Adds the statement that closes a request, by somebody of a side or by nobody.
pub fn close(batch: Batch, id: Id<SupportRequest>, by: Option<(Side, &str)>) -> Batch {
    let (side, name) = (by.map(|(side, _)| side.key().to_owned()), by.map_or("", |(_, name)| name));
    batch.run(&CLOSE, values![id, side, name])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
