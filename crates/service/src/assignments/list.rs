//! Settings > Roles: built-in roles with their assignments, own and of partners.

use authz::{Action, Realm};
use domain::{
    id::{Assignment, Id, Organization},
    permission::Permission,
    role::Role,
};
use store::{
    View,
    assignments::{AssignmentRow, Member, Whose},
    scopes::Described,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    links::with_members,
    refusal::Refusal,
};

/// An assignment with everything a reader of roles sees.
#[derive(Clone, Debug)]
pub struct ShownAssignment {
    /// The assignment.
    pub row: AssignmentRow,
    /// Its members.
    pub members: Vec<Member>,
    /// Its rooms by name; of Primary admins the customer's link decides, so it is not told to the partner.
    pub scope: Option<Described>,
}

/// The assignments of an organization's own roles, or one of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnAssignments {
    /// Only this one.
    pub only: Option<Id<Assignment>>,
}

impl Question for OwnAssignments {
    type Answer = Vec<ShownAssignment>;
    const NAME: &'static str = "assignments.own";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::RoleView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let shown = described(view, Whose::Own, self.only).await?;
        if self.only.is_some() && shown.is_empty() {
            return Err(Refusal::Missing);
        }
        Ok(shown)
    }
}

/// The partner roles in the caller's organization, with partners, members and scope.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartnerAssignments;

impl Question for PartnerAssignments {
    type Answer = Vec<ShownAssignment>;
    const NAME: &'static str = "assignments.partners";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::RoleView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        described(view, Whose::Partners, None).await
    }
}

async fn described(
    view: &mut View,
    whose: Whose,
    only: Option<Id<Assignment>>,
) -> Result<Vec<ShownAssignment>, Refusal> {
    let mut shown = Vec::new();
    for (row, members) in with_members(view, whose, None, None).await? {
        if only.is_some_and(|only| only != row.id) {
            continue;
        }
        let scope = store::scopes::describe(view, row.scope).await?;
        shown.push(ShownAssignment { row, members, scope: Some(scope) });
    }
    Ok(shown)
}

/// The partner's own roles at one customer: its own people and chains only (decision 17).
#[derive(Clone, Copy, Debug)]
pub struct RolesAt {
    /// At which customer.
    pub customer: Id<Organization>,
}

impl Question for RolesAt {
    type Answer = Vec<ShownAssignment>;
    const NAME: &'static str = "assignments.roles_at";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoleView), Realm::Customer(self.customer))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        view.look(context.sight(Action::SeeTenants, Realm::Own)?);
        let rows = with_members(view, Whose::ThroughLink, Some(self.customer), None).await?;
        let seen = context.sight(Action::Use(Permission::RoomView), Realm::Customer(self.customer));
        let mut shown = Vec::with_capacity(rows.len());
        for (row, members) in rows {
            let scope = match (&seen, row.role) {
                (Ok(sight), Role::Custom(_)) => {
                    view.look(sight.clone());
                    Some(store::scopes::describe_seen(view, row.tenant, row.scope).await?)
                }
                _ => None,
            };
            shown.push(ShownAssignment { row, members, scope });
        }
        Ok(shown)
    }
}
