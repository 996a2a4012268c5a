//! `/v1.0/accessChecks`: may I do this there?

use axum::{Json, extract::State};
use domain::{id::Id, permission::Permission};
use service::{
    Caller, Code, Refusal,
    access_checks::{Check, check},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::access_checks::{AccessAnswers, AccessCheck, AccessChecks};

use crate::{
    answer::{ApiResult, Body},
    caller::Client,
    web::Web,
};

/// Every operation on checks.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(checks))
}

/// Whether you may use permissions in rooms, of your organization or of customers: many checks in one request, all of one
/// moment and never older than the request. What is not there, and what you must not know of, is answered alike.
#[utoipa::path(
    post, path = "/v1.0/accessChecks", operation_id = "checkAccess", tag = "accessExplanations",
    request_body = AccessChecks,
    responses((status = 200, body = AccessAnswers), (status = 422)),
)]
async fn checks(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<AccessChecks>,
) -> ApiResult<Json<AccessAnswers>> {
    let checks: Result<Vec<Check>, Refusal> =
        sent.checks.iter().enumerate().map(|(at, sent)| read(&caller, at, sent)).collect();
    Ok(Json(AccessAnswers { allowed: check(&web.app, &caller, &checks?).await? }))
}

fn read(caller: &Caller, at: usize, sent: &AccessCheck) -> Result<Check, Refusal> {
    let permission = Permission::from_key(&sent.permission)
        .ok_or_else(|| Refusal::field(format!("checks/{at}/permission"), Code::UnknownValue))?;
    let tenant = sent.tenant_id.map_or(caller.person.organization, Id::new);
    Ok(Check { permission, tenant, room: Id::new(sent.room_id) })
}
