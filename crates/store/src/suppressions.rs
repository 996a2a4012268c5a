//! What of rooms is suppressed, why, by whom and until when (R-247, decision 4).
//!
//! Invariant: what is read has not ended; whatever is changed here has the room judged anew, and what ends leaves no row.

macro_rules! found_columns {
    () => {
        "select s.suppression_id, s.reason, s.ends_at, s.begins_at, s.owner_kind, s.owner_id, s.owner_tenant_id, s.owner_upn, \
         s.room_id, "
    };
}

mod ahead;
mod entries;
mod owners;

use std::collections::BTreeMap;

use domain::{
    directory::Principal,
    id::{Id, Organization, Room, Suppression as Kind},
    suppression::{NamedSignal, Suppressed, Suppression, told_ahead_at},
    time::Time,
};

pub use self::{
    ahead::{fetch_to_tell_ahead, mark_told_ahead},
    entries::{SuppressionEntry, enter, entries},
    owners::{people, teams},
};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    feed::ask,
    opening::Opening,
    rooms::JUDGE_SOON,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A suppression with what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionRow {
    /// The suppression.
    pub id: Id<Kind>,
    /// What, and when.
    pub suppression: Suppression,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: Owner,
    /// The name of the room's organization.
    pub tenant_name: String,
}

/// Who answers for what is suppressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The person or team.
    pub principal: Principal,
    /// Their organization.
    pub organization: Id<Organization>,
    /// The name of that organization.
    pub organization_name: String,
    /// The account name of a person; empty for a team.
    pub upn: String,
    /// Their name; what they were called where they were deleted.
    pub name: String,
}

/// An owner as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOwner {
    /// The person or team.
    pub principal: Principal,
    /// Their organization.
    pub organization: Id<Organization>,
    /// The account name of a person, the name of a team.
    pub label: String,
}

/// A suppression as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The suppression.
    pub id: Id<Kind>,
    /// Why.
    pub reason: String,
    /// From this moment on.
    pub begins_at: Time,
    /// No more from this moment on.
    pub ends_at: Time,
    /// Who answers for it.
    pub owner: NewOwner,
    /// The signals; none for the whole room.
    pub signals: Vec<NamedSignal>,
}

/// A suppression that ended by its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The suppression.
    pub found: Found,
    /// Its room.
    pub room: Id<Room>,
    /// The name of the room.
    pub room_name: String,
}

const OF_ROOM: Read = Read::new(
    "select s.suppression_id, s.is_whole, s.begins_at, s.ends_at, x.signal, x.instance, s.reason, s.owner_id, \
     s.owner_tenant_id, o.name, s.owner_upn, coalesce(u.display_name, g.name, s.owner_upn), t.name, s.owner_kind from rooms r \
     join suppressions s on s.tenant_id = r.tenant_id and s.room_id = r.room_id \
     join organizations t on t.organization_id = r.tenant_id \
     join organizations o on o.organization_id = s.owner_tenant_id \
     left join users u on u.tenant_id = s.owner_tenant_id and u.user_id = s.owner_id and s.owner_kind = 'user' \
     left join security_groups g on g.tenant_id = s.owner_tenant_id and g.group_id = s.owner_id \
     and s.owner_kind = 'securityGroup' \
     left join suppressed_signals x on x.tenant_id = s.tenant_id and x.room_id = s.room_id \
     and x.suppression_id = s.suppression_id \
     where {room:r} and r.room_id = $1 and s.ends_at > $2 order by s.ends_at, s.suppression_id, x.signal, x.instance",
);

const FETCH: Fetch = Fetch::new(concat!(
    found_columns!(),
    "'' from suppressions s where s.tenant_id = {target} and s.room_id = $1 and s.ends_at > {now} order by s.suppression_id"
));

const SIGNALS: Fetch = Fetch::new(
    "select suppression_id, signal, instance from suppressed_signals where tenant_id = {target} and room_id {in $1} \
     order by suppression_id, signal, instance",
);

const SAID: Fetch = Fetch::new(
    "select signal, instance from room_signals where tenant_id = {target} and room_id = $1 order by signal, instance",
);

const ADD: Write = Write::new(
    "insert into suppressions (tenant_id, room_id, suppression_id, is_whole, reason, owner_kind, owner_tenant_id, owner_id, \
     owner_upn, begins_at, ends_at, told_ahead_at) values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
);

