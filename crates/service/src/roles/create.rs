//! A new role with its first assignment.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{CustomRole, Id},
    role::Role,
};
use store::{Batch, Change, roles::NewRole};

use super::{RoleContext, RoleForm};
use crate::{
    assignments::{AssignmentForm, assign},
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Makes a role, and assigns it if the first assignment is told.
#[derive(Clone, Debug)]
pub struct CreateRole {
    /// Where it counts.
    pub context: RoleContext,
    /// The role.
    pub form: RoleForm,
    /// Its first assignment.
    pub first: Option<AssignmentForm>,
}

impl Command for CreateRole {
    type Output = Id<CustomRole>;
    const NAME: &'static str = "roles.create";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<CustomRole>, Refusal> {
        let id = make(change, context, self.context, &self.form).await?;
        if let Some(first) = self.first {
            let assigned = assign(change, context, self.context, Some(Role::Custom(id)), first).await;
            assigned.map_err(|refusal| refusal.below("firstAssignment/"))?;
        }
        Ok(id)
    }
}

/// Makes a role of a context.
pub(crate) async fn make(
    change: &mut Change,
    context: &Context<'_>,
    place: RoleContext,
    form: &RoleForm,
) -> Result<Id<CustomRole>, Refusal> {
    let link = place.link_id(change, context).await?;
    let role = form.check(change, context)?;
    let id: Id<CustomRole> = change.new_id();
    if store::roles::is_taken(change, link, role.name.as_str(), id).await? {
        return Err(Refusal::Conflict(Code::NameTaken, None));
    }
    let event = Event::new(EventKind::RoleCreated, Subject::thing(id.uuid(), role.name.as_str()))
        .with("displayName", &role.name)
        .with("description", &role.description)
        .with("permissions", role.permissions);
    let new = NewRole {
        id,
        link,
        name: role.name.to_string(),
        description: role.description,
        permissions: role.permissions,
        created_at: change.now(),
    };
    change.write(store::roles::insert(Batch::of(event), new)).await?;
    Ok(id)
}
