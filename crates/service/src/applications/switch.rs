//! Enabling and disabling an application.

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

/// Enables or disables an application of the caller's organization: with the commit its tokens count no more.
#[derive(Clone, Copy, Debug)]
pub struct SwitchApplication {
    /// The application.
    pub application: Id<Application>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// Whether it is to be enabled.
    pub is_enabled: bool,
}

impl Command for SwitchApplication {
    type Output = ();
    const NAME: &'static str = "applications.switch";
    // Whoever acts by it meanwhile is waited for.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.application, self.stamp).await?;
        if row.is_enabled == self.is_enabled {
            return Ok(());
        }
        let kind =
            if self.is_enabled { EventKind::ApplicationEnabled } else { EventKind::ApplicationDisabled };
        let batch = applications::enable(Batch::of(event(kind, &row)), row.id, self.is_enabled);
        change.write(batch).await?;
        Ok(())
    }
}
