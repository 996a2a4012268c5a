//! What became of the messages of a webhook.

use authz::{Action, Realm};
use domain::id::{Delivery, Id, Webhook};
use store::{
    View,
    list::Wanted,
    webhooks::{self, DeliveryRow},
};

use super::ASKS;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// Asks for the log of a webhook, the newest first unless said otherwise.
#[derive(Clone, Debug)]
pub struct DeliveryLog {
    /// The webhook.
    pub webhook: Id<Webhook>,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// Asks for one message of a webhook.
#[derive(Clone, Copy, Debug)]
pub struct DeliveryOf {
    /// The webhook.
    pub webhook: Id<Webhook>,
    /// The message.
    pub delivery: Id<Delivery>,
}

impl Question for DeliveryLog {
    type Answer = Counted<DeliveryRow>;
    const NAME: &'static str = "webhook.log";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<DeliveryRow>, Refusal> {
        webhooks::one(view, self.webhook).await?.ok_or(Refusal::Missing)?;
        let count =
            if self.count { Some(webhooks::count(view, self.webhook, &self.wanted).await?) } else { None };
        Ok(Counted { page: webhooks::list_log(view, self.webhook, &self.wanted).await?, count })
    }
}

impl Question for DeliveryOf {
    type Answer = DeliveryRow;
    const NAME: &'static str = "webhook.delivery";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<DeliveryRow, Refusal> {
        webhooks::delivery(view, self.webhook, self.delivery).await?.ok_or(Refusal::Missing)
    }
}
