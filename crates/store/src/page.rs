//! Pages of lists: one row more is asked for than shown, so that the end is known without a count.

use crate::{error::StoreError, value::Row};

/// How many rows a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    size: i64,
}

/// One page of things, and whether more follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOf<T> {
    /// The things of this page.
    pub items: Vec<T>,
    /// Whether there is a next page.
    pub has_more: bool,
}

impl Page {
    /// A page of 1 to 1,000 rows.
    pub fn of(size: i64) -> Self {
        Self { size: size.clamp(1, 1000) }
    }

    /// How many rows it shows at most.
    pub fn size(self) -> usize {
        usize::try_from(self.size).unwrap_or_default()
    }

    /// What to bind behind `limit`.
    pub const fn limit(self) -> i64 {
        self.size + 1
    }

    /// Cuts the extra row off.
    pub fn cut<T>(
        self,
        rows: Vec<Row>,
        read: impl Fn(&Row) -> Result<T, StoreError>,
    ) -> Result<PageOf<T>, StoreError> {
        let size = self.size();
        let has_more = rows.len() > size;
        let items = rows.iter().take(size).map(read).collect::<Result<_, _>>()?;
        Ok(PageOf { items, has_more })
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::of(50)
    }
}
