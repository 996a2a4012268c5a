//! The record of a room as people change it.

use domain::{
    health::Health,
    id::{Id, Place, Room},
    job::Activity,
    room::Monitoring,
    time::Time,
};

use super::{Record, detail::record, tags};
use crate::{
    change::Change,
    error::StoreError,
    facts::word,
    sql::{Fetch, Write},
    value::Value,
    values,
};

/// A room as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What people wrote.
    pub record: Record,
    /// Whether it is monitored.
    pub monitoring: Monitoring,
    /// Its health.
    pub health: Health,
    /// The last contact.
    pub last_seen: Option<Time>,
    /// The enrolment key by which its device came.
    pub key_version: Option<i64>,
    /// Raised by each edit.
    pub change_stamp: i64,
    /// Whether a device holds a live credential for it.
    pub has_device: bool,
    /// Whether it is in a meeting (§4.11).
    pub activity: Activity,
}

const FIND: Fetch = Fetch::new(
    "select r.name, r.place_id, r.device_type, r.manufacturer, r.model, r.serial_number, r.account, r.time_zone, \
     r.capacity, r.asset_tag, r.notes, r.size, r.place_type, r.latitude, r.longitude, \
     r.monitoring, r.health, r.last_seen_at, r.key_version, r.change_stamp, \
     exists (select 1 from devices d where d.tenant_id = r.tenant_id and d.room_id = r.room_id), r.activity \
     from rooms r where r.tenant_id = {target} and r.room_id = $1{lock}",
);

const PLACE: Fetch = Fetch::new("select name from places where tenant_id = {target} and place_id = $1");

/// Adds a room that nobody heard of yet: the room, its record ([`record_values`]), now.
pub const CREATE: Write = Write::new(
    "insert into rooms (tenant_id, room_id, name, name_key, place_id, device_type, manufacturer, model, serial_number, \
     account, time_zone, capacity, asset_tag, notes, size, place_type, latitude, longitude, host_name, agent_version, \
     app_version, os_version, addresses, network_type, firmware_version, mac_addresses, tpm, credential_protection, \
     missing, monitoring, health, has_warning, health_since, created_at, change_stamp) values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
     '', '', '', '', '', '', '', '', '', '', '', 'onboarding', 'onboarding', false, $18, $18, 1)",
);

/// Replaces what people wrote: the room, its record ([`record_values`]).
pub const EDIT: Write = Write::new(
    "update rooms set name = $2, name_key = $3, place_id = $4, device_type = $5, manufacturer = $6, model = $7, \
     serial_number = $8, account = $9, time_zone = $10, capacity = $11, asset_tag = $12, notes = $13, \
     size = $14, place_type = $15, latitude = $16, longitude = $17, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and room_id = $1",
);

/// Starts or stops monitoring: the room, the state, the health, now, when it is to be judged again.
pub const SET_MONITORING: Write = Write::new(
    "update rooms set monitoring = $2, health = $3, has_warning = false, health_since = $4, health_due_at = $5, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and room_id = $1",
);

/// Has a room judged at once: the room, now.
pub const JUDGE_SOON: Write =
    Write::new("update rooms set health_due_at = $2 where tenant_id = {target} and room_id = $1");

/// Ends the credential of the room's device.
pub const END_DEVICE: Write = Write::new("delete from devices where tenant_id = {target} and room_id = $1");

/// Gives the device of one room to another: from, to.
pub const MOVE_DEVICE: Write =
    Write::new("update devices set room_id = $2 where tenant_id = {target} and room_id = $1");

/// Moves what the device said to the other room: from, to.
pub const MOVE_SIGNALS: Write =
    Write::new("update room_signals set room_id = $2 where tenant_id = {target} and room_id = $1");

/// Moves the history of what the device said to the other room: from, to.
pub const MOVE_HISTORY: Write =
    Write::new("update room_history set room_id = $2 where tenant_id = {target} and room_id = $1");

/// Forgets what a device said.
pub const FORGET_SIGNALS: Write =
    Write::new("delete from room_signals where tenant_id = {target} and room_id = $1");

