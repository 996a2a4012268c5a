//! Taking a portal away.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, ServicePortal},
};
use store::{Batch, Change, service_portals};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Takes a portal away; partners see it no more.
#[derive(Clone, Copy, Debug)]
pub struct DeleteServicePortal {
    /// Which.
    pub portal: Id<ServicePortal>,
    /// The stamp that was read; none where any will do.
    pub stamp: Option<i64>,
}

impl Command for DeleteServicePortal {
    type Output = ();
    const NAME: &'static str = "service_portals.delete";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = service_portals::found(change, self.portal).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != before.stamp) {
            return Err(Refusal::Stale);
        }
        let subject = Subject::thing(self.portal.uuid(), &before.name);
        let event =
            Event::new(EventKind::ServicePortalDeleted, subject).without("urlTemplate", &before.url_template);
        change.write(service_portals::delete(Batch::of(event), self.portal)).await?;
        Ok(())
    }
}
