//! Trying a webhook: a signed message of its own kind, sent at once and once.

use std::sync::Arc;

use authz::Action;
use domain::{
    event::EventKind,
    id::{Delivery, Id, Webhook},
};
use store::{
    Batch, Change,
    webhooks::{self, DeliveryRow},
};

use super::{
    ASKS, Courier, DeliveryOf, event, found,
    send::{LEASE, send},
};
use crate::{
    app::App,
    ask::ask,
    caller::{Caller, Person},
    refusal::Refusal,
    run::{Command, Context, Where, run},
};

/// Tries a webhook, whether it is on or not, and says how that went.
pub async fn test<C: Courier>(
    app: &App,
    courier: &Arc<C>,
    caller: &Caller,
    webhook: Id<Webhook>,
) -> Result<DeliveryRow, Refusal> {
    let delivery = run(app, caller, AddTest { webhook }).await?;
    let tenant = caller.person.organization;
    // Nothing where the same request comes once more: then it is told how it went before.
    let taken = app.store.begin_deliveries(app.clock.now()).await?.taken(tenant, webhook, delivery).await?;
    if let Some((hook, due)) = taken {
        send(app, courier.as_ref(), &hook, &due).await?;
    }
    ask(app, caller, &DeliveryOf { webhook, delivery }).await
}

/// Adds a test to the messages of a webhook, taken by whoever sends it.
#[derive(Clone, Copy, Debug)]
struct AddTest {
    webhook: Id<Webhook>,
}

impl Command for AddTest {
    type Output = Id<Delivery>;
    const NAME: &'static str = "webhook.test";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Delivery>, Refusal> {
        let row = found(change, self.webhook, None).await?;
        let id = change.new_id::<Delivery>();
        let event = event(EventKind::WebhookTested, self.webhook, &row.setting.name).with("deliveryId", id);
        let until = change.now().plus(LEASE);
        change.write(webhooks::add_test(Batch::of(event), self.webhook, id, until)).await?;
        Ok(id)
    }
}
