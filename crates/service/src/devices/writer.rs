//! Group commit: reports that wait are written in one transaction and answered when it is on disk.
//!
//! Invariant: no report is answered "stored" before the commit that holds it has returned.

use std::collections::BTreeSet;

use domain::{
    health::Health,
    id::{Id, Organization, Room},
    job::Activity,
    reachability,
    room::{DeviceType, Monitoring},
    signal,
    time::{DAY, Time},
};
use store::{
    StoreError,
    telemetry::{Entry, FACTS, Live, RoomState, SignalRow, Telemetry},
};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Outcome, Record, Refused, Report, facts::shown, signed::NEAR};
use crate::{app::App, health_watch::judge, meters};

/// How many reports share a transaction at most: few enough that a person's change waits some milliseconds only.
const TOGETHER: usize = 512;
/// How often a transaction is tried when the database is busy.
const TRIES: u32 = 5;
/// How far in the past an observation may lie; agents keep changes while the server is out of reach.
const OLDEST: i64 = 30 * DAY;

/// Who speaks for a room.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// Its device.
    Device,
    /// A relay, by a choice of the organization; and whether it looked at all.
    Relay { target: Uuid, was_looked_at: bool },
}

impl Voice {
    /// Whether it may tell of a signal. What Steward itself says of the last update of a room, nobody else says.
    fn tells(self, device_type: DeviceType, signal: &str) -> bool {
        let of_relays = signal == reachability::SIGNAL;
        let is_its = match self {
            Self::Device => !of_relays && signal != domain::rollout::SIGNAL,
            Self::Relay { .. } => of_relays,
        };
        is_its && signal::find(device_type, signal).is_some()
    }

    /// Whether the room counts as heard.
    fn is_contact(self) -> bool {
        matches!(self, Self::Device | Self::Relay { was_looked_at: true, .. })
    }
}

/// A report that waits to be written.
pub(crate) struct Waiting {
    /// Of whoever speaks.
    pub(super) credential_hash: [u8; 32],
    pub(super) voice: Voice,
    pub(super) tenant: Id<Organization>,
    pub(super) room: Id<Room>,
    /// When it was sent, where it is signed.
    pub(super) sent_at: Option<Time>,
    pub(super) report: Report,
    /// Whether the room is in a meeting, where that is new.
    pub(super) activity: Option<Activity>,
    /// Meetings, calls and reported issues that are believed.
    pub(super) records: Vec<Record>,
    /// None where the report tells nothing but that the device is there.
    pub(super) digest: Option<Vec<u8>>,
    pub(super) answer: oneshot::Sender<Result<Outcome, Refused>>,
}

/// Starts a writer, which works until nothing waits any more. It has a thread of its own, because the embedded
/// database blocks the thread while it waits for the disk.
pub(super) fn start(app: &App) {
    let app = app.clone();
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || runtime.block_on(write_all(&app)));
}

async fn write_all(app: &App) {
    loop {
        let batch = app.desk.next_batch(TOGETHER);
        if batch.is_empty() {
            return;
        }
        match write_patiently(app, &batch).await {
            Ok(outcomes) => answer(batch.into_iter().zip(outcomes)),
            Err(error) if batch.len() > 1 && !error.is_of_the_whole() => {
                // One report may be the cause: alone, it harms nobody but its own device.
                for waiting in batch {
                    let alone = std::slice::from_ref(&waiting);
                    let outcome = match write_patiently(app, alone).await {
                        Ok(outcomes) => outcomes.into_iter().next().unwrap_or(Err(Refused::Unavailable)),
                        Err(error) => Err(error.into()),
                    };
                    answer([(waiting, outcome)]);
                }
            }
            Err(error) => {
                let refused = Refused::from(error);
                tracing::warn!(%refused, "a report could not be written");
                answer(batch.into_iter().map(|waiting| (waiting, Err(Refused::Unavailable))));
            }
        }
    }
}

fn answer(answers: impl IntoIterator<Item = (Waiting, Result<Outcome, Refused>)>) {
    for (waiting, outcome) in answers {
        // A device that hung up will say it again.
        let _ = waiting.answer.send(outcome);
    }
}

