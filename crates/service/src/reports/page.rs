//! A part of rooms that are sorted already: a report adds all of them up anyway.

/// Which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many are passed over.
    pub skip: usize,
    /// How many are shown at most.
    pub top: usize,
}

impl Page {
    /// Everything.
    pub const ALL: Self = Self { skip: 0, top: usize::MAX };

    pub(super) fn of<T>(self, items: Vec<T>) -> Vec<T> {
        items.into_iter().skip(self.skip).take(self.top).collect()
    }
}
