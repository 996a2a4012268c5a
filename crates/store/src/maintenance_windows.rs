//! Maintenance windows: the rooms of a group, or all rooms of an organization, are suppressed together (R-247, decision 4).
//!
//! Invariant: what is read has not ended; whatever is changed here has the rooms judged anew, and what ends leaves no row. A
//! reader sees a window if one of its rooms is in sight.

use std::collections::BTreeMap;

use domain::{
    directory::Principal,
    id::{Id, MaintenanceWindow, Organization, Room, RoomGroup, User},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    feed::ask,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    opening::Opening,
    sql::{Fetch, Query, Read, Write},
    suppressions::Owner,
    value::Row,
    values,
    view::View,
};

/// What the list of maintenance windows offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("tenantDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("allRooms", Kind::Boolean),
        Property::new("roomGroupId", Kind::Id),
        Property::new("roomGroupDisplayName", Kind::Text),
        Property::new("reason", Kind::Text).searchable(),
        Property::new("startDateTime", Kind::Time).filterable().sortable(),
        Property::new("endDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "w.window_id", Kept::Id),
        Column::new("tenantId", "w.tenant_id", Kept::Id),
        Column::new("tenantDisplayName", "o.name_key", Kept::Key),
        Column::new("reason", "w.reason_key", Kept::Key),
        Column::new("startDateTime", "w.begins_at", Kept::Time),
        Column::new("endDateTime", "w.ends_at", Kept::Time),
    ],
    order: &[Order { property: "startDateTime", descending: false }],
    unique: &["id"],
    searched: &["reason", "tenantDisplayName"],
};

/// A window as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRow {
    /// The window.
    pub id: Id<MaintenanceWindow>,
    /// The organization of the rooms.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// The group of the rooms; none where every room is meant.
    pub group: Option<(Id<RoomGroup>, String)>,
    /// Why.
    pub reason: String,
    /// Who planned it.
    pub owner: Owner,
    /// From this moment on.
    pub begins_at: Time,
    /// No more from this moment on.
    pub ends_at: Time,
}

impl Placed for WindowRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "tenantDisplayName" => Key::Text(domain::text::key(&self.tenant_name)),
            "startDateTime" => Key::Integer(self.begins_at.micros()),
            "endDateTime" => Key::Integer(self.ends_at.micros()),
            _ => return None,
        })
    }
}

const SEEN: Read = Read::new(
    "select w.window_id, w.tenant_id, o.name, w.group_id, g.name, w.reason, w.owner_id, w.owner_tenant_id, p.name, \
     w.owner_upn, coalesce(u.display_name, w.owner_upn), w.begins_at, w.ends_at from maintenance_windows w \
     join organizations o on o.organization_id = w.tenant_id \
     join organizations p on p.organization_id = w.owner_tenant_id \
     left join room_groups g on g.tenant_id = w.tenant_id and g.group_id = w.group_id \
     left join users u on u.tenant_id = w.owner_tenant_id and u.user_id = w.owner_id \
     where {tenant:w.tenant_id} and w.ends_at > $1",
);
const COUNT: Read = Read::new(
    "select count(*) from maintenance_windows w join organizations o on o.organization_id = w.tenant_id \
     where {tenant:w.tenant_id} and w.ends_at > $1",
);
/// What a sight adds that may show none of the rooms.
const WITH_ROOMS: &str = " and (w.group_id is null and exists (select 1 from rooms r where r.tenant_id = w.tenant_id \
     and {room:r}) or exists (select 1 from room_group_members m join rooms r on r.tenant_id = m.tenant_id \
     and r.room_id = m.room_id where m.tenant_id = w.tenant_id and m.group_id = w.group_id and {room:r}))";
/// Of one room, which follows.
const OF_ROOM: &str = " and exists (select 1 from rooms r where r.tenant_id = w.tenant_id and {room:r} \
     and (w.group_id is null or exists (select 1 from room_group_members m where m.tenant_id = r.tenant_id \
     and m.group_id = w.group_id and m.room_id = r.room_id)) and r.room_id = ";