const ADD_SIGNAL: Write = Write::new(
    "insert into suppressed_signals (tenant_id, room_id, suppression_id, signal, instance) \
     values ({target}, $1, $2, $3, $4)",
);

const SET: Write = Write::new(
    "update suppressions set reason = $3, ends_at = $4, owner_kind = $5, owner_tenant_id = $6, owner_id = $7, owner_upn = $8, \
     told_ahead_at = $9 \
     where tenant_id = {target} and room_id = $1 and suppression_id = $2",
);

const END: Write = Write::new(
    "delete from suppressions where tenant_id = {target} and room_id = $1 and suppression_id = $2",
);

/// Time moves on in every organization at once: the job that ends them looks for where it has work.
const ROOMS_DUE: &str =
    "select tenant_id, room_id from suppressions where ends_at <= $1 order by ends_at limit $2";

// In the order of rooms, as reports lock them.
const DUE: Fetch = Fetch::new(concat!(
    found_columns!(),
    "r.name from suppressions s join rooms r on r.tenant_id = s.tenant_id and r.room_id = s.room_id \
     where s.tenant_id = {target} and s.room_id {in $1} and s.ends_at <= {now} \
     order by s.room_id, s.suppression_id{lock}"
));

impl Opening {
    /// Rooms in which suppressions ended by their time, by organization; those that ended first, at most so many.
    pub async fn rooms_with_due_suppressions(
        &mut self,
        now: Time,
        limit: i64,
    ) -> Result<BTreeMap<Id<Organization>, Vec<Id<Room>>>, StoreError> {
        by_organization(&ask(&mut self.tx, ROOMS_DUE, values![now, limit]).await?)
    }
}

fn by_organization(rows: &[Row]) -> Result<BTreeMap<Id<Organization>, Vec<Id<Room>>>, StoreError> {
    let mut rooms: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        rooms.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(rooms)
}

/// What is suppressed in a room in sight, the next to end first.
pub async fn of_room(view: &mut View, room: Id<Room>, now: Time) -> Result<Vec<SuppressionRow>, StoreError> {
    let rows = view.rows(Query::new(&OF_ROOM, values![room, now])).await?;
    let read = |(id, suppression, row): Told<'_>| {
        Ok(SuppressionRow {
            id,
            suppression,
            reason: row.get(6)?,
            owner: Owner {
                principal: principal(row, 13, 7)?,
                organization: row.get(8)?,
                organization_name: row.get(9)?,
                upn: if row.text(13)? == USER { row.get(10)? } else { String::new() },
                name: row.get(11)?,
            },
            tenant_name: row.get(12)?,
        })
    };
    together(&rows)?.into_iter().map(read).collect()
}

/// What is suppressed in the room of a change.
pub async fn fetch(change: &mut Change, room: Id<Room>) -> Result<Vec<Found>, StoreError> {
    let rows = change.rows(&FETCH, values![room]).await?;
    let signals = signals_of(change, vec![room]).await?;
    rows.iter().map(|row| found(row, &signals)).collect()
}

/// The signals that are suppressed in rooms of the organization of the change, by suppression.
async fn signals_of(
    change: &mut Change,
    rooms: Vec<Id<Room>>,
) -> Result<BTreeMap<Id<Kind>, Vec<NamedSignal>>, StoreError> {
    let mut signals: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in change.rows(&SIGNALS, values![rooms]).await? {
        let named = NamedSignal { signal: row.get(1)?, instance: row.get(2)? };
        signals.entry(row.get(0)?).or_default().push(named);
    }
    Ok(signals)
}

/// The signals of which the device of a room told.
pub async fn said(change: &mut Change, room: Id<Room>) -> Result<Vec<NamedSignal>, StoreError> {
    let named = |row: &Row| Ok(NamedSignal { signal: row.get(0)?, instance: row.get(1)? });
    change.rows(&SAID, values![room]).await?.iter().map(named).collect()
}

/// What ended by its time in rooms of the organization of the change.
pub async fn fetch_due(change: &mut Change, rooms: Vec<Id<Room>>) -> Result<Vec<Due>, StoreError> {
    let rows_due = change.rows(&DUE, values![rooms.clone()]).await?;
    let signals = signals_of(change, rooms).await?;
    let due = |row: &Row| Ok(Due { found: found(row, &signals)?, room: row.get(8)?, room_name: row.get(9)? });
    rows_due.iter().map(due).collect()
}

