//! The files of a ticket.

use authz::{Action, Realm};
use domain::{
    id::{Id, Ticket},
    permission::Permission,
};
use store::{View, attachments, tickets};

use super::AttachmentRow;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    tickets::may_know,
};

/// Asks for the files of a ticket, the first attached first.
#[derive(Clone, Copy, Debug)]
pub struct AttachmentsOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The ticket.
    pub ticket: Id<Ticket>,
}

impl Question for AttachmentsOf {
    type Answer = Vec<AttachmentRow>;
    const NAME: &'static str = "attachment.list";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let ticket = tickets::find(view, self.ticket).await?.ok_or(Refusal::Missing)?;
        let mut files = attachments::of_ticket(view, self.ticket).await?;
        files.retain(|file| may_know(&context.caller.person, ticket.tenant, file.actor.1));
        Ok(files)
    }
}
