//! What chooses the members of a room group: read from what was sent, and looked at before it is set.

use axum::{Json, extract::State};
use domain::id::Id;
use service::{
    ask,
    groups::{PreviewRule, RuleForm},
};
use uuid::Uuid;
use wire::room_groups::{NewRoomGroupRule, RulePreview, RulePreviewQuery};

use super::change::effect;
use crate::{
    answer::{ApiResult, Body},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// How many rooms a rule would choose for a group, how many would join and leave, and whose people would gain or lose sight of them.
#[utoipa::path(post, path = "/v1.0/roomGroups/{id}/rule/preview", operation_id = "previewRoomGroupRule", tag = "roomGroups",
    request_body = RulePreviewQuery, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = RulePreview), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn preview(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(wanted): Body<RulePreviewQuery>,
) -> ApiResult<Json<RulePreview>> {
    let question = PreviewRule { group: Some(Id::new(id)), rule: wanted.rule.map(form) };
    let told = ask(&web.app, &caller, &question).await?;
    Ok(Json(RulePreview {
        room_count: told.rooms,
        joining_count: told.joining,
        leaving_count: told.leaving,
        effects: told.effects.into_iter().map(effect).collect(),
    }))
}

/// The rule that was sent.
pub(super) fn form(sent: NewRoomGroupRule) -> RuleForm {
    RuleForm { place: sent.place_id.map(Id::new), tag: sent.tag }
}
