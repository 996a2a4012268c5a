//! The preview of a bulk assignment as a file.

use authz::Action;
use domain::permission::Permission;

use super::{AtCustomer, BulkAssignment, Outcome, PreviewBulk};
use crate::{app::App, ask::ask, caller::Caller, exports, refusal::Refusal};

/// Asks what a bulk assignment would do, to take the answer away as a file: written down first at each customer whose rooms
/// it counts (decision 18).
pub async fn export_preview(
    app: &App,
    caller: &Caller,
    wanted: BulkAssignment,
) -> Result<Vec<AtCustomer>, Refusal> {
    let told = ask(app, caller, &PreviewBulk(wanted)).await?;
    let mut counted = Vec::new();
    for at in &told {
        if let Outcome::Given { .. } = at.outcome {
            counted.push(at.customer);
        }
    }
    exports::begin_at(app, caller, counted, Action::Use(Permission::RoleModify), "accessPreview").await?;
    Ok(told)
}
