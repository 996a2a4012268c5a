//! Downloading a file of a ticket: written down in the transaction that reads it (decision 18).

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Attachment, Id, Organization, Ticket},
    permission::Permission,
};
use store::{Batch, Change, attachments, audit::hex};

use super::{AttachmentRow, known};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
    tickets,
};

/// Downloads a file.
#[derive(Clone, Copy, Debug)]
pub struct DownloadAttachment {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// The file.
    pub attachment: Id<Attachment>,
}

/// A file with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    /// What is told of it.
    pub row: AttachmentRow,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Command for DownloadAttachment {
    type Output = Downloaded;
    const NAME: &'static str = "attachment.download";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketView), Where::Ticket(self.tenant, self.ticket))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Downloaded, Refusal> {
        let person = &context.caller.person;
        let (row, digest) = known(change, person, self.tenant, self.ticket, self.attachment).await?;
        let found = tickets::found(change, self.ticket, None).await?;
        let content = attachments::content(change, &digest).await?.ok_or(Refusal::Missing)?;
        let event =
            Event::new(EventKind::AttachmentDownloaded, Subject::thing(self.ticket.uuid(), &found.reference))
                .with("sha256", hex(&digest));
        change.write(Batch::of(event)).await?;
        Ok(Downloaded { row, content })
    }
}
