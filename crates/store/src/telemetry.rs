//! What devices say, written in batches without a permit: signals, facts of the device, health, last contact.
//!
//! Invariant: a device reaches the room of its own live credential and nothing else, and nothing here touches
//! what people decided: monitoring, names, groups, rights.

mod enrolment;
mod jobs;
mod reachability;
pub(crate) mod records;
mod rollouts;
mod room_days;
mod room_events;
mod signals;
mod suppressions;
mod tickets;
mod watch;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    health::Health,
    id::{Device, Id, Organization, Room},
    job::Activity,
    room::{DeviceType, Monitoring},
    signal::{Rules, SignalState},
    suppression::Suppression,
    time::Time,
};
use tokio::sync::broadcast;
use uuid::Uuid;

pub use self::{
    enrolment::*,
    jobs::RunningJob,
    reachability::Aim,
    records::MOST_OF_A_ROOM,
    room_days::{Happened, StaleRoom},
    tickets::{LiveTicket, NewTicket},
};
use crate::{
    Store,
    change::derive,
    db::Tx,
    error::StoreError,
    feed::{Stirred, ask, run},
    image::{self, Heard, Marks, NodeImage},
    value::Row,
    values,
};

/// The facts a device tells about itself, by their names in the API, in the order of [`Facts`].
pub const FACTS: [&str; 15] = [
    "deviceType",
    "manufacturer",
    "model",
    "serialNumber",
    "hostName",
    "agentVersion",
    "appVersion",
    "osVersion",
    "addresses",
    "networkType",
    "firmwareVersion",
    "macAddresses",
    "tpm",
    "credentialProtection",
    "missing",
];

/// The facts of a room's device, in the order of [`FACTS`]; what is not known is empty.
pub type Facts = [String; FACTS.len()];

/// Whom a credential belongs to.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The device.
    pub device: Id<Device>,
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// Whether the room is monitored; the credential of an unenrolled room is ended.
    pub monitoring: Monitoring,
    /// The health of the room.
    pub health: Health,
    /// The digest of the last report that was stored.
    pub report_digest: Vec<u8>,
    /// Whether the room is in a meeting, as the device told last.
    pub activity: Activity,
    /// From when on the device is to be asked for its next job; none without one. Read with the rest, so that rooms
    /// without jobs cost no statement more.
    pub job_due_at: Option<Time>,
    /// Signed reports that were sent up to here are not taken; none where all are.
    pub signed_until: Option<Time>,
    /// Whether its agent is a relay that may be asked to reach devices.
    pub reaches: bool,
}

/// A live credential, as it is written for.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    /// Its room.
    pub room: Id<Room>,
    /// Signed reports that were sent up to here are not taken; none where all are.
    pub signed_until: Option<Time>,
}

/// What is stored of a room for judging it.
#[derive(Clone, Debug)]
pub struct RoomState {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// Whether it is monitored.
    pub monitoring: Monitoring,
    /// The kind of device, which says what its signals mean.
    pub device_type: DeviceType,
    /// The last judgement.
    pub health: Health,
    /// Since when the health is so.
    pub health_since: Time,
    /// Whether a warning is shown beside it.
    pub warning: bool,
    /// When it is to be judged again.
    pub due_at: Option<Time>,
    /// The last contact that was written down.
    pub last_seen_at: Option<Time>,
    /// What the device said of its signals, by signal and instance.
    pub signals: BTreeMap<(String, String), SignalRow>,
    /// How signals count in the organization.
    pub rules: Arc<Rules>,
    /// Its tickets that are not closed.
    pub tickets: Vec<LiveTicket>,
    /// What of it is suppressed, and when.
    pub suppressions: Vec<Suppression>,
}

/// What a device said of one signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalRow {
    /// The state.
    pub state: SignalState,
    /// The stable fact, or empty.
    pub value: String,
    /// Since when the state is so.
    pub since: Time,
}

/// An entry of a room's history.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// When it happened.
    pub at: Time,
    /// `signal` (another state), `value` (another value), `fact` (another device fact) or `health`.
    pub kind: &'static str,
    /// The signal, or the fact; empty for `health`.
    pub signal: &'a str,
    /// The instance of the signal.
    pub instance: &'a str,
    /// The word or value before.
    pub before: &'a str,
    /// The word or value after.
    pub after: &'a str,
}

