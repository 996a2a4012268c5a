//! Another end or reason of a maintenance window.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, MaintenanceWindow, Organization},
    permission::Permission,
    time::Time,
};
use store::{Batch, Change, maintenance_windows};

use super::{event, find};
use crate::{
    caller::Person,
    form::Form,
    refusal::Refusal,
    run::{Command, Context, Where},
    suppressions::form,
};

/// Changes a maintenance window; what is none stays.
#[derive(Clone, Debug)]
pub struct ChangeMaintenance {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The window.
    pub window: Id<MaintenanceWindow>,
    /// Why.
    pub reason: Option<String>,
    /// Until when.
    pub until: Option<Time>,
}

impl Command for ChangeMaintenance {
    type Output = ();
    const NAME: &'static str = "maintenance.change";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let now = change.now();
        let before = find(change, context, self.tenant, self.window).await?;
        let mut form = Form::default();
        let mut after = before.clone();
        if let Some(typed) = &self.reason {
            after.reason = form::reason(&mut form, typed).unwrap_or_default();
        }
        if self.until.is_some() {
            after.ends_at = form::end(&mut form, self.until, before.begins_at, now).unwrap_or(before.ends_at);
        }
        form.finish()?;
        if after == before {
            return Ok(());
        }
        let event = event(EventKind::MaintenanceChanged, &before)
            .changed("reason", &before.reason, &after.reason)
            .changed("endDateTime", before.ends_at, after.ends_at);
        change.write(maintenance_windows::set(Batch::of(event), &after, now)).await?;
        Ok(())
    }
}
