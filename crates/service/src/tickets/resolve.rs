//! Closing a recorded issue with a reason.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Ticket},
    notification::Occasion,
    permission::Permission,
    ticket::{ClosureReason, Impossible, TicketStep},
};
use store::{Batch, Change, rooms, tickets, values};

use super::{entry, found, news};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Closes a recorded issue: it is resolved at once, and closed after seven days.
#[derive(Clone, Copy, Debug)]
pub struct ResolveTicket {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// Why it is over: one of [`ClosureReason::CHOICES`].
    pub reason: ClosureReason,
}

impl Command for ResolveTicket {
    type Output = ();
    const NAME: &'static str = "ticket.resolve";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketUpdate), Where::Ticket(self.tenant, self.ticket))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = found(change, self.ticket, self.stamp).await?;
        if !ClosureReason::CHOICES.contains(&self.reason) {
            return Err(Refusal::field("reason", Code::UnknownValue));
        }
        let to = found.state.after(found.kind, TicketStep::Resolve).map_err(|impossible| {
            let code = match impossible {
                Impossible::SystemClosedOnly => Code::SystemClosedOnly,
                Impossible::InvalidState => Code::InvalidState,
            };
            Refusal::Conflict(code, Some(self.ticket.uuid()))
        })?;
        let event =
            Event::new(EventKind::TicketResolved, Subject::thing(self.ticket.uuid(), &found.reference))
                .changed("state", found.state.key(), to.key())
                .with("reason", self.reason.key());
        let batch = Batch::of(event)
            .run(&tickets::RESOLVE, values![self.ticket, change.now(), self.reason.key()])
            .run(&rooms::JUDGE_SOON, values![found.room, change.now()])
            .stirs(found.room);
        let batch = entry(batch, change, context, self.ticket, "state", found.state.key(), to.key());
        change.write(batch).await?;
        change.tell(news(change.tenant(), Occasion::TicketClosed, self.ticket, found.room)).await?;
        Ok(())
    }
}