const CONTACT: &str = "select d.device_id, d.tenant_id, d.room_id, r.monitoring, r.health, d.report_digest, \
     r.activity, r.job_due_at, d.signed_until, d.credential_hash, d.reaches \
     from devices d join rooms r on r.tenant_id = d.tenant_id and r.room_id = d.room_id where d.credential_hash {in $1}";

const ROOMS: &str = "select tenant_id, room_id, monitoring, device_type, health, has_warning, health_due_at, \
     last_seen_at, health_since from rooms where room_id {in $1} order by room_id{lock}";

const SIGNALS: &str = "select s.room_id, s.signal, s.instance, s.state, s.value, s.since from rooms r \
     join room_signals s on s.tenant_id = r.tenant_id and s.room_id = r.room_id where r.room_id {in $1}";

const DEVICES: &str = "select d.credential_hash, d.room_id, d.signed_until from rooms r \
     join devices d on d.tenant_id = r.tenant_id and d.room_id = r.room_id where r.room_id {in $1}";

const PUT_SIGNAL: &str = "insert into room_signals (tenant_id, room_id, signal, instance, state, value, detail, since) \
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, room_id, signal, instance) \
     do update set state = excluded.state, value = excluded.value, detail = excluded.detail, since = excluded.since";

const ADD_HISTORY: &str = "insert into room_history \
     (tenant_id, room_id, entry_id, at, kind, signal, instance, before, after) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const FACTS_OF: &str = "select device_type, manufacturer, model, serial_number, host_name, agent_version, app_version, \
     os_version, addresses, network_type, firmware_version, mac_addresses, tpm, credential_protection, missing \
     from rooms where tenant_id = $1 and room_id = $2";

const SET_FACTS: &str = "update rooms set device_type = $3, manufacturer = $4, model = $5, serial_number = $6, \
     host_name = $7, agent_version = $8, app_version = $9, os_version = $10, addresses = $11, network_type = $12, \
     firmware_version = $13, mac_addresses = $14, tpm = $15, credential_protection = $16, missing = $17 \
     where tenant_id = $1 and room_id = $2";

const SET_HEALTH: &str = "update rooms set health = $3, has_warning = $4, health_since = $5, health_due_at = $6 \
     where tenant_id = $1 and room_id = $2";

const SET_MARK: &str =
    "update rooms set has_warning = $3, health_due_at = $4 where tenant_id = $1 and room_id = $2";

const SET_SEEN: &str = "update rooms set last_seen_at = $3 where tenant_id = $1 and room_id = $2";

const SET_ACTIVITY: &str =
    "update rooms set activity = $3 where tenant_id = $1 and room_id = $2 and activity <> $3";

const SET_DIGEST: &str = "update devices set report_digest = $2 where credential_hash = $1";

const SET_SIGNED: &str = "update devices set signed_until = $2 where credential_hash = $1";

impl Store {
    /// Whom a credential belongs to, by its hash.
    pub async fn contact(&self, credential_hash: [u8; 32]) -> Result<Option<Contact>, StoreError> {
        Ok(self.contacts(vec![credential_hash.to_vec()]).await?.into_values().next())
    }

    /// Whom credentials belong to, by their hashes, in one statement.
    pub async fn contacts(&self, hashes: Vec<Vec<u8>>) -> Result<BTreeMap<Vec<u8>, Contact>, StoreError> {
        let mut tx = self.db.read_once().await?;
        let rows = ask(&mut tx, CONTACT, values![hashes]).await?;
        rows.iter()
            .map(|row| {
                let contact = Contact {
                    device: row.get(0)?,
                    tenant: row.get(1)?,
                    room: row.get(2)?,
                    monitoring: word(row, 3, Monitoring::from_key)?,
                    health: word(row, 4, Health::from_key)?,
                    report_digest: row.get(5)?,
                    activity: word(row, 6, Activity::from_key)?,
                    job_due_at: row.get(7)?,
                    signed_until: row.get(8)?,
                    reaches: row.get(10)?,
                };
                Ok((row.get(9)?, contact))
            })
            .collect()
    }

    /// Begins to write what devices say; `seed` is where the identifiers of history entries come from.
    pub async fn begin_telemetry(&self, seed: Uuid, now: Time) -> Result<Telemetry, StoreError> {
        let tx = self.db.begin_write().await?;
        Ok(Telemetry {
            tx,
            stir: self.stirred.clone(),
            stirred: Vec::new(),
            image: self.image.clone(),
            marks: Marks::new(),
            heard: Heard::new(),
            seed,
            now,
            drawn: 0,
            sends_mail: self.sends_mail,
        })
    }
}

