//! Subscriptions of organizations, the offers they come from, roles on them, and what is in them (R-340–R-345, §4.8).
//!
//! Invariant: everything stands in the customer's organization and is read through `{subscription:…}`: a partner reads what it sold and
//! what a role of its own people opens, never those of another partner (decision 17).

mod assignments;
mod offers;
mod resources;
mod seats;

pub use assignments::{
    NewRole, RoleRow, add_role, agents_group, fetch_group, fetch_own_principal, fetch_role, fetch_roles,
    groups_of, held_by, held_by_partner, remove_role, remove_roles, roles, roles_of_partner,
};
pub use offers::{
    OfferRow, add_offer, all_offers, delete_offer, edit_offer, fetch_offer, found_offer, how_many_offers,
    offers_for,
};
pub use resources::{
    ResourceRow, add_resource, delete_resource, fetch_resource, how_many_resources, resources, set_state,
};
pub use seats::{
    SEATS, SeatRow, assign_seat, clear_seats, count_seats, fetch_person, how_many_seats, licences, seats,
    withdraw_seat,
};

use domain::{
    id::{Id, Organization, Subscription, SubscriptionOffer},
    query::{Kind, Order, Property, Schema},
    subscription::{SubscriptionKind, SubscriptionStatus},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A subscription.
#[derive(Clone, Debug)]
pub struct SubscriptionRow {
    /// The subscription.
    pub id: Id<Subscription>,
    /// Whose it is.
    pub tenant: Id<Organization>,
    /// The name of that organization.
    pub customer_name: String,
    /// Its name.
    pub name: String,
    /// The offer it came from; none where it came from none.
    pub offer: Option<Id<SubscriptionOffer>>,
    /// What that was called.
    pub offer_name: String,
    /// What it consists of.
    pub kind: SubscriptionKind,
    /// The status in which people left it.
    pub kept: SubscriptionStatus,
    /// How many seats it has; 1 where it has none.
    pub quantity: i64,
    /// The partner that provisioned it, or the organization itself.
    pub provisioned_by: Id<Organization>,
    /// The name of that one.
    pub provider_name: String,
    /// When it was provisioned or added.
    pub created_at: Time,
    /// From when it counts.
    pub starts_at: Time,
    /// When its term ends; none where it has none.
    pub ends_at: Option<Time>,
    /// How long each term is in months.
    pub term_months: Option<i64>,
    /// Grows with each change.
    pub stamp: i64,
    /// How many people have a licence of it.
    pub assigned: i64,
}

impl SubscriptionRow {
    /// Where it stands.
    pub fn status(&self, now: Time) -> SubscriptionStatus {
        self.kept.at(now, self.starts_at, self.ends_at)
    }

    /// Whether it was there before any relationship.
    pub fn is_existing(&self) -> bool {
        self.provisioned_by == self.tenant
    }
}

macro_rules! select {
    () => {
        "select s.subscription_id, s.tenant_id, c.name, s.name, s.offer_id, s.offer_name, s.kind, s.status, s.quantity, \
         s.provisioned_by, p.name, s.created_at, s.starts_at, s.ends_at, s.term_months, s.change_stamp, \
         (select count(*) from subscription_seats n where n.tenant_id = s.tenant_id and n.subscription_id = s.subscription_id) \
         from subscriptions s join organizations c on c.organization_id = s.tenant_id \
         join organizations p on p.organization_id = s.provisioned_by where "
    };
}
pub(crate) use select;

fn read(row: &Row) -> Result<SubscriptionRow, StoreError> {
    Ok(SubscriptionRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        customer_name: row.get(2)?,
        name: row.get(3)?,
        offer: row.get(4)?,
        offer_name: row.get(5)?,
        kind: word(row, 6, SubscriptionKind::from_key)?,
        kept: word(row, 7, SubscriptionStatus::from_key)?,
        quantity: row.get(8)?,
        provisioned_by: row.get(9)?,
        provider_name: row.get(10)?,
        created_at: row.get(11)?,
        starts_at: row.get(12)?,
        ends_at: row.get(13)?,
        term_months: row.get(14)?,
        stamp: row.get(15)?,
        assigned: row.get(16)?,
    })
}

/// What the list of subscriptions offers to queries.
pub static SUBSCRIPTIONS: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("customerDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("offerName", Kind::Text),
        Property::new("kind", Kind::Enum(&SubscriptionKind::WORDS)).filterable(),
        Property::new("status", Kind::Enum(&SubscriptionStatus::WORDS)),
        Property::new("quantity", Kind::Integer).filterable(),
        Property::new("assignedQuantity", Kind::Integer),
        Property::new("reseller", Kind::Text),
        Property::new("isExisting", Kind::Boolean),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("startsDateTime", Kind::Time),
        Property::new("endsDateTime", Kind::Time),
        Property::new("termMonths", Kind::Integer),
    ],
    300,
);

/// The columns behind [`SUBSCRIPTIONS`].
pub static SUBSCRIPTIONS_TABLE: Table = Table {
    columns: &[
        Column::new("id", "s.subscription_id", Kept::Id),
        Column::new("tenantId", "s.tenant_id", Kept::Id),
        Column::new("customerDisplayName", "c.name_key", Kept::Key),
        Column::new("displayName", "s.name_key", Kept::Key),
        Column::new("kind", "s.kind", Kept::Word),
        Column::new("quantity", "s.quantity", Kept::Integer),
        Column::new("createdDateTime", "s.created_at", Kept::Time),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "customerDisplayName"],
};

impl Placed for SubscriptionRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "customerDisplayName" => Key::Text(domain::text::key(&self.customer_name)),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(concat!(select!(), "{subscription:s}"));
const COUNT: Read = Read::new(
    "select count(*) from subscriptions s join organizations c on c.organization_id = s.tenant_id where {subscription:s}",
);

