//! Reports that people have sent to themselves and others: what they chose, when the next one is due, what became of the last.
//!
//! Invariant: identifiers and choices alone; what a report tells is read when it is sent, by the right of its reader.

mod due;
pub mod received;
mod sharing;

use authz::Realm;
use domain::{
    id::{Id, Organization, ReportSubscription, RoomGroup, User},
    report::{Days, Delivered, SendDay, Sent},
    time::Time,
    webhook::Covers,
};

pub use self::sharing::{Named, Sharing, send, settle};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::{Row, Value},
    values,
    view::View,
};

/// What somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// One report, or all.
    pub report: Sent,
    /// At home, at one customer, or at all customers in sight.
    pub realm: Realm,
    /// The rooms of a group; none for all.
    pub group: Option<Id<RoomGroup>>,
    /// The days before.
    pub days: Days,
    /// The day on which it is sent.
    pub day: SendDay,
    /// The hour by the person's clock.
    pub hour: i64,
    /// Whether nothing is sent for now.
    pub is_paused: bool,
    /// To which addresses it is sent beside.
    pub recipients: Vec<String>,
}

/// A subscription as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionRow {
    /// The subscription.
    pub id: Id<ReportSubscription>,
    /// What was chosen.
    pub chosen: Chosen,
    /// When the next one is due; none while it is paused.
    pub next_at: Option<Time>,
    /// When the last one was due, and what became of it.
    pub last: Option<(Time, Delivered)>,
    /// Raised by each change.
    pub change_stamp: i64,
}

macro_rules! columns {
    () => {
        "s.subscription_id, s.report, s.covers, s.customer_id, s.group_id, s.days, s.day, s.hour, s.next_at, s.last_at, \
         s.last_result, s.change_stamp, s.recipients"
    };
}
use columns;

const OWN: Read = Read::new(concat!("select ", columns!(), " from report_subscriptions s where {person:s}"));
const FETCH: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    " from report_subscriptions s where s.tenant_id = {target} and s.user_id = $1 order by s.created_at, s.subscription_id"
));
const ADD: Write = Write::new(
    "insert into report_subscriptions (tenant_id, user_id, subscription_id, report, covers, customer_id, group_id, days, \
     day, hour, next_at, recipients, created_at, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, {now}, 1)",
);
const SET: Write = Write::new(
    "update report_subscriptions set report = $3, covers = $4, customer_id = $5, group_id = $6, days = $7, day = $8, \
     hour = $9, next_at = $10, recipients = $11, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and user_id = $1 and subscription_id = $2",
);
const DELETE: Write = Write::new(
    "delete from report_subscriptions where tenant_id = {target} and user_id = $1 and subscription_id = $2",
);
/// What waits to be sent of it is sent no more.
const FORGET: Write = Write::new(
    "delete from mails where tenant_id = {target} and user_id = $1 and about_id = $2 and occasion = 'report' \
     and outcome is null",
);
/// Once at a time: one that waits already is not doubled.
const REQUEST: Write = Write::new(
    "insert into mails (tenant_id, user_id, mail_id, within_id, occasion, about_id, cause, is_urgent, at, due_at, tries) \
     select s.tenant_id, s.user_id, $3, s.tenant_id, 'report', s.subscription_id, '', true, {now}, {now}, 0 \
     from report_subscriptions s where s.tenant_id = {target} and s.user_id = $1 and s.subscription_id = $2 \
     and not exists (select 1 from mails m where m.tenant_id = s.tenant_id and m.user_id = s.user_id \
     and m.about_id = s.subscription_id and m.occasion = 'report' and m.outcome is null)",
);

/// The reader's subscriptions, the oldest first.
pub async fn own(view: &mut View) -> Result<Vec<SubscriptionRow>, StoreError> {
    let mut query = Query::new(&OWN, values![]);
    query.push(" order by s.created_at, s.subscription_id");
    view.rows(query).await?.iter().map(row).collect()
}

/// The subscriptions of a person of the organization of the change.
pub async fn of(change: &mut Change, user: Id<User>) -> Result<Vec<SubscriptionRow>, StoreError> {
    change.rows(&FETCH, values![user]).await?.iter().map(row).collect()
}

/// Adds a subscription.
pub fn add(
    batch: Batch,
    user: Id<User>,
    id: Id<ReportSubscription>,
    chosen: &Chosen,
    next_at: Option<Time>,
) -> Result<Batch, StoreError> {
    Ok(batch.run(&ADD, chosen_values(user, id, chosen, next_at)?))
}

/// Sets a subscription.
pub fn set(
    batch: Batch,
    user: Id<User>,
    id: Id<ReportSubscription>,
    chosen: &Chosen,
    next_at: Option<Time>,
) -> Result<Batch, StoreError> {
    Ok(batch.run(&SET, chosen_values(user, id, chosen, next_at)?))
}

/// Deletes a subscription, with what waits to be sent of it.
pub fn delete(batch: Batch, user: Id<User>, id: Id<ReportSubscription>) -> Batch {
    batch.run(&FORGET, values![user, id]).run(&DELETE, values![user, id])
}

/// Lets a report be sent at once.
pub fn request(batch: Batch, user: Id<User>, id: Id<ReportSubscription>, mail: uuid::Uuid) -> Batch {
    batch.run(&REQUEST, values![user, id, mail])
}

fn chosen_values(
    user: Id<User>,
    id: Id<ReportSubscription>,
    chosen: &Chosen,
    next_at: Option<Time>,
) -> Result<Vec<Value>, StoreError> {
    let (covers, customer): (_, Option<Id<Organization>>) = match chosen.realm {
        Realm::Own => (Covers::Own, None),
        Realm::Customer(customer) => (Covers::Customers, Some(customer)),
        Realm::AllCustomers => (Covers::Customers, None),
    };
    Ok(values![
        user,
        id,
        chosen.report.key(),
        covers.key(),
        customer,
        chosen.group,
        chosen.days.key(),
        chosen.day.key(),
        chosen.hour,
        next_at,
        serde_json::to_string(&chosen.recipients)?
    ])
}

fn row(row: &Row) -> Result<SubscriptionRow, StoreError> {
    let customer: Option<Id<Organization>> = row.get(3)?;
    let next_at: Option<Time> = row.get(8)?;
    let last_at: Option<Time> = row.get(9)?;
    let result: Option<String> = row.get(10)?;
    Ok(SubscriptionRow {
        id: row.get(0)?,
        chosen: Chosen {
            report: word(row, 1, Sent::from_key)?,
            realm: realm(word(row, 2, Covers::from_key)?, customer),
            group: row.get(4)?,
            days: word(row, 5, Days::from_key)?,
            day: word(row, 6, SendDay::from_key)?,
            hour: row.get(7)?,
            is_paused: next_at.is_none(),
            recipients: serde_json::from_str(row.text(12)?)?,
        },
        next_at,
        last: last_at.zip(result.as_deref().and_then(Delivered::from_key)),
        change_stamp: row.get(11)?,
    })
}

/// The rooms of a subscription, seen from its owner.
const fn realm(covers: Covers, customer: Option<Id<Organization>>) -> Realm {
    match (covers, customer) {
        (Covers::Own, _) => Realm::Own,
        (Covers::Customers, Some(customer)) => Realm::Customer(customer),
        (Covers::Customers, None) => Realm::AllCustomers,
    }
}
