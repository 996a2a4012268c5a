//! Flagging events as unhealthy: one ticket a room, joined by an issue, which the events remember (R-255, decision 21).

use std::collections::{BTreeMap, BTreeSet};

use authz::Action;
use domain::{
    id::{Id, Issue, Organization, Room, RoomEvent},
    permission::Permission,
    room_event::MOST_FLAGGED,
};
use store::{Change, groups, room_events};

use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
    tickets::{NewIssue, some_text},
};

/// Makes tickets of events in rooms of one organization.
#[derive(Clone, Debug)]
pub struct FlagEvents {
    /// The organization.
    pub tenant: Id<Organization>,
    /// What is wrong.
    pub description: String,
    /// The events that told of it.
    pub events: BTreeSet<Id<RoomEvent>>,
    /// Whether the rooms cannot be used.
    pub is_high_impact: bool,
}

impl Command for FlagEvents {
    type Output = Id<Issue>;
    const NAME: &'static str = "room_event.flag";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketCreate), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Issue>, Refusal> {
        let description = some_text("description", &self.description)?;
        if self.events.is_empty() {
            return Err(Refusal::field("eventIds", Code::Required));
        }
        if self.events.len() > MOST_FLAGGED {
            let fault = Fault::new("eventIds", Code::TooMany).detail(MOST_FLAGGED);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let found = room_events::found(change, self.events.iter().copied().collect()).await?;
        let rooms: BTreeSet<Id<Room>> = found.iter().map(|event| event.room).collect();
        // An event is there for whoever sees its room and may record an issue for it.
        let mut seen = rooms;
        for permission in [Permission::RoomView, Permission::TicketCreate] {
            let realm = context.caller.person.realm(self.tenant);
            let sight = authz::sight(context.facts, Action::Use(permission), realm)?;
            let rooms = groups::in_sight(change, &sight, seen.into_iter().collect()).await?;
            seen = rooms.into_iter().collect();
        }
        let found: BTreeMap<_, _> = found
            .into_iter()
            .filter(|event| seen.contains(&event.room))
            .map(|event| (event.id, event))
            .collect();
        let mut faults = Vec::new();
        let mut rooms: BTreeMap<Id<Room>, Vec<Id<RoomEvent>>> = BTreeMap::new();
        for id in self.events {
            match found.get(&id) {
                None => faults.push(Fault::new("eventIds", Code::UnknownReference).detail(id)),
                Some(event) if event.is_flagged => {
                    faults.push(Fault::new("eventIds", Code::AlreadyFlagged).detail(id));
                }
                Some(event) => rooms.entry(event.room).or_default().push(id),
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::Invalid(Code::InvalidValue, faults));
        }
        NewIssue { description, rooms, is_high_impact: self.is_high_impact }
            .record(None, change, context)
            .await
    }
}
