//! What each room of an organization has one of, or none: its place, its update ring.

use std::num::NonZeroU32;

use domain::id::Id;

/// The thing of one kind that each room has.
#[derive(Debug)]
pub(super) struct Single<T> {
    /// The things that rooms have, in ascending order.
    ids: Box<[Id<T>]>,
    /// For each room the number of its thing among these, counted from one; none for none. Empty where no room has one.
    of: Box<[Option<NonZeroU32>]>,
}

impl<T> Default for Single<T> {
    fn default() -> Self {
        Self { ids: Box::default(), of: Box::default() }
    }
}

impl<T> Single<T> {
    pub(super) fn of(things: &[Option<Id<T>>]) -> Self {
        let mut ids: Vec<Id<T>> = things.iter().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Self::default();
        }
        let number = |thing: &Option<Id<T>>| {
            let at = ids.binary_search(thing.as_ref()?).ok()?;
            NonZeroU32::new(u32::try_from(at).ok()?.saturating_add(1))
        };
        let of = things.iter().map(number).collect();
        Self { ids: ids.into(), of }
    }

    pub(super) fn at(&self, room: usize) -> Option<Id<T>> {
        let number = self.of.get(room).copied().flatten()?;
        self.ids.get(number.get() as usize - 1).copied()
    }
}
