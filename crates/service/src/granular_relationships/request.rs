//! The partner finalizes a draft, or ends a relationship in force (R-381, R-387, state machine 3.6).

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    granular_relationship::RequestAction,
    id::{GranularRelationship, GranularRequest, Id},
};
use store::{
    Batch, Change,
    granular_relationships::{GranularRow, assignments, requests},
};

use super::{after, event, own, tell};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Asks for a step of a relationship of the caller's organization; it binds with the commit.
#[derive(Clone, Copy, Debug)]
pub struct RequestGranular {
    /// Which.
    pub relationship: Id<GranularRelationship>,
    /// What.
    pub action: RequestAction,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for RequestGranular {
    type Output = Id<GranularRequest>;
    const NAME: &'static str = "granular_relationships.request";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        let right = match self.action {
            RequestAction::LockForApproval => AgentRight::RequestDelegation,
            RequestAction::Terminate => AgentRight::RemoveDelegation,
        };
        (Action::ActAsAgent(right), Where::Granular(self.relationship))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<GranularRequest>, Refusal> {
        let person = &context.caller.person;
        let row = own(change, person.organization, self.relationship, self.stamp).await?;
        let status = after(&row, self.action.step())?;
        let (kind, locked_at) = match self.action {
            RequestAction::LockForApproval => (EventKind::GranularFinalized, Some(change.now())),
            RequestAction::Terminate => (EventKind::GranularTerminationRequested, row.locked_at),
        };
        let now = GranularRow { status, locked_at, ..row.clone() };
        let id = change.new_id();
        let event = event(kind, &row).changed("status", row.status.key(), status.key());
        let holders = assignments::holders(&assignments::fetch(change, row.id).await?);
        let batch = store::granular_relationships::save(Batch::of(event), &row, &now, &holders);
        change.write(requests::insert_request(batch, row.id, id, self.action)).await?;
        if self.action == RequestAction::Terminate {
            let kinds = ("granular_terminated", "customer_granular_terminated");
            tell::both(change, &row, kinds, tell::By::Partner(person.name())).await?;
        }
        Ok(id)
    }
}
