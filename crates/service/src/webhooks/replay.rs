//! Sending a message once more: under the same identifier, and decided anew.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Delivery, Id, Webhook},
};
use store::{Batch, Change, webhooks};

use super::{ASKS, event, found};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Lets a message be sent once more, whether it was delivered or not; one that waits is tried at once.
#[derive(Clone, Copy, Debug)]
pub struct ReplayDelivery {
    /// The webhook, which must be on.
    pub webhook: Id<Webhook>,
    /// The message; a test is sent anew instead.
    pub delivery: Id<Delivery>,
}

impl Command for ReplayDelivery {
    type Output = ();
    const NAME: &'static str = "webhook.replay";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.webhook, None).await?;
        let message = webhooks::found_delivery(change, self.webhook, self.delivery).await?;
        let message = message.ok_or(Refusal::Missing)?;
        if !row.setting.is_on || message.is_taken || message.told.is_test() {
            return Err(Refusal::Conflict(Code::InvalidState, None));
        }
        let event = event(EventKind::WebhookReplayed, self.webhook, &row.setting.name)
            .with("deliveryId", self.delivery);
        change.write(webhooks::replay(Batch::of(event), self.webhook, self.delivery)).await?;
        Ok(())
    }
}