async fn write_patiently(app: &App, batch: &[Waiting]) -> Result<Vec<Result<Outcome, Refused>>, StoreError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let began = tokio::time::Instant::now();
        match write(app, batch).await {
            Err(StoreError::Busy) if tries < TRIES => {
                meters::busy();
                tokio::time::sleep(std::time::Duration::from_millis(5 << tries)).await;
            }
            outcome => {
                meters::wrote(began.elapsed());
                return outcome;
            }
        }
    }
}

async fn write(app: &App, batch: &[Waiting]) -> Result<Vec<Result<Outcome, Refused>>, StoreError> {
    let now = app.clock.now();
    let mut tx = app.store.begin_telemetry(app.ids.next(), now).await?;
    let ids: Vec<_> = batch.iter().map(|waiting| waiting.room).collect();
    let mut rooms = tx.rooms(ids.clone()).await?;
    let any_relay = batch.iter().any(|waiting| waiting.voice != Voice::Device);
    let relays = if any_relay { tx.chosen_relays(ids.clone()).await? } else { BTreeSet::new() };
    let mut credentials = tx.credentials(ids).await?;
    let mut outcomes = Vec::with_capacity(batch.len());
    for waiting in batch {
        if let Voice::Relay { target, .. } = waiting.voice {
            // Somebody may have chosen otherwise, or given the room a device, while this waited.
            let is_chosen = relays.contains(&(waiting.credential_hash.to_vec(), waiting.room, target));
            let room = rooms
                .get_mut(&waiting.room)
                .filter(|room| is_chosen && room.monitoring != Monitoring::Unenrolled);
            outcomes.push(match room {
                Some(room) => Ok(write_one(app, &mut tx, room, waiting, now).await?),
                None => Err(Refused::CredentialInvalid),
            });
            continue;
        }
        // The credential may have ended, or the device may have moved to another room, while this waited.
        let live = credentials.get_mut(waiting.credential_hash.as_slice()).and_then(|live| {
            let room = rooms.get_mut(&live.room).filter(|room| room.monitoring != Monitoring::Unenrolled)?;
            Some((live, room))
        });
        outcomes.push(match live {
            Some((live, _)) if waiting.sent_at.is_some() && waiting.sent_at <= live.signed_until => {
                Err(Refused::NotFresh)
            }
            Some((live, room)) => {
                let outcome = write_one(app, &mut tx, room, waiting, now).await?;
                if outcome == Outcome::Stored {
                    keep_order(&mut tx, live, waiting, now).await?;
                }
                Ok(outcome)
            }
            None => Err(Refused::CredentialInvalid),
        });
    }
    tx.commit().await?;
    Ok(outcomes)
}

/// A signed report that was sent before this change is not taken after it, by no node and after no restart: it may have been kept by
/// whoever carried it, and would turn the change back.
async fn keep_order(
    tx: &mut Telemetry,
    live: &mut Live,
    waiting: &Waiting,
    now: Time,
) -> Result<(), StoreError> {
    // What a device says itself has no time of sending; no report signed before it can have one further ahead than this.
    let until = waiting.sent_at.unwrap_or(now.plus(NEAR));
    if live.signed_until.is_none_or(|before| before < until) {
        live.signed_until = Some(until);
        tx.set_signed(waiting.credential_hash, until).await?;
    }
    Ok(())
}

async fn write_one(
    app: &App,
    tx: &mut Telemetry,
    room: &mut RoomState,
    waiting: &Waiting,
    now: Time,
) -> Result<Outcome, StoreError> {
    let at = waiting.report.observed_at.clamp(now.plus(-OLDEST), now);
    let mut changed = write_facts(tx, room, &waiting.report, at).await?;
    changed |= write_signals(tx, room, waiting, at).await?;
    if let Some(activity) = waiting.activity {
        changed |= tx.set_activity(room, activity).await?;
    }
    changed |= write_records(tx, room, &waiting.records).await?;
    let was = room.health;
    let is_contact = waiting.voice.is_contact();
    let heard_at = if is_contact { Some(now) } else { room.last_seen_at.max(app.desk.heard_at(room.room)) };
    let settled = judge(app, tx, room, heard_at, now).await?;
    if is_contact && settled && was == Health::Unmonitored {
        tx.set_seen(room, now).await?;
    }
    if !(changed || settled) {
        return Ok(Outcome::Received);
    }
    if let Some(digest) = &waiting.digest {
        tx.set_digest(waiting.credential_hash, digest.clone()).await?;
    }
    tx.stirs(room);
    Ok(Outcome::Stored)
}