/// Suppresses something in a room, for a reason that is given now.
pub fn add(
    batch: Batch,
    room: Id<Room>,
    id: Id<Kind>,
    suppression: &Suppression,
    (reason, now): (&str, Time),
    owner: &NewOwner,
) -> Batch {
    let Suppression { what, begins_at, ends_at } = suppression;
    let is_whole = *what == Suppressed::Room;
    let ahead = told_ahead_at(*begins_at, *ends_at, now);
    let NewOwner { principal, organization, label } = owner;
    let (kind, principal) = (principal.kind(), principal.uuid());
    let values = values![
        room,
        id,
        is_whole,
        reason,
        kind,
        *organization,
        principal,
        label,
        *begins_at,
        *ends_at,
        ahead
    ];
    let mut batch = batch.run(&ADD, values);
    if let Suppressed::Signals(signals) = what {
        for named in signals {
            batch = batch.run(&ADD_SIGNAL, values![room, id, &named.signal, &named.instance]);
        }
    }
    judged_anew(batch, room, now)
}

/// Writes another reason, end or owner.
pub fn set(batch: Batch, room: Id<Room>, found: &Found, now: Time) -> Batch {
    let NewOwner { principal, organization, label } = &found.owner;
    let (kind, principal) = (principal.kind(), principal.uuid());
    let ahead = told_ahead_at(found.begins_at, found.ends_at, now);
    let values =
        values![room, found.id, &found.reason, found.ends_at, kind, *organization, principal, label, ahead];
    judged_anew(batch.run(&SET, values), room, now)
}

/// Ends a suppression.
pub fn end(batch: Batch, room: Id<Room>, id: Id<Kind>, now: Time) -> Batch {
    judged_anew(batch.run(&END, values![room, id]), room, now)
}

fn judged_anew(batch: Batch, room: Id<Room>, now: Time) -> Batch {
    batch.run(&JUDGE_SOON, values![room, now]).stirs(room)
}

fn found(row: &Row, signals: &BTreeMap<Id<Kind>, Vec<NamedSignal>>) -> Result<Found, StoreError> {
    let id = row.get(0)?;
    Ok(Found {
        id,
        reason: row.get(1)?,
        begins_at: row.get(3)?,
        ends_at: row.get(2)?,
        owner: NewOwner { principal: principal(row, 4, 5)?, organization: row.get(6)?, label: row.get(7)? },
        signals: signals.get(&id).cloned().unwrap_or_default(),
    })
}

/// The stored word of a person.
const USER: &str = "user";

fn principal(row: &Row, kind: usize, id: usize) -> Result<Principal, StoreError> {
    let kind = row.text(kind)?;
    Principal::new(kind, row.get(id)?).ok_or_else(|| StoreError::Word(kind.to_owned()))
}

/// A suppression with the first of its rows.
type Told<'a> = (Id<Kind>, Suppression, &'a Row);

/// What rows of one signal each say together: identifier, whether the whole room, beginning, end,
/// signal, instance, in this order. Rows of one suppression follow one another.
pub(crate) fn together(rows: &[Row]) -> Result<Vec<Told<'_>>, StoreError> {
    let mut all: Vec<Told<'_>> = Vec::new();
    for row in rows {
        let id = row.get(0)?;
        if all.last().is_none_or(|(last, ..)| *last != id) {
            let what = if row.get(1)? { Suppressed::Room } else { Suppressed::Signals([].into()) };
            all.push((id, Suppression { what, begins_at: row.get(2)?, ends_at: row.get(3)? }, row));
        }
        let (signal, instance): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
        if let Some((_, Suppression { what: Suppressed::Signals(signals), .. }, _)) = all.last_mut()
            && let Some((signal, instance)) = signal.zip(instance)
        {
            signals.insert(NamedSignal { signal, instance });
        }
    }
    Ok(all)
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

    /// what a room is asked for, and what ended, is found by an index, however much is suppressed elsewhere.
    #[tokio::test]
    async fn no_statement_walks_over_all_suppressions() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(&directory.path().join("steward.db")).unwrap();
        store.migrate(Time::from_micros(0)).await.unwrap();
        let permit = system_permit(SystemTask::Expiry, Id::new(Uuid::nil()));
        let (now, room) = (Time::from_micros(0), Id::<Room>::new(Uuid::nil()));
        let statements = [
            (ROOMS_DUE, values![now, 1_i64], "suppressions_due"),
            (DUE.text(), values![vec![room]], "sqlite_autoindex_suppressions_1"),
            (FETCH.text(), values![room], "sqlite_autoindex_suppressions_1"),
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
