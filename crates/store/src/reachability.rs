//! Where relays try to reach devices that have no agent (decision 22).
//!
//! Invariant: a relay and the rooms it looks after are of one organization; a room has one relay at most, and none beside a device of
//! its own.

use domain::{
    id::{Id, Room},
    reachability::{Address, SIGNAL},
    room::Monitoring,
    time::Time,
};
use uuid::Uuid;

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    rooms::JUDGE_SOON,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// Where the device of a room is reached, and by which relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachability {
    /// The room as which the relay enrolled.
    pub relay: Id<Room>,
    /// What that room is called.
    pub relay_name: String,
    /// Where the device is.
    pub address: Address,
}

/// What was found last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastFound {
    /// `healthy`, `unhealthy`, or `unknown` where the relay does not allow it.
    pub state: String,
    /// What the relay says about it.
    pub detail: String,
    /// Since when the state is so.
    pub since: Time,
}

/// A relay of the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelayRow {
    /// The room as which it enrolled.
    pub room: Id<Room>,
    /// What that room is called.
    pub name: String,
    /// When it was heard last.
    pub last_seen: Option<Time>,
}

const OF_ROOM: Read = Read::new(
    "select t.relay_id, y.name, t.host, t.port, s.state, s.detail, s.since from rooms r \
     join reachability t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     join rooms y on y.tenant_id = t.tenant_id and y.room_id = t.relay_id \
     left join room_signals s on s.tenant_id = r.tenant_id and s.room_id = r.room_id and s.signal = $2 and s.instance = '' \
     where {room:r} and r.room_id = $1",
);

const RELAYS: Read = Read::new(
    "select y.room_id, y.name, y.last_seen_at from devices d \
     join rooms y on y.tenant_id = d.tenant_id and y.room_id = d.room_id \
     where {tenant:d.tenant_id} and d.reaches and y.monitoring <> 'unenrolled' order by y.name_key, y.room_id limit 200",
);

const FETCH: Fetch = Fetch::new(
    "select t.relay_id, y.name, t.host, t.port from reachability t \
     join rooms y on y.tenant_id = t.tenant_id and y.room_id = t.relay_id \
     where t.tenant_id = {target} and t.room_id = $1",
);

const RELAY: Fetch = Fetch::new(
    "select y.name, y.monitoring, (select count(*) from reachability t where t.tenant_id = y.tenant_id \
     and t.relay_id = y.room_id and t.room_id <> $2) from rooms y \
     join devices d on d.tenant_id = y.tenant_id and d.room_id = y.room_id \
     where y.tenant_id = {target} and y.room_id = $1 and d.reaches",
);

const SET: Write = Write::new(
    "insert into reachability (tenant_id, room_id, target_id, relay_id, host, port) values ({target}, $1, $2, $3, $4, $5) \
     on conflict (tenant_id, room_id) do update set target_id = excluded.target_id, relay_id = excluded.relay_id, \
     host = excluded.host, port = excluded.port",
);

const REMOVE: Write = Write::new("delete from reachability where tenant_id = {target} and room_id = $1");

const FORGET_SIGNAL: Write = Write::new(
    "delete from room_signals where tenant_id = {target} and room_id = $1 and signal = $2 and instance = ''",
);

/// The relay enrolled as one room and is another from now on: before, after.
pub const MOVE_RELAY: Write =
    Write::new("update reachability set relay_id = $2 where tenant_id = {target} and relay_id = $1");

/// Where the device of a room in sight is reached, and what was found last.
pub async fn of_room(
    view: &mut View,
    room: Id<Room>,
) -> Result<Option<(Reachability, Option<LastFound>)>, StoreError> {
    let Some(row) = view.find(&OF_ROOM, values![room, SIGNAL]).await? else { return Ok(None) };
    let found = match row.get::<Option<String>>(4)? {
        Some(state) => Some(LastFound { state, detail: row.get(5)?, since: row.get(6)? }),
        None => None,
    };
    Ok(Some((reachability(&row)?, found)))
}

/// The relays of the organization in sight, by name: those whose agent said that it may be asked to reach devices.
pub async fn relays(view: &mut View) -> Result<Vec<RelayRow>, StoreError> {
    let rows = view.rows(Query::new(&RELAYS, values![])).await?;
    rows.iter()
        .map(|row| Ok(RelayRow { room: row.get(0)?, name: row.get(1)?, last_seen: row.get(2)? }))
        .collect()
}

/// Where the device of a room is reached, as a change finds it.
pub async fn fetch(change: &mut Change, room: Id<Room>) -> Result<Option<Reachability>, StoreError> {
    change.find(&FETCH, values![room]).await?.as_ref().map(reachability).transpose()
}

/// The name of a relay that can be asked, and how many rooms besides one it looks after.
pub async fn relay(
    change: &mut Change,
    relay: Id<Room>,
    besides: Id<Room>,
) -> Result<Option<(String, i64)>, StoreError> {
    let Some(row) = change.find(&RELAY, values![relay, besides]).await? else { return Ok(None) };
    let monitoring = word(&row, 1, Monitoring::from_key)?;
    if monitoring == Monitoring::Unenrolled {
        return Ok(None);
    }
    Ok(Some((row.get(0)?, row.get(2)?)))
}

/// From now on a relay tries to reach the device of a room.
pub fn set(batch: Batch, room: Id<Room>, target: Uuid, relay: Id<Room>, address: &Address) -> Batch {
    batch.run(&SET, values![room, target, relay, address.host(), i64::from(address.port())])
}

/// Nobody tries any more; what was found is forgotten, and the room judged anew.
pub fn remove(batch: Batch, room: Id<Room>, now: Time) -> Batch {
    forget(batch, room).run(&JUDGE_SOON, values![room, now])
}

/// Nobody tries any more, where the room has another life from now on.
pub fn forget(batch: Batch, room: Id<Room>) -> Batch {
    batch.run(&REMOVE, values![room]).run(&FORGET_SIGNAL, values![room, SIGNAL])
}

fn reachability(row: &Row) -> Result<Reachability, StoreError> {
    let (host, port): (String, i64) = (row.get(2)?, row.get(3)?);
    Ok(Reachability { relay: row.get(0)?, relay_name: row.get(1)?, address: address(&host, port)? })
}

/// An address as it was stored.
pub(crate) fn address(host: &str, port: i64) -> Result<Address, StoreError> {
    let port = u16::try_from(port).map_err(|_| StoreError::Word(port.to_string()))?;
    Address::new(host, port).map_err(|_| StoreError::Word(host.to_owned()))
}
