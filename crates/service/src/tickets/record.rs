//! Recording an issue: one ticket a room, joined by the issue (R-252, decision 21).

use std::collections::{BTreeMap, BTreeSet};

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Issue, Organization, Room, RoomEvent, Ticket},
    notification::Occasion,
    permission::Permission,
    ticket::{MOST_ROOMS, Reference, severity_of_issue},
};
use store::{Batch, Change, groups, room_events, rooms, tickets, values};

use super::{entry, news, some_text};
use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// Records an issue over rooms of one organization.
#[derive(Clone, Debug)]
pub struct RecordIssue {
    /// The organization.
    pub tenant: Id<Organization>,
    /// What is wrong.
    pub description: String,
    /// The rooms it is wrong in.
    pub rooms: BTreeSet<Id<Room>>,
    /// Whether the rooms cannot be used.
    pub is_high_impact: bool,
}

impl Command for RecordIssue {
    type Output = Id<Issue>;
    const NAME: &'static str = "ticket.record";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketCreate), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Issue>, Refusal> {
        let issue = NewIssue {
            description: some_text("description", &self.description)?,
            rooms: self.rooms.into_iter().map(|room| (room, Vec::new())).collect(),
            is_high_impact: self.is_high_impact,
        };
        issue.record(None, change, context).await
    }
}

/// Records an issue for one of several rooms, each in a change of its own; they are joined by the issue.
#[derive(Clone, Debug)]
pub(crate) struct RecordAtRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The issue of the others there; none begins one.
    pub issue: Option<Id<Issue>>,
    /// What is wrong.
    pub description: String,
    /// Whether the room cannot be used.
    pub is_high_impact: bool,
}

impl Command for RecordAtRoom {
    type Output = ();
    const NAME: &'static str = "ticket.record_at_room";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketCreate), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let new = NewIssue {
            description: some_text("description", &self.description)?,
            rooms: [(self.room, Vec::new())].into(),
            is_high_impact: self.is_high_impact,
        };
        new.record(self.issue, change, context).await.map(|_| ())
    }
}

/// An issue about to be recorded.
pub(crate) struct NewIssue {
    /// What is wrong.
    pub description: String,
    /// The rooms it is wrong in, each with the events that told of it.
    pub rooms: BTreeMap<Id<Room>, Vec<Id<RoomEvent>>>,
    /// Whether the rooms cannot be used.
    pub is_high_impact: bool,
}

impl NewIssue {
    /// Records it, if every room is one for which the caller may: as a new issue, or as part of one whose other tickets are
    /// recorded along with it.
    pub async fn record(
        self,
        issue: Option<Id<Issue>>,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<Issue>, Refusal> {
        if self.rooms.is_empty() {
            return Err(Refusal::field("roomIds", Code::Required));
        }
        if self.rooms.len() > MOST_ROOMS {
            let fault = Fault::new("roomIds", Code::TooMany).detail(MOST_ROOMS);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let wanted: Vec<_> = self.rooms.keys().copied().collect();
        let realm = context.caller.person.realm(change.tenant());
        let sight = authz::sight(context.facts, Action::Use(Permission::TicketCreate), realm)?;
        let seen = groups::in_sight(change, &sight, wanted.clone()).await?;
        let unseen: Vec<_> = wanted.iter().filter(|room| !seen.contains(room)).collect();
        if !unseen.is_empty() {
            // The identifiers are those that the caller gave, nothing else is said of these rooms.
            let named = |room: &&Id<Room>| Fault::new("roomIds", Code::UnknownReference).detail(room);
            return Err(Refusal::Invalid(Code::InvalidValue, unseen.iter().map(named).collect()));
        }
        let unmonitored = rooms::unmonitored(change, wanted.clone()).await?;
        if !unmonitored.is_empty() {
            let named = |name: String| Fault::new("roomIds", Code::NotMonitored).detail(name);
            return Err(Refusal::Invalid(Code::InvalidValue, unmonitored.into_iter().map(named).collect()));
        }
        let severity = severity_of_issue(self.is_high_impact);
        let issue: Id<Issue> = issue.unwrap_or_else(|| change.new_id());
        for (room, name) in groups::names(change, wanted).await? {
            let ticket: Id<Ticket> = change.new_id();
            let reference = Reference::of(ticket);
            let mut event =
                Event::new(EventKind::IssueRecorded, Subject::thing(ticket.uuid(), reference.as_str()))
                    .with("room", &name)
                    .with("severity", severity.key());
            let events = self.rooms.get(&room).cloned().unwrap_or_default();
            if !events.is_empty() {
                event = event.with("events", events.len());
            }
            let values = values![
                ticket,
                room,
                reference.as_str(),
                severity.key(),
                issue,
                &self.description,
                domain::text::key(&self.description),
                change.now()
            ];
            let mut batch = Batch::of(event).run(&tickets::RECORD, values);
            if !events.is_empty() {
                batch = batch.run(&room_events::FLAG, values![events, ticket]);
            }
            let batch = entry(batch, change, context, ticket, "state", "", "new")
                .run(&rooms::JUDGE_SOON, values![room, change.now()])
                .stirs(room);
            change.write(batch).await?;
            change.tell(news(change.tenant(), Occasion::IssueRecorded, ticket, room)).await?;
        }
        Ok(issue)
    }
}
