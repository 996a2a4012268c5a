//! A role ends, and its assignments with it, at once: by those who manage roles in its context, and a partner's role by
//! the customer too.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{CustomRole, Id},
    permission::Permission,
    role::Role,
};
use store::{Batch, Change, roles::RoleRow};

use super::{RoleContext, edit::changeable};
use crate::{
    assignments::labels,
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Deletes a role of a context.
#[derive(Clone, Copy, Debug)]
pub struct DeleteRole {
    /// Where it counts.
    pub context: RoleContext,
    /// Which.
    pub role: Role,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for DeleteRole {
    type Output = ();
    const NAME: &'static str = "roles.delete";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = changeable(change, context, self.context, self.role, self.stamp).await?;
        end(change, row).await
    }
}

/// Deletes a role that a partner made in the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct DeletePartnerRole {
    /// Which.
    pub role: Id<CustomRole>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for DeletePartnerRole {
    type Output = ();
    const NAME: &'static str = "roles.delete_partner_role";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RoleModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = store::roles::fetch(change, self.role).await?.filter(|row| row.link.is_some());
        let row = row.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != row.stamp) {
            return Err(Refusal::Stale);
        }
        end(change, row).await
    }
}

async fn end(change: &mut Change, row: RoleRow) -> Result<(), Refusal> {
    let concerning = |event: Event| match row.partner {
        Some(partner) => event.concerning(partner.uuid()),
        None => event,
    };
    for assignment in store::assignments::fetch_of_role(change, row.id).await? {
        let members = store::assignments::fetch_members(change, assignment.id).await?;
        let scope = store::scopes::fetch(change, assignment.scope).await?;
        let event =
            Event::new(EventKind::AssignmentDeleted, Subject::thing(assignment.id.uuid(), &assignment.name))
                .without("role", Role::Custom(row.id).key())
                .changed_person("members", labels(&members), "");
        let batch = Batch::of(concerning(event));
        change.write(store::assignments::delete(batch, &assignment, &scope, &members)).await?;
    }
    let event = Event::new(EventKind::RoleDeleted, Subject::thing(row.id.uuid(), &row.name))
        .without("displayName", &row.name)
        .without("permissions", row.permissions);
    change.write(store::roles::delete(Batch::of(concerning(event)), &row)).await?;
    Ok(())
}
