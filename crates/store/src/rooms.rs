//! Rooms: list, counts, detail, what devices said of them, and the record that people edit.
//!
//! Invariant: unenrolled rooms are left out of lists and counts unless a filter names `monitoring`.

mod detail;
pub(crate) mod in_memory;
mod list;
mod record;
mod tags;
mod timeline;

pub use detail::*;
pub use domain::health::HealthCounts;
pub use list::*;
pub use record::*;
pub use tags::{retag, tags_in_sight, tags_of_rooms};
pub use timeline::*;
