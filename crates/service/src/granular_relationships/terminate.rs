//! The customer ends a relationship: Partner relationships > Remove roles.

use authz::Action;
use domain::{
    event::EventKind,
    granular_relationship::Step,
    id::{GranularRelationship, Id},
};
use store::{
    Batch, Change,
    granular_relationships::{GranularRow, assignments},
};

use super::{after, approved, event, tell};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Ends a relationship that the caller's organization approved.
#[derive(Clone, Copy, Debug)]
pub struct TerminateGranted {
    /// Which.
    pub relationship: Id<GranularRelationship>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for TerminateGranted {
    type Output = ();
    const NAME: &'static str = "granular_relationships.terminate";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = approved(change, self.relationship, self.stamp).await?;
        end_as_customer(change, &row, Step::Terminate).await?;
        let by = tell::By::Customer(context.caller.person.upn.as_str());
        tell::both(change, &row, ("granular_terminated", "customer_granular_terminated"), by).await
    }
}

/// Ends a relationship in the name of the customer; nobody is told.
pub(crate) async fn end_as_customer(
    change: &mut Change,
    row: &GranularRow,
    step: Step,
) -> Result<(), Refusal> {
    let status = after(row, step)?;
    let now = GranularRow { status, ..row.clone() };
    let event =
        event(EventKind::GranularTerminationRequested, row).changed("status", row.status.key(), status.key());
    let holders = assignments::holders(&assignments::fetch(change, row.id).await?);
    change.write(store::granular_relationships::save(Batch::of(event), row, &now, &holders)).await?;
    Ok(())
}
