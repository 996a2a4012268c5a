//! Role assignments: an organization's own, and those of partners at their customers.
//!
//! Invariant: a right that comes from a partner relationship never makes or changes an own role
//! (decision 6); members of a partner role come from the partner's directory alone.

mod choices;
mod create;
mod delete;
mod edit;
mod form;
mod in_sight;
mod list;
mod members;
mod primary_admins;
mod warn;

pub use choices::{Candidates, PrincipalChoices};
pub use create::CreateAssignment;
pub(crate) use create::{assign, text_faults};
pub use delete::DeleteAssignment;
pub use edit::{ChangeAssignmentScope, ChangePeriod, EditAssignment};
pub use form::{AssignmentForm, Period};
pub(crate) use in_sight::InSight;
pub use list::{OwnAssignments, PartnerAssignments, RolesAt, ShownAssignment};
pub use members::{ChangeMembers, Members};
pub use primary_admins::{ChangePrimaryAdmins, RescueOrphan};
pub use store::assignments::{AssignmentRow, Member};
pub use warn::warn;

use authz::may_confer_on;
use domain::{
    directory::Principal,
    id::{Assignment, Id, Organization},
    permission::PermissionSet,
    role::{BuiltInRole, Role},
};
use store::{Batch, Change};

use crate::{
    invitations::label,
    refusal::{Code, Fault, Refusal},
    roles::RoleContext,
    run::Context,
};

/// The name of the fixed assignment inside Primary admins.
pub const ASSIGNED_ADMINS: &str = "Assigned admins";

/// The given people and groups with their names; those the directory of `home` does not have are faults.
pub(crate) async fn principals(
    change: &mut Change,
    home: Id<Organization>,
    field: &str,
    wanted: &[Principal],
) -> Result<Vec<Member>, Refusal> {
    let known = store::assignments::known(change, home, wanted).await?;
    let mut faults = Vec::new();
    let mut found: Vec<Member> = Vec::with_capacity(wanted.len());
    for (index, principal) in wanted.iter().enumerate() {
        match known.iter().find(|member| member.principal == *principal) {
            None => faults.push(Fault::new(format!("{field}/{index}"), Code::UnknownReference)),
            Some(member) if found.contains(member) => {}
            Some(member) => found.push(member.clone()),
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}

/// An assignment of a context as the caller may change it: not that of Primary admins, not more than the caller could
/// confer on its rooms, not stale.
async fn changeable(
    change: &mut Change,
    context: &Context<'_>,
    place: RoleContext,
    id: Id<Assignment>,
    stamp: Option<i64>,
) -> Result<AssignmentRow, Refusal> {
    let row = of_context(change, context, place, id, stamp).await?;
    if is_fixed(&row) {
        return Err(Refusal::Conflict(Code::BuiltInRole, Some(id.uuid())));
    }
    let permissions = permissions_of(change, row.role).await?;
    conferred(change, context, &row, permissions).await?;
    Ok(row)
}

/// Refused where the caller could not confer these permissions on the rooms of an assignment.
pub(crate) async fn conferred(
    change: &mut Change,
    context: &Context<'_>,
    row: &AssignmentRow,
    permissions: PermissionSet,
) -> Result<(), Refusal> {
    let scope = store::scopes::fetch(change, row.scope).await?;
    if may_confer_on(context.facts, change.tenant(), permissions, &scope) {
        Ok(())
    } else {
        Err(Refusal::Denied(Code::ExceedsOwnPermissions, None))
    }
}

/// Whether it is the fixed assignment inside Primary admins, of which only the members and the e-mail change.
fn is_fixed(row: &AssignmentRow) -> bool {
    row.role == Role::BuiltIn(BuiltInRole::PrimaryAdmins)
}

/// An assignment of a context, not stale; that of Primary admins is the partner's to change, not the customer's.
async fn of_context(
    change: &mut Change,
    context: &Context<'_>,
    place: RoleContext,
    id: Id<Assignment>,
    stamp: Option<i64>,
) -> Result<AssignmentRow, Refusal> {
    let link = place.link_id(change, context).await?;
    let row = store::assignments::fetch(change, id).await?.ok_or(Refusal::Missing)?;
    if is_fixed(&row) && link.is_none() {
        return Err(Refusal::Conflict(Code::BuiltInRole, Some(id.uuid())));
    }
    if row.link != link {
        return Err(Refusal::Missing);
    }
    if stamp.is_some_and(|stamp| stamp != row.stamp) {
        return Err(Refusal::Stale);
    }
    Ok(row)
}

/// What a role allows in the change's organization.
pub(crate) async fn permissions_of(change: &mut Change, role: Role) -> Result<PermissionSet, Refusal> {
    match role {
        Role::BuiltIn(role) => Ok(role.permissions()),
        Role::Custom(role) => {
            let role = store::roles::fetch(change, role).await?.ok_or(Refusal::Missing)?;
            Ok(role.permissions)
        }
    }
}

/// Adds what turns the members of an assignment from one list into another, as rows and as a fact.
fn turn_members(
    mut batch: Batch,
    id: Id<Assignment>,
    home: Id<Organization>,
    before: &[Member],
    after: &[Member],
) -> Batch {
    let is_in =
        |members: &[Member], member: &Member| members.iter().any(|other| other.principal == member.principal);
    for gone in before.iter().filter(|member| !is_in(after, member)) {
        batch = store::assignments::remove_member(batch, id, gone.principal);
    }
    for new in after.iter().filter(|member| !is_in(before, member)) {
        batch = store::assignments::add_member(batch, id, home, new.principal);
    }
    store::assignments::touch(batch, id)
}

/// Members in the audit log, each on its own line of the event.
pub(crate) fn labels(members: &[Member]) -> String {
    members.iter().map(label).collect::<Vec<_>>().join(", ")
}
