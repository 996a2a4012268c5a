//! The webhooks of one's own organization.

use authz::{Action, Realm};
use domain::{
    id::{Id, Webhook},
    webhook::Covers,
};
use store::{
    View,
    webhooks::{self, WebhookRow},
};

use super::ASKS;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for all webhooks, by name.
#[derive(Clone, Copy, Debug)]
pub struct ListWebhooks {
    /// Those that cover a part, or all.
    pub covers: Option<Covers>,
}

/// Asks for one webhook.
#[derive(Clone, Copy, Debug)]
pub struct WebhookOf {
    /// The webhook.
    pub webhook: Id<Webhook>,
}

impl Question for ListWebhooks {
    type Answer = Vec<WebhookRow>;
    const NAME: &'static str = "webhook.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<WebhookRow>, Refusal> {
        Ok(webhooks::all(view, self.covers).await?)
    }
}

impl Question for WebhookOf {
    type Answer = WebhookRow;
    const NAME: &'static str = "webhook.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<WebhookRow, Refusal> {
        webhooks::one(view, self.webhook).await?.ok_or(Refusal::Missing)
    }
}
