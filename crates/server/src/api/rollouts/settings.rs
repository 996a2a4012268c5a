//! `/v1.0/rolloutSettings`: what stops rollouts by itself, and what becomes of those that stand still.

use axum::{Json, extract::State};
use service::{
    ask,
    rollouts::{GuardOf, SetGuard},
    run,
};
use wire::rollouts::RolloutSettings;

use crate::{
    answer::{ApiResult, Body},
    caller::Client,
    web::Web,
};

/// What stops rollouts of your organization, and what becomes of those that stand still.
#[utoipa::path(get, path = "/v1.0/rolloutSettings", operation_id = "getRolloutSettings", tag = "rollouts",
    responses((status = 200, body = RolloutSettings), (status = 403)))]
pub(super) async fn get(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<RolloutSettings>> {
    let guard = ask(&web.app, &caller, &GuardOf).await?;
    Ok(Json(RolloutSettings {
        resume_policy: guard.resume.key().to_owned(),
        stop_percent: guard.percent.into(),
        stop_rooms: guard.rooms.into(),
    }))
}

/// Chooses what stops rollouts of your organization, and what becomes of those that stand still.
#[utoipa::path(patch, path = "/v1.0/rolloutSettings", operation_id = "updateRolloutSettings", tag = "rollouts",
    request_body = RolloutSettings,
    responses((status = 200, body = RolloutSettings), (status = 403), (status = 422)))]
pub(super) async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    Body(wanted): Body<RolloutSettings>,
) -> ApiResult<Json<RolloutSettings>> {
    let command = SetGuard {
        resume: wanted.resume_policy,
        percent: wanted.stop_percent.to_string(),
        rooms: wanted.stop_rooms.to_string(),
    };
    run(&web.app, &caller, command).await?;
    get(State(web), Client(caller)).await
}
