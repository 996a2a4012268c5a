//! The partner manages the primary admins of a customer.
//!
//! Invariant: after every change at least one enabled, unblocked person is a primary admin, and whoever makes or unmakes primary admins
//! could confer all of their rights themselves.

use authz::Action;
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    permission::Permission,
};
use store::{Batch, Change, assignments::AssignmentRow, links::LinkRow};

use crate::{
    assignments::{Members, conferred, labels, permissions_of, principals, turn_members},
    caller::Person,
    links::orphans,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Changes who the primary admins of a customer are: by both paths of, by role management
/// there.
#[derive(Clone, Debug)]
pub struct ChangePrimaryAdmins {
    /// At which customer.
    pub customer: Id<Organization>,
    /// How.
    pub members: Members,
    /// The stamp the assignment was read with.
    pub stamp: Option<i64>,
}

impl Command for ChangePrimaryAdmins {
    type Output = ();
    const NAME: &'static str = "assignments.change_primary_admins";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoleModify), Where::LinkOf(self.customer))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let (link, row) = fixed(change, context).await?;
        let rights = permissions_of(change, row.role).await?.or(link.extended);
        conferred(change, context, &row, rights).await?;
        turn(change, context, &row, &self.members, self.stamp).await
    }
}

/// Names primary admins of a customer where nobody can act as one any more: for those who answer
/// invitations.
#[derive(Clone, Debug)]
pub struct RescueOrphan {
    /// At which customer.
    pub customer: Id<Organization>,
    /// Who becomes primary admin.
    pub members: Vec<Principal>,
    /// The stamp the assignment was read with.
    pub stamp: Option<i64>,
}

impl Command for RescueOrphan {
    type Output = ();
    const NAME: &'static str = "assignments.rescue_orphan";
    const CHANGES_ACCESS: bool = true;
    /// The customer is no orphan then.
    const ENDS_ITS_RIGHT: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::RescueOrphan, Where::LinkOf(self.customer))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let (_, row) = fixed(change, context).await?;
        turn(change, context, &row, &Members::Add(self.members), self.stamp).await
    }
}

/// The live link of the caller's organization, and the assignment "Assigned admins" of it.
async fn fixed(change: &mut Change, context: &Context<'_>) -> Result<(LinkRow, AssignmentRow), Refusal> {
    let partner = context.caller.person.organization;
    let link = store::links::fetch_live(change, partner).await?.ok_or(Refusal::Missing)?;
    let row = store::assignments::fetch_primary(change, link.id).await?.ok_or(Refusal::Missing)?;
    Ok((link, row))
}

async fn turn(
    change: &mut Change,
    context: &Context<'_>,
    row: &AssignmentRow,
    members: &Members,
    stamp: Option<i64>,
) -> Result<(), Refusal> {
    let partner = context.caller.person.organization;
    if stamp.is_some_and(|stamp| stamp != row.stamp) {
        return Err(Refusal::Stale);
    }
    let before = store::assignments::fetch_members(change, row.id).await?;
    let named = principals(change, partner, "primaryAdmins", members.named()).await?;
    let after = members.after(&before, named)?;
    let ids: Vec<Principal> = after.iter().map(|member| member.principal).collect();
    if store::assignments::resolve(change, partner, &ids).await?.is_empty() {
        return Err(Refusal::Conflict(Code::LastMember, Some(row.id.uuid())));
    }
    let event = Event::new(EventKind::AssignmentMembersChanged, Subject::thing(row.id.uuid(), &row.name))
        .with("role", row.role.key())
        .changed_person("members", labels(&before), labels(&after))
        .concerning(partner.uuid());
    let batch = turn_members(Batch::of(event), row.id, partner, &before, &after);
    change.write(batch).await?;
    orphans::review(change).await
}
