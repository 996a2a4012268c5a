//! One ticket with its history, as its reader may see it.

use authz::{Action, Realm};
use domain::{
    id::{Id, Room, Ticket as TicketId},
    permission::Permission,
    ticket::{TicketKind, TicketStep},
};
use store::{
    View,
    rooms::{self, SignalRow},
    tickets::{self, TicketEntry, TicketRow},
};

use super::{cut, of_others};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// How many entries of its history a ticket is shown with at most.
const ENTRIES: i64 = 200;

/// Asks for a ticket.
#[derive(Clone, Copy, Debug)]
pub struct TicketOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The ticket.
    pub ticket: Id<TicketId>,
    /// Only entries before this number; none begins with the newest.
    pub before: Option<i64>,
}

/// A ticket as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// What lists show of it.
    pub row: TicketRow,
    /// What the device says of its signal now.
    pub signal: Option<SignalRow>,
    /// What happened to it and was written into it, the newest first.
    pub entries: Vec<TicketEntry>,
    /// The number before which older entries are, if there are.
    pub older: Option<i64>,
    /// The other tickets of the same issue that are in sight (decision 21).
    pub of_issue: Vec<TicketRow>,
    /// The open ticket of the same room that explains this one, or those that this one explains.
    pub related: Vec<TicketRow>,
    /// Whether the reader may write into it, take it and give it to somebody.
    pub may_update: bool,
    /// Whether the reader may close it with a reason now.
    pub may_resolve: bool,
    /// Whether the reader may see the room itself.
    pub may_view_room: bool,
    /// Whether the reader may suppress the room and ask its device to do something.
    pub may_modify_room: bool,
}

impl Question for TicketOf {
    type Answer = Ticket;
    const NAME: &'static str = "ticket.detail";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Ticket, Refusal> {
        let reader = &context.caller.person;
        let row = tickets::find(view, self.ticket).await?.ok_or(Refusal::Missing)?;
        let before = self.before.unwrap_or(i64::MAX);
        let mut entries = tickets::entries(view, self.ticket, before, ENTRIES).await?;
        let older = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
        of_others(reader, row.tenant, &mut entries);
        let said = if row.signal.is_empty() { Vec::new() } else { rooms::signals(view, row.room).await? };
        let signal = said.into_iter().find(|it| it.signal == row.signal && it.instance == row.instance);
        let of_issue = match row.issue {
            Some(issue) => tickets::of_issue(view, issue, row.id).await?,
            None => Vec::new(),
        };
        let of_issue = of_issue.into_iter().map(|ticket| cut(reader, ticket)).collect();
        let beside = match (row.cause, row.related) {
            (None, 0) => Vec::new(),
            _ => tickets::at_room(view, row.room).await?,
        };
        let is_related = |other: &TicketRow| other.cause == Some(row.id) || row.cause == Some(other.id);
        let related = beside.into_iter().filter(is_related).map(|ticket| cut(reader, ticket)).collect();
        let may = |permission| context.sight(Action::Use(permission), self.realm).ok();
        let (update, look) = (may(Permission::TicketUpdate), may(Permission::RoomView));
        let may_update = is_in_sight(view, update, row.room).await?;
        let may_view_room = is_in_sight(view, look, row.room).await?;
        let modify = context.sight(Action::Use(Permission::RoomModify), self.realm).ok();
        let may_modify_room = is_in_sight(view, modify, row.room).await?;
        let may_resolve = may_update
            && row.kind == TicketKind::Recorded
            && row.state.after(row.kind, TicketStep::Resolve).is_ok();
        Ok(Ticket {
            row: cut(reader, row),
            signal,
            entries,
            older,
            of_issue,
            related,
            may_update,
            may_resolve,
            may_view_room,
            may_modify_room,
        })
    }
}

async fn is_in_sight(view: &mut View, sight: Option<authz::Sight>, room: Id<Room>) -> Result<bool, Refusal> {
    let Some(sight) = sight else { return Ok(false) };
    Ok(rooms::is_in_sight(view.look(sight), room).await?)
}

/// Asks for the open tickets of a room.
#[derive(Clone, Copy, Debug)]
pub struct TicketAtRoom {
    /// At home or at one customer.
    pub realm: Realm,
    /// The room.
    pub room: Id<Room>,
}

impl Question for TicketAtRoom {
    type Answer = Vec<TicketRow>;
    const NAME: &'static str = "ticket.at_room";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<TicketRow>, Refusal> {
        let reader = &context.caller.person;
        let found = tickets::at_room(view, self.room).await?;
        Ok(found.into_iter().map(|ticket| cut(reader, ticket)).collect())
    }
}
