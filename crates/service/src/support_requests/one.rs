//! One request, with everything that was written in it.

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization, SupportRequest},
    support_request::{Side, Step},
};
use store::{
    View,
    support_requests::{self as rows, MessageRow, RequestRow},
};

use super::{SHOWS, realm, to_take_part};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// A request as a side sees it.
#[derive(Clone, Debug)]
pub struct RequestShown {
    /// The request.
    pub row: RequestRow,
    /// Who closed it, by account name, where the reader is told: people of the partner that asks are told to everybody who takes part, those
    /// of the customer and the vendor to their own side alone.
    pub closed_by: Option<String>,
}

/// A message as a side sees it.
#[derive(Clone, Debug)]
pub struct MessageShown {
    /// The message.
    pub row: MessageRow,
    /// Who wrote it, by account name, where the reader is told.
    pub by: Option<String>,
}

/// One request.
#[derive(Clone, Copy, Debug)]
pub struct OneSupportRequest {
    /// On which side the caller takes part.
    pub side: Side,
    /// On whose behalf is asked.
    pub tenant: Id<Organization>,
    /// Which.
    pub request: Id<SupportRequest>,
}

/// A request with its messages, and what the reader may do.
#[derive(Clone, Debug)]
pub struct RequestDetail {
    /// The request.
    pub shown: RequestShown,
    /// What was written, oldest first.
    pub messages: Vec<MessageShown>,
    /// Whether the reader writes.
    pub may_write: bool,
    /// Whether the reader closes it.
    pub may_close: bool,
}

fn is_told(reader: Side, actor: Side) -> bool {
    reader == actor || actor == Side::Partner
}

impl RequestShown {
    pub(super) fn of(row: RequestRow, reader: Side) -> Self {
        let by = row.closed_by_side.filter(|side| is_told(reader, *side)).map(|_| row.closed_by.clone());
        Self { row, closed_by: by }
    }
}

impl Question for OneSupportRequest {
    type Answer = RequestDetail;
    const NAME: &'static str = "support_requests.one";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (to_take_part(self.side), realm(self.side, self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<RequestDetail, Refusal> {
        let row = rows::find(view, self.tenant, self.request).await?.ok_or(Refusal::Missing)?;
        let messages = rows::messages(view, self.tenant, self.request).await?;
        context.shows([self.tenant]);
        let side = self.side;
        let shown =
            |row: MessageRow| MessageShown { by: is_told(side, row.side).then(|| row.by.clone()), row };
        Ok(RequestDetail {
            may_write: row.status.after(Step::Write(side)).is_some(),
            may_close: row.status.after(Step::Close(side)).is_some(),
            messages: messages.into_iter().map(shown).collect(),
            shown: RequestShown::of(row, side),
        })
    }
}
