//! Giving the role, customer after customer, each in a transaction of its own with its events at the customer.
//!
//! Invariant: a refusal at one customer stops no other; what was done stays, so that a call that broke off is simply made
//! again.

use std::sync::Arc;

use authz::{Action, Realm};
use domain::{
    id::{Assignment, Id, Organization},
    permission::Permission,
    role::Role,
};
use serde::{Deserialize, Serialize};
use store::{Change, View};

use super::{
    AtCustomer, BulkAssignment, Outcome,
    pattern::{Checked, Pattern, check},
    plan::plan,
};
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    assignments::{AssignmentForm, assign},
    caller::{Access, Caller, Person},
    refusal::{Code, Refusal},
    roles::{RoleContext, make},
    run::{Command, Context, Where, run},
};

/// What was done at one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The new assignment; none if everybody held the role already.
    pub assignment: Option<Id<Assignment>>,
    /// Whether the role was made for it.
    pub makes_role: bool,
}

/// Gives a role at many customers, in the order in which they are named, and tells of each what happened.
pub async fn assign_at_many(
    app: &App,
    caller: &Caller,
    wanted: BulkAssignment,
) -> Result<Vec<AtCustomer>, Refusal> {
    if caller.person.access == Access::Read {
        return Err(Refusal::Denied(Code::ReadOnlyToken, None));
    }
    let checked = ask(app, caller, &Check(wanted)).await?;
    let pattern = Arc::new(checked.pattern.clone());
    let mut told = Vec::new();
    for (part, customer) in checked.customers().enumerate() {
        let command = AssignAt { customer, pattern: Arc::clone(&pattern) };
        let outcome = match run(app, &caller.part(part), command).await {
            Ok(Done { assignment: None, .. }) => Ok(Outcome::Held),
            Ok(Done { assignment, makes_role }) => {
                Ok(Outcome::Given { makes_role, gained: None, assignment })
            }
            // These say nothing of a customer.
            Err(refusal @ (Refusal::Unauthenticated(_) | Refusal::Bug(_))) => return Err(refusal),
            Err(refusal) if refusal.code() == Code::IdempotencyKeyReused => return Err(refusal),
            Err(refusal) => Err(refusal),
        };
        told.push(checked.tell(customer, outcome));
    }
    Ok(told)
}

/// Whether it can be begun at all.
#[derive(Clone, Debug)]
struct Check(BulkAssignment);

impl Question for Check {
    type Answer = Checked;
    const NAME: &'static str = "bulk_assignments.check";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoleModify), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Checked, Refusal> {
        check(view, looking, &self.0).await
    }
}

/// Gives the role at one customer.
#[derive(Clone, Debug)]
struct AssignAt {
    customer: Id<Organization>,
    pattern: Arc<Pattern>,
}

impl Command for AssignAt {
    type Output = Done;
    const NAME: &'static str = "bulk_assignments.assign";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        RoleContext::At(self.customer).asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Done, Refusal> {
        let Self { customer, pattern } = self;
        let place = RoleContext::At(customer);
        let link = place.link_id(change, context).await?.ok_or(Refusal::Missing)?;
        let role = store::roles::fetch_of_name(change, link, &pattern.role.name).await?;
        let named = store::scopes::fetch_so_named(change, &pattern.groups, &pattern.places).await?;
        let plan = plan(context.facts, customer, &pattern, role.as_ref(), &named)?;
        let makes_role = plan.role.is_none();
        if plan.members.is_empty() {
            return Ok(Done { assignment: None, makes_role });
        }
        let role = match plan.role {
            Some(role) => role,
            None => make(change, context, place, &pattern.new_role()).await?,
        };
        let form = AssignmentForm { members: plan.members, scope: plan.scope, ..pattern.form.clone() };
        let assignment = assign(change, context, place, Some(Role::Custom(role)), form).await?;
        Ok(Done { assignment: Some(assignment), makes_role })
    }
}
