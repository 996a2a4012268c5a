//! Attaching a file to a ticket.

use authz::Action;
use domain::{
    attachment::{LARGEST, MOST, MediaType, name},
    event::{Event, EventKind, Subject},
    id::{Attachment, Id, Organization, Ticket},
    permission::Permission,
    ticket::TicketState,
};
use sha2::{Digest as _, Sha256};
use store::{Batch, Change, attachments, audit::hex, values};

use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
    tickets,
};

/// Attaches a file. The same content under the same name is there once of each organization: attaching it again changes nothing.
#[derive(Clone, Debug)]
pub struct AddAttachment {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// The name of the file.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Command for AddAttachment {
    type Output = Id<Attachment>;
    const NAME: &'static str = "attachment.add";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketUpdate), Where::Ticket(self.tenant, self.ticket))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Attachment>, Refusal> {
        let (name, media_type) = self.checked()?;
        let found = tickets::found(change, self.ticket, None).await?;
        if found.state == TicketState::Closed {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.ticket.uuid())));
        }
        let digest = Sha256::digest(&self.content).to_vec();
        let person = &context.caller.person;
        // Of another partner's files nothing may be learnt, neither that one is the same nor how many there are (decision 17).
        let present = attachments::at_ticket(change, self.ticket, person.organization).await?;
        let same = present.iter().find(|(_, other, content)| *other == name && *content == digest);
        if let Some((id, ..)) = same {
            return Ok(*id);
        }
        if present.len() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
            let fault = Fault::new("file", Code::TooMany).detail(MOST);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let id: Id<Attachment> = change.new_id();
        let size = i64::try_from(self.content.len()).unwrap_or(i64::MAX);
        // The name says what people wrote; the log holds what proves which file it was.
        let event =
            Event::new(EventKind::AttachmentAdded, Subject::thing(self.ticket.uuid(), &found.reference))
                .with("contentType", media_type.as_str())
                .with("size", size)
                .with("sha256", hex(&digest));
        let added = values![
            self.ticket,
            id,
            &name,
            media_type.as_str(),
            size,
            digest.clone(),
            change.now(),
            person.user,
            person.organization,
            person.upn.as_str()
        ];
        let batch = Batch::of(event)
            .run(&attachments::PUT_FILE, values![digest, self.content])
            .run(&attachments::ADD, added)
            .stirs(found.room);
        let batch = tickets::entry(batch, change, context, self.ticket, "attachment", "", &name);
        change.write(batch).await?;
        Ok(id)
    }
}

impl AddAttachment {
    /// The name and the kind of the file, or everything that is wrong with it.
    fn checked(&self) -> Result<(String, MediaType), Refusal> {
        if self.content.len() > LARGEST {
            let fault = Fault::new("file", Code::FileTooLarge).detail(LARGEST >> 20);
            return Err(Refusal::Invalid(Code::FileTooLarge, vec![fault]));
        }
        let mut form = Form::default();
        let name = form.text("name", name(&self.name));
        let media_type = MediaType::of(&self.content);
        if media_type.is_none() {
            let code = if self.content.is_empty() { Code::Required } else { Code::UnsupportedFile };
            form.fault("file", code);
        }
        form.finish()?;
        name.zip(media_type).ok_or(Refusal::field("file", Code::Required))
    }
}
