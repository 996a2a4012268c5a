//! The end of an application.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Application, Id},
};
use store::{Batch, Change, applications};

use super::{ASKS, event, found};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Deletes an application of the caller's organization with its secrets: with the commit its tokens count no more.
#[derive(Clone, Copy, Debug)]
pub struct DeleteApplication {
    /// The application.
    pub application: Id<Application>,
    /// The version that was read.
    pub stamp: Option<i64>,
}

impl Command for DeleteApplication {
    type Output = ();
    const NAME: &'static str = "applications.delete";
    // Whoever acts by it meanwhile is waited for.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.application, self.stamp).await?;
        let batch = Batch::of(event(EventKind::ApplicationDeleted, &row));
        change.write(applications::delete(batch, row.id)).await?;
        Ok(())
    }
}
