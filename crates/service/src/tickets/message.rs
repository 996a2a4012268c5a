//! A message in a ticket.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Ticket},
    permission::Permission,
    ticket::TicketState,
};
use store::{Batch, Change};

use super::{entry, found, some_text};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Writes a message into a ticket.
#[derive(Clone, Debug)]
pub struct WriteMessage {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// The text.
    pub text: String,
}

impl Command for WriteMessage {
    type Output = ();
    const NAME: &'static str = "ticket.message";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketUpdate), Where::Ticket(self.tenant, self.ticket))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let text = some_text("text", &self.text)?;
        let found = found(change, self.ticket, None).await?;
        if found.state == TicketState::Closed {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.ticket.uuid())));
        }
        // What was written is in the ticket; the log never holds what people say to each other.
        let event =
            Event::new(EventKind::TicketMessageWritten, Subject::thing(self.ticket.uuid(), &found.reference));
        let batch = entry(Batch::of(event), change, context, self.ticket, "message", "", &text);
        change.write(batch.stirs(found.room)).await?;
        Ok(())
    }
}
