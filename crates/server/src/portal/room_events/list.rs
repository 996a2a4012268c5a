//! The list of events, the newest or the oldest first; it looks again when a room stirs.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    permission::Permission,
    room_event::RoomEventKind,
    time::Time,
};
use service::room_events::{ListRoomEvents, ShownEvent};

use super::{
    chosen::{Chosen, DAYS},
    icon,
};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{customer_filter::CustomerFilter, layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/room_events/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    chosen: Chosen,
    events: Vec<ShownEvent>,
    total: i64,
    next: Option<String>,
    customers: CustomerFilter,
    done: Option<&'static str>,
    now: Time,
}

impl ListPage {
    /// Whether there is an event here that the reader may flag.
    fn may_flag(&self) -> bool {
        self.events.iter().any(|event| event.may_flag)
    }

    fn icon(event: &ShownEvent) -> &'static str {
        icon(event.row.kind)
    }

    /// What the box of an event is called by: rooms have many.
    fn selects(&self, event: &ShownEvent) -> String {
        let kind = self.frame.t.word("room-event-", event.row.kind.key());
        let name = format!("{kind}, {}, {}", event.row.room_name, self.frame.t.time(event.row.at));
        self.frame.t.with("select-row", "name", name)
    }

    fn room(&self, event: &ShownEvent) -> String {
        self.at.room(event.row.tenant, event.row.room)
    }

    /// The ticket that was made of an event, where the reader may see it.
    fn ticket(&self, event: &ShownEvent) -> Option<String> {
        event.row.ticket.map(|ticket| self.at.ticket(event.row.tenant, ticket))
    }

    /// Until when the device has its logs of an event; none where they are gone.
    fn logs_until(&self, event: &ShownEvent) -> Option<String> {
        let until = event.row.logs_until.filter(|until| *until > self.now)?;
        Some(self.frame.t.with("room-event-logs", "date", self.frame.t.date(until)))
    }

    fn ago(&self, at: &Time) -> String {
        self.frame.t.ago(at, self.now)
    }

    /// The name of the room that was chosen, where an event tells it.
    fn room_name(&self) -> String {
        let first = self.events.first().map(|event| event.row.room_name.clone());
        first.unwrap_or_else(|| self.frame.t.t("ticket-owned-chosen"))
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        let tenant = tenant.map(ToString::to_string).unwrap_or_default();
        format!(
            "{}{}",
            self.at.room_events(),
            Chosen { room: None, ..self.chosen.clone() }.with("tenant", tenant)
        )
    }
}

/// The events of one's own rooms.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, Chosen { tenant: None, ..Chosen::read(&fields) }, &fields).await
}

/// The events of all customers' rooms, or of those of one customer.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    show(&web, &signed, at, Chosen { tenant: at.customer(), ..chosen }, &fields).await
}

async fn show(web: &Web, signed: &Signed, at: At, chosen: Chosen, fields: &Fields) -> PageResult {
    let filter = CustomerFilter::question(fields, Permission::RoomView, chosen.tenant);
    let now = web.app.clock.now();
    let question = ListRoomEvents { realm: at.realm(), wanted: chosen.wanted(now)?, counts: true };
    let (frame, customers, found) =
        Frame::with_list(web, signed, at, at.incidents_entry(), filter, &question).await?;
    let next = found.next.as_ref().map(service::cursor::write).transpose()?;
    html(&ListPage {
        next: next.map(|token| format!("{}{}", at.room_events(), chosen.with("after", token))),
        at,
        events: found.events,
        total: found.total.unwrap_or_default(),
        customers,
        done: (fields.text("done") == "nothing").then_some("room-event-none-chosen"),
        now,
        chosen,
        frame,
    })
}