/// A writing transaction for what devices say. Dropped without [`Telemetry::commit`], it leaves nothing.
pub struct Telemetry {
    tx: Tx,
    stir: broadcast::Sender<Stirred>,
    stirred: Vec<Stirred>,
    image: NodeImage,
    /// Rooms of another health.
    marks: Marks,
    heard: Heard,
    seed: Uuid,
    now: Time,
    drawn: u64,
    sends_mail: bool,
}

impl Telemetry {
    /// Rooms with their signals, locked in the order of their identifiers.
    pub async fn rooms(&mut self, rooms: Vec<Id<Room>>) -> Result<BTreeMap<Id<Room>, RoomState>, StoreError> {
        let found = ask(&mut self.tx, ROOMS, values![rooms.clone()]).await?;
        let mut states: BTreeMap<Id<Room>, RoomState> = found
            .iter()
            .map(|row| {
                let room = row.get(1)?;
                let state = RoomState {
                    tenant: row.get(0)?,
                    room,
                    monitoring: word(row, 2, Monitoring::from_key)?,
                    device_type: word(row, 3, DeviceType::from_key)?,
                    health: word(row, 4, Health::from_key)?,
                    warning: row.get(5)?,
                    due_at: row.get(6)?,
                    last_seen_at: row.get(7)?,
                    health_since: row.get(8)?,
                    signals: BTreeMap::new(),
                    rules: Arc::default(),
                    tickets: Vec::new(),
                    suppressions: Vec::new(),
                };
                Ok((room, state))
            })
            .collect::<Result<_, StoreError>>()?;
        let tenants: BTreeSet<_> = states.values().map(|state| state.tenant).collect();
        let rules = self.rules(tenants.into_iter().collect()).await?;
        for state in states.values_mut() {
            state.rules = rules.get(&state.tenant).cloned().unwrap_or_default();
        }
        for (room, tickets) in self.live_tickets(rooms.clone()).await? {
            if let Some(state) = states.get_mut(&room) {
                state.tickets = tickets;
            }
        }
        for (room, suppressions) in self.suppressions(rooms.clone()).await? {
            if let Some(state) = states.get_mut(&room) {
                state.suppressions = suppressions;
            }
        }
        for row in ask(&mut self.tx, SIGNALS, values![rooms]).await? {
            let Some(room) = states.get_mut(&row.get::<Id<Room>>(0)?) else { continue };
            let signal = SignalRow {
                state: word(&row, 3, SignalState::from_key)?,
                value: row.get(4)?,
                since: row.get(5)?,
            };
            room.signals.insert((row.get(1)?, row.get(2)?), signal);
        }
        Ok(states)
    }

    /// The live credentials of rooms, by hash.
    pub async fn credentials(&mut self, rooms: Vec<Id<Room>>) -> Result<BTreeMap<Vec<u8>, Live>, StoreError> {
        let rows = ask(&mut self.tx, DEVICES, values![rooms]).await?;
        let live = |row: &Row| Ok((row.get(0)?, Live { room: row.get(1)?, signed_until: row.get(2)? }));
        rows.iter().map(live).collect()
    }

    /// Writes what a device said of a signal.
    pub async fn put_signal(
        &mut self,
        room: &RoomState,
        signal: &str,
        instance: &str,
        detail: &str,
        said: &SignalRow,
    ) -> Result<(), StoreError> {
        let values = values![
            room.tenant,
            room.room,
            signal,
            instance,
            said.state.key(),
            &said.value,
            detail,
            said.since
        ];
        run(&mut self.tx, PUT_SIGNAL, values).await.map(drop)
    }

    /// Adds an entry to a room's history.
    pub async fn remember(&mut self, room: &RoomState, entry: &Entry<'_>) -> Result<(), StoreError> {
        let id = self.entry_id();
        let values = values![
            room.tenant,
            room.room,
            id,
            entry.at,
            entry.kind,
            entry.signal,
            entry.instance,
            entry.before,
            entry.after
        ];
        run(&mut self.tx, ADD_HISTORY, values).await.map(drop)
    }

