//! A new application.

use authz::Action;
use domain::{
    application::MOST_APPLICATIONS,
    event::{Event, EventKind, Subject},
    id::{Application, Id},
};
use store::{Batch, Change, applications};

use super::{ASKS, ApplicationForm, words};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Registers an application of the caller's organization.
#[derive(Clone, Debug)]
pub struct RegisterApplication {
    /// What it is to be.
    pub form: ApplicationForm,
}

impl Command for RegisterApplication {
    type Output = Id<Application>;
    const NAME: &'static str = "applications.register";
    // Together they could become too many.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Application>, Refusal> {
        let setting = self.form.checked(None)?;
        if applications::how_many(change).await? >= MOST_APPLICATIONS {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let id = change.new_id();
        let event = Event::new(EventKind::ApplicationCreated, Subject::thing(Id::uuid(id), &setting.name))
            .with("redirectUris", setting.redirects.join(" "))
            .with("isPublicClient", setting.is_public)
            .with("applicationPermissions", words(&setting.application_permissions))
            .with("delegatedPermissions", words(&setting.delegated_permissions));
        change.write(applications::add(Batch::of(event), id, &setting)?).await?;
        Ok(id)
    }
}
