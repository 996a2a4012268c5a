//! A role renamed, described, or allowing something else. Whoever holds it holds the new permissions at once.

use authz::{Action, may_confer};
use domain::{
    event::{Event, EventKind, Subject},
    permission::{Permission, PermissionSet},
    role::Role,
};
use store::{Batch, Change, roles::RoleRow};

use super::{RoleContext, RoleForm};
use crate::{
    assignments::conferred,
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Changes name, description or permissions of a role; what is not told stays.
#[derive(Clone, Debug)]
pub struct EditRole {
    /// Where it counts.
    pub context: RoleContext,
    /// Which.
    pub role: Role,
    /// The name from now on.
    pub name: Option<String>,
    /// The description from now on.
    pub description: Option<String>,
    /// The keys of the permissions from now on.
    pub permissions: Option<Vec<String>>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

/// A role of a context as the caller may change it: not built in, not more than they could confer on its rooms, not stale.
pub(super) async fn changeable(
    change: &mut Change,
    context: &Context<'_>,
    place: RoleContext,
    role: Role,
    stamp: Option<i64>,
) -> Result<RoleRow, Refusal> {
    let link = place.link_id(change, context).await?;
    let Role::Custom(id) = role else { return Err(Refusal::Conflict(Code::BuiltInRole, None)) };
    let row = store::roles::fetch(change, id).await?.filter(|row| row.link == link);
    let row = row.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != row.stamp) {
        return Err(Refusal::Stale);
    }
    confers_everywhere(change, context, &row, row.permissions).await?;
    Ok(row)
}

/// Refused where the caller could not confer these permissions: somewhere, and on the rooms of every assignment of the role, whose
/// members hold them at once.
async fn confers_everywhere(
    change: &mut Change,
    context: &Context<'_>,
    role: &RoleRow,
    permissions: PermissionSet,
) -> Result<(), Refusal> {
    if !may_confer(context.facts, change.tenant(), permissions) {
        return Err(Refusal::Denied(Code::ExceedsOwnPermissions, None));
    }
    for assignment in store::assignments::fetch_of_role(change, role.id).await? {
        conferred(change, context, &assignment, permissions).await?;
    }
    Ok(())
}

impl Command for EditRole {
    type Output = ();
    const NAME: &'static str = "roles.edit";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = changeable(change, context, self.context, self.role, self.stamp).await?;
        let stored = |permission: Permission| permission.key().to_owned();
        let form = RoleForm {
            name: self.name.unwrap_or_else(|| before.name.clone()),
            description: self.description.unwrap_or_else(|| before.description.clone()),
            permissions: self.permissions.unwrap_or_else(|| before.permissions.iter().map(stored).collect()),
        };
        let after = form.check(change, context)?;
        confers_everywhere(change, context, &before, after.permissions).await?;
        if store::roles::is_taken(change, before.link, after.name.as_str(), before.id).await? {
            return Err(Refusal::Conflict(Code::NameTaken, None));
        }
        let event = Event::new(EventKind::RoleEdited, Subject::thing(before.id.uuid(), &before.name))
            .changed("displayName", &before.name, &after.name)
            .changed("description", &before.description, &after.description)
            .changed("permissions", before.permissions, after.permissions);
        if event.changes.is_empty() {
            return Ok(());
        }
        let batch = store::roles::edit(
            Batch::of(event),
            &before,
            after.name.as_str(),
            &after.description,
            after.permissions,
        );
        change.write(batch).await?;
        Ok(())
    }
}
