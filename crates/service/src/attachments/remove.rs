//! Taking a file from a ticket: by people of the organization whose person attached it, or whose room it is.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Attachment, Id, Organization, Ticket},
    permission::Permission,
};
use store::{Batch, Change, attachments, audit::hex};

use super::known;
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    tickets,
};

/// Takes a file away, for good.
#[derive(Clone, Copy, Debug)]
pub struct RemoveAttachment {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// The file.
    pub attachment: Id<Attachment>,
}

impl Command for RemoveAttachment {
    type Output = ();
    const NAME: &'static str = "attachment.remove";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketUpdate), Where::Ticket(self.tenant, self.ticket))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let (row, digest) = known(change, person, self.tenant, self.ticket, self.attachment).await?;
        if ![self.tenant, row.actor.1].contains(&person.organization) {
            return Err(Refusal::Denied(Code::Forbidden, None));
        }
        let found = tickets::found(change, self.ticket, None).await?;
        // Whoever attaches the same content meanwhile waits, and stores it anew.
        attachments::content(change, &digest).await?;
        let event =
            Event::new(EventKind::AttachmentRemoved, Subject::thing(self.ticket.uuid(), &found.reference))
                .with("sha256", hex(&digest));
        let batch = tickets::entry(
            Batch::of(event).stirs(found.room),
            change,
            context,
            self.ticket,
            "attachment",
            &row.name,
            "",
        );
        change.write(attachments::remove(batch, self.ticket, self.attachment, digest)).await?;
        Ok(())
    }
}
