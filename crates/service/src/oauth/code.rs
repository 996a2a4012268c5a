//! A person lets an application act for them: a code that the application turns into a token, once.

use authz::Action;
use domain::{
    application::CODE_LIFE,
    event::{Event, EventKind, Subject},
};
use store::{
    Batch, Change,
    applications::{self, Code, add_code},
};

use super::{Consent, redirect::leads_to};
use crate::{
    account::require_session,
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
    sign_in::Secret,
};

/// Consents in the name of the caller.
#[derive(Clone, Debug)]
pub struct ConsentToApplication {
    /// What the caller was asked.
    pub consent: Consent,
}

impl Command for ConsentToApplication {
    type Output = Secret;
    const NAME: &'static str = "oauth.consent";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Secret, Refusal> {
        require_session(context)?;
        let Consent { application, redirect, permissions, challenge, .. } = self.consent;
        let row = applications::found(change, application).await?.filter(|row| row.is_enabled);
        let row = row.ok_or(Refusal::Missing)?;
        let setting = &row.setting;
        let is_so = setting.redirects.iter().any(|it| leads_to(it, &redirect, setting.is_public))
            && permissions.is_subset(&row.setting.delegated_permissions);
        if !is_so {
            // It was set otherwise since the person was asked.
            return Err(Refusal::Stale);
        }
        let words: Vec<_> = permissions.iter().map(|it| it.key()).collect();
        let subject = Subject::thing(row.id.uuid(), &row.setting.name);
        let event = Event::new(EventKind::ApplicationConsented, subject).with("permissions", words.join(" "));
        let secret = Secret::draw(context.app, "");
        let code = Code {
            application,
            user: context.caller.person.user,
            redirect,
            challenge,
            permissions,
            expires_at: change.now().plus(CODE_LIFE),
        };
        change.write(add_code(Batch::of(event), secret.hash(), &code)?).await?;
        Ok(secret)
    }
}