/// A page of windows, with those of which no room is in sight if `empty` says so.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    empty: bool,
    now: Time,
) -> Result<Listed<WindowRow>, StoreError> {
    wanted.read(&TABLE, limited(&SEEN, empty, now), view, row).await
}

/// How many windows a list has on all of its pages.
pub async fn count(view: &mut View, wanted: &Wanted, empty: bool, now: Time) -> Result<i64, StoreError> {
    let mut query = limited(&COUNT, empty, now);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One window in sight.
pub async fn detail(
    view: &mut View,
    window: Id<MaintenanceWindow>,
    empty: bool,
    now: Time,
) -> Result<Option<WindowRow>, StoreError> {
    let mut query = limited(&SEEN, empty, now);
    query.push(" and w.window_id = ").bind(window);
    view.rows(query).await?.first().map(row).transpose()
}

/// The windows of a room in sight, the next to end first.
pub async fn of_room(view: &mut View, room: Id<Room>, now: Time) -> Result<Vec<WindowRow>, StoreError> {
    let mut query = Query::new(&SEEN, values![now]);
    query.push(OF_ROOM).bind(room).push(") order by w.ends_at, w.window_id");
    view.rows(query).await?.iter().map(row).collect()
}

fn limited(read: &'static Read, empty: bool, now: Time) -> Query {
    let mut query = Query::new(read, values![now]);
    if !empty {
        query.push(WITH_ROOMS);
    }
    query
}

fn row(row: &Row) -> Result<WindowRow, StoreError> {
    let (group, name): (Option<Id<RoomGroup>>, Option<String>) = (row.get(3)?, row.get(4)?);
    let (user, organization): (Id<User>, Id<Organization>) = (row.get(6)?, row.get(7)?);
    Ok(WindowRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        tenant_name: row.get(2)?,
        group: group.zip(name),
        reason: row.get(5)?,
        owner: Owner {
            principal: Principal::User(user),
            organization,
            organization_name: row.get(8)?,
            upn: row.get(9)?,
            name: row.get(10)?,
        },
        begins_at: row.get(11)?,
        ends_at: row.get(12)?,
    })
}

/// A window as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The window.
    pub id: Id<MaintenanceWindow>,
    /// The group of the rooms; none where every room is meant.
    pub group: Option<Id<RoomGroup>>,
    /// What the rooms are called together: the name of the group, or of the organization.
    pub rooms_name: String,
    /// Why.
    pub reason: String,
    /// From this moment on.
    pub begins_at: Time,
    /// No more from this moment on.
    pub ends_at: Time,
}

const FETCH: Fetch = Fetch::new(
    "select w.window_id, w.group_id, coalesce(g.name, o.name), w.reason, w.begins_at, w.ends_at \
     from maintenance_windows w join organizations o on o.organization_id = w.tenant_id \
     left join room_groups g on g.tenant_id = w.tenant_id and g.group_id = w.group_id \
     where w.tenant_id = {target} and w.window_id = $1 and w.ends_at > {now}",
);
const OF_GROUP: Fetch = Fetch::new(
    "select w.window_id, w.group_id, g.name, w.reason, w.begins_at, w.ends_at from maintenance_windows w \
     join room_groups g on g.tenant_id = w.tenant_id and g.group_id = w.group_id \
     where w.tenant_id = {target} and w.group_id = $1 order by w.window_id",
);
const COUNTED: Fetch =
    Fetch::new("select count(*) from maintenance_windows where tenant_id = {target} and ends_at > {now}");
const TENANT_NAME: Fetch = Fetch::new("select name from organizations where organization_id = {target}");

