//! Planning a maintenance window: from now on, or from a moment to come.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, MaintenanceWindow, Organization, RoomGroup},
    permission::Permission,
    time::Time,
};
use store::{
    Batch, Change,
    maintenance_windows::{self, Found},
};

use super::{MOST_AT_ONCE, event, require_rooms};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    suppressions::form,
};

/// Plans maintenance of the rooms of a group, or of all rooms.
#[derive(Clone, Debug)]
pub struct PlanMaintenance {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The group of the rooms; none means every room of the organization.
    pub group: Option<Id<RoomGroup>>,
    /// Why.
    pub reason: String,
    /// From when on; none is now.
    pub from: Option<Time>,
    /// Until when.
    pub until: Option<Time>,
}

impl Command for PlanMaintenance {
    type Output = Id<MaintenanceWindow>;
    const NAME: &'static str = "maintenance.plan";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Tenant(self.tenant))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<MaintenanceWindow>, Refusal> {
        let rooms_name = match require_rooms(change, context, self.tenant, self.group).await {
            Err(Refusal::Missing) => return Err(Refusal::field("roomGroupId", Code::UnknownReference)),
            named => named?,
        };
        let now = change.now();
        let mut form = Form::default();
        let reason = form::reason(&mut form, &self.reason);
        let begins_at = form::begin(&mut form, self.from, now);
        let until = form::end(&mut form, self.until, begins_at, now);
        let live = usize::try_from(maintenance_windows::how_many(change).await?).unwrap_or(usize::MAX);
        if live >= MOST_AT_ONCE {
            form.limit("roomGroupId", Code::TooMany, MOST_AT_ONCE);
        }
        let (Some(reason), Some(ends_at)) = (reason, until) else { return Err(form.refusal()) };
        form.finish()?;

        let id = change.new_id();
        let window = Found { id, group: self.group, rooms_name, reason, begins_at, ends_at };
        let mut event = event(EventKind::MaintenancePlanned, &window)
            .with("reason", &window.reason)
            .with("endDateTime", ends_at);
        if begins_at > now {
            event = event.with("startDateTime", begins_at);
        }
        let person = &context.caller.person;
        let owner = (person.organization, person.user, person.upn.as_str());
        change.write(maintenance_windows::add(Batch::of(event), &window, owner, now)).await?;
        Ok(id)
    }
}
