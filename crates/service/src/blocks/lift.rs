//! Lifting a block.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, User},
};
use store::{Batch, Change};

use super::{Of, tell};
use crate::{
    caller::Person,
    links::orphans,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Lifts a block.
#[derive(Clone, Copy, Debug)]
pub struct UnblockPerson {
    /// Of which partner; also by a link that is over.
    pub of: Of,
    /// Of whom: a person, or an application by its identifier.
    pub user: Id<User>,
}

impl Command for UnblockPerson {
    type Output = ();
    const NAME: &'static str = "blocks.lift";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let partner = self.of.partner(change).await?;
        let block = store::blocks::fetch(change, partner, self.user).await?.ok_or(Refusal::Missing)?;
        let link = store::links::fetch_live(change, partner).await?.map(|link| link.id);
        let name = store::links::partner_name(change, partner).await?;
        let subject = if block.is_application {
            Subject::thing(self.user.uuid(), &block.name)
        } else {
            Subject::person(self.user.uuid(), &block.upn)
        };
        let mut event = Event::new(EventKind::LinkUnblocked, subject)
            .with("partner", name)
            .changed_person("reason", block.reason, "")
            .concerning(partner.uuid());
        if let Some(link) = link {
            event = event.with("linkId", link);
        }
        let mut batch = store::blocks::unblock(Batch::of(event), self.user);
        if let Some(link) = link {
            batch = store::links::touch(batch, link);
        }
        change.write(batch).await?;
        orphans::review(change).await?;
        let parameters = vec![("person", if block.is_application { block.name } else { block.upn })];
        tell(change, partner, link, ("person_unblocked", "agent_unblocked"), parameters).await
    }
}
