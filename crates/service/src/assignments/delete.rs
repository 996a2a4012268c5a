//! Ending an assignment.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Assignment, Id},
};
use store::{Batch, Change, scopes};

use crate::{
    assignments::{changeable, labels},
    caller::Person,
    refusal::Refusal,
    roles::RoleContext,
    run::{Command, Context, Where},
};

/// Deletes an assignment. That of Primary admins is built in: there a customer removes the
/// partner instead.
#[derive(Clone, Copy, Debug)]
pub struct DeleteAssignment {
    /// Where it counts.
    pub context: RoleContext,
    /// Which.
    pub assignment: Id<Assignment>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for DeleteAssignment {
    type Output = ();
    const NAME: &'static str = "assignments.delete";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = changeable(change, context, self.context, self.assignment, self.stamp).await?;
        let members = store::assignments::fetch_members(change, row.id).await?;
        let event = Event::new(EventKind::AssignmentDeleted, Subject::thing(row.id.uuid(), &row.name))
            .without("role", row.role.key())
            .changed_person("members", labels(&members), "");
        let scope = scopes::fetch(change, row.scope).await?;
        change.write(store::assignments::delete(Batch::of(event), &row, &scope, &members)).await?;
        Ok(())
    }
}
