//! Webhooks of an organization: where they lead, what they are told of, in whose name, and their sealed secrets.
//!
//! Invariant: a secret is read by those who send or renew it alone, never by a list.

mod certificates;
mod dispatch;
mod log;
mod partner;

use domain::{
    id::{Id, Organization, RoomGroup, SecurityGroup, User, Webhook},
    notification::Occasion,
    signal::Severity,
    time::Time,
    webhook::{Covers, Envelope, OffReason},
};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use self::partner::{name_record, tell_partner, tells_partner};
pub use self::{
    certificates::{Certificate, add_certificate},
    dispatch::{Candidate, DeliveryRoom, Due, Hook, Outcome, Owner, Tried, WaitingForHooks},
    log::{DeliveryRow, SCHEMA, TABLE, add_test, count, delivery, found_delivery, list_log, replay},
    partner::{
        Registration, Standing, add_partner_test, change_registration, end_registration, find_registration,
        partner_test, partner_tests_since, register, registration, standing,
    },
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

/// What somebody sets of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// What people call it.
    pub name: String,
    /// The folded name.
    pub name_key: String,
    /// Where it leads.
    pub address: String,
    /// Of which part of what its owner sees it is told.
    pub covers: Covers,
    /// What it is told of.
    pub events: Vec<Occasion>,
    /// The customers it is told of; none stands for all.
    pub customers: Vec<Id<Organization>>,
    /// The group of own rooms it is told of; none stands for all.
    pub group: Option<Id<RoomGroup>>,
    /// The teams of the organization with which a ticket stands that it is told of; none stands for all tickets.
    pub teams: Vec<Id<SecurityGroup>>,
    /// The mildest ticket it is told of.
    pub lowest_severity: Severity,
    /// Whose sight decides what it is told.
    pub owner: Id<User>,
    /// Whether it is told anything.
    pub is_on: bool,
}

/// A webhook as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRow {
    /// The webhook.
    pub id: Id<Webhook>,
    /// In which form it is told.
    pub envelope: Envelope,
    /// What is set.
    pub setting: Setting,
    /// The name of the group; none where there is none, or where it was deleted.
    pub group_name: Option<String>,
    /// The name of the owner; none where they are gone.
    pub owner_name: Option<String>,
    /// Why Steward switched it off.
    pub off_reason: Option<OffReason>,
    /// Since when nothing was delivered although it was tried.
    pub failing_since: Option<Time>,
    /// Until when the secret before signs as well.
    pub old_until: Option<Time>,
    /// When it was made.
    pub created_at: Time,
    /// Raised by each change.
    pub change_stamp: i64,
}

/// A sealed secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedSecret {
    /// The key that opens it.
    pub key_id: String,
    /// The sealed text.
    pub bytes: Vec<u8>,
}

macro_rules! columns {
    () => {
        "w.webhook_id, w.name, w.name_key, w.address, w.covers, w.events, w.customers, w.group_id, w.lowest_severity, \
         w.owner_id, w.is_on, w.off_reason, w.failing_since, w.old_until, w.created_at, w.change_stamp, g.name, u.display_name, \
         w.teams, w.envelope \
         from webhooks w left join room_groups g on g.tenant_id = w.tenant_id and g.group_id = w.group_id \
         left join users u on u.tenant_id = w.tenant_id and u.user_id = w.owner_id "
    };
}

const ALL: Read =
    Read::new(concat!("select ", columns!(), "where {tenant:w.tenant_id} and w.envelope = 'standard'"));
const FOUND: Fetch =
    Fetch::new(concat!("select ", columns!(), "where w.tenant_id = {target} and w.webhook_id = $1"));
const COUNT: Fetch =
    Fetch::new("select count(*) from webhooks where tenant_id = {target} and envelope = 'standard'");
