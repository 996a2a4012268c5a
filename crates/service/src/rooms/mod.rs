//! Rooms: list and detail in a realm, the record, enrolling and unenrolling, take-over, export.
//!
//! Invariant: a room is found by its organization and its own identifier; what a device says is shown, never
//! trusted (decision 19).

mod bulk;
mod create;
mod customers;
mod delete;
mod detail;
mod edit;
mod enrol;
mod export;
mod history;
pub mod import;
mod list;
mod names;
mod preview;
mod record;
mod tags;
mod take_over;
mod timeline;
mod unenrol;

pub use bulk::{RoomAct, act_on_rooms};
pub use create::CreateRoom;
pub use customers::{CustomerChoices, CustomerName, CustomerNames, CustomersInSight};
pub use delete::DeleteRoom;
pub use detail::{Room, RoomOf, SignalGroup, SignalState};
pub use edit::EditRoom;
pub use enrol::{EnrolRoom, MOST_AT_ONCE, enrol_rooms};
pub use history::RoomHistory;
pub use list::{ListRooms, RoomList, wanted};
pub use names::NamesOfRooms;
pub use preview::PreviewRoom;
pub use record::RoomForm;
pub(crate) use record::fault;
pub use store::rooms::{
    HealthCounts, HistoryRow, PlaceStep, Record, RoomChoice, RoomDetail, RoomRow, SCHEMA, SignalRow,
    TicketTurn,
};
pub(crate) use tags::MOST_TAGS;
pub use tags::{TagChoices, TagsOfRooms};
pub use take_over::{TakeOver, TakeOverChoices};
pub use timeline::{Happening, RoomTimeline, SuppressionTold};
pub use unenrol::UnenrolRoom;
