//! Tickets: list, counts, one with its history, and what people write.
//!
//! Invariant: a ticket is in sight exactly where its room is, by the permission asked about. What signals do to tickets
//! is in [`crate::telemetry`].

mod detail;
mod faults;
mod list;
mod record;

pub use detail::*;
pub use faults::*;
pub use list::*;
pub use record::*;