    /// An identifier that sorts by the order of drawing, so that entries of one moment keep their order.
    fn entry_id(&mut self) -> Uuid {
        self.drawn += 1;
        // Of the first two bytes twelve bits are kept; what does not fit in goes into the time.
        let [.., high, low] = self.drawn.to_be_bytes();
        let drawn = derive(self.seed, self.now, self.drawn);
        let mut random = [high, low, 0, 0, 0, 0, 0, 0, 0, 0];
        random.iter_mut().skip(2).zip(drawn.as_bytes().iter().rev()).for_each(|(to, from)| *to = *from);
        let millis = u64::try_from(self.now.micros() / 1000).unwrap_or_default() + (self.drawn >> 12);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// The stored facts of a room's device.
    pub async fn facts(&mut self, room: &RoomState) -> Result<Facts, StoreError> {
        let rows = ask(&mut self.tx, FACTS_OF, values![room.tenant, room.room]).await?;
        let row = rows.first().ok_or(StoreError::Column { index: 0 })?;
        let mut facts = Facts::default();
        for (index, fact) in facts.iter_mut().enumerate() {
            *fact = row.get(index)?;
        }
        Ok(facts)
    }

    /// Writes the facts of a room's device.
    pub async fn set_facts(&mut self, room: &RoomState, facts: &Facts) -> Result<(), StoreError> {
        let mut values = values![room.tenant, room.room];
        values.extend(facts.iter().map(Into::into));
        run(&mut self.tx, SET_FACTS, values).await.map(drop)
    }

    /// Writes another health state, which begins now.
    pub async fn set_health(&mut self, room: &RoomState) -> Result<(), StoreError> {
        let values = values![room.tenant, room.room, room.health.key(), room.warning, self.now, room.due_at];
        run(&mut self.tx, SET_HEALTH, values).await?;
        self.marks(room);
        Ok(())
    }

    /// Lists show something new of a room, once this is committed.
    fn marks(&mut self, room: &RoomState) {
        self.marks.entry(room.tenant).or_default().insert(room.room);
    }

    /// Writes the mark of a warning and when to judge again; the health state stays.
    pub async fn set_mark(&mut self, room: &RoomState) -> Result<(), StoreError> {
        let values = values![room.tenant, room.room, room.warning, room.due_at];
        run(&mut self.tx, SET_MARK, values).await.map(drop)
    }

    /// Writes the last contact of one room at once, where a judgement depends on it.
    pub async fn set_seen(&mut self, room: &RoomState, at: Time) -> Result<(), StoreError> {
        self.heard.entry(room.tenant).or_default().push((room.room, at));
        run(&mut self.tx, SET_SEEN, values![room.tenant, room.room, at]).await.map(drop)
    }

    /// Writes whether a room is in a meeting; says whether that is new.
    pub async fn set_activity(&mut self, room: &RoomState, activity: Activity) -> Result<bool, StoreError> {
        let values = values![room.tenant, room.room, activity.key()];
        Ok(run(&mut self.tx, SET_ACTIVITY, values).await? > 0)
    }

    /// Writes the digest of a stored report.
    pub async fn set_digest(&mut self, credential_hash: [u8; 32], digest: Vec<u8>) -> Result<(), StoreError> {
        run(&mut self.tx, SET_DIGEST, values![credential_hash.to_vec(), digest]).await.map(drop)
    }

    /// Writes up to when signed reports were sent that are taken no more.
    pub async fn set_signed(&mut self, credential_hash: [u8; 32], until: Time) -> Result<(), StoreError> {
        run(&mut self.tx, SET_SIGNED, values![credential_hash.to_vec(), until]).await.map(drop)
    }

    /// Says that a room shows something new, once this is committed.
    pub fn stirs(&mut self, room: &RoomState) {
        self.stirred.push(Stirred::Room(room.tenant, room.room));
    }

    /// Makes everything durable together. When this returns, it is on disk.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        image::tell_nodes(&mut self.tx, self.stirred.iter().copied(), self.now).await?;
        self.tx.commit().await?;
        self.image.stir(&self.marks);
        self.image.hear(&self.heard);
        for stirred in self.stirred {
            // Nobody listening is no error.
            let _ = self.stir.send(stirred);
        }
        Ok(())
    }
}

fn word<T>(row: &Row, index: usize, known: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text: String = row.get(index)?;
    known(&text).ok_or(StoreError::Word(text))
}
