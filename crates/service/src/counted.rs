//! A page of a list, with the number of all its items where that was asked.

use store::list::Listed;

/// The page and the number.
#[derive(Clone, Debug)]
pub struct Counted<T> {
    /// The page.
    pub page: Listed<T>,
    /// How many there are on all pages, if that was asked.
    pub count: Option<i64>,
}
