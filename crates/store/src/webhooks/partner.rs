//! The one registration of a partner at Partner Center's surface, and what it is told (R-422, §4.10): a webhook of its own form.
//!
//! Invariant: what a registration is told is written in the transaction in which it happened.

use domain::{
    event::Event,
    id::{Delivery, Id, Organization, User, Webhook},
    partner_event::PartnerEvent,
    time::Time,
    webhook::OffReason,
};
use uuid::Uuid;

use super::{DeliveryRow, delivery, document, list};
use crate::{
    change::{Batch, Change},
    db::Tx,
    error::StoreError,
    feed::run,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// Where a partner is told, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The webhook.
    pub id: Id<Webhook>,
    /// Where it leads.
    pub address: String,
    /// What it is told of.
    pub events: Vec<PartnerEvent>,
    /// Who set it last, in whose name it is told.
    pub owner: Id<User>,
    /// Whether it is told anything; Steward switches off what fails for good.
    pub is_on: bool,
}

/// A registration with how it fares.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The registration.
    pub registration: Registration,
    /// The name of its owner; none where they are gone.
    pub owner_name: Option<String>,
    /// Why Steward switched it off.
    pub off_reason: Option<OffReason>,
    /// Since when nothing was delivered although it was tried.
    pub failing_since: Option<Time>,
}

macro_rules! columns {
    () => {
        "select w.webhook_id, w.address, w.events, w.owner_id, w.is_on from webhooks w where w.envelope = 'partnerCenter' and "
    };
}
const STANDING: Read = Read::new(
    "select w.webhook_id, w.address, w.events, w.owner_id, w.is_on, w.off_reason, w.failing_since, u.display_name \
     from webhooks w left join users u on u.tenant_id = w.tenant_id and u.user_id = w.owner_id \
     where w.envelope = 'partnerCenter' and {tenant:w.tenant_id}",
);
const END: Write = Write::new(
    "delete from webhooks where tenant_id = {target} and webhook_id = $1 and envelope = 'partnerCenter'",
);
const SHOWN: Read = Read::new(concat!(columns!(), "{tenant:w.tenant_id}"));
const FOUND: Fetch = Fetch::new(concat!(columns!(), "w.tenant_id = {target}{lock}"));
const REGISTER: Write = Write::new(
    "insert into webhooks (tenant_id, webhook_id, envelope, name, name_key, address, covers, events, customers, group_id, \
     lowest_severity, owner_id, is_on, teams, off_reason, seal_key_id, sealed, old_seal_key_id, old_sealed, created_at, \
     change_stamp) values ({target}, $1, 'partnerCenter', 'Partner Center', 'partner center', $2, 'customers', $3, '[]', null, \
     'recommended', $4, true, '[]', '', '', $5, '', $5, {now}, 1)",
);
const CHANGE: Write = Write::new(
    "update webhooks set address = $2, events = $3, owner_id = $4, is_on = true, off_reason = '', failing_since = null, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and webhook_id = $1 and envelope = 'partnerCenter'",
);
const TESTS_SINCE: Fetch = Fetch::new(
    "select created_at from webhook_deliveries where tenant_id = {target} and webhook_id = $1 and told = 'test-created' \
     and created_at > $2 order by created_at",
);
const ADD_TEST: Write = Write::new(
    "insert into webhook_deliveries (tenant_id, webhook_id, delivery_id, within_id, told, about_id, at, created_at, since, \
     due_at, is_taken, tries) values ({target}, $1, $2, {target}, 'test-created', $2, {now}, {now}, {now}, $3, true, 1)",
);
/// A registration that was switched off is told nothing.
const TELL: &str = "insert into webhook_deliveries (tenant_id, webhook_id, delivery_id, within_id, told, about_id, part_id, at, \
     created_at, since, due_at, is_taken, tries) select w.tenant_id, w.webhook_id, $2, $3, $4, $5, $6, $7, $7, $7, $7, false, 0 \
     from webhooks w where w.tenant_id = $1 and w.envelope = 'partnerCenter' and w.is_on and w.events like $8";

const NAME_RECORD: &str = "update webhook_deliveries set record_id = $3 where tenant_id = $1 and delivery_id = $2 and webhook_id = \
     (select w.webhook_id from webhooks w where w.tenant_id = $1 and w.envelope = 'partnerCenter')";

