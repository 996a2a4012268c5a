//! The partner gives roles of a relationship to its groups, changes and takes them back (R-383, state machine 3.5).

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    granular_relationship::{AssignmentStatus, AssignmentStep, Status},
    id::{AccessAssignment, GranularOperation, GranularRelationship, Id, SecurityGroup},
    role_definition::RoleDefinition,
    time::Time,
};
use store::{
    Batch, Change,
    granular_relationships::{
        GranularRow,
        assignments::{self, AccessAssignmentRow},
        requests,
    },
};
use uuid::Uuid;

use super::{are, event, not_over, own, roles, words};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

const ASSIGNS: Action = Action::ActAsAgent(AgentRight::AssignDelegation);

/// Gives roles of a relationship in force to a group of the caller's organization.
#[derive(Clone, Debug)]
pub struct AssignAccess {
    /// The relationship.
    pub relationship: Id<GranularRelationship>,
    /// The group.
    pub group: Id<SecurityGroup>,
    /// The templates of the roles.
    pub roles: Vec<Uuid>,
}

/// Roles that are roles of a relationship.
fn granted(row: &GranularRow, templates: &[Uuid]) -> Result<Vec<&'static RoleDefinition>, Refusal> {
    let mut form = Form::default();
    let wanted = roles(&mut form, templates);
    for role in wanted.iter().filter(|role| !row.roles.contains(role)) {
        form.limit("accessDetails", Code::RoleNotGranted, role.name);
    }
    form.finish()?;
    Ok(wanted)
}

fn in_force(row: &GranularRow, now: Time) -> Result<(), Refusal> {
    if row.status == Status::Active {
        return not_over(row, now);
    }
    Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())))
}

impl Command for AssignAccess {
    type Output = Id<AccessAssignment>;
    const NAME: &'static str = "granular_relationships.assign";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (ASSIGNS, Where::Granular(self.relationship))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<AccessAssignment>, Refusal> {
        let row = own(change, context.caller.person.organization, self.relationship, None).await?;
        in_force(&row, change.now())?;
        let roles = granted(&row, &self.roles)?;
        let name = assignments::fetch_group(change, row.id, self.group).await?;
        let name =
            name.ok_or_else(|| Refusal::field("accessContainer/accessContainerId", Code::UnknownReference))?;
        let all = assignments::fetch(change, row.id).await?;
        if let Some(there) = all.iter().find(|it| it.group == self.group) {
            return Err(Refusal::Conflict(Code::AlreadyExists, Some(there.id.uuid())));
        }
        let id = change.new_id();
        let event = event(EventKind::AccessAssignmentCreated, &row)
            .with("groupId", self.group)
            .with("group", name)
            .with("roles", words(&roles))
            .about_part(id.uuid());
        change.write(assignments::insert(Batch::of(event), row.id, id, self.group, &roles)).await?;
        Ok(id)
    }
}

/// An assignment of a relationship among all of them, as it was read by the caller.
async fn one(
    change: &mut Change,
    row: &GranularRow,
    id: Id<AccessAssignment>,
    stamp: Option<i64>,
) -> Result<(Vec<AccessAssignmentRow>, AccessAssignmentRow), Refusal> {
    let all = assignments::fetch(change, row.id).await?;
    let found = all.iter().find(|it| it.id == id).cloned().ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != found.stamp) {
        return Err(Refusal::Stale);
    }
    Ok((all, found))
}

/// Changes the roles of an assignment.
#[derive(Clone, Debug)]
pub struct ChangeAccess {
    /// The relationship.
    pub relationship: Id<GranularRelationship>,
    /// The assignment.
    pub assignment: Id<AccessAssignment>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// The templates of the roles.
    pub roles: Vec<Uuid>,
}

impl Command for ChangeAccess {
    /// The operation under way; none where nothing changed.
    type Output = Option<Id<GranularOperation>>;
    const NAME: &'static str = "granular_relationships.change_access";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (ASSIGNS, Where::Granular(self.relationship))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Option<Id<GranularOperation>>, Refusal> {
        let row = own(change, context.caller.person.organization, self.relationship, None).await?;
        let (all, before) = one(change, &row, self.assignment, self.stamp).await?;
        let status = before.status.after(AssignmentStep::Change);
        let status = status.ok_or(Refusal::Conflict(Code::InvalidState, Some(before.id.uuid())))?;
        if are(&before.roles, &self.roles) {
            return Ok(None);
        }
        in_force(&row, change.now())?;
        let roles = granted(&row, &self.roles)?;
        let after = AccessAssignmentRow { roles, status, ..before.clone() };
        let operation = change.new_id();
        let data = serde_json::json!({
            "id": after.id,
            "status": after.status.key(),
            "accessContainer": { "accessContainerId": after.group, "accessContainerType": "securityGroup" },
            "accessDetails": { "unifiedRoles": after.roles.iter()
                .map(|role| serde_json::json!({ "roleDefinitionId": role.id })).collect::<Vec<_>>() },
        });
        let event = event(EventKind::AccessAssignmentUpdated, &row).with("groupId", before.group).changed(
            "roles",
            words(&before.roles),
            words(&after.roles),
        );
        let event = event.about_part(before.id.uuid());
        let batch = assignments::save(Batch::of(event), &row, &all, &after);
        change.write(requests::insert_operation(batch, row.id, operation, data.to_string())).await?;
        Ok(Some(operation))
    }
}

/// Takes an assignment back; nobody holds anything by it any more.
#[derive(Clone, Copy, Debug)]
pub struct EndAccess {
    /// The relationship.
    pub relationship: Id<GranularRelationship>,
    /// The assignment.
    pub assignment: Id<AccessAssignment>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for EndAccess {
    type Output = ();
    const NAME: &'static str = "granular_relationships.end_access";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (ASSIGNS, Where::Granular(self.relationship))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = own(change, context.caller.person.organization, self.relationship, None).await?;
        let (all, before) = one(change, &row, self.assignment, self.stamp).await?;
        let status: AssignmentStatus = before
            .status
            .after(AssignmentStep::Delete)
            .ok_or(Refusal::Conflict(Code::InvalidState, Some(before.id.uuid())))?;
        let after = AccessAssignmentRow { status, ..before.clone() };
        let event = event(EventKind::AccessAssignmentDeleted, &row)
            .with("groupId", before.group)
            .without("roles", words(&before.roles))
            .about_part(before.id.uuid());
        change.write(assignments::save(Batch::of(event), &row, &all, &after)).await?;
        Ok(())
    }
}