async fn write_records(tx: &mut Telemetry, room: &RoomState, records: &[Record]) -> Result<bool, StoreError> {
    let (mut meetings, mut calls, mut issues) = (Vec::new(), Vec::new(), Vec::new());
    for record in records {
        match record {
            Record::Meeting(meeting) => meetings.push(meeting.clone()),
            Record::Call(call) => calls.push(call.clone()),
            Record::ReportedIssue(issue) => issues.push(issue.clone()),
            Record::Unreadable(_) => {}
        }
    }
    let mut any = tx.keep_meetings(room, &meetings).await?;
    any |= tx.keep_calls(room, &calls).await?;
    any |= tx.keep_reported_issues(room, &issues).await?;
    Ok(any)
}

async fn write_facts(
    tx: &mut Telemetry,
    room: &mut RoomState,
    report: &Report,
    at: Time,
) -> Result<bool, StoreError> {
    let Some(told) = &report.facts else { return Ok(false) };
    let known = tx.facts(room).await?;
    let facts = told.over(known.clone());
    if facts == known {
        return Ok(false);
    }
    tx.set_facts(room, &facts).await?;
    if let Some(kind) = told.device_type {
        room.device_type = kind;
    }
    for ((field, before), after) in FACTS.iter().zip(&known).zip(&facts) {
        let (before, after) = (shown(field, before), shown(field, after));
        if before != after && !before.is_empty() {
            let entry =
                Entry { at, kind: "fact", signal: field, instance: "", before: &before, after: &after };
            tx.remember(room, &entry).await?;
        }
    }
    Ok(true)
}

async fn write_signals(
    tx: &mut Telemetry,
    room: &mut RoomState,
    waiting: &Waiting,
    at: Time,
) -> Result<bool, StoreError> {
    let mut changed = false;
    let (kind, voice) = (room.device_type, waiting.voice);
    for said in waiting.report.signals.iter().filter(|said| voice.tells(kind, &said.signal)) {
        let key = (said.signal.clone(), said.instance.clone());
        let before = room.signals.get(&key);
        let same_state = before.filter(|before| before.state == said.state);
        if same_state.is_some_and(|before| before.value == said.value) {
            continue;
        }
        // A clock that was set back does not make time run backwards.
        let at = before.map_or(at, |before| at.max(before.since));
        let since = same_state.map_or(at, |before| before.since);
        let after = SignalRow { state: said.state, value: said.value.clone(), since };
        tx.put_signal(room, &said.signal, &said.instance, &said.detail, &after).await?;
        if let Some(entry) = history(before, &after) {
            let entry = Entry { at, signal: &said.signal, instance: &said.instance, ..entry };
            tx.remember(room, &entry).await?;
        }
        room.signals.insert(key, after);
        changed = true;
    }
    Ok(changed)
}

/// What is worth remembering: another state or value, or a fault that was there from the first report.
fn history<'a>(before: Option<&'a SignalRow>, after: &'a SignalRow) -> Option<Entry<'a>> {
    let entry = |kind, before, after| Entry {
        at: Time::from_micros(0),
        kind,
        signal: "",
        instance: "",
        before,
        after,
    };
    match before {
        Some(before) if before.state != after.state => {
            Some(entry("signal", before.state.key(), after.state.key()))
        }
        Some(before) => Some(entry("value", &before.value, &after.value)),
        None if after.state == signal::SignalState::Unhealthy => Some(entry("signal", "", after.state.key())),
        None => None,
    }
}
