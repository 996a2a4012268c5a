//! The list of events in a realm, each with what its reader may do with it.

use std::collections::{BTreeMap, BTreeSet};

use authz::{Action, Realm};
use domain::{
    id::{Id, Room, Ticket},
    permission::Permission,
};
use store::{
    View, groups,
    list::{Place, Wanted},
    room_events::{self, RoomEventRow},
    tickets,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for a page of events.
#[derive(Clone, Debug)]
pub struct ListRoomEvents {
    /// Where to look: at home, at one customer, at all customers.
    pub realm: Realm,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count.
    pub counts: bool,
}

/// An event as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEvent {
    /// What the list holds of it. Its ticket is told only to those who may see the ticket.
    pub row: RoomEventRow,
    /// Whether it was flagged as unhealthy.
    pub is_flagged: bool,
    /// What people call its ticket by, for those who may see the ticket.
    pub reference: String,
    /// Whether the reader may flag it.
    pub may_flag: bool,
    /// Whether the reader may ask the device for its logs.
    pub may_collect: bool,
}

/// A page of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedRoomEvents {
    /// The events.
    pub events: Vec<ShownEvent>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages, if that was asked.
    pub total: Option<i64>,
}

impl Question for ListRoomEvents {
    type Answer = ListedRoomEvents;
    const NAME: &'static str = "room_event.list";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<ListedRoomEvents, Refusal> {
        let listed = room_events::list(view, &self.wanted).await?;
        let total = if self.counts { Some(room_events::count(view, &self.wanted).await?) } else { None };
        context.shows(listed.items.iter().map(|event| event.tenant));
        let references = self.references(view, context, &listed.items).await?;
        let may_flag = self.rooms_with(Permission::TicketCreate, view, context, &listed.items).await?;
        let may_collect = self.rooms_with(Permission::RoomModify, view, context, &listed.items).await?;
        let shown = |mut row: RoomEventRow| {
            let is_flagged = row.ticket.is_some();
            let reference = row.ticket.and_then(|ticket| references.get(&ticket)).cloned();
            row.ticket = row.ticket.filter(|_| reference.is_some());
            ShownEvent {
                is_flagged,
                reference: reference.unwrap_or_default(),
                may_flag: !is_flagged && row.is_monitored && may_flag.contains(&row.room),
                may_collect: row.is_monitored && may_collect.contains(&row.room),
                row,
            }
        };
        let events = listed.items.into_iter().map(shown).collect();
        Ok(ListedRoomEvents { events, next: listed.next, total })
    }
}

impl ListRoomEvents {
    /// The tickets of events that the reader may see, with what people call them by.
    async fn references(
        &self,
        view: &mut View,
        context: &Looking<'_>,
        events: &[RoomEventRow],
    ) -> Result<BTreeMap<Id<Ticket>, String>, Refusal> {
        let flagged: Vec<_> = events.iter().filter_map(|event| Some((event.tenant, event.ticket?))).collect();
        let Ok(sight) = context.sight(Action::Use(Permission::TicketView), self.realm) else {
            return Ok(BTreeMap::new());
        };
        if flagged.is_empty() {
            return Ok(BTreeMap::new());
        }
        let tenants: BTreeSet<_> = flagged.iter().map(|(tenant, _)| *tenant).collect();
        let ids = flagged.iter().map(|(_, ticket)| *ticket).collect();
        let found = tickets::named(view.look(sight), tenants.into_iter().collect(), ids).await?;
        Ok(found.into_iter().map(|ticket| (ticket.id, ticket.reference)).collect())
    }

    /// The rooms of events in which the reader holds a permission.
    async fn rooms_with(
        &self,
        permission: Permission,
        view: &mut View,
        context: &Looking<'_>,
        events: &[RoomEventRow],
    ) -> Result<BTreeSet<Id<Room>>, Refusal> {
        let rooms: BTreeSet<_> = events.iter().map(|event| event.room).collect();
        match context.sight(Action::Use(permission), self.realm) {
            Ok(sight) if !rooms.is_empty() => {
                let found = groups::rooms_in_sight(view.look(sight), rooms.into_iter().collect()).await?;
                Ok(found.into_iter().map(|room| room.id).collect())
            }
            _ => Ok(BTreeSet::new()),
        }
    }
}
