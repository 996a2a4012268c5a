//! What the export of a report begins with (decision 18).

use authz::{Action, Realm};
use domain::permission::Permission;

use crate::{app::App, caller::Caller, exports, refusal::Refusal};

/// Writes down, in each organization of which the file may tell, that somebody takes a report away.
pub async fn begin_export(app: &App, caller: &Caller, realm: Realm) -> Result<(), Refusal> {
    exports::begin(app, caller, realm, Action::Use(Permission::ReportView), "reports").await
}
