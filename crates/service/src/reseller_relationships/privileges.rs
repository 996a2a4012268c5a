//! Delegated admin privileges end, from either side, and are restored by the customer.
//!
//! Invariant: with the commit nobody of the partner holds a directory role of the customer any more; the relationship stays.

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    id::{Id, Organization, ResellerRelationship},
    reseller_relationship::{EndedBy, ResellerStep, Standing},
};
use store::{Batch, Change};

use super::{By, ResellerRow, event, live, live_with, tell};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// The customer takes the privileges of a partner away.
#[derive(Clone, Copy, Debug)]
pub struct RemovePrivileges {
    /// Which relationship.
    pub relationship: Id<ResellerRelationship>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for RemovePrivileges {
    type Output = ();
    const NAME: &'static str = "reseller_relationships.remove_privileges";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = live(change, self.relationship, self.stamp).await?;
        step(&row, ResellerStep::RemovePrivileges)?;
        let event = event(EventKind::PrivilegesRemoved, &row);
        let batch = store::reseller_relationships::take(Batch::of(event), &row, EndedBy::Customer);
        change.write(batch).await?;
        let by = context.caller.person.upn.as_str();
        tell(change, &row, ("privileges_removed", "customer_privileges_removed"), By::Customer(by), true)
            .await
    }
}

/// The partner gives its privileges back.
#[derive(Clone, Copy, Debug)]
pub struct ReturnPrivileges {
    /// Which customer.
    pub customer: Id<Organization>,
    /// The stamp the relationship was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// Whether the customer's administrators are told by e-mail, beside the notice that they find in any case.
    pub mails_customer: bool,
}

impl Command for ReturnPrivileges {
    type Output = ();
    const NAME: &'static str = "reseller_relationships.return_privileges";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::RemoveDelegation), Where::Tenant(self.customer))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let row = live_with(change, person.organization, self.stamp).await?;
        step(&row, ResellerStep::ReturnPrivileges)?;
        let event = event(EventKind::PrivilegesReturned, &row);
        let batch = store::reseller_relationships::take(Batch::of(event), &row, EndedBy::Partner);
        change.write(batch).await?;
        let kinds = ("privileges_returned", "customer_privileges_returned");
        tell(change, &row, kinds, By::Partner(person.upn.as_str()), self.mails_customer).await
    }
}

/// The customer lets a partner have the privileges again that it had before.
#[derive(Clone, Copy, Debug)]
pub struct RestorePrivileges {
    /// Which relationship.
    pub relationship: Id<ResellerRelationship>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for RestorePrivileges {
    type Output = ();
    const NAME: &'static str = "reseller_relationships.restore_privileges";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = live(change, self.relationship, self.stamp).await?;
        if !context.app.settings.privileges_with_reseller {
            return Err(Refusal::special(Code::PrivilegesNotOffered, "delegatedAdminPrivileges"));
        }
        if !can_restore(&row) {
            return Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())));
        }
        let event = event(EventKind::PrivilegesGranted, &row);
        change.write(store::reseller_relationships::grant(Batch::of(event), &row)).await?;
        let by = context.caller.person.upn.as_str();
        tell(change, &row, ("privileges_granted", "customer_privileges_granted"), By::Customer(by), true)
            .await
    }
}

/// Whether privileges can be restored: there were some, and what was never asked for is not restored.
pub(super) fn can_restore(row: &ResellerRow) -> bool {
    let standing = Standing::of(row.has_privileges);
    row.ended_at.is_none()
        && row.privileges_since.is_some()
        && standing.after(ResellerStep::RestorePrivileges).is_some()
}

fn step(row: &ResellerRow, step: ResellerStep) -> Result<Standing, Refusal> {
    Standing::of(row.has_privileges)
        .after(step)
        .ok_or(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())))
}
