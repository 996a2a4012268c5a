//! What an organization set for its signals.
//!
//! Invariant: only what differs from the catalogue is stored, and whatever is changed here has its rooms judged anew.

use domain::{
    id::{Id, Room},
    room::DeviceType,
    signal::{Periods, Rule, Rules, Severity},
};
use uuid::Uuid;

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::{maybe_word, word},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const SETTINGS: Read = Read::new(
    "select s.device_type, s.signal, s.is_enabled, s.severity, s.poll, s.watch from signal_settings s \
     where {tenant:s.tenant_id}",
);

const SETTINGS_AT_ROOM: Read = Read::new(
    "select s.device_type, s.signal, s.is_enabled, s.severity, s.poll, s.watch from rooms r \
     join signal_settings s on s.tenant_id = r.tenant_id and s.device_type = r.device_type \
     where {room:r} and r.room_id = $1",
);

const FETCH: Fetch = Fetch::new(
    "select device_type, signal, is_enabled, severity, poll, watch from signal_settings where tenant_id = {target}",
);

const SET: Write = Write::new(
    "insert into signal_settings (tenant_id, device_type, signal, is_enabled, severity, poll, watch) \
     values ({target}, $1, $2, $3, $4, $5, $6) on conflict (tenant_id, device_type, signal) do update \
     set is_enabled = excluded.is_enabled, severity = excluded.severity, poll = excluded.poll, watch = excluded.watch",
);

const RESET: Write =
    Write::new("delete from signal_settings where tenant_id = {target} and device_type = $1 and signal = $2");

const JUDGE_ROOMS: Write = Write::new(
    "insert into signals_to_judge (tenant_id, signal, after_room, due_at, is_again) \
     values ({target}, $1, $2, {now}, false) on conflict (tenant_id, signal) do update \
     set after_room = excluded.after_room, due_at = excluded.due_at, is_again = false",
);

const ESCALATION: Read = Read::new("select e.days from escalations e where {tenant:e.tenant_id}");

const FETCH_ESCALATION: Fetch = Fetch::new("select days from escalations where tenant_id = {target}");

const SET_ESCALATION: Write = Write::new(
    "insert into escalations (tenant_id, days) values ({target}, $1) \
     on conflict (tenant_id) do update set days = excluded.days",
);

const END_ESCALATION: Write = Write::new("delete from escalations where tenant_id = {target}");

const OPEN_WARNINGS: Fetch = Fetch::new(
    "select distinct signal from tickets where tenant_id = {target} and kind = 'signal' and severity = 'warning' \
     and state in ('new', 'investigating', 'watching')",
);

/// After how many days a neglected Warning is raised in an organization in sight.
pub async fn escalation(view: &mut View) -> Result<Option<u16>, StoreError> {
    let row = view.find(&ESCALATION, values![]).await?;
    row.map_or(Ok(None), |row| days(&row, 0))
}

/// The same in the organization of the change.
pub async fn fetch_escalation(change: &mut Change) -> Result<Option<u16>, StoreError> {
    let row = change.find(&FETCH_ESCALATION, values![]).await?;
    row.map_or(Ok(None), |row| days(&row, 0))
}

/// The signals of which a Warning is open, whose rooms are to be judged anew when the days change.
pub async fn open_warnings(change: &mut Change) -> Result<Vec<String>, StoreError> {
    change.rows(&OPEN_WARNINGS, values![]).await?.iter().map(|row| row.get(0)).collect()
}

/// Sets after how many days a neglected Warning is raised; none, and it never is. The rooms of some signals are judged anew.
pub fn set_escalation(batch: Batch, after: Option<u16>, signals: &[String]) -> Batch {
    let batch = match after {
        Some(days) => batch.run(&SET_ESCALATION, values![i64::from(days)]),
        None => batch.run(&END_ESCALATION, values![]),
    };
    signals.iter().fold(batch, |batch, signal| judged_anew(batch, signal))
}

/// What an organization in sight set.
pub async fn settings(view: &mut View) -> Result<Rules, StoreError> {
    rules(&view.rows(Query::new(&SETTINGS, values![])).await?)
}

/// What the organization of a room in sight set for its kind of device.
pub async fn settings_at_room(view: &mut View, room: Id<Room>) -> Result<Rules, StoreError> {
    rules(&view.rows(Query::new(&SETTINGS_AT_ROOM, values![room])).await?)
}

/// What the organization of the change set.
pub async fn fetch(change: &mut Change) -> Result<Rules, StoreError> {
    rules(&change.rows(&FETCH, values![]).await?)
}

/// Stores what is set for a signal instead of the catalogue.
pub fn set(batch: Batch, device_type: DeviceType, signal: &str, rule: Rule) -> Batch {
    let Rule { is_enabled, severity, periods } = rule;
    let minutes = |of: fn(Periods) -> u16| periods.map(|periods| i64::from(of(periods)));
    let (poll, watch) = (minutes(|periods| periods.poll), minutes(|periods| periods.watch));
    let severity = severity.map(|severity| severity.key().to_owned());
    let values = values![device_type.key(), signal, is_enabled, severity, poll, watch];
    judged_anew(batch.run(&SET, values), signal)
}

/// Takes back what is set for a signal.
pub fn reset(batch: Batch, device_type: DeviceType, signal: &str) -> Batch {
    judged_anew(batch.run(&RESET, values![device_type.key(), signal]), signal)
}

fn judged_anew(batch: Batch, signal: &str) -> Batch {
    batch.run(&JUDGE_ROOMS, values![signal, Uuid::nil()])
}

fn rules(rows: &[Row]) -> Result<Rules, StoreError> {
    let mut rules = Rules::default();
    for row in rows {
        let signal: String = row.get(1)?;
        rules.set(word(row, 0, DeviceType::from_key)?, &signal, rule(row, 2)?);
    }
    Ok(rules)
}

/// A number of days.
pub(crate) fn days(row: &Row, index: usize) -> Result<Option<u16>, StoreError> {
    Ok(row.get::<Option<i64>>(index)?.and_then(|days| u16::try_from(days).ok()))
}

/// How a signal counts, from four columns that follow one another.
pub(crate) fn rule(row: &Row, from: usize) -> Result<Rule, StoreError> {
    let minutes = |index: usize| -> Result<Option<u16>, StoreError> {
        Ok(row.get::<Option<i64>>(index)?.and_then(|minutes| u16::try_from(minutes).ok()))
    };
    let periods = minutes(from + 2)?.zip(minutes(from + 3)?);
    Ok(Rule {
        is_enabled: row.get(from)?,
        severity: maybe_word(row, from + 1, Severity::from_key)?,
        periods: periods.map(|(poll, watch)| Periods { poll, watch }),
    })
}