const ADD: Write = Write::new(
    "insert into maintenance_windows (tenant_id, window_id, group_id, reason, owner_tenant_id, owner_id, owner_upn, \
     begins_at, ends_at, reason_key) values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
const SET: Write = Write::new(
    "update maintenance_windows set reason = $2, reason_key = $4, ends_at = $3 \
     where tenant_id = {target} and window_id = $1",
);
/// The times of rooms whose tickets reports tell of: a window that is over leaves nothing else.
const KEEP_TIMES: Write = Write::new(
    "insert into maintenance_times (tenant_id, room_id, window_id, begins_at, ends_at) \
     select r.tenant_id, r.room_id, w.window_id, w.begins_at, case when w.ends_at < {now} then w.ends_at else {now} end \
     from maintenance_windows w join rooms r on r.tenant_id = w.tenant_id \
     where w.tenant_id = {target} and w.window_id = $1 and w.begins_at < {now} \
     and exists (select 1 from tickets t where t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     and (t.closed_at is null or t.closed_at >= w.begins_at)) \
     and (w.group_id is null or exists (select 1 from room_group_members m where m.tenant_id = r.tenant_id \
     and m.group_id = w.group_id and m.room_id = r.room_id)) on conflict (tenant_id, room_id, window_id) do nothing",
);
const STALE_DAYS: Write = Write::new(
    "insert into room_days_due (tenant_id, room_id, since, due_at) \
     select x.tenant_id, x.room_id, {now}, {now} from maintenance_times x \
     where x.tenant_id = {target} and x.window_id = $1 on conflict (tenant_id, room_id) do update set \
     since = case when excluded.since < room_days_due.since then excluded.since else room_days_due.since end, \
     due_at = case when excluded.due_at < room_days_due.due_at then excluded.due_at else room_days_due.due_at end",
);
const END: Write =
    Write::new("delete from maintenance_windows where tenant_id = {target} and window_id = $1");
const JUDGE_ALL: Write =
    Write::new("update rooms set health_due_at = $1 where tenant_id = {target} and monitoring = 'monitored'");
const JUDGE_GROUP: Write = Write::new(
    "update rooms set health_due_at = $2 where tenant_id = {target} and monitoring = 'monitored' and room_id in \
     (select m.room_id from room_group_members m where m.tenant_id = {target} and m.group_id = $1)",
);

/// Time moves on in every organization at once: the job that ends them looks for where it has work.
const WINDOWS_DUE: &str =
    "select tenant_id, window_id from maintenance_windows where ends_at <= $1 order by ends_at limit $2";

const DUE: Fetch = Fetch::new(
    "select w.window_id, w.group_id, coalesce(g.name, o.name), w.reason, w.begins_at, w.ends_at \
     from maintenance_windows w join organizations o on o.organization_id = w.tenant_id \
     left join room_groups g on g.tenant_id = w.tenant_id and g.group_id = w.group_id \
     where w.tenant_id = {target} and w.window_id {in $1} and w.ends_at <= {now} order by w.window_id",
);

impl Opening {
    /// Windows that ended by their time, by organization; those that ended first, at most so many.
    pub async fn maintenance_windows_due(
        &mut self,
        now: Time,
        limit: i64,
    ) -> Result<BTreeMap<Id<Organization>, Vec<Id<MaintenanceWindow>>>, StoreError> {
        let mut windows: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in ask(&mut self.tx, WINDOWS_DUE, values![now, limit]).await? {
            windows.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(windows)
    }
}

/// A window of the organization of the change that has not ended.
pub async fn fetch(change: &mut Change, window: Id<MaintenanceWindow>) -> Result<Option<Found>, StoreError> {
    change.find(&FETCH, values![window]).await?.as_ref().map(found).transpose()
}

/// The windows of a group, with those whose end is not written down yet.
pub async fn of_group(change: &mut Change, group: Id<RoomGroup>) -> Result<Vec<Found>, StoreError> {
    change.rows(&OF_GROUP, values![group]).await?.iter().map(found).collect()
}

/// Those of these windows that ended by their time.
pub async fn fetch_due(
    change: &mut Change,
    windows: Vec<Id<MaintenanceWindow>>,
) -> Result<Vec<Found>, StoreError> {
    change.rows(&DUE, values![windows]).await?.iter().map(found).collect()
}

/// How many windows of the organization have not ended.
pub async fn how_many(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&COUNTED, values![]).await?.ok_or(StoreError::Column { index: 0 })?.get(0)
}

/// The name of the organization of the change.
pub async fn tenant_name(change: &mut Change) -> Result<String, StoreError> {
    change.find(&TENANT_NAME, values![]).await?.ok_or(StoreError::Column { index: 0 })?.get(0)
}

/// Plans a window by a person of an organization.
pub fn add(
    batch: Batch,
    window: &Found,
    (organization, user, upn): (Id<Organization>, Id<User>, &str),
    now: Time,
) -> Batch {
    let Found { id, group, reason, begins_at, ends_at, .. } = window;
    let key = domain::text::key(reason);
    let values = values![*id, *group, reason, organization, user, upn, *begins_at, *ends_at, key];
    judged_anew(batch.run(&ADD, values), *group, now)
}

/// Writes another reason or end.
pub fn set(batch: Batch, window: &Found, now: Time) -> Batch {
    let key = domain::text::key(&window.reason);
    judged_anew(batch.run(&SET, values![window.id, &window.reason, window.ends_at, key]), window.group, now)
}

/// Ends a window.
pub fn end(batch: Batch, window: &Found, now: Time) -> Batch {
    // Rooms before their days, as whoever computes days locks them.
    judged_anew(batch, window.group, now)
        .run(&KEEP_TIMES, values![window.id])
        .run(&STALE_DAYS, values![window.id])
        .run(&END, values![window.id])
}

fn judged_anew(batch: Batch, group: Option<Id<RoomGroup>>, now: Time) -> Batch {
    match group {
        Some(group) => batch.run(&JUDGE_GROUP, values![group, now]),
        None => batch.run(&JUDGE_ALL, values![now]),
    }
}

fn found(row: &Row) -> Result<Found, StoreError> {
    Ok(Found {
        id: row.get(0)?,
        group: row.get(1)?,
        rooms_name: row.get(2)?,
        reason: row.get(3)?,
        begins_at: row.get(4)?,
        ends_at: row.get(5)?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use authz::{SystemTask, system_permit};
    use uuid::Uuid;

    use super::*;
    use crate::{
        Store,
        sql::{Scope, render},
    };

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }

    /// what ended, and what a group or an organization is asked for, is found by an index.
    #[tokio::test]
    async fn no_statement_walks_over_all_windows() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(&directory.path().join("steward.db")).unwrap();
        store.migrate(Time::from_micros(0)).await.unwrap();
        let permit = system_permit(SystemTask::Expiry, Id::new(Uuid::nil()));
        let now = Time::from_micros(0);
        let (window, group) = (Id::<MaintenanceWindow>::new(Uuid::nil()), Id::<RoomGroup>::new(Uuid::nil()));
        let statements = [
            (WINDOWS_DUE, values![now, 1_i64], "maintenance_windows_due"),
            (DUE.text(), values![vec![window]], "sqlite_autoindex_maintenance_windows_1"),
            (FETCH.text(), values![window], "sqlite_autoindex_maintenance_windows_1"),
            (OF_GROUP.text(), values![group], "sqlite_autoindex_maintenance_windows_1"),
            (COUNTED.text(), values![], "sqlite_autoindex_maintenance_windows_1"),
        ];
        for (text, mut values, index) in statements {
            let mut tx = store.db.begin_read().await.unwrap();
            let sql = render(tx.dialect(), text, &Scope::Target(&permit, now), &mut values).unwrap();
            let rows = tx.query(&format!("explain query plan {sql}"), &values).await.unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get(3).unwrap()).collect();
            assert!(plan.iter().any(|step| step.contains(index)), "{text}: {plan:?}");
            let walks = |step: &String| step.starts_with("SCAN") && !step.starts_with("SCAN rarray");
            assert!(!plan.iter().any(walks), "{text}: {plan:?}");
        }
    }
}
