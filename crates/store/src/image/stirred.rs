//! Rooms that show something new since lists read them last. Whoever lists next reads them anew.
//!
//! Invariant: a room is settled only by a transaction that began after it was stirred, so that no old value is taken for
//! a new one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{
    id::{Id, Organization, Room},
    time::Time,
};

use crate::{
    db::Tx,
    error::StoreError,
    feed::{Stirred, run},
    sql::Dialect,
    values,
};

/// Rooms of organizations that show something new.
pub(crate) type Marks = BTreeMap<Id<Organization>, BTreeSet<Id<Room>>>;

/// Rooms with the number under which they were stirred.
pub(super) type Numbered = BTreeMap<Id<Room>, u64>;

#[derive(Debug, Default)]
pub(super) struct StirredRooms(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    last: u64,
    rooms: BTreeMap<Id<Organization>, Numbered>,
}

impl StirredRooms {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the last stir.
    pub(super) fn mark(&self) -> u64 {
        self.lock().last
    }

    /// How many rooms are to be read anew.
    pub(super) fn count(&self) -> usize {
        self.lock().rooms.values().map(BTreeMap::len).sum()
    }

    pub(super) fn stir(&self, marks: &Marks) {
        if marks.is_empty() {
            return;
        }
        let mut inner = self.lock();
        inner.last += 1;
        let number = inner.last;
        for (tenant, rooms) in marks {
            let stirred = inner.rooms.entry(*tenant).or_default();
            stirred.extend(rooms.iter().map(|room| (*room, number)));
        }
    }

    /// The rooms of organizations that were stirred no later than a number.
    pub(super) fn of(
        &self,
        until: u64,
        concerns: impl Fn(Id<Organization>) -> bool,
    ) -> Vec<(Id<Organization>, Numbered)> {
        let inner = self.lock();
        let of = |(tenant, rooms): (&Id<Organization>, &Numbered)| {
            let rooms: Numbered =
                rooms.iter().filter(|(_, number)| **number <= until).map(|(room, n)| (*room, *n)).collect();
            (!rooms.is_empty()).then_some((*tenant, rooms))
        };
        inner.rooms.iter().filter(|(tenant, _)| concerns(**tenant)).filter_map(of).collect()
    }

    /// Rooms were read anew. Tells which are settled by that: not those that others settled, nor those stirred again.
    pub(super) fn settle(&self, tenant: Id<Organization>, read: &Numbered) -> BTreeSet<Id<Room>> {
        let mut inner = self.lock();
        let mut settled = BTreeSet::new();
        if let Some(rooms) = inner.rooms.get_mut(&tenant) {
            rooms.retain(|room, number| read.get(room) != Some(number) || !settled.insert(*room));
            if rooms.is_empty() {
                inner.rooms.remove(&tenant);
            }
        }
        settled
    }
}

/// Tells the other nodes of PostgreSQL what stirs with a transaction; SQLite has one node alone.
pub(crate) async fn write(
    tx: &mut Tx,
    stirred: impl IntoIterator<Item = Stirred>,
    at: Time,
) -> Result<(), StoreError> {
    if tx.dialect() == Dialect::Lite {
        return Ok(());
    }
    // Not one of the statements that both databases understand.
    let insert = "insert into stirred (transaction_id, tenant_id, room_id, what, at) values (txid_current(), $1, $2, $3, $4)";
    for stirred in stirred {
        let (tenant, room, what) = stirred.stored();
        run(tx, insert, values![tenant, room, what, at]).await?;
    }
    Ok(())
}
