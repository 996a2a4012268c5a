//! One room: its record, what its device says, and what it said before.

use authz::Sight;
use domain::{
    coordinates::{Coordinates, Degrees},
    device::{CredentialProtection, Missing, Tpm},
    health::Health,
    id::{Id, Organization, Place, Room, RoomGroup},
    job::Activity,
    place::PlaceKind,
    room::{DeviceType, Monitoring, PlaceType, RoomSize},
    tag::Tags,
    time::Time,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::tags;
use crate::{
    change::Change,
    error::StoreError,
    facts::{maybe_word, word},
    list::like,
    page::{Page, PageOf},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// A room with its whole record (§5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomDetail {
    /// The room.
    pub id: Id<Room>,
    /// The organization that owns it.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// What people wrote.
    pub record: Record,
    /// What the device tells of itself.
    pub host_name: String,
    /// The version of the agent.
    pub agent_version: String,
    /// The version of the meeting app.
    pub app_version: String,
    /// The version of the operating system.
    pub os_version: String,
    /// IP addresses.
    pub addresses: Vec<String>,
    /// How it is connected.
    pub network_type: String,
    /// The version of the firmware.
    pub firmware_version: String,
    /// Hardware addresses.
    pub mac_addresses: Vec<String>,
    /// Its TPM; none where that is not known.
    pub tpm: Option<Tpm>,
    /// How it keeps its credential; none where that is not known.
    pub credential_protection: Option<CredentialProtection>,
    /// What its agent cannot tell or do.
    pub missing: Vec<Missing>,
    /// Whether it is monitored.
    pub monitoring: Monitoring,
    /// Its health.
    pub health: Health,
    /// Whether a warning is shown beside its health.
    pub has_warning: bool,
    /// Since when its health is so.
    pub health_since: Time,
    /// The last contact.
    pub last_seen: Option<Time>,
    /// Whether it is in a meeting (§4.11).
    pub activity: Activity,
    /// The enrolment key by which its device came.
    pub key_version: Option<i64>,
    /// When it was added.
    pub created_at: Time,
    /// Raised by each edit.
    pub change_stamp: i64,
    /// Whether a device holds a live credential for it.
    pub has_device: bool,
}

/// What people write into the record of a room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The name.
    pub name: String,
    /// Where it lies.
    pub place: Option<Id<Place>>,
    /// The kind of device.
    pub device_type: DeviceType,
    /// Who made the device.
    pub manufacturer: String,
    /// Which device.
    pub model: String,
    /// The device's serial number.
    pub serial_number: String,
    /// The sign-in address of the room account.
    pub account: String,
    /// The time zone; empty where it is not known.
    pub time_zone: String,
    /// How many people it seats.
    pub capacity: Option<i64>,
    /// The owner's own number.
    pub asset_tag: String,
    /// Notes.
    pub notes: String,
    /// How large it is.
    pub size: Option<RoomSize>,
    /// What kind of place it is.
    pub place_type: Option<PlaceType>,
    /// Where on the globe.
    pub coordinates: Option<Coordinates>,
    /// Words on it.
    pub tags: Tags,
}

/// What a device says of one signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalRow {
    /// The key of the signal.
    pub signal: String,
    /// Which one, where there are several.
    pub instance: String,
    /// The state.
    pub state: String,
    /// The fact behind it.
    pub value: String,
    /// What the probe says about it.
    pub detail: String,
    /// Since when the state is so.
    pub since: Time,
}

/// A line of what a device said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// The entry.
    pub id: Uuid,
    /// When.
    pub at: Time,
    /// `signal`, `value`, `fact` or `health`.
    pub kind: String,
    /// The signal or fact.
    pub signal: String,
    /// The instance of the signal.
    pub instance: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// A place on the way to a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceStep {
    /// The place.
    pub id: Id<Place>,
    /// Its kind.
    pub kind: PlaceKind,
    /// Its name.
    pub name: String,
}

const DETAIL: Read = Read::new(
    "select r.room_id, r.tenant_id, o.name, r.name, r.place_id, r.device_type, r.manufacturer, r.model, \
     r.serial_number, r.account, r.time_zone, r.capacity, r.asset_tag, r.notes, r.size, r.place_type, \
     r.latitude, r.longitude, r.host_name, r.agent_version, \
     r.app_version, r.os_version, r.addresses, r.network_type, r.monitoring, r.health, r.has_warning, r.health_since, \
     r.last_seen_at, r.key_version, r.created_at, r.change_stamp, \
     r.firmware_version, r.mac_addresses, r.tpm, r.credential_protection, r.missing, exists (select 1 from devices d \
     where d.tenant_id = r.tenant_id and d.room_id = r.room_id), r.activity from rooms r \
     join organizations o on o.organization_id = r.tenant_id where {room:r} and r.room_id = $1",
);

