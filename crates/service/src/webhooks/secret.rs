//! The secrets that sign: shown once, sealed, and for a day two of them.

use authz::Action;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    event::EventKind,
    id::{Id, Organization, Webhook},
    time::Time,
    webhook::{OLD_SECRET_SIGNS, SECRET_MARK},
};
use store::{
    Batch, Change,
    webhooks::{self, Hook, SealedSecret},
};

use super::{ASKS, event, found};
use crate::{
    app::App,
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
    sealer::Sealed,
    sign_in::Secret,
};

/// Gives a webhook another secret. The one before signs as well for a day, so that its receiver can change without a gap.
#[derive(Clone, Copy, Debug)]
pub struct RotateSecret {
    /// The webhook.
    pub webhook: Id<Webhook>,
}

impl Command for RotateSecret {
    type Output = Secret;
    const NAME: &'static str = "webhook.rotate_secret";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Secret, Refusal> {
        if !webhooks::lock(change, self.webhook).await? {
            return Err(Refusal::Missing);
        }
        let row = found(change, self.webhook, None).await?;
        let until = change.now().plus(OLD_SECRET_SIGNS);
        let (secret, sealed) = fresh(context.app, change.tenant(), self.webhook)?;
        let event = event(EventKind::WebhookSecretRotated, self.webhook, &row.setting.name)
            .with("previousSecretExpirationDateTime", until);
        change.write(webhooks::rotate(Batch::of(event), self.webhook, until, sealed)).await?;
        Ok(secret)
    }
}

/// A fresh secret for a webhook, open and sealed.
pub(super) fn fresh(
    app: &App,
    tenant: Id<Organization>,
    webhook: Id<Webhook>,
) -> Result<(Secret, SealedSecret), Refusal> {
    let bytes = app.secrets.random32();
    let sealed = app
        .sealer
        .seal(app.secrets.as_ref(), &context(tenant, webhook), &bytes)
        .map_err(|error| Refusal::Bug(Box::new(error)))?;
    let secret = Secret::of(format!("{SECRET_MARK}{}", STANDARD.encode(bytes)));
    Ok((secret, SealedSecret { key_id: sealed.key_id, bytes: sealed.bytes }))
}

/// The secrets that sign at a moment, the current one first.
pub(super) fn open(app: &App, hook: &Hook, now: Time) -> Result<Vec<Vec<u8>>, Refusal> {
    let old = hook.old_secret.as_ref().filter(|(_, until)| *until > now).map(|(secret, _)| secret);
    let context = context(hook.owner.organization, hook.id);
    let open = |secret: &SealedSecret| {
        let sealed = Sealed { key_id: secret.key_id.clone(), bytes: secret.bytes.clone() };
        app.sealer.open(&context, &sealed).map_err(|error| Refusal::Bug(Box::new(error)))
    };
    std::iter::once(&hook.secret).chain(old).map(open).collect()
}

/// What a sealed secret is bound to.
fn context(tenant: Id<Organization>, webhook: Id<Webhook>) -> Vec<u8> {
    format!("webhook:{tenant}:{webhook}").into_bytes()
}
