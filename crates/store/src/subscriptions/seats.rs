//! Licences: who of an organization has a seat of a subscription.

use domain::{
    id::{Id, Organization, Subscription, User},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use super::{SubscriptionRow, read as read_subscription, select};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// Somebody with a licence.
#[derive(Clone, Debug)]
pub struct SeatRow {
    /// The person.
    pub user: Id<User>,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
    /// Since when.
    pub assigned_at: Time,
}

/// What the list of people with a licence offers to queries.
pub static SEATS: Schema = Schema::new(
    &[
        Property::new("userId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().searchable(),
        Property::new("assignedDateTime", Kind::Time).sortable(),
    ],
    300,
);

pub(super) static SEATS_TABLE: Table = Table {
    columns: &[
        Column::new("userId", "n.user_id", Kept::Id),
        Column::new("displayName", "u.name_key", Kept::Key),
        Column::new("userPrincipalName", "u.upn", Kept::Key),
        Column::new("assignedDateTime", "n.assigned_at", Kept::Time),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["userId"],
    searched: &["displayName", "userPrincipalName"],
};

impl Placed for SeatRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "userId" => Key::Id(self.user.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "assignedDateTime" => Key::Integer(self.assigned_at.micros()),
            _ => return None,
        })
    }
}

fn read(row: &Row) -> Result<SeatRow, StoreError> {
    Ok(SeatRow { user: row.get(0)?, name: row.get(1)?, upn: row.get(2)?, assigned_at: row.get(3)? })
}

const LICENCES: Read =
    Read::new(concat!(select!(), "{tenant:s.tenant_id} and s.kind = 'licences' and s.status <> 'deleted'"));
const SEATS_LIST: Read = Read::new(
    "select n.user_id, u.display_name, u.upn, n.assigned_at from subscription_seats n \
     join users u on u.tenant_id = n.tenant_id and u.user_id = n.user_id \
     where {tenant:n.tenant_id} and n.subscription_id = $1",
);
const SEATS_COUNT: Read = Read::new(
    "select count(*) from subscription_seats n join users u on u.tenant_id = n.tenant_id and u.user_id = n.user_id \
     where {tenant:n.tenant_id} and n.subscription_id = $1",
);

/// The subscriptions with licences of the organization in sight, by name; one alone where it is named.
pub async fn licences(
    view: &mut View,
    one: Option<Id<Subscription>>,
) -> Result<Vec<SubscriptionRow>, StoreError> {
    let mut query = Query::new(&LICENCES, values![]);
    if let Some(one) = one {
        query.push(" and s.subscription_id = ").bind(one);
    }
    query.push(" order by s.name_key, s.subscription_id limit 1000");
    view.rows(query).await?.iter().map(read_subscription).collect()
}

/// A page of the people of the organization in sight that have a licence of a subscription.
pub async fn seats(
    view: &mut View,
    subscription: Id<Subscription>,
    wanted: &Wanted,
) -> Result<Listed<SeatRow>, StoreError> {
    wanted.read(&SEATS_TABLE, Query::new(&SEATS_LIST, values![subscription]), view, read).await
}

/// How many people a list has on all its pages.
pub async fn count_seats(
    view: &mut View,
    subscription: Id<Subscription>,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&SEATS_COUNT, values![subscription]);
    wanted.narrow(&SEATS_TABLE, &mut query)?;
    view.count(query).await
}

const HOW_MANY: Fetch =
    Fetch::new("select count(*) from subscription_seats where tenant_id = {target} and subscription_id = $1");
const PERSON: Fetch = Fetch::new(
    "select u.user_id, u.upn, n.user_id from users u left join subscription_seats n on n.tenant_id = u.tenant_id \
     and n.user_id = u.user_id and n.subscription_id = $1 where u.tenant_id = {target} and (u.user_id = $2 or u.upn = $3)",
);
const ASSIGN: Write = Write::new(
    "insert into subscription_seats (tenant_id, subscription_id, user_id, assigned_at, assigned_by) \
     values ({target}, $1, $2, {now}, $3)",
);
const WITHDRAW: Write = Write::new(
    "delete from subscription_seats where tenant_id = {target} and subscription_id = $1 and user_id = $2",
);

const CLEAR: Write =
    Write::new("delete from subscription_seats where tenant_id = {target} and subscription_id = $1");

/// Adds the statement that takes every licence of a subscription.
pub fn clear_seats(batch: Batch, subscription: Id<Subscription>) -> Batch {
    batch.run(&CLEAR, values![subscription])
}

/// How many people have a licence of a subscription of the change's organization.
pub async fn how_many_seats(change: &mut Change, subscription: Id<Subscription>) -> Result<i64, StoreError> {
    change.find(&HOW_MANY, values![subscription]).await?.map_or(Ok(0), |row| row.get(0))
}

/// A person of the change's organization by identifier or account name, with the account name and whether they have a licence of a
/// subscription.
pub async fn fetch_person(
    change: &mut Change,
    subscription: Id<Subscription>,
    user: Option<Id<User>>,
    upn: Option<&str>,
) -> Result<Option<(Id<User>, String, bool)>, StoreError> {
    let upn = upn.map(str::to_owned);
    let Some(row) = change.find(&PERSON, values![subscription, user, upn]).await? else { return Ok(None) };
    let seat: Option<Id<User>> = row.get(2)?;
    Ok(Some((row.get(0)?, row.get(1)?, seat.is_some())))
}

/// Adds the statement that gives a person a licence, for the organization's own people or for those of a partner.
pub fn assign_seat(
    batch: Batch,
    subscription: Id<Subscription>,
    user: Id<User>,
    partner: Option<Id<Organization>>,
) -> Batch {
    batch.run(&ASSIGN, values![subscription, user, partner])
}

/// Adds the statement that takes it.
pub fn withdraw_seat(batch: Batch, subscription: Id<Subscription>, user: Id<User>) -> Batch {
    batch.run(&WITHDRAW, values![subscription, user])
}
