//! `/v1.0/notices`: what the administrators of one's organization are told.

use axum::{extract::State, response::Response};
use domain::query::Schema;
use service::{
    Code, Refusal,
    notices::{MarkNoticesRead, Notices, SCHEMA},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::notices::{Notice, ReadUntil};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, Body, List, no_content},
    caller::Client,
    web::Web,
};

impl Item for Notice {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`isRead eq false and kind eq 'link_orphaned'`";
}

/// Every operation on notices.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(mark_read))
}

/// Your notices, newest first.
#[utoipa::path(
    get, path = "/v1.0/notices", operation_id = "listNotices", tag = "notices",
    params(Asking<Notice>),
    responses((status = 200, body = List<Notice>), (status = 400), (status = 401), (status = 422)),
)]
async fn list(asking: Asking<Notice>) -> ApiResult<Response> {
    let found = asking.ask(&Notices { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer(found.page, found.count, |notice| Notice {
        id: notice.id.uuid(),
        created_date_time: notice.at.to_string(),
        kind: notice.kind,
        about_id: notice.about,
        within_id: notice.within.uuid(),
        parameters: notice.parameters,
        is_read: notice.is_read,
    })
}

/// Marks your notices as read, up to a moment.
#[utoipa::path(
    post, path = "/v1.0/notices/markRead", operation_id = "markNoticesRead", tag = "notices",
    request_body = ReadUntil,
    responses((status = 204), (status = 422)),
)]
async fn mark_read(
    State(web): State<Web>,
    Client(caller): Client,
    Body(read): Body<ReadUntil>,
) -> ApiResult<Response> {
    let until = read.until.parse().map_err(|_| Refusal::field("until", Code::UnknownValue))?;
    run(&web.app, &caller, MarkNoticesRead { until }).await?;
    Ok(no_content())
}
