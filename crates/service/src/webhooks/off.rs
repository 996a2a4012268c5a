//! Switching a webhook off that is gone or fails for good, and telling those who look after it.

use authz::SystemTask;
use domain::{
    event::EventKind,
    webhook::{Envelope, OffReason},
};
use store::{
    Batch,
    notices::{EVENT_AGENTS, Notice},
    webhooks::{self, Hook},
};

use super::event;
use crate::{app::App, refusal::Refusal, run::perform};

/// Switches a webhook off, with a notice; nothing where it is off already.
pub(super) async fn turn_off(app: &App, hook: &Hook, reason: OffReason) -> Result<(), Refusal> {
    let tenant = hook.owner.organization;
    let request = app.ids.next().to_string();
    perform(app, SystemTask::Webhooks, tenant, &request, "", async |change| {
        if !webhooks::lock(change, hook.id).await? {
            return Ok(());
        }
        let Some(row) = webhooks::found(change, hook.id).await?.filter(|row| row.setting.is_on) else {
            return Ok(());
        };
        let name = &row.setting.name;
        let event = event(EventKind::WebhookTurnedOff, hook.id, name).with("reason", reason.key()).changed(
            "isEnabled",
            true,
            false,
        );
        change.write(webhooks::turn_off(Batch::of(event), hook.id, reason)).await?;
        let kind = match reason {
            OffReason::Gone => "webhook_gone",
            OffReason::Failing => "webhook_failing",
        };
        let (audience, covers) = match row.envelope {
            Envelope::Standard => ("service_administrators", row.setting.covers.key()),
            Envelope::PartnerCenter => (EVENT_AGENTS, row.envelope.key()),
        };
        let parameters = vec![("name", name.clone()), ("covers", covers.to_owned())];
        let about = hook.id.uuid();
        change.notify(Notice { tenant, audience, kind, about, parameters }).await?;
        Ok(())
    })
    .await
}
