//! Tickets: list over one or all customers, one ticket, recording an issue, working on it.
//!
//! Invariant: a ticket is known exactly to whom the engine gives `ticket.view` for its room; people of one partner never
//! learn of another's (decision 17).

mod bulk;
mod detail;
mod document;
mod edit;
mod export;
mod faults;
mod list;
mod message;
mod owned;
mod record;
mod resolve;
mod takers;

pub use bulk::{BulkAct, BulkDone, MOST_AT_ONCE, act_on_many};
pub use detail::{Ticket, TicketAtRoom, TicketOf};
pub use document::{Documents, ListDocuments, TicketDocument};
pub use edit::{EditTicket, GivenTo};
pub use faults::{ListFaults, MOST_FAULTS};
pub use list::{ListCounted, ListTickets, TicketList};
pub use message::WriteMessage;
pub use owned::Owned;
pub use record::RecordIssue;
pub(crate) use record::{NewIssue, RecordAtRoom};
pub use resolve::ResolveTicket;
pub use store::tickets::{Among, FaultRow, SCHEMA, Taker, Team, TicketCounts, TicketEntry, TicketRow};
pub use takers::{MOST_TAKERS, Takers, TakersOf};
pub(crate) use takers::{holders_of, may};

use domain::{
    id::{Id, Organization, Room, Ticket as TicketId},
    notification::Occasion,
    text::{self, TextError},
    ticket::LONGEST_TEXT,
};
use store::{
    Batch, Change,
    notifications::News,
    room_days,
    tickets::{self, FoundTicket},
    values,
};

use crate::{caller::Person, refusal::Refusal, rooms::fault, run::Context};

/// A ticket that is locked for a change, in the version that the caller read.
pub(crate) async fn found(
    change: &mut Change,
    ticket: Id<TicketId>,
    stamp: Option<i64>,
) -> Result<FoundTicket, Refusal> {
    let found = tickets::found(change, ticket).await?.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != found.change_stamp) {
        return Err(Refusal::Stale);
    }
    Ok(found)
}

/// Adds an entry by the caller to a batch.
pub(crate) fn entry(
    batch: Batch,
    change: &Change,
    context: &Context<'_>,
    ticket: Id<TicketId>,
    kind: &'static str,
    before: &str,
    after: &str,
) -> Batch {
    let person = &context.caller.person;
    let values = values![
        ticket,
        change.now(),
        kind,
        before,
        after,
        person.user,
        person.organization,
        person.upn.as_str()
    ];
    let batch = batch.run(&tickets::ADD_ENTRY, values).run(&tickets::COUNT, values![ticket, change.now()]);
    // Whoever owns it, and whether it is open, counts in reports.
    if matches!(kind, "state" | "owner") {
        batch.run(&room_days::STALE_BY_TICKET, values![ticket])
    } else {
        batch
    }
}

/// What people did to a ticket, to be told by e-mail: that of a recorded issue is never a mere warning.
pub(crate) const fn news(
    tenant: Id<Organization>,
    occasion: Occasion,
    ticket: Id<TicketId>,
    room: Id<Room>,
) -> News {
    News { tenant, occasion, about: ticket.uuid(), room: Some(room), is_urgent: true }
}

/// A text that must say something.
pub(crate) fn some_text(field: &'static str, text: &str) -> Result<String, Refusal> {
    let faulty = |error| Refusal::Invalid(crate::Code::InvalidValue, vec![fault(field, error)]);
    let text = text::paragraph(text, LONGEST_TEXT).map_err(faulty)?;
    if text.is_empty() { Err(faulty(TextError::Empty)) } else { Ok(text) }
}

/// Whether a reader may know of what a person did here: people of the room's organization and of the reader's own; the
/// room's own people know everybody (decision 17).
pub(crate) fn may_know(reader: &Person, tenant: Id<Organization>, organization: Id<Organization>) -> bool {
    reader.organization == tenant || organization == tenant || organization == reader.organization
}

/// Takes out of a history what a reader may not know: what people of another partner did, and from whom of them the customer
/// took the ticket over.
fn of_others(reader: &Person, tenant: Id<Organization>, entries: &mut Vec<TicketEntry>) {
    entries.retain(|entry| entry.actor.is_none_or(|(_, home)| may_know(reader, tenant, home)));
    let is_of_another = |entry: &&mut TicketEntry| {
        matches!(entry.kind.as_str(), "owner" | "team")
            && entry.actor.is_some_and(|(_, home)| home != reader.organization)
    };
    if reader.organization != tenant {
        entries.iter_mut().filter(is_of_another).for_each(|entry| entry.before.clear());
    }
}

/// A ticket as a reader may see it.
pub(crate) fn cut(reader: &Person, mut row: TicketRow) -> TicketRow {
    if row.owner.is_some_and(|(_, home)| !may_know(reader, row.tenant, home)) {
        row.owner = None;
        row.owner_name = String::new();
    }
    if row.team.is_some_and(|(_, home)| !may_know(reader, row.tenant, home)) {
        row.team = None;
        row.team_name = String::new();
    }
    row
}
