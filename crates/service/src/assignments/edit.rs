//! Name, description and rooms of an assignment of an own role.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Assignment, Id},
    permission::Permission,
    scope::Scope,
};
use store::{Batch, Change, scopes};

use crate::{
    assignments::{create::text_faults, own},
    caller::Person,
    invitations::refuse,
    refusal::Refusal,
    run::{Command, Context, Where},
    scopes::{changed_scope, scope_faults},
};

/// Renames or describes an assignment.
#[derive(Clone, Debug)]
pub struct EditAssignment {
    /// Which.
    pub assignment: Id<Assignment>,
    /// Its name from now on.
    pub name: String,
    /// Its description from now on.
    pub description: String,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for EditAssignment {
    type Output = ();
    const NAME: &'static str = "assignments.edit";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RoleModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = own(change, context, self.assignment, self.stamp).await?;
        let (name, description, faults) = text_faults(&self.name, &self.description);
        let Some(name) = name.filter(|_| faults.is_empty()) else { return Err(refuse(faults)) };
        let event = Event::new(EventKind::AssignmentEdited, Subject::thing(row.id.uuid(), &row.name))
            .changed("displayName", &row.name, &name)
            .changed("description", &row.description, &description);
        if event.changes.is_empty() {
            return Ok(());
        }
        let batch = store::assignments::edit(Batch::of(event), row.id, name.as_str(), &description);
        change.write(batch).await?;
        Ok(())
    }
}

/// Gives an assignment other rooms.
#[derive(Clone, Debug)]
pub struct ChangeAssignmentScope {
    /// Which.
    pub assignment: Id<Assignment>,
    /// The rooms from now on.
    pub scope: Scope,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for ChangeAssignmentScope {
    type Output = ();
    const NAME: &'static str = "assignments.change_scope";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RoleModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = own(change, context, self.assignment, self.stamp).await?;
        let after = scopes::name(change, &self.scope).await?;
        let faults = scope_faults(&self.scope, &after);
        if !faults.is_empty() {
            return Err(refuse(faults));
        }
        let before = scopes::content(change, row.scope).await?;
        let event = Event::new(EventKind::AssignmentScopeChanged, Subject::thing(row.id.uuid(), &row.name));
        let event = changed_scope(event, &before, &after);
        let batch = scopes::replace(Batch::of(event), row.scope, &before.scope(), &self.scope);
        change.write(store::assignments::touch(batch, row.id)).await?;
        Ok(())
    }
}
