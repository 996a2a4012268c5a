//! Setting a webhook. Whoever sets it answers for what it tells from now on: they become its owner, unless they did nothing but
//! switch it off. Otherwise somebody could lead to themselves what another person may see.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Webhook},
    webhook::event_type,
};
use store::{
    Batch, Change,
    webhooks::{self, Setting},
};

use super::{ASKS, Address, WebhookForm, event, found};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Sets a webhook.
#[derive(Clone, Debug)]
pub struct EditWebhook {
    /// The webhook.
    pub webhook: Id<Webhook>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// What it is to be; what is none stays.
    pub form: WebhookForm,
}

impl Command for EditWebhook {
    type Output = ();
    const NAME: &'static str = "webhook.edit";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.webhook, self.stamp).await?;
        let before = row.setting;
        let owner = if self.form.only_turns_off() { before.owner } else { context.caller.person.user };
        let (app, covers) = (context.app, before.covers);
        let after = if self.form.only_turns_off() {
            // Also where what is set would not be taken any more.
            Setting { is_on: false, ..before.clone() }
        } else {
            self.form.checked(app, change, covers, owner, Some(&before)).await?
        };
        if after == before {
            return Ok(());
        }
        let origin = |setting: &Setting| {
            let address = Address::parse(&setting.address, &app.settings.webhook_networks);
            address.map(|it| it.origin()).unwrap_or_default()
        };
        let events =
            |setting: &Setting| setting.events.iter().map(|it| event_type(*it)).collect::<Vec<_>>().join(" ");
        let list = |setting: &Setting| {
            setting.customers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        let teams =
            |setting: &Setting| setting.teams.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let group = |setting: &Setting| setting.group.map(|it| it.to_string()).unwrap_or_default();
        let mut event = event(EventKind::WebhookEdited, self.webhook, &before.name)
            .changed("displayName", &before.name, &after.name)
            .changed("host", origin(&before), origin(&after))
            .changed("events", events(&before), events(&after))
            .changed("tenantIds", list(&before), list(&after))
            .changed("roomGroupId", group(&before), group(&after))
            .changed("teamIds", teams(&before), teams(&after))
            .changed("lowestSeverity", before.lowest_severity.key(), after.lowest_severity.key())
            .changed("ownerId", before.owner, after.owner)
            .changed("isEnabled", before.is_on, after.is_on);
        if before.address != after.address {
            event = event.with("urlChanged", true);
        }
        change.write(webhooks::set(Batch::of(event), self.webhook, &before, &after)?).await?;
        Ok(())
    }
}