const WAY: Read = Read::new(
    "select a.place_id, a.kind, a.name from rooms r \
     join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id \
     join places a on a.tenant_id = p.tenant_id and p.path like a.path || '%' \
     where {room:r} and r.room_id = $1 order by length(a.path)",
);

const GROUPS: Read = Read::new(
    "select g.group_id, g.name from rooms r \
     join room_group_members m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     join room_groups g on g.tenant_id = m.tenant_id and g.group_id = m.group_id \
     where {room:r} and r.room_id = $1 order by g.name_key, g.group_id",
);

const SIGNALS: Read = Read::new(
    "select s.signal, s.instance, s.state, s.value, s.detail, s.since from rooms r \
     join room_signals s on s.tenant_id = r.tenant_id and s.room_id = r.room_id \
     where {room:r} and r.room_id = $1 order by s.signal, s.instance",
);

const HISTORY: Read = Read::new(
    "select h.entry_id, h.at, h.kind, h.signal, h.instance, h.before, h.after from rooms r \
     join room_history h on h.tenant_id = r.tenant_id and h.room_id = r.room_id where {room:r} and r.room_id = $1",
);

/// Partners whose active link covers the room: for the owner's people alone (decision 17).
const PARTNERS: Read = Read::new(
    "select o.organization_id, o.name from rooms r join links l on l.tenant_id = r.tenant_id and l.state = 'active' \
     join organizations o on o.organization_id = l.partner_id where {room:r} and r.room_id = $1 \
     and {covered:r l.scope_id} order by o.name_key, o.organization_id",
);

/// The room, if it is in sight.
pub async fn detail(view: &mut View, room: Id<Room>) -> Result<Option<RoomDetail>, StoreError> {
    let row = view.find(&DETAIL, values![room]).await?;
    let tags = tags::shown(view, room).await?;
    row.map(|row| {
        let (monitoring, health) = (word(&row, 24, Monitoring::from_key)?, word(&row, 25, Health::from_key)?);
        let is_silent = monitoring == Monitoring::Unenrolled || health == Health::Unmonitored;
        Ok(RoomDetail {
            id: row.get(0)?,
            tenant: row.get(1)?,
            tenant_name: row.get(2)?,
            record: record(&row, 3, tags)?,
            host_name: row.get(18)?,
            agent_version: row.get(19)?,
            app_version: row.get(20)?,
            os_version: row.get(21)?,
            addresses: document(&row, 22)?,
            network_type: row.get(23)?,
            monitoring,
            health,
            has_warning: row.get(26)?,
            health_since: row.get(27)?,
            last_seen: row.get(28)?,
            key_version: row.get(29)?,
            created_at: row.get(30)?,
            change_stamp: row.get(31)?,
            firmware_version: row.get(32)?,
            mac_addresses: document(&row, 33)?,
            tpm: Tpm::from_key(&row.get::<String>(34)?),
            credential_protection: CredentialProtection::from_key(&row.get::<String>(35)?),
            missing: document(&row, 36)?,
            has_device: row.get(37)?,
            activity: word(&row, 38, Activity::from_key)?.shown(is_silent),
        })
    })
    .transpose()
}

/// A list that is stored as a document; of a room without a device there may be none.
fn document<T: DeserializeOwned>(row: &Row, index: usize) -> Result<Vec<T>, StoreError> {
    Ok(serde_json::from_str(&row.get::<String>(index)?).unwrap_or_default())
}

/// What people wrote, from fifteen columns that follow one another and the tags.
pub(super) fn record(row: &Row, from: usize, tags: Tags) -> Result<Record, StoreError> {
    Ok(Record {
        name: row.get(from)?,
        place: row.get(from + 1)?,
        device_type: word(row, from + 2, DeviceType::from_key)?,
        manufacturer: row.get(from + 3)?,
        model: row.get(from + 4)?,
        serial_number: row.get(from + 5)?,
        account: row.get(from + 6)?,
        time_zone: row.get(from + 7)?,
        capacity: row.get(from + 8)?,
        asset_tag: row.get(from + 9)?,
        notes: row.get(from + 10)?,
        size: maybe_word(row, from + 11, RoomSize::from_key)?,
        place_type: maybe_word(row, from + 12, PlaceType::from_key)?,
        coordinates: coordinates(row, from + 13)?,
        tags,
    })
}

