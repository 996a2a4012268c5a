//! The audit log: list, export, verify.

mod export;
mod join;
mod list;
mod period;
mod verify;

pub use export::{Export, Form, Part, Start, begin_export};
pub use join::{Joining, Known};
pub use list::ListEvents;
pub use period::Period;
pub use store::audit::{Head, Line, LineChange, SCHEMA, hex};
pub use verify::{Break, Exported, Finding, verify};
