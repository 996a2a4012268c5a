//! The catalogue: what the operator offers partners to provision for their customers.

use domain::{
    id::{Id, SubscriptionOffer},
    subscription::SubscriptionKind,
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

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferRow {
    /// The offer.
    pub id: Id<SubscriptionOffer>,
    /// What it is called.
    pub name: String,
    /// What it consists of.
    pub kind: SubscriptionKind,
    /// How long each term is in months; none where it goes on until it is cancelled.
    pub term_months: Option<i64>,
    /// Grows with each change.
    pub stamp: i64,
}

const ALL: Read = Read::new(
    "select f.offer_id, f.name, f.kind, f.term_months, f.change_stamp from subscription_offers f where {operator} \
     order by f.name_key, f.offer_id",
);
const FOR_CUSTOMER: Read = Read::new(
    "select f.offer_id, f.name, f.kind, f.term_months, f.change_stamp from organizations o \
     join subscription_offers f on f.tenant_id = o.organization_id where o.is_operator = true \
     and exists (select 1 from reseller_relationships r where {tenant:r.tenant_id} and r.ended_at is null) \
     order by f.name_key, f.offer_id",
);
const OFFERED: Fetch = Fetch::new(
    "select f.offer_id, f.name, f.kind, f.term_months, f.change_stamp from organizations o \
     join subscription_offers f on f.tenant_id = o.organization_id \
     join organizations c on c.organization_id = {target} where o.is_operator = true and f.offer_id = $1",
);
const FOUND: Fetch = Fetch::new(
    "select offer_id, name, kind, term_months, change_stamp from subscription_offers \
     where tenant_id = {target} and offer_id = $1{lock}",
);
const HOW_MANY: Fetch = Fetch::new("select count(*) from subscription_offers where tenant_id = {target}");
const ADD: Write = Write::new(
    "insert into subscription_offers (tenant_id, offer_id, name, name_key, kind, term_months, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, 1)",
);
const EDIT: Write = Write::new(
    "update subscription_offers set name = $2, name_key = $3, term_months = $4, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and offer_id = $1",
);
const DELETE: Write =
    Write::new("delete from subscription_offers where tenant_id = {target} and offer_id = $1");

fn read(row: &Row) -> Result<OfferRow, StoreError> {
    Ok(OfferRow {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: word(row, 2, SubscriptionKind::from_key)?,
        term_months: row.get(3)?,
        stamp: row.get(4)?,
    })
}

/// The catalogue by name, for the operator.
pub async fn all_offers(view: &mut View) -> Result<Vec<OfferRow>, StoreError> {
    view.rows(Query::new(&ALL, values![])).await?.iter().map(read).collect()
}

/// The catalogue by name, for whoever sells to the customer in sight.
pub async fn offers_for(view: &mut View) -> Result<Vec<OfferRow>, StoreError> {
    view.rows(Query::new(&FOR_CUSTOMER, values![])).await?.iter().map(read).collect()
}

/// An offer, to be provisioned for the change's organization.
pub async fn fetch_offer(
    change: &mut Change,
    id: Id<SubscriptionOffer>,
) -> Result<Option<OfferRow>, StoreError> {
    change.find(&OFFERED, values![id]).await?.as_ref().map(read).transpose()
}

/// An offer of the change's organization, the operator, locked.
pub async fn found_offer(
    change: &mut Change,
    id: Id<SubscriptionOffer>,
) -> Result<Option<OfferRow>, StoreError> {
    change.find(&FOUND, values![id]).await?.as_ref().map(read).transpose()
}

/// How many offers there are.
pub async fn how_many_offers(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&HOW_MANY, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Adds the statement that registers an offer.
pub fn add_offer(batch: Batch, row: &OfferRow) -> Batch {
    let key = domain::text::key(&row.name);
    batch.run(&ADD, values![row.id, &row.name, key, row.kind.key(), row.term_months])
}

/// Adds the statement that changes name and term of an offer.
pub fn edit_offer(batch: Batch, row: &OfferRow) -> Batch {
    batch.run(&EDIT, values![row.id, &row.name, domain::text::key(&row.name), row.term_months])
}

/// Adds the statement that takes an offer back; what was provisioned from it stays.
pub fn delete_offer(batch: Batch, id: Id<SubscriptionOffer>) -> Batch {
    batch.run(&DELETE, values![id])
}
