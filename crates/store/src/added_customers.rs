//! Customers that partners added, and what each waits for.
//!
//! Invariant: what a partner reads of one is what it typed and where its own request stands, never the organization that came of it.

pub mod due;
pub mod removal;

use domain::{
    added_customer::AddedState,
    id::{GranularRelationship, Id, Organization, ResellerRequest},
    query::{Kind, Order, Property, Schema},
    time::Time,
};
use uuid::Uuid;

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// An added customer as its partner sees it.
#[derive(Clone, Debug)]
pub struct AddedCustomerRow {
    /// The organization.
    pub customer: Id<Organization>,
    /// The name that was typed.
    pub name: String,
    /// The domain it was given.
    pub domain: String,
    /// Its country.
    pub country: String,
    /// The name of its first administrator.
    pub administrator: String,
    /// The address of the invitation.
    pub mail: String,
    /// The request for the reseller relationship.
    pub request: Id<ResellerRequest>,
    /// Whether delegated admin privileges are asked for too.
    pub with_privileges: bool,
    /// The granular relationship that is asked for too.
    pub relationship: Option<Id<GranularRelationship>>,
    /// Where it stands.
    pub state: AddedState,
    /// Who added it, by account name.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// When it was accepted, declined, withdrawn or lapsed.
    pub settled_at: Option<Time>,
    /// When the invitation is tried to be sent next.
    pub mail_due_at: Option<Time>,
    /// When it was sent last.
    pub mailed_at: Option<Time>,
    /// How often it was asked to be sent.
    pub mails: i64,
    /// Since when it is to be sent.
    pub mail_since: Time,
}

/// What queries may name.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("domain", Kind::Text).filterable().sortable().searchable(),
        Property::new("state", Kind::Enum(&AddedState::WORDS)).filterable().sortable(),
        Property::new("createdBy", Kind::Text).searchable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("country", Kind::Text),
        Property::new("administratorDisplayName", Kind::Text),
        Property::new("administratorUserPrincipalName", Kind::Text),
        Property::new("mail", Kind::Text),
        Property::new("delegatedAdminPrivileges", Kind::Boolean),
        Property::new("defaultGranularRelationship", Kind::Boolean),
        Property::new("expiresDateTime", Kind::Time),
        Property::new("settledDateTime", Kind::Time),
        Property::new("invitedDateTime", Kind::Time),
    ],
    300,
);

/// The columns behind the properties.
pub static TABLE: Table = Table {
    columns: &[
        Column::new("tenantId", "a.customer_id", Kept::Id),
        Column::new("displayName", "a.name_key", Kept::Key),
        Column::new("domain", "a.domain", Kept::Key),
        Column::new("state", "a.state", Kept::Word),
        Column::new("createdBy", "a.created_by", Kept::Key),
        Column::new("createdDateTime", "a.created_at", Kept::Time),
    ],
    order: &[Order { property: "createdDateTime", descending: true }],
    unique: &["tenantId"],
    searched: &["displayName", "domain", "createdBy"],
};

