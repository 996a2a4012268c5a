//! The place of each room of an organization.

use std::num::NonZeroU32;

use domain::id::{Id, Place};

/// The place of each room.
#[derive(Debug, Default)]
pub(super) struct Located {
    /// The places in which there are rooms, in ascending order.
    ids: Box<[Id<Place>]>,
    /// For each room the number of its place among these, counted from one; none for no place. Empty where no room has a
    /// place.
    of: Box<[Option<NonZeroU32>]>,
}

impl Located {
    pub(super) fn of(places: &[Option<Id<Place>>]) -> Self {
        let mut ids: Vec<Id<Place>> = places.iter().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Self::default();
        }
        let number = |place: &Option<Id<Place>>| {
            let at = ids.binary_search(place.as_ref()?).ok()?;
            NonZeroU32::new(u32::try_from(at).ok()?.saturating_add(1))
        };
        let of = places.iter().map(number).collect();
        Self { ids: ids.into(), of }
    }

    pub(super) fn place(&self, at: usize) -> Option<Id<Place>> {
        let number = self.of.get(at).copied().flatten()?;
        self.ids.get(number.get() as usize - 1).copied()
    }
}