const HAS_GROUP: Fetch = Fetch::new("select 1 from room_groups where tenant_id = {target} and group_id = $1");
const CUSTOMERS: Fetch = Fetch::new(
    "select tenant_id from links where partner_id = {target} and tenant_id {in $1} and state in ('active', 'suspended')",
);
const TEAMS: Fetch =
    Fetch::new("select group_id from security_groups where tenant_id = {target} and group_id {in $1}");
const SECRET: Fetch = Fetch::new(
    "select seal_key_id, sealed from webhooks where tenant_id = {target} and webhook_id = $1{lock}",
);

const ADD: Write = Write::new(
    "insert into webhooks (tenant_id, webhook_id, envelope, name, name_key, address, covers, events, customers, group_id, \
     lowest_severity, owner_id, is_on, teams, off_reason, seal_key_id, sealed, old_seal_key_id, old_sealed, created_at, \
     change_stamp) values ({target}, $1, 'standard', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, $14, '', $15, {now}, 1)",
);
const SET: Write = Write::new(
    "update webhooks set name = $2, name_key = $3, address = $4, covers = $5, events = $6, customers = $7, group_id = $8, \
     lowest_severity = $9, owner_id = $10, is_on = $11, teams = $12, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and webhook_id = $1",
);
/// Begins anew: webhook.
const TURN_ON: Write = Write::new(
    "update webhooks set off_reason = '', failing_since = null where tenant_id = {target} and webhook_id = $1",
);
const TURN_OFF: Write = Write::new(
    "update webhooks set is_on = false, off_reason = $2, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and webhook_id = $1",
);
const DROP_WAITING: Write = Write::new(
    "update webhook_deliveries set outcome = 'dropped', settled_at = {now} \
     where tenant_id = {target} and webhook_id = $1 and outcome is null",
);
const ROTATE: Write = Write::new(
    "update webhooks set old_seal_key_id = seal_key_id, old_sealed = sealed, old_until = $2, seal_key_id = $3, sealed = $4, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and webhook_id = $1",
);
const DELETE: Write = Write::new("delete from webhooks where tenant_id = {target} and webhook_id = $1");

/// The webhooks of the organization in sight that cover a part, or all, by name.
pub async fn all(view: &mut View, covers: Option<Covers>) -> Result<Vec<WebhookRow>, StoreError> {
    let mut query = Query::new(&ALL, values![]);
    if let Some(covers) = covers {
        query.push(" and w.covers = ").bind(covers.key());
    }
    query.push(" order by w.name_key, w.webhook_id");
    view.rows(query).await?.iter().map(row).collect()
}

/// A webhook of the organization in sight.
pub async fn one(view: &mut View, webhook: Id<Webhook>) -> Result<Option<WebhookRow>, StoreError> {
    let mut query = Query::new(&ALL, values![]);
    query.push(" and w.webhook_id = ").bind(webhook);
    view.rows(query).await?.first().map(row).transpose()
}

/// A webhook of the organization of the change.
pub async fn found(change: &mut Change, webhook: Id<Webhook>) -> Result<Option<WebhookRow>, StoreError> {
    change.find(&FOUND, values![webhook]).await?.as_ref().map(row).transpose()
}

