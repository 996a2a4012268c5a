//! Setting a block.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, User},
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
        let reason = line(&self.reason, REASON_MAX).map_err(|error| match error {
            TextError::TooLong(_) => Refusal::field("reason", Code::TooLong),
            _ => Refusal::field("reason", Code::BadCharacters),
        })?;
        if reason.is_empty() {
            return Err(Refusal::field("reason", Code::Required));
        }
        if store::blocks::fetch(change, partner, self.user).await?.is_some() {
            return Err(Refusal::Conflict(Code::AlreadyExists, Some(self.user.uuid())));
        }
        let person = people::fetch(change, partner, self.user)
            .await?
            .ok_or_else(|| Refusal::field("userId", Code::UnknownReference))?;
        let link = store::links::fetch_live(change, partner).await?.map(|link| link.id);
        let by = context.caller.person.upn.as_str();
        let name = store::links::partner_name(change, partner).await?;
        let mut event = Event::new(EventKind::LinkBlocked, Subject::person(self.user.uuid(), &person.upn))
            .with("partner", name)
            .with_person("reason", &reason)
            .concerning(partner.uuid());
        if let Some(link) = link {
            event = event.with("linkId", link);
        }
        let mut batch = store::blocks::block(Batch::of(event), partner, self.user, &reason, by);
        if let Some(link) = link {
            batch = store::links::touch(batch, link);
        }
        change.write(batch).await?;
        orphans::review(change).await?;
        let parameters = vec![("person", person.upn), ("reason", reason)];
        tell(change, partner, link, ("person_blocked", "agent_blocked"), parameters).await
    }
}
