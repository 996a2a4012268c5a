//! The end of a webhook, with its log.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Webhook},
};
use store::{Batch, Change, webhooks};

use super::{ASKS, event, found};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Deletes a webhook.
#[derive(Clone, Copy, Debug)]
pub struct DeleteWebhook {
    /// The webhook.
    pub webhook: Id<Webhook>,
    /// The version that was read.
    pub stamp: Option<i64>,
}

impl Command for DeleteWebhook {
    type Output = ();
    const NAME: &'static str = "webhook.delete";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.webhook, self.stamp).await?;
        let event = event(EventKind::WebhookDeleted, self.webhook, &row.setting.name);
        change.write(webhooks::delete(Batch::of(event), self.webhook)).await?;
        Ok(())
    }
}
