//! The audit log: list, export, verify.

mod export;
mod list;
mod period;
mod verify;

pub use export::{Export, Piece, begin_export};
pub use list::ListEvents;
pub use period::Period;
pub use store::audit::{Line, LineChange, Wanted};
pub use verify::{Break, verify};
