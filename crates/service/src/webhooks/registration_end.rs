//! The end of a partner's registration, with its log.

use authz::Action;
use domain::event::EventKind;
use store::{Batch, Change, webhooks};

use super::registration::{ASKS, event};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Ends the registration of the caller's organization: nothing is told any more, what waits included.
#[derive(Clone, Copy, Debug)]
pub struct EndRegistration;

impl Command for EndRegistration {
    type Output = ();
    const NAME: &'static str = "webhook.end_registration";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let it = webhooks::find_registration(change).await?.ok_or(Refusal::Missing)?;
        let event = event(EventKind::PartnerWebhookEnded, &it);
        change.write(webhooks::end_registration(Batch::of(event), it.id)).await?;
        Ok(())
    }
}
