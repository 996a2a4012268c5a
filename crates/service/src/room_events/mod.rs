//! Events of rooms: what was noticed there and may be nothing, as a list, until somebody flags some as unhealthy.
//!
//! Invariant: an event is known exactly to whom the engine gives `room.view` for its room, and its ticket to whom it gives
//! `ticket.view`.

mod export;
mod flag;
mod list;

pub use flag::FlagEvents;
pub use list::{ListRoomEvents, ListedRoomEvents, ShownEvent};
pub use store::room_events::{RoomEventRow, SCHEMA};