/// How many webhooks the organization of the change has.
pub async fn how_many(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&COUNT, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Whether the organization of the change has a group of rooms.
pub async fn has_group(change: &mut Change, group: Id<RoomGroup>) -> Result<bool, StoreError> {
    Ok(change.find(&HAS_GROUP, values![group]).await?.is_some())
}

/// Which of some organizations are customers of that of the change.
pub async fn customers_among(
    change: &mut Change,
    wanted: Vec<Id<Organization>>,
) -> Result<Vec<Id<Organization>>, StoreError> {
    change.rows(&CUSTOMERS, values![wanted]).await?.iter().map(|row| row.get(0)).collect()
}

/// Which of some security groups the organization of the change has.
pub async fn teams_among(
    change: &mut Change,
    wanted: Vec<Id<SecurityGroup>>,
) -> Result<Vec<Id<SecurityGroup>>, StoreError> {
    change.rows(&TEAMS, values![wanted]).await?.iter().map(|row| row.get(0)).collect()
}

/// Whether there is such a webhook, locked so that its secret is changed once at a time.
pub async fn lock(change: &mut Change, webhook: Id<Webhook>) -> Result<bool, StoreError> {
    Ok(change.find(&SECRET, values![webhook]).await?.is_some())
}

/// Makes a webhook.
pub fn add(
    batch: Batch,
    id: Id<Webhook>,
    setting: &Setting,
    secret: SealedSecret,
) -> Result<Batch, StoreError> {
    let mut values = setting_values(id, setting)?;
    values.extend(values![secret.key_id, secret.bytes, Vec::<u8>::new()]);
    Ok(batch.run(&ADD, values))
}

/// Sets a webhook; one that was switched on begins anew, of one that was switched off nothing waits any more.
pub fn set(batch: Batch, id: Id<Webhook>, before: &Setting, after: &Setting) -> Result<Batch, StoreError> {
    let batch = batch.run(&SET, setting_values(id, after)?);
    Ok(match (before.is_on, after.is_on) {
        (false, true) => batch.run(&TURN_ON, values![id]),
        (true, false) => batch.run(&DROP_WAITING, values![id]),
        _ => batch,
    })
}

/// Switches a webhook off, and forgets what waits for it.
pub fn turn_off(batch: Batch, id: Id<Webhook>, reason: OffReason) -> Batch {
    batch.run(&TURN_OFF, values![id, reason.key()]).run(&DROP_WAITING, values![id])
}

/// Gives a webhook another secret; the one before signs until a moment.
pub fn rotate(batch: Batch, id: Id<Webhook>, old_until: Time, secret: SealedSecret) -> Batch {
    batch.run(&ROTATE, values![id, old_until, secret.key_id, secret.bytes])
}

/// Deletes a webhook with its log.
pub fn delete(batch: Batch, id: Id<Webhook>) -> Batch {
    batch.run(&DELETE, values![id])
}

fn setting_values(id: Id<Webhook>, it: &Setting) -> Result<Vec<crate::Value>, StoreError> {
    let events: Vec<_> = it.events.iter().map(|event| event.key()).collect();
    Ok(values![
        id,
        &it.name,
        &it.name_key,
        &it.address,
        it.covers.key(),
        document(&events)?,
        document(&it.customers)?,
        it.group,
        it.lowest_severity.key(),
        it.owner,
        it.is_on,
        document(&it.teams)?
    ])
}

fn document<T: Serialize>(list: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(list)?)
}

fn list<T: DeserializeOwned>(row: &Row, index: usize) -> Result<Vec<T>, StoreError> {
    Ok(serde_json::from_str(&row.get::<String>(index)?)?)
}

/// The occasions of a column; words of a later version are passed over.
fn occasions(row: &Row, index: usize) -> Result<Vec<Occasion>, StoreError> {
    let words: Vec<String> = list(row, index)?;
    Ok(words.iter().filter_map(|word| Occasion::from_key(word)).collect())
}

fn row(row: &Row) -> Result<WebhookRow, StoreError> {
    Ok(WebhookRow {
        id: row.get(0)?,
        envelope: word(row, 19, Envelope::from_key)?,
        setting: Setting {
            name: row.get(1)?,
            name_key: row.get(2)?,
            address: row.get(3)?,
            covers: word(row, 4, Covers::from_key)?,
            events: occasions(row, 5)?,
            customers: list(row, 6)?,
            group: row.get(7)?,
            lowest_severity: word(row, 8, Severity::from_key)?,
            owner: row.get(9)?,
            is_on: row.get(10)?,
            teams: list(row, 18)?,
        },
        off_reason: OffReason::from_key(row.text(11)?),
        failing_since: row.get(12)?,
        old_until: row.get(13)?,
        created_at: row.get(14)?,
        change_stamp: row.get(15)?,
        group_name: row.get(16)?,
        owner_name: row.get(17)?,
    })
}
