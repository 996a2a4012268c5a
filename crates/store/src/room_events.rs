//! Events of rooms: the list, of one organization or of all customers in sight, and what becomes of an event that is
//! flagged. What devices tell of them is in [`crate::telemetry`].
//!
//! Invariant: an event is in sight exactly where its room is.

use domain::{
    id::{Id, Organization, Room, RoomEvent, Ticket},
    query::{Kind, Order, Property, Schema},
    room_event::RoomEventKind,
    time::Time,
};

use crate::{
    change::Change,
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const KINDS: &[&str] = &["poorCall", "reportedIssue"];

/// What the list of events offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("tenantDisplayName", Kind::Text),
        Property::new("roomId", Kind::Id).filterable(),
        Property::new("roomDisplayName", Kind::Text).filterable().searchable(),
        Property::new("kind", Kind::Enum(KINDS)).filterable(),
        Property::new("eventDateTime", Kind::Time).filterable().sortable(),
        Property::new("description", Kind::Text).searchable(),
        Property::new("logsKeptUntilDateTime", Kind::Time).filterable(),
        Property::new("isFlagged", Kind::Boolean).filterable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "e.event_id", Kept::Id),
        Column::new("tenantId", "e.tenant_id", Kept::Id),
        Column::new("roomId", "e.room_id", Kept::Id),
        Column::new("roomDisplayName", "r.name_key", Kept::Key),
        Column::new("kind", "e.kind", Kept::Word),
        Column::new("eventDateTime", "e.at", Kept::Time),
        Column::new("description", "e.description_key", Kept::Key),
        Column::new("logsKeptUntilDateTime", "e.logs_until", Kept::Time).nullable(),
        Column::new("isFlagged", "(e.ticket_id is not null)", Kept::Boolean),
    ],
    order: &[Order { property: "eventDateTime", descending: true }],
    unique: &["id"],
    searched: &["roomDisplayName", "description"],
};

/// An event as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomEventRow {
    /// The event.
    pub id: Id<RoomEvent>,
    /// The organization in whose room it happened.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// The room.
    pub room: Id<Room>,
    /// The room's name.
    pub room_name: String,
    /// What kind of event it is.
    pub kind: RoomEventKind,
    /// When it happened.
    pub at: Time,
    /// What somebody wrote; empty for calls.
    pub description: String,
    /// Until when the device keeps its logs of it.
    pub logs_until: Option<Time>,
    /// What it was made.
    pub ticket: Option<Id<Ticket>>,
    /// Whether the room is monitored.
    pub is_monitored: bool,
}

impl Placed for RoomEventRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "eventDateTime" => Key::Integer(self.at.micros()),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select e.event_id, e.tenant_id, o.name, e.room_id, r.name, e.kind, e.at, e.description, e.logs_until, e.ticket_id, \
     r.monitoring = 'monitored' \
     from room_events e join rooms r on r.tenant_id = e.tenant_id and r.room_id = e.room_id \
     join organizations o on o.organization_id = e.tenant_id where {room:r}",
);

const COUNT: Read = Read::new(
    "select count(*) from room_events e join rooms r on r.tenant_id = e.tenant_id and r.room_id = e.room_id \
     where {room:r}",
);

/// A page of events.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<RoomEventRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, row).await
}

/// How many events are on all pages of the same list.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// The plan of a page, as text: for tests.
pub async fn explain(view: &mut View, wanted: &Wanted) -> Result<Vec<String>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    wanted.render(&TABLE, &mut query)?;
    view.explain(query).await
}

fn row(row: &Row) -> Result<RoomEventRow, StoreError> {
    Ok(RoomEventRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        tenant_name: row.get(2)?,
        room: row.get(3)?,
        room_name: row.get(4)?,
        kind: word(row, 5, RoomEventKind::from_key)?,
        at: row.get(6)?,
        description: row.get(7)?,
        logs_until: row.get(8)?,
        ticket: row.get(9)?,
        is_monitored: row.get(10)?,
    })
}

/// An event as a change finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundEvent {
    /// The event.
    pub id: Id<RoomEvent>,
    /// The room.
    pub room: Id<Room>,
    /// Whether it is a ticket already.
    pub is_flagged: bool,
}

const FIND: Fetch = Fetch::new(
    "select event_id, room_id, ticket_id from room_events where tenant_id = {target} and event_id {in $1} \
     order by event_id{lock}",
);

/// Those of the named events that there are, locked for the change.
pub async fn found(change: &mut Change, events: Vec<Id<RoomEvent>>) -> Result<Vec<FoundEvent>, StoreError> {
    let rows = change.rows(&FIND, values![events]).await?;
    rows.iter()
        .map(|row| {
            let ticket: Option<Id<Ticket>> = row.get(2)?;
            Ok(FoundEvent { id: row.get(0)?, room: row.get(1)?, is_flagged: ticket.is_some() })
        })
        .collect()
}

/// Events become a ticket: events, ticket.
pub const FLAG: Write =
    Write::new("update room_events set ticket_id = $2 where tenant_id = {target} and event_id {in $1}");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }

    /// queries know every word.
    #[test]
    fn queries_know_every_word() {
        assert_eq!(RoomEventKind::ALL.map(RoomEventKind::key), KINDS);
    }
}