/// The registration of the organization in sight.
pub async fn registration(view: &mut View) -> Result<Option<Registration>, StoreError> {
    view.rows(Query::new(&SHOWN, values![])).await?.first().map(read).transpose()
}

/// The registration of the organization in sight, with how it fares.
pub async fn standing(view: &mut View) -> Result<Option<Standing>, StoreError> {
    let rows = view.rows(Query::new(&STANDING, values![])).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Standing {
        registration: read(row)?,
        off_reason: OffReason::from_key(row.text(5)?),
        failing_since: row.get(6)?,
        owner_name: row.get(7)?,
    }))
}

/// The registration of the organization of the change, locked until that is done.
pub async fn find_registration(change: &mut Change) -> Result<Option<Registration>, StoreError> {
    change.find(&FOUND, values![]).await?.as_ref().map(read).transpose()
}

/// Registers where the organization of the batch is told; the same statement fails where there is a registration.
pub fn register(batch: Batch, it: &Registration) -> Result<Batch, StoreError> {
    let values = values![it.id, &it.address, words(&it.events)?, it.owner, Vec::<u8>::new()];
    Ok(batch.run(&REGISTER, values))
}

/// Changes a registration, which is told anew if it was switched off.
pub fn change_registration(batch: Batch, it: &Registration) -> Result<Batch, StoreError> {
    Ok(batch.run(&CHANGE, values![it.id, &it.address, words(&it.events)?, it.owner]))
}

/// Ends a registration, with what waits for it and its log.
pub fn end_registration(batch: Batch, id: Id<Webhook>) -> Batch {
    batch.run(&END, values![id])
}

/// When a registration was tested after a moment, the earliest first.
pub async fn partner_tests_since(
    change: &mut Change,
    webhook: Id<Webhook>,
    since: Time,
) -> Result<Vec<Time>, StoreError> {
    change.rows(&TESTS_SINCE, values![webhook, since]).await?.iter().map(|row| row.get(0)).collect()
}

/// Adds a test of a registration, which its sender has taken until a moment.
pub fn add_partner_test(batch: Batch, webhook: Id<Webhook>, id: Id<Delivery>, until: Time) -> Batch {
    batch.run(&ADD_TEST, values![webhook, id, until])
}

/// What became of a test of the registration in sight.
pub async fn partner_test(
    view: &mut View,
    webhook: Id<Webhook>,
    id: Id<Delivery>,
) -> Result<Option<DeliveryRow>, StoreError> {
    Ok(delivery(view, webhook, id).await?.filter(|row| row.told.is_test()))
}

/// Whether an event is one that partners are told of.
pub(crate) const fn tells_partner(event: &Event) -> bool {
    event.partner.is_some() && PartnerEvent::of(event.kind).is_some()
}

/// Lets the partner that an event concerns be told of it, if it wants to be, and says whether it does; whether it may know is decided when
/// it is sent.
pub(crate) async fn tell_partner(
    tx: &mut Tx,
    now: Time,
    id: Uuid,
    within: Id<Organization>,
    event: &Event,
) -> Result<bool, StoreError> {
    let (Some(partner), Some(told)) = (event.partner, PartnerEvent::of(event.kind)) else { return Ok(false) };
    let word = told.key();
    let wanted = format!("%\"{word}\"%");
    let values = values![partner, id, within, word, event.subject.id, event.part, now, wanted];
    Ok(run(tx, TELL, values).await? > 0)
}

/// Names the line of the partner's log in what it is told.
pub(crate) async fn name_record(
    tx: &mut Tx,
    partner: Option<Uuid>,
    id: Uuid,
    record: Option<Uuid>,
) -> Result<(), StoreError> {
    run(tx, NAME_RECORD, values![partner, id, record]).await.map(drop)
}

fn words(events: &[PartnerEvent]) -> Result<String, StoreError> {
    document(&events.iter().map(|event| event.key()).collect::<Vec<_>>())
}

fn read(row: &Row) -> Result<Registration, StoreError> {
    let words: Vec<String> = list(row, 2)?;
    Ok(Registration {
        id: row.get(0)?,
        address: row.get(1)?,
        // Words of a later version are passed over.
        events: words.iter().filter_map(|word| PartnerEvent::from_key(word)).collect(),
        owner: row.get(3)?,
        is_on: row.get(4)?,
    })
}
