//! The end of a maintenance window: before its time by a person, by its time by Steward, and with its group. From then on the
//! rooms are judged as ever.

use authz::{Action, SystemTask};
use domain::{
    event::EventKind,
    id::{Id, MaintenanceWindow, Organization, RoomGroup},
    permission::Permission,
};
use store::{
    Batch, Change,
    maintenance_windows::{self, Found, fetch_due},
};

use super::{event, find};
use crate::{
    app::App,
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where, perform},
};

/// How many ends are written down in a turn of the watch at most.
const TOGETHER: i64 = 50;

/// Ends a maintenance window.
#[derive(Clone, Copy, Debug)]
pub struct EndMaintenance {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The window.
    pub window: Id<MaintenanceWindow>,
}

impl Command for EndMaintenance {
    type Output = ();
    const NAME: &'static str = "maintenance.end";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = find(change, context, self.tenant, self.window).await?;
        end(change, &found).await
    }
}

/// Ends every window of a group that is deleted.
pub(crate) async fn end_with_group(change: &mut Change, group: Id<RoomGroup>) -> Result<(), Refusal> {
    for found in maintenance_windows::of_group(change, group).await? {
        end(change, &found).await?;
    }
    Ok(())
}

/// Writes down what ended by its time, in every organization, some at a time; called by the health watch.
pub(crate) async fn end_due(app: &App) -> Result<(), Refusal> {
    let mut opening = app.store.begin_view().await?;
    let due = opening.maintenance_windows_due(app.clock.now(), TOGETHER).await?;
    drop(opening);
    for (tenant, windows) in due {
        let write_down = async |change: &mut Change| {
            for found in fetch_due(change, windows).await? {
                end(change, &found).await?;
            }
            Ok(())
        };
        perform(app, SystemTask::Expiry, tenant, "", "", write_down).await?;
    }
    Ok(())
}

async fn end(change: &mut Change, window: &Found) -> Result<(), Refusal> {
    let event = event(EventKind::MaintenanceEnded, window)
        .without("reason", &window.reason)
        .without("endDateTime", window.ends_at);
    let batch = maintenance_windows::end(Batch::of(event), window, change.now());
    change.write(batch).await?;
    Ok(())
}