impl Placed for AddedCustomerRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "tenantId" => Key::Id(self.customer.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "domain" => Key::Text(self.domain.clone()),
            "state" => Key::text(self.state.key()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

macro_rules! columns {
    () => {
        "a.customer_id, a.name, a.domain, a.country, a.administrator, a.mail, a.request_id, a.with_privileges, \
         a.relationship_id, a.state, a.created_by, a.created_at, a.settled_at, a.mail_due_at, a.mailed_at, a.mails, \
         a.mail_since from added_customers a where "
    };
}

const LIST: Read = Read::new(concat!("select ", columns!(), "{tenant:a.tenant_id}"));
const COUNT: Read = Read::new("select count(*) from added_customers a where {tenant:a.tenant_id}");

fn read(row: &Row) -> Result<AddedCustomerRow, StoreError> {
    Ok(AddedCustomerRow {
        customer: row.get(0)?,
        name: row.get(1)?,
        domain: row.get(2)?,
        country: row.get(3)?,
        administrator: row.get(4)?,
        mail: row.get(5)?,
        request: row.get(6)?,
        with_privileges: row.get(7)?,
        relationship: row.get(8)?,
        state: word(row, 9, AddedState::from_key)?,
        created_by: row.get(10)?,
        created_at: row.get(11)?,
        settled_at: row.get(12)?,
        mail_due_at: row.get(13)?,
        mailed_at: row.get(14)?,
        mails: row.get(15)?,
        mail_since: row.get(16)?,
    })
}

/// A page of the customers that the organization in sight added.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<AddedCustomerRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many there are on all pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One customer that the organization in sight added.
pub async fn find(
    view: &mut View,
    customer: Id<Organization>,
) -> Result<Option<AddedCustomerRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and a.customer_id = ").bind(customer);
    view.rows(query).await?.first().map(read).transpose()
}

/// What a partner asks of the organization in sight, which it added.
#[derive(Clone, Debug)]
pub struct AskingRow {
    /// The partner.
    pub partner: Id<Organization>,
    /// Its name.
    pub partner_name: String,
    /// Its first domain.
    pub partner_domain: String,
    /// The request for the reseller relationship.
    pub request: Id<ResellerRequest>,
    /// The key under which the secret of its link is sealed.
    pub key_id: String,
    /// The sealed secret of its link.
    pub sealed: Vec<u8>,
    /// Whether delegated admin privileges are asked for too.
    pub with_privileges: bool,
    /// The granular relationship that is asked for and waits: both halves of its published identifier.
    pub granular: Option<(Id<GranularRelationship>, Uuid)>,
    /// When it was asked.
    pub asked_at: Time,
    /// Whether the reseller relationship waits for an answer.
    pub waits: bool,
}

// The granular relationship may wait on after the answer to the other.
const ASKING: Read = Read::new(concat!(
    "select a.tenant_id, p.name, ",
    default_domain!("p.organization_id"),
    ", a.request_id, r.key_id, r.sealed_token, a.with_privileges, g.relationship_id, g.secret_id, a.created_at, \
     (a.state = 'waiting' and a.created_at > $1) from added_customers a \
     join organizations p on p.organization_id = a.tenant_id and p.is_partner = true \
     join reseller_requests r on r.tenant_id = a.tenant_id and r.request_id = a.request_id \
     left join granular_relationships g on g.tenant_id = a.tenant_id and g.relationship_id = a.relationship_id \
     and g.status = 'approvalPending' and g.locked_at > $2 \
     where {tenant:a.customer_id} and ((a.state = 'waiting' and a.created_at > $1) \
     or (a.state = 'accepted' and g.relationship_id is not null))"
));

/// What the partner that added the organization in sight asks of it and was asked after the moments: for the reseller relationship, and for
/// the granular one.
pub async fn asking(
    view: &mut View,
    reseller_after: Time,
    granular_after: Time,
) -> Result<Option<AskingRow>, StoreError> {
    let rows = view.rows(Query::new(&ASKING, values![reseller_after, granular_after])).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let granular: (Option<Id<GranularRelationship>>, Option<Uuid>) = (row.get(7)?, row.get(8)?);
    Ok(Some(AskingRow {
        partner: row.get(0)?,
        partner_name: row.get(1)?,
        partner_domain: row.get(2)?,
        request: row.get(3)?,
        key_id: row.get(4)?,
        sealed: row.get(5)?,
        with_privileges: row.get(6)?,
        granular: granular.0.zip(granular.1),
        asked_at: row.get(9)?,
        waits: row.get(10)?,
    }))
}

// The request is what both sides lock first.
const LOCK_REQUEST: Fetch = Fetch::new(
    "select request_id from reseller_requests where tenant_id = {target} and customer_id = $1{lock}",
);
const ONE: Fetch =
    Fetch::new(concat!("select ", columns!(), "a.tenant_id = {target} and a.customer_id = $1"));

/// A customer that the change's organization added, locked until the change is done.
pub async fn fetch(
    change: &mut Change,
    customer: Id<Organization>,
) -> Result<Option<AddedCustomerRow>, StoreError> {
    change.rows(&LOCK_REQUEST, values![customer]).await?;
    change.find(&ONE, values![customer]).await?.as_ref().map(read).transpose()
}

const LOCK_HERE: Fetch = Fetch::new(
    "select request_id from reseller_requests where tenant_id = $1 and customer_id = {target}{lock}",
);
const HERE: Fetch =
    Fetch::new(concat!("select ", columns!(), "a.tenant_id = $1 and a.customer_id = {target}"));

/// The change's organization as a partner added it, locked until the change is done.
pub async fn fetch_here(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Option<AddedCustomerRow>, StoreError> {
    change.rows(&LOCK_HERE, values![partner]).await?;
    change.find(&HERE, values![partner]).await?.as_ref().map(read).transpose()
}

const COUNT_WAITING: Fetch =
    Fetch::new("select count(*) from added_customers where tenant_id = {target} and state = 'waiting'");

/// How many customers that the change's organization added wait for an answer.
pub async fn count_waiting(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&COUNT_WAITING, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

const TAKEN: Fetch = Fetch::new(
    "select 1 from domains d join organizations o on o.organization_id = {target} where d.domain = $1",
);

/// Whether anybody has a domain.
pub async fn is_taken(change: &mut Change, domain: &str) -> Result<bool, StoreError> {
    Ok(change.find(&TAKEN, values![domain]).await?.is_some())
}

const OF_PARTNERS: Fetch = Fetch::new(
    "select 1 from domains d join organizations o on o.organization_id = d.tenant_id \
     where d.domain {in $1} and (o.is_partner = true or o.organization_id = {target}) limit 1",
);

/// Whether one of some domains belongs to the change's organization or to any partner.
pub async fn is_of_partners(change: &mut Change, domains: Vec<String>) -> Result<bool, StoreError> {
    Ok(change.find(&OF_PARTNERS, values![domains]).await?.is_some())
}

const SELLS_THROUGH: Fetch =
    Fetch::new("select 1 from distributions where tenant_id = {target} and ended_at is null limit 1");

/// Whether the change's organization sells through an indirect provider.
pub async fn sells_through_provider(change: &mut Change) -> Result<bool, StoreError> {
    Ok(change.find(&SELLS_THROUGH, values![]).await?.is_some())
}

const ATTEMPTS: Fetch =
    Fetch::new("select at from customer_attempts where tenant_id = {target} and at > $1 order by at");
const ATTEMPT: Write =
    Write::new("insert into customer_attempts (tenant_id, at, attempt_id) values ({target}, {now}, $1)");
const FORGET_ATTEMPTS: Write =
    Write::new("delete from customer_attempts where tenant_id = {target} and at <= $1");

/// The moments of tries to add a customer since a moment, oldest first.
pub async fn attempts_since(change: &mut Change, since: Time) -> Result<Vec<Time>, StoreError> {
    change.rows(&ATTEMPTS, values![since]).await?.iter().map(|row| row.get(0)).collect()
}

/// Adds the statements that count one more try and forget those until `since`.
pub fn count_attempt(batch: Batch, id: Uuid, since: Time) -> Batch {
    batch.run(&FORGET_ATTEMPTS, values![since]).run(&ATTEMPT, values![id])
}

const INSERT: Write = Write::new(
    "insert into added_customers (tenant_id, customer_id, name, name_key, domain, country, administrator, mail, \
     request_id, with_privileges, relationship_id, state, created_by, created_at, mail_since, mail_due_at, mails) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11, {now}, {now}, {now}, 1)",
);

/// A new added customer.
#[derive(Clone, Debug)]
pub struct NewAddedCustomer {
    /// The organization.
    pub customer: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its domain.
    pub domain: String,
    /// Its country.
    pub country: String,
    /// The name of its first administrator.
    pub administrator: String,
    /// The address of the invitation.
    pub mail: String,
    /// The request for the reseller relationship.
    pub request: Id<ResellerRequest>,
    /// Whether delegated admin privileges are asked for too.
    pub with_privileges: bool,
    /// The granular relationship that is asked for too.
    pub relationship: Option<Id<GranularRelationship>>,
    /// Who adds it, by account name.
    pub created_by: String,
}

/// Adds the statement that remembers a customer that the change's organization adds; its invitation is to be sent.
pub fn insert(batch: Batch, new: NewAddedCustomer) -> Batch {
    let key = domain::text::key(&new.name);
    let values = values![
        new.customer,
        new.name,
        key,
        new.domain,
        new.country,
        new.administrator,
        new.mail,
        new.request,
        new.with_privileges,
        new.relationship,
        new.created_by
    ];
    batch.run(&INSERT, values)
}

const SETTLE: Write = Write::new(
    "update added_customers set state = $3, settled_at = {now}, mail_due_at = null \
     where customer_id = $1 and request_id = $2 and (tenant_id = {target} or customer_id = {target}) \
     and state = 'waiting'",
);
const REVOKE: Write = Write::new(
    "update reseller_requests set revoked_at = {now} where customer_id = $1 and request_id = $2 \
     and (tenant_id = {target} or customer_id = {target}) and revoked_at is null",
);

/// Adds the statements that settle what waited: nobody can accept the request any more.
pub fn settle(
    batch: Batch,
    customer: Id<Organization>,
    request: Id<ResellerRequest>,
    state: AddedState,
) -> Batch {
    batch.run(&SETTLE, values![customer, request, state.key()]).run(&REVOKE, values![customer, request])
}

const MAIL_AGAIN: Write = Write::new(
    "update added_customers set mail_since = {now}, mail_due_at = {now}, mails = mails + 1 \
     where tenant_id = {target} and customer_id = $1 and state = 'waiting'",
);

/// Adds the statement that lets the invitation be sent again.
pub fn mail_again(batch: Batch, customer: Id<Organization>) -> Batch {
    batch.run(&MAIL_AGAIN, values![customer])
}

const MAILED: Write = Write::new(
    "update added_customers set mail_due_at = null, mailed_at = {now} where tenant_id = {target} and customer_id = $1",
);

/// Adds the statement that says that the invitation was sent.
pub fn mailed(batch: Batch, customer: Id<Organization>) -> Batch {
    batch.run(&MAILED, values![customer])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
