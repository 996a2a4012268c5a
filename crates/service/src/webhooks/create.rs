//! A new webhook, with its secret, which is shown this once.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Webhook},
    webhook::{Covers, MOST_WEBHOOKS, event_type},
};
use serde::{Deserialize, Serialize};
use store::{Batch, Change, webhooks};

use super::{ASKS, Address, WebhookForm, event, secret};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::Secret,
};

/// Makes a webhook that acts in the name of the caller.
#[derive(Clone, Debug)]
pub struct CreateWebhook {
    /// Of which part of what its owner sees it is told.
    pub covers: Covers,
    /// What it is to be.
    pub form: WebhookForm,
}

/// What was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewWebhook {
    /// The webhook.
    pub id: Id<Webhook>,
    /// The secret that signs its messages; empty where it was shown before.
    pub secret: Secret,
}

impl Command for CreateWebhook {
    type Output = NewWebhook;
    const NAME: &'static str = "webhook.create";
    // Together they could become too many.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<NewWebhook, Refusal> {
        let (app, owner) = (context.app, context.caller.person.user);
        let setting = self.form.checked(app, change, self.covers, owner, None).await?;
        if webhooks::how_many(change).await? >= MOST_WEBHOOKS {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let id = change.new_id::<Webhook>();
        let (secret, sealed) = secret::fresh(app, change.tenant(), id)?;
        let events: Vec<_> = setting.events.iter().map(|it| event_type(*it)).collect();
        let origin = Address::parse(&setting.address, &app.settings.webhook_networks).map(|it| it.origin());
        let event = event(EventKind::WebhookCreated, id, &setting.name)
            .with("host", origin.unwrap_or_default())
            .with("covers", setting.covers.key())
            .with("events", events.join(" "))
            .with("lowestSeverity", setting.lowest_severity.key())
            .with("isEnabled", setting.is_on);
        change.write(webhooks::add(Batch::of(event), id, &setting, sealed)?).await?;
        Ok(NewWebhook { id, secret })
    }
}
