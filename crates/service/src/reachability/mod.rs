//! Reachability: the device of a room without an agent, as a relay of the organization sees it (decision 22).
//!
//! Invariant: where a relay looks is chosen by the organization's own people alone, whatever a partner may do with the room; that the
//! relay's configuration allows it as well is for the relay to see to.

mod remove;
mod set;
mod show;

pub use remove::RemoveReachability;
pub use set::SetReachability;
pub(crate) use show::shown;
pub use show::{ReachabilityOf, Relays, ShownReachability};
pub use store::reachability::{LastFound, RelayRow};
