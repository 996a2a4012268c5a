//! What goes with a person or group that is deleted: memberships, directory roles, the place of a tenant
//! manager, assignments and roles on subscriptions, those at customers included. Each is told in the log of the organization where it
//! stood.

use authz::{Action, Fact, SystemTask, fact::Turn, system_permit};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Assignment, Id, Organization, SecurityGroup},
    role::DirectoryRole,
};
use store::{
    Batch, Change,
    directory::{AROUND, NAMED_IN, REMOVE_MEMBER, ROLES_OF, TAKE_FROM_ASSIGNMENT, TAKE_TENANT_MANAGER},
    values,
};

use crate::{directory_roles, refusal::Refusal, run::Context, subscriptions};

/// Takes a principal of the permit's organization out of everything that names it. The change stands in that
/// organization again afterwards.
pub(crate) async fn depart(
    change: &mut Change,
    context: &Context<'_>,
    member: Principal,
    name: &str,
) -> Result<(), Refusal> {
    let home = change.tenant();
    leave_groups(change, member, name).await?;
    for row in change.rows(&ROLES_OF, values![member.uuid()]).await? {
        if let Some(role) = DirectoryRole::from_key(&row.get::<String>(0)?) {
            directory_roles::take(change, role, member, name).await?;
        }
    }
    let event = Event::new(EventKind::TenantManagerRemoved, Subject::person(member.uuid(), name));
    if change.find(&store::directory::IS_TENANT_MANAGER, values![member.uuid()]).await?.is_some() {
        let fact = Fact::TenantManager { member, is: Turn::ENDS };
        change.write(Batch::of(event).run(&TAKE_TENANT_MANAGER, values![member.uuid()]).fact(fact)).await?;
    }
    leave_assignments(change, context, home, member).await
}

/// Takes a principal of the organization of the change out of every group that it is in directly.
pub(crate) async fn leave_groups(change: &mut Change, member: Principal, name: &str) -> Result<(), Refusal> {
    let mut groups: Vec<(Id<SecurityGroup>, String)> = Vec::new();
    for row in change.rows(&AROUND, values![member.uuid()]).await? {
        groups.push((row.get(0)?, row.get(1)?));
    }
    for (group, of) in groups {
        let subject = Subject::thing(group.uuid(), of);
        let event =
            Event::new(EventKind::SecurityGroupMembersChanged, subject).without_person("member", name);
        let fact = Fact::GroupMember { group, member, is: Turn::ENDS };
        let batch = Batch::of(event).run(&REMOVE_MEMBER, values![group, member.uuid()]).fact(fact);
        change.write(batch).await?;
    }
    Ok(())
}

async fn leave_assignments(
    change: &mut Change,
    context: &Context<'_>,
    home: Id<Organization>,
    member: Principal,
) -> Result<(), Refusal> {
    let mut named: Vec<(Id<Organization>, Id<Assignment>, String)> = Vec::new();
    for row in change.rows(&NAMED_IN, values![member.uuid()]).await? {
        named.push((row.get(0)?, row.get(1)?, row.get(2)?));
    }
    let held = store::subscriptions::held_by(change, member).await?;
    let mut away = false;
    for (tenant, assignment, name) in named {
        if tenant != change.tenant() {
            change.turn_to(system_permit(SystemTask::Departure, tenant));
            away = true;
        }
        let event = Event::new(EventKind::AssignmentMembersChanged, Subject::thing(assignment.uuid(), name))
            .without("member", member.uuid())
            .concerning(home.uuid());
        let fact = Fact::AssignmentMember { assignment, member, is: Turn::ENDS };
        let batch =
            Batch::of(event).run(&TAKE_FROM_ASSIGNMENT, values![assignment, member.uuid()]).fact(fact);
        change.write(batch).await?;
    }
    for (tenant, subscription, assignment) in held {
        if tenant != change.tenant() {
            change.turn_to(system_permit(SystemTask::Departure, tenant));
            away = true;
        }
        subscriptions::depart(change, subscription, assignment).await?;
    }
    if away {
        change.turn_to(context.permit(Action::ManageDirectory, home)?);
    }
    Ok(())
}
