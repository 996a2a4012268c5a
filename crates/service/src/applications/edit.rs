//! Setting an application.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Application, Id},
};
use store::{Batch, Change, applications};

use super::{ASKS, ApplicationForm, event, found, words};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Sets an application of the caller's organization. A permission that is taken away counts no more with the commit.
#[derive(Clone, Debug)]
pub struct EditApplication {
    /// The application.
    pub application: Id<Application>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// What it is to be; what is none stays.
    pub form: ApplicationForm,
}

impl Command for EditApplication {
    type Output = ();
    const NAME: &'static str = "applications.edit";
    // Whoever acts by it meanwhile is waited for.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.application, self.stamp).await?;
        let after = self.form.checked(Some(&row.setting))?;
        let before = &row.setting;
        if after == *before {
            return Ok(());
        }
        let event = event(EventKind::ApplicationEdited, &row)
            .changed("displayName", &before.name, &after.name)
            .changed("redirectUris", before.redirects.join(" "), after.redirects.join(" "))
            .changed("isPublicClient", before.is_public, after.is_public)
            .changed(
                "applicationPermissions",
                words(&before.application_permissions),
                words(&after.application_permissions),
            )
            .changed(
                "delegatedPermissions",
                words(&before.delegated_permissions),
                words(&after.delegated_permissions),
            );
        change.write(applications::set(Batch::of(event), row.id, &after)?).await?;
        Ok(())
    }
}
