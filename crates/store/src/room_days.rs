//! Room-days: what reports add up, and which of them are to be computed anew.
//!
//! Invariant: a room has at most one row that says so; it is there when the transaction commits that changed a record or a
//! ticket, and goes in the transaction that writes the days.

use domain::{
    id::{Id, Organization, Room},
    time::Time,
};

use crate::{change::Batch, db::Tx, error::StoreError, feed::run, sql::Write, values};

const STALE: &str = "insert into room_days_due (tenant_id, room_id, since, due_at) values ($1, $2, $3, $4) \
     on conflict (tenant_id, room_id) do update set \
     since = case when excluded.since < room_days_due.since then excluded.since else room_days_due.since end, \
     due_at = case when excluded.due_at < room_days_due.due_at then excluded.due_at else room_days_due.due_at end";

/// Has the days of a ticket's room computed anew from now on: ticket. To be run after the ticket was written.
pub const STALE_BY_TICKET: Write = Write::new(
    "insert into room_days_due (tenant_id, room_id, since, due_at) \
     select t.tenant_id, t.room_id, {now}, {now} from tickets t where t.tenant_id = {target} and t.ticket_id = $1 \
     on conflict (tenant_id, room_id) do update set \
     since = case when excluded.since < room_days_due.since then excluded.since else room_days_due.since end, \
     due_at = case when excluded.due_at < room_days_due.due_at then excluded.due_at else room_days_due.due_at end",
);

/// Has the days of the rooms computed anew from now on of whose open tickets people of a partner take care: partner.
pub const STALE_BY_OWNERS: Write = Write::new(
    "insert into room_days_due (tenant_id, room_id, since, due_at) \
     select r.tenant_id, r.room_id, {now}, {now} from rooms r where r.tenant_id = {target} and exists (\
     select 1 from tickets t where t.tenant_id = r.tenant_id and t.room_id = r.room_id and t.owner_tenant_id = $1 \
     and t.state in ('new', 'investigating')) \
     on conflict (tenant_id, room_id) do update set \
     since = case when excluded.since < room_days_due.since then excluded.since else room_days_due.since end, \
     due_at = case when excluded.due_at < room_days_due.due_at then excluded.due_at else room_days_due.due_at end",
);

/// Has the days of a room computed anew from now on: room.
pub const STALE_ROOM: Write = Write::new(
    "insert into room_days_due (tenant_id, room_id, since, due_at) values ({target}, $1, {now}, {now}) \
     on conflict (tenant_id, room_id) do update set \
     since = case when excluded.since < room_days_due.since then excluded.since else room_days_due.since end, \
     due_at = case when excluded.due_at < room_days_due.due_at then excluded.due_at else room_days_due.due_at end",
);

/// A monitoring that ended today, or later by another clock, and goes on in a row of its own.
const CUT: Write = Write::new(
    "update monitored_days set until_day = $3 where tenant_id = {target} and room_id = $1 and until_day >= $2",
);
const BEGIN: Write = Write::new(
    "insert into monitored_days (tenant_id, room_id, from_day, until_day) values ({target}, $1, $2, null) \
     on conflict (tenant_id, room_id, from_day) do update set until_day = null",
);
const END: Write = Write::new(
    "update monitored_days set until_day = $2 where tenant_id = {target} and room_id = $1 and until_day is null",
);

/// A room is monitored from a day on by its own clock.
pub fn monitor_from(batch: Batch, room: Id<Room>, day: i64) -> Batch {
    batch.run(&CUT, values![room, day, day - 1]).run(&BEGIN, values![room, day])
}

/// A day is the last on which a room is monitored.
pub fn monitor_until(batch: Batch, room: Id<Room>, day: i64) -> Batch {
    batch.run(&END, values![room, day])
}

/// Has the days of a room computed anew from that of a moment on.
pub(crate) async fn stale(
    tx: &mut Tx,
    tenant: Id<Organization>,
    room: Id<Room>,
    since: Time,
    due_at: Time,
) -> Result<(), StoreError> {
    run(tx, STALE, values![tenant, room, since, due_at]).await.map(drop)
}