const CUSTOMERS: Read = Read::new(
    "select distinct s.tenant_id from subscriptions s join organizations c on c.organization_id = s.tenant_id \
     where {subscription:s}",
);

/// The organizations of which a list tells on all its pages.
pub async fn customers(view: &mut View, wanted: &Wanted) -> Result<Vec<Id<Organization>>, StoreError> {
    let mut query = Query::new(&CUSTOMERS, values![]);
    wanted.narrow(&SUBSCRIPTIONS_TABLE, &mut query)?;
    view.rows(query).await?.iter().map(|row| row.get(0)).collect()
}

/// A page of the subscriptions in sight.
pub async fn subscriptions(view: &mut View, wanted: &Wanted) -> Result<Listed<SubscriptionRow>, StoreError> {
    wanted.read(&SUBSCRIPTIONS_TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many subscriptions a list has on all its pages.
pub async fn count_subscriptions(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&SUBSCRIPTIONS_TABLE, &mut query)?;
    view.count(query).await
}

/// One subscription in sight.
pub async fn subscription(
    view: &mut View,
    id: Id<Subscription>,
) -> Result<Option<SubscriptionRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and s.subscription_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const ONE: Fetch = Fetch::new(concat!(select!(), "s.tenant_id = {target} and s.subscription_id = $1"));
const OF_PROVIDER: Fetch = Fetch::new(concat!(
    select!(),
    "s.tenant_id = {target} and s.provisioned_by = $1 and s.status <> 'deleted' order by s.name_key, s.subscription_id"
));

/// A subscription of the change's organization.
pub async fn fetch(change: &mut Change, id: Id<Subscription>) -> Result<Option<SubscriptionRow>, StoreError> {
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// What a partner provisioned for the change's organization and nobody cancelled.
pub async fn fetch_of_provider(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Vec<SubscriptionRow>, StoreError> {
    change.rows(&OF_PROVIDER, values![partner]).await?.iter().map(read).collect()
}

const SOLD_BY: Read = Read::new(
    "select count(*) from subscriptions s where {tenant:s.tenant_id} and s.provisioned_by = $1 and s.status <> 'deleted'",
);

/// How many subscriptions a partner sold to the organization in sight, those taken out aside.
pub async fn count_sold_by(view: &mut View, partner: Id<Organization>) -> Result<i64, StoreError> {
    view.count(Query::new(&SOLD_BY, values![partner])).await
}

const RUNNING: Read = Read::new(
    "select s.status, s.starts_at, s.ends_at from reseller_relationships r join subscriptions s on s.tenant_id = r.tenant_id \
     and s.provisioned_by = r.partner_id where {reseller:r} and r.ended_at is null and r.tenant_id = $1 \
     and s.status = 'active'",
);

/// How many subscriptions of a customer, provisioned by the partner in sight, keep the relationship from ending.
pub async fn running(view: &mut View, customer: Id<Organization>, now: Time) -> Result<usize, StoreError> {
    let mut running = 0;
    for row in view.rows(Query::new(&RUNNING, values![customer])).await? {
        let kept = word(&row, 0, SubscriptionStatus::from_key)?;
        running += usize::from(kept.at(now, row.get(1)?, row.get(2)?).is_running());
    }
    Ok(running)
}

/// A subscription to be kept.
#[derive(Clone, Debug)]
pub struct NewSubscription<'a> {
    /// The subscription.
    pub id: Id<Subscription>,
    /// Its name.
    pub name: &'a str,
    /// The offer it comes from.
    pub offer: Option<Id<SubscriptionOffer>>,
    /// What that is called.
    pub offer_name: &'a str,
    /// What it consists of.
    pub kind: SubscriptionKind,
    /// The status it begins in.
    pub status: SubscriptionStatus,
    /// How many seats it has; 1 where it has none.
    pub quantity: i64,
    /// The partner that provisions it, or the organization itself.
    pub provisioned_by: Id<Organization>,
    /// From when it counts.
    pub starts_at: Time,
    /// When its term ends.
    pub ends_at: Option<Time>,
    /// How long each term is in months.
    pub term_months: Option<i64>,
}

const INSERT: Write = Write::new(
    "insert into subscriptions (tenant_id, subscription_id, name, name_key, offer_id, offer_name, kind, status, quantity, \
     provisioned_by, created_at, starts_at, ends_at, term_months, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, {now}, $10, $11, $12, 1)",
);
const SAVE: Write = Write::new(
    "update subscriptions set name = $2, name_key = $3, quantity = $4, status = $5, ends_at = $6, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and subscription_id = $1",
);

/// Adds the statement that keeps a new subscription.
pub fn insert(batch: Batch, it: &NewSubscription<'_>) -> Batch {
    let values = values![
        it.id,
        it.name,
        domain::text::key(it.name),
        it.offer,
        it.offer_name,
        it.kind.key(),
        it.status.key(),
        it.quantity,
        it.provisioned_by,
        it.starts_at,
        it.ends_at,
        it.term_months,
    ];
    batch.run(&INSERT, values)
}

/// Adds the statement that keeps a changed subscription: name, quantity, status and the end of its term.
pub fn save(batch: Batch, row: &SubscriptionRow) -> Batch {
    let key = domain::text::key(&row.name);
    batch.run(&SAVE, values![row.id, &row.name, key, row.quantity, row.kept.key(), row.ends_at])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::SUBSCRIPTIONS_TABLE.lacks(&super::SUBSCRIPTIONS), Vec::<&str>::new());
        assert_eq!(super::seats::SEATS_TABLE.lacks(&super::SEATS), Vec::<&str>::new());
    }
}
