//! The engine: grants go in; a [`Permit`] for one change, a [`Sight`] for what may be listed, or a
//! [`Refused`] come out.
//!
//! Invariants: pure and without panics; rights are always evaluated for one named organization;
//! nobody outside this crate can make a permit or a sight. The rule has three layers: grants add up
//! ceilings cut (link scope, partner role limits: ), denials of the customer win over
//! all of it (decision 8).

mod action;
mod confer;
mod decide;
mod delegated_directory;
mod delegated_rooms;
pub mod explain;
pub mod fact;
mod facts;
mod grant;
mod holdings;
pub mod image;
mod permit;
pub mod preview;
mod sight;
mod subscriptions;
mod through;
mod together;

pub use action::{Action, Requirement};
pub use confer::{may_confer, may_confer_on};
pub use decide::{About, Missing, Refused, Target, decide, holds, permissions_in};
pub use delegated_rooms::{holders_on_behalf, holds_on_behalf};
pub use fact::Fact;
pub use facts::{Concerning, Facts};
pub use grant::{Grant, Source};
pub use permit::{Actor, Permit, SystemTask, observed, system_permit};
pub use sight::{Extent, Realm, Region, Sight, Sold, sight};
pub use subscriptions::HeldRole;
