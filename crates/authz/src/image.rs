//! The image: what the common lists of rooms read, in memory, by the same sight as every list.
//!
//! Invariants: pure; it holds whole organizations and shows of them only what a [`Sight`](crate::Sight) covers;
//! unenrolled rooms are not in it.

mod list;
mod rooms;

pub use list::{After, Asked, Picked, RoomsInSight};
pub use rooms::{OrganizationRooms, RoomLine};
