//! `/v1.0/notices`: what the administrators of one's organization are told.

use axum::{extract::State, http::Uri, response::Response};
use service::{
    Code, Refusal, ask,
    notices::{MarkNoticesRead, Notices},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::notices::{Notice, ReadUntil};

use crate::{
    answer::{ApiResult, Body, List, no_content},
    api::shapes::{page, paging},
    caller::Client,
    form::Fields,
    web::Web,
};

/// Every operation on notices.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(mark_read))
}

/// Your notices, newest first.
#[utoipa::path(
    get, path = "/v1.0/notices", operation_id = "listNotices", tag = "notices",
    params(
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<Notice>), (status = 401)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    uri: Uri,
    fields: Fields,
) -> ApiResult<List<Notice>> {
    let (size, after) = paging(&fields)?;
    let found = ask(&web.app, &caller, &Notices { after, size }).await?;
    Ok(page(&web, &uri, found, |notice| Notice {
        id: notice.id.uuid(),
        created_date_time: notice.at.to_string(),
        kind: notice.kind,
        about_id: notice.about,
        parameters: notice.parameters,
        is_read: notice.is_read,
    }))
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
