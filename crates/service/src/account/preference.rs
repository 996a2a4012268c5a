//! What Incidents opens with: of customers the tickets of all, or those of one that is chosen first (R-221, decision 1); and every
//! ticket, or the same fault in many rooms as one line.

use authz::Action;
use domain::event::{Event, EventKind, Subject};
use store::{Batch, Change, preferences, values};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Switches the caller's view of all tickets on or off.
#[derive(Clone, Copy, Debug)]
pub struct SetAllTickets {
    /// Whether it is on.
    pub is_on: bool,
}

impl Command for SetAllTickets {
    type Output = ();
    const NAME: &'static str = "preference.all_tickets";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let before = preferences::all_tickets(change, person.user).await?;
        if before == self.is_on {
            return Ok(());
        }
        let event =
            Event::new(EventKind::UserEdited, Subject::person(person.user.uuid(), person.upn.as_str()))
                .changed("allTickets", before, self.is_on);
        let batch = Batch::of(event).run(&preferences::SET_ALL_TICKETS, values![person.user, self.is_on]);
        change.write(batch).await?;
        Ok(())
    }
}

/// Lets the caller see the same fault in many rooms as one line, or every ticket.
#[derive(Clone, Copy, Debug)]
pub struct SetFoldedFaults {
    /// Whether faults are folded.
    pub is_on: bool,
}

impl Command for SetFoldedFaults {
    type Output = ();
    const NAME: &'static str = "preference.folded_faults";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let before = preferences::folds_faults(change, person.user).await?;
        if before == self.is_on {
            return Ok(());
        }
        let event =
            Event::new(EventKind::UserEdited, Subject::person(person.user.uuid(), person.upn.as_str()))
                .changed("foldedFaults", before, self.is_on);
        let batch = Batch::of(event).run(&preferences::SET_FOLDS_FAULTS, values![person.user, self.is_on]);
        change.write(batch).await?;
        Ok(())
    }
}
