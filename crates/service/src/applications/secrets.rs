//! Secrets of an application: shown once, kept as a hash, ending within two years.

use authz::Action;
use domain::{
    application::{MOST_DAYS, MOST_SECRETS},
    event::EventKind,
    id::{Application, ApplicationSecret, Id},
    text::Name,
    time::{DAY, Time},
};
use serde::{Deserialize, Serialize};
use store::{Batch, Change, applications};

use super::{ASKS, event, found};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::Secret,
};

/// What a secret begins with, so that scanners find lost ones.
const SECRET_MARK: &str = "stwa_";

/// Adds a secret to an application of the caller's organization; those it has go on.
#[derive(Clone, Debug)]
pub struct AddSecret {
    /// The application.
    pub application: Id<Application>,
    /// What people call the secret.
    pub name: String,
    /// For how many days: 1 to 730.
    pub days: i64,
}

/// What was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewSecret {
    /// The secret's identifier.
    pub id: Id<ApplicationSecret>,
    /// The secret; empty where it was shown before.
    pub secret: Secret,
    /// When it ends.
    pub expires_at: Time,
}

impl Command for AddSecret {
    type Output = NewSecret;
    const NAME: &'static str = "applications.add_secret";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<NewSecret, Refusal> {
        let row = found(change, self.application, None).await?;
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        if !(1..=MOST_DAYS).contains(&self.days) {
            form.limit("days", Code::OutOfRange, format!("1–{MOST_DAYS}"));
        }
        let Some(name) = name else { return Err(form.refusal()) };
        form.finish()?;
        if applications::count_secrets(change, row.id).await? >= MOST_SECRETS {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let (id, secret) = (change.new_id(), Secret::draw(context.app, SECRET_MARK));
        let expires_at = change.now().plus(self.days * DAY);
        let event = event(EventKind::ApplicationSecretAdded, &row)
            .with("secret", name.as_str())
            .with("secretId", id)
            .with("expirationDateTime", expires_at);
        let batch = Batch::of(event);
        let batch = applications::add_secret(batch, row.id, (id, name.as_str()), secret.hash(), expires_at);
        change.write(batch).await?;
        Ok(NewSecret { id, secret, expires_at })
    }
}

/// Removes a secret from an application of the caller's organization: with the commit tokens that were got with it count no more.
#[derive(Clone, Copy, Debug)]
pub struct RemoveSecret {
    /// The application.
    pub application: Id<Application>,
    /// The secret.
    pub secret: Id<ApplicationSecret>,
}

impl Command for RemoveSecret {
    type Output = ();
    const NAME: &'static str = "applications.remove_secret";
    // Whoever acts by it meanwhile is waited for.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.application, None).await?;
        let secret = applications::secret(change, row.id, self.secret).await?.ok_or(Refusal::Missing)?;
        let event = event(EventKind::ApplicationSecretRemoved, &row)
            .with("secret", secret.name)
            .with("secretId", secret.id);
        change.write(applications::remove_secret(Batch::of(event), row.id, secret.id)).await?;
        Ok(())
    }
}