/// Copies what a device tells of itself: from, to.
pub const COPY_DEVICE_FACTS: Write = Write::new(
    "update rooms set device_type = f.device_type, manufacturer = f.manufacturer, model = f.model, \
     serial_number = f.serial_number, host_name = f.host_name, agent_version = f.agent_version, \
     app_version = f.app_version, os_version = f.os_version, addresses = f.addresses, network_type = f.network_type, \
     firmware_version = f.firmware_version, mac_addresses = f.mac_addresses, tpm = f.tpm, \
     credential_protection = f.credential_protection, missing = f.missing, \
     activity = f.activity, last_seen_at = f.last_seen_at, key_version = f.key_version, change_stamp = rooms.change_stamp + 1 \
     from rooms f where f.tenant_id = {target} and f.room_id = $1 and rooms.tenant_id = {target} and rooms.room_id = $2",
);

/// Deletes a room with all that hangs on it.
pub const DELETE: Write = Write::new("delete from rooms where tenant_id = {target} and room_id = $1");

const UNMONITORED: Fetch = Fetch::new(
    "select name from rooms where tenant_id = {target} and room_id {in $1} and monitoring <> 'monitored' \
     order by name_key, room_id",
);

/// The names of those of some rooms that are not monitored.
pub async fn unmonitored(change: &mut Change, rooms: Vec<Id<Room>>) -> Result<Vec<String>, StoreError> {
    change.rows(&UNMONITORED, values![rooms]).await?.iter().map(|row| row.get(0)).collect()
}

/// The room, locked for the change.
pub async fn find(change: &mut Change, room: Id<Room>) -> Result<Option<Found>, StoreError> {
    let row = change.find(&FIND, values![room]).await?;
    let tags = tags::found(change, room).await?;
    row.map(|row| {
        let (monitoring, health) = (word(&row, 15, Monitoring::from_key)?, word(&row, 16, Health::from_key)?);
        let is_silent = monitoring == Monitoring::Unenrolled || health == Health::Unmonitored;
        Ok(Found {
            record: record(&row, 0, tags)?,
            monitoring,
            health,
            last_seen: row.get(17)?,
            key_version: row.get(18)?,
            change_stamp: row.get(19)?,
            has_device: row.get(20)?,
            activity: word(&row, 21, Activity::from_key)?.shown(is_silent),
        })
    })
    .transpose()
}

/// The name of a place of the organization.
pub async fn place_name(change: &mut Change, place: Id<Place>) -> Result<Option<String>, StoreError> {
    change.find(&PLACE, values![place]).await?.map(|row| row.get(0)).transpose()
}

/// The values of a record, from `$2` on.
pub fn record_values(room: Id<Room>, record: &Record) -> Vec<Value> {
    values![
        room,
        &record.name,
        domain::text::key(&record.name),
        record.place,
        record.device_type.key(),
        &record.manufacturer,
        &record.model,
        &record.serial_number,
        &record.account,
        &record.time_zone,
        record.capacity,
        &record.asset_tag,
        &record.notes,
        record.size.map(|size| size.key().to_owned()),
        record.place_type.map(|kind| kind.key().to_owned()),
        record.coordinates.map(|at| at.latitude().millionths()),
        record.coordinates.map(|at| at.longitude().millionths()),
    ]
}

/// A room as files name it.
#[derive(Clone, Debug)]
pub struct RoomNamed {
    /// The room.
    pub id: Id<Room>,
    /// Its folded name.
    pub name_key: String,
    /// Where it lies.
    pub place: Option<Id<Place>>,
}

const NAMED: Fetch = Fetch::new(
    "select room_id, name_key, place_id from rooms where tenant_id = {target} and monitoring <> 'unenrolled' and name_key {in $1}",
);

/// The rooms of the organization that are called so, unenrolled ones aside, whether or not the caller sees them.
pub async fn named(change: &mut Change, name_keys: Vec<String>) -> Result<Vec<RoomNamed>, StoreError> {
    let rows = change.rows(&NAMED, values![name_keys]).await?;
    rows.iter()
        .map(|row| Ok(RoomNamed { id: row.get(0)?, name_key: row.get(1)?, place: row.get(2)? }))
        .collect()
}
