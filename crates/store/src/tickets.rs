//! Tickets: list, counts, one with its history, and what people write.
//!
//! Invariant: a ticket is in sight exactly where its room is, by the permission asked about. What signals do to tickets
//! is in [`crate::telemetry`].

mod detail;
mod faults;
mod in_memory;
mod list;
mod owned;
mod record;
mod takers;

pub use detail::*;
pub use faults::*;
pub use list::*;
pub use owned::*;
pub use record::*;
pub use takers::*;