/// The point of a latitude and a longitude that follow one another.
pub(super) fn coordinates(row: &Row, from: usize) -> Result<Option<Coordinates>, StoreError> {
    let (latitude, longitude): (Option<i64>, Option<i64>) = (row.get(from)?, row.get(from + 1)?);
    let point = |(latitude, longitude)| {
        Coordinates::new(Degrees::from_millionths(latitude)?, Degrees::from_millionths(longitude)?)
    };
    Ok(latitude.zip(longitude).and_then(point))
}

/// The places around the room, widest first.
pub async fn way(view: &mut View, room: Id<Room>) -> Result<Vec<PlaceStep>, StoreError> {
    let rows = view.rows(Query::new(&WAY, values![room])).await?;
    let step = |row: &Row| {
        Ok(PlaceStep { id: row.get(0)?, kind: word(row, 1, PlaceKind::from_key)?, name: row.get(2)? })
    };
    rows.iter().map(step).collect()
}

/// The groups the room is in, as far as the sight at the moment shows the room.
pub async fn groups(view: &mut View, room: Id<Room>) -> Result<Vec<(Id<RoomGroup>, String)>, StoreError> {
    let rows = view.rows(Query::new(&GROUPS, values![room])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// What the device says.
pub async fn signals(view: &mut View, room: Id<Room>) -> Result<Vec<SignalRow>, StoreError> {
    let rows = view.rows(Query::new(&SIGNALS, values![room])).await?;
    let signal = |row: &Row| {
        Ok(SignalRow {
            signal: row.get(0)?,
            instance: row.get(1)?,
            state: row.get(2)?,
            value: row.get(3)?,
            detail: row.get(4)?,
            since: row.get(5)?,
        })
    };
    rows.iter().map(signal).collect()
}

/// What the device said, newest first, before an entry.
pub async fn history(
    view: &mut View,
    room: Id<Room>,
    before: Option<(Time, Uuid)>,
    page: Page,
) -> Result<PageOf<HistoryRow>, StoreError> {
    let mut query = Query::new(&HISTORY, values![room]);
    if let Some((at, entry)) = before {
        query.push(" and (h.at, h.entry_id) < (").bind(at).push(", ").bind(entry).push(")");
    }
    query.push(" order by h.at desc, h.entry_id desc limit ").bind(page.limit());
    page.cut(view.rows(query).await?, |row| {
        Ok(HistoryRow {
            id: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            signal: row.get(3)?,
            instance: row.get(4)?,
            before: row.get(5)?,
            after: row.get(6)?,
        })
    })
}

/// Partners whose link covers the room.
pub async fn partners(
    view: &mut View,
    room: Id<Room>,
) -> Result<Vec<(Id<Organization>, String)>, StoreError> {
    let rows = view.rows(Query::new(&PARTNERS, values![room])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const IN_SIGHT: Read = Read::new("select r.room_id from rooms r where {room:r} and r.room_id = $1");

/// Whether the room is in sight at the moment.
pub async fn is_in_sight(view: &mut View, room: Id<Room>) -> Result<bool, StoreError> {
    Ok(view.find(&IN_SIGHT, values![room]).await?.is_some())
}

/// Whether the room is in a sight, looked at inside a change.
pub async fn is_in(change: &mut Change, sight: &Sight, room: Id<Room>) -> Result<bool, StoreError> {
    Ok(!change.look(sight, Query::new(&IN_SIGHT, values![room])).await?.is_empty())
}

/// A room to be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomChoice {
    /// The room.
    pub id: Id<Room>,
    /// Its name.
    pub name: String,
    /// The name of its place; empty without one.
    pub place: String,
}

const CHOICES: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r}",
);

/// Rooms in sight whose name holds a text, at most twenty, without one.
pub async fn choices(
    view: &mut View,
    name: &str,
    without: Option<Id<Room>>,
) -> Result<Vec<RoomChoice>, StoreError> {
    let mut query = Query::new(&CHOICES, values![]);
    query.push(" and r.name_key like ").bind(like(name)).push(" escape '\\'");
    if let Some(without) = without {
        query.push(" and r.room_id <> ").bind(without);
    }
    query.push(" order by r.name_key, r.room_id limit 20");
    let choice = |row: &Row| {
        Ok(RoomChoice {
            id: row.get(0)?,
            name: row.get(1)?,
            place: row.get::<Option<String>>(2)?.unwrap_or_default(),
        })
    };
    view.rows(query).await?.iter().map(choice).collect()
}
