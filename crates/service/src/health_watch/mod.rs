//! The health watch: what time alone changes. Silence, the end of a watch period (decision 15) or a suppression, the
//! end of history.
//!
//! Invariant: every judgement is made anew from locked rows, so that several nodes watch without harm; work is
//! found by indexes, never by a walk over all rooms.

mod conditions;
mod judgement;
mod tickets;

use std::time::Duration;

use domain::{
    id::{Id, Room},
    record,
    time::{DAY, MINUTE, Time},
};
use store::{StoreError, telemetry::Telemetry};

pub(crate) use self::judgement::judge;
use crate::{
    app::{App, Settings},
    devices::Contacts,
    maintenance_windows,
    refusal::Refusal,
    suppressions,
};

/// How long a room's history is kept.
pub const HISTORY: i64 = 180 * DAY;
/// How often contacts are written down, unless silence is so short that it must be oftener.
const CONTACTS_EVERY: Duration = Duration::from_secs(10);
/// How often history is cleared.
const CLEAR_EVERY: i64 = MINUTE;
/// How many rooms, contacts or entries share a statement.
const TOGETHER: i64 = 500;
/// How many batches one turn does at most before others get theirs.
const TURNS: usize = 40;

/// One turn of the watch; called every second by the server.
pub async fn watch(app: &App) -> Result<(), Refusal> {
    let now = app.clock.now();
    if app.desk.is_due(|due| &mut due.contacts, now, micros(contacts_every(&app.settings))) {
        write_contacts(app, now).await?;
    }
    for _ in 0..TURNS {
        if !judge_troubled_rooms(app, now).await? {
            break;
        }
    }
    for _ in 0..TURNS {
        let due = app.store.rooms_due(now, TOGETHER).await?;
        if !judge_rooms(app, due).await? {
            break;
        }
    }
    let silence = micros(app.settings.silence);
    if now.since(app.desk.started_at()) >= silence {
        let since = now.plus(-silence - micros(contacts_every(&app.settings)));
        for _ in 0..TURNS {
            let silent = app.store.rooms_silent(since, TOGETHER).await?;
            if !judge_rooms(app, silent).await? {
                break;
            }
        }
    }
    suppressions::tell_ahead(app).await?;
    suppressions::end_due(app).await?;
    maintenance_windows::end_due(app).await?;
    if app.desk.is_due(|due| &mut due.clearing, now, CLEAR_EVERY) {
        clear_history(app, now).await?;
    }
    Ok(())
}

/// Writes down what is known in memory alone; called when the server stops.
pub async fn finish(app: &App) -> Result<(), Refusal> {
    write_contacts(app, app.clock.now()).await
}

/// The longest time a contact is known to one node alone; silence is judged that much later.
fn contacts_every(settings: &Settings) -> Duration {
    CONTACTS_EVERY.min(settings.silence / 6)
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

async fn begin(app: &App, now: Time) -> Result<Telemetry, StoreError> {
    app.store.begin_telemetry(app.ids.next(), now).await
}

async fn write_contacts(app: &App, now: Time) -> Result<(), Refusal> {
    let contacts = app.desk.take_contacts(now);
    if contacts.is_empty() {
        return Ok(());
    }
    let written = write_heard(app, now, &contacts).await;
    if written.is_err() {
        app.desk.return_contacts(contacts);
    }
    Ok(written?)
}

async fn write_heard(app: &App, now: Time, contacts: &Contacts) -> Result<(), StoreError> {
    let mut tx = begin(app, now).await?;
    for (at, rooms) in contacts {
        for rooms in rooms.chunks(usize::try_from(TOGETHER).unwrap_or(1)) {
            tx.heard(*at, rooms.to_vec()).await?;
        }
    }
    tx.commit().await
}

/// Judges a room at once, where somebody waits for it.
pub(crate) async fn judge_now(app: &App, room: Id<Room>) -> Result<(), StoreError> {
    judge_rooms(app, vec![room]).await.map(drop)
}

/// Judges the rooms that are due at once, where somebody waits for them: as many as share a transaction.
pub(crate) async fn judge_due(app: &App) -> Result<(), StoreError> {
    let due = app.store.rooms_due(app.clock.now(), TOGETHER).await?;
    judge_rooms(app, due).await.map(drop)
}

/// Judges rooms in one transaction; says whether a judgement changed, so that it is worth to look for more.
async fn judge_rooms(app: &App, rooms: Vec<Id<Room>>) -> Result<bool, StoreError> {
    if rooms.is_empty() {
        return Ok(false);
    }
    let now = app.clock.now();
    let mut tx = begin(app, now).await?;
    let any = judge_in(app, &mut tx, rooms, now).await?;
    if any {
        tx.commit().await?;
    }
    Ok(any)
}

/// Judges some rooms in which a signal is unhealthy whose setting changed: however many there are, in transactions
/// that hold nobody up. Says whether there may be more.
async fn judge_troubled_rooms(app: &App, now: Time) -> Result<bool, StoreError> {
    if !app.store.has_changed_signals(now).await? {
        return Ok(false);
    }
    let mut tx = begin(app, now).await?;
    let Some(rooms) = tx.troubled_rooms(TOGETHER).await? else { return Ok(false) };
    judge_in(app, &mut tx, rooms, now).await?;
    tx.commit().await?;
    Ok(true)
}

async fn judge_in(
    app: &App,
    tx: &mut Telemetry,
    rooms: Vec<Id<Room>>,
    now: Time,
) -> Result<bool, StoreError> {
    let mut any = false;
    for room in tx.rooms(rooms).await?.values_mut() {
        let heard_at = room.last_seen_at.max(app.desk.heard_at(room.room));
        if judge(app, tx, room, heard_at, now).await? {
            tx.stirs(room);
            any = true;
        }
    }
    Ok(any)
}

async fn clear_history(app: &App, now: Time) -> Result<(), Refusal> {
    for _ in 0..TURNS {
        let mut tx = begin(app, now).await?;
        let forgotten = tx.forget(now.plus(-HISTORY), TOGETHER).await?;
        let forgotten = forgotten.max(tx.forget_room_events(now.plus(-record::KEPT), TOGETHER).await?);
        tx.commit().await?;
        if i64::try_from(forgotten).unwrap_or(i64::MAX) < TOGETHER {
            break;
        }
    }
    Ok(())
}
