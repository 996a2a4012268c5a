//! Pages of the events of rooms: the list of one's own rooms, of one customer's or of all, and the form that makes tickets of
//! some. What they offer is what the reader may do.

mod chosen;
mod export;
mod flag;
mod list;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, Room},
    room_event::RoomEventKind,
};

use crate::{
    portal::rooms::{At, BELOW_CUSTOMER},
    web::Web,
};

/// The pages of events.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/incidents/events", get(list::own))
        .route("/incidents/events.csv", get(export::own))
        .route("/incidents/events/flag", post(flag::own))
        .route("/partner/incidents/events", get(list::customers))
        .route("/partner/incidents/events.csv", get(export::customers))
        .route("/partner/incidents/events/flag", post(flag::at_customer))
        .route(&format!("{BELOW_CUSTOMER}/incidents/events"), get(list::customers))
        .route(&format!("{BELOW_CUSTOMER}/incidents/events.csv"), get(export::customers))
        .route(&format!("{BELOW_CUSTOMER}/incidents/events/flag"), post(flag::at_customer))
}

/// The events of one room, as the list shows them.
pub(super) fn of_room(at: At, tenant: Id<Organization>, room: Id<Room>) -> String {
    match at {
        At::Own(_) => format!("{}?room={room}", at.room_events()),
        _ => format!("{}?tenant={tenant}&room={room}", at.room_events()),
    }
}

/// The icon of a kind of event.
fn icon(kind: RoomEventKind) -> &'static str {
    match kind {
        RoomEventKind::PoorCall => "network",
        RoomEventKind::ReportedIssue => "person",
    }
}
