//! The API. One file for each noun; conventions in `docs/api.md`.

pub mod audit_logs;
pub(crate) mod collection;

use utoipa_axum::router::OpenApiRouter;

use crate::web::Web;

/// Every operation of the API, with its description.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().merge(audit_logs::routes())
}
