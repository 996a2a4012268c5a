//! Setting a block.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, User},
    text::{TextError, line},
};
use store::{Batch, Change, partner_holdings::people};

use super::{Of, tell};
use crate::{
    caller::Person,
    links::{live, orphans},
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// The longest reason in characters.
const REASON_MAX: usize = 300;

/// Blocks a person of a partner.
#[derive(Clone, Debug)]
pub struct BlockPerson {
    /// Of which partner; by a link while it is live.
    pub of: Of,
    /// Whom: somebody who holds something here, so that nothing is learnt of the partner's directory.
    pub user: Id<User>,
    /// Why, as both sides will read it.
    pub reason: String,
}

impl Command for BlockPerson {
    type Output = ();
    const NAME: &'static str = "blocks.block";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let partner = match self.of {
            Of::Link(link) => live(change, link, None).await?.partner,
            Of::Partner(partner) => partner,
        };
        let reason = reason(&self.reason)?;
        let person = people::fetch(change, partner, self.user)
            .await?
            .ok_or_else(|| Refusal::field("userId", Code::UnknownReference))?;
        let subject = Subject::person(self.user.uuid(), &person.upn);
        block(change, context, partner, (self.user, subject, person.upn), reason).await
    }
}

/// Why somebody is blocked, as both sides read it.
pub(super) fn reason(text: &str) -> Result<String, Refusal> {
    let reason = line(text, REASON_MAX).map_err(|error| match error {
        TextError::TooLong(_) => Refusal::field("reason", Code::TooLong),
        _ => Refusal::field("reason", Code::BadCharacters),
    })?;
    if reason.is_empty() { Err(Refusal::field("reason", Code::Required)) } else { Ok(reason) }
}

/// Blocks a person or an application of a partner, and tells both sides.
pub(super) async fn block(
    change: &mut Change,
    context: &Context<'_>,
    partner: Id<Organization>,
    (user, subject, called): (Id<User>, Subject, String),
    reason: String,
) -> Result<(), Refusal> {
    if store::blocks::fetch(change, partner, user).await?.is_some() {
        return Err(Refusal::Conflict(Code::AlreadyExists, Some(user.uuid())));
    }
    let link = store::links::fetch_live(change, partner).await?.map(|link| link.id);
    let by = context.caller.person.upn.as_str();
    let name = store::links::partner_name(change, partner).await?;
    let mut event = Event::new(EventKind::LinkBlocked, subject)
        .with("partner", name)
        .with_person("reason", &reason)
        .concerning(partner.uuid());
    if let Some(link) = link {
        event = event.with("linkId", link);
    }
    let mut batch = store::blocks::block(Batch::of(event), partner, user, &reason, by);
    if let Some(link) = link {
        batch = store::links::touch(batch, link);
    }
    change.write(batch).await?;
    orphans::review(change).await?;
    let parameters = vec![("person", called), ("reason", reason)];
    tell(change, partner, link, ("person_blocked", "agent_blocked"), parameters).await
}
