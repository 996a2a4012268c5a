//! Somebody writes in a request.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Organization, SupportMessage, SupportRequest},
    support_request::{MOST_MESSAGES, Side, Step},
};
use store::{Batch, Change, support_requests as rows};

use super::{event, found, open::text, over, tell, to_take_part};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Writes a message.
#[derive(Clone, Debug)]
pub struct WriteSupportMessage {
    /// On which side the caller takes part.
    pub side: Side,
    /// On whose behalf is asked.
    pub tenant: Id<Organization>,
    /// In which request.
    pub request: Id<SupportRequest>,
    /// What.
    pub text: String,
}

impl Command for WriteSupportMessage {
    type Output = Id<SupportMessage>;
    const NAME: &'static str = "support_requests.write";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (to_take_part(self.side), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Self::Output, Refusal> {
        let person = &context.caller.person;
        let row = found(change, person, self.side, self.request).await?;
        let status = row.status.after(Step::Write(self.side)).ok_or_else(|| over(row.id))?;
        let mut form = Form::default();
        let Some(text) = form.text("text", text(&self.text)) else { return Err(form.refusal()) };
        // The request is locked, so that each place is taken once.
        let before = rows::how_many_messages(change, row.id).await?;
        if before >= MOST_MESSAGES {
            return Err(Refusal::Conflict(Code::TooMany, Some(row.id.uuid())));
        }
        let id: Id<SupportMessage> = change.new_id();
        let event = event(EventKind::SupportMessageWritten, row.id, &row.title, row.partner)
            .with("side", self.side.key())
            .changed("status", row.status.key(), status.key());
        let batch = rows::add_message(
            Batch::of(event),
            row.id,
            (before + 1, id),
            (self.side, person.upn.as_str()),
            &text,
        );
        change.write(rows::moves(batch, row.id, status)).await?;
        let kinds = [
            (Side::Partner, "customer_support_written"),
            (Side::Customer, "support_written"),
            (Side::Vendor, "support_written_to_vendor"),
        ];
        tell(change, &row, self.side, &kinds).await?;
        Ok(id)
    }
}
