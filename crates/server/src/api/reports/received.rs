//! `/v1.0/reports/received`: reports that others have sent to you by e-mail.

use axum::{Json, extract::State};
use domain::{id::Id, webhook::Covers};
use service::{
    Realm, ask,
    reports::{Received, ReceivedOf, ReceivedReports, StopReport},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::reports::{ReceivedReport, ReceivedReportPatch};

use crate::{
    answer::{ApiResult, Body, List},
    caller::Client,
    path::ApiPath,
    web::Web,
};

pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, patch))
}

/// The reports that others have sent to you, from the first that came on, the newest first, on one page.
#[utoipa::path(get, path = "/v1.0/reports/received", operation_id = "listReceivedReports", tag = "reports",
    responses((status = 200, body = List<ReceivedReport>)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<ReceivedReport>> {
    let found = ask(&web.app, &caller, &ReceivedReports).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// A report that somebody else has sent to you.
#[utoipa::path(get, path = "/v1.0/reports/received/{id}", operation_id = "getReceivedReport", tag = "reports",
    params(("id" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = ReceivedReport), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<ReceivedReport>> {
    Ok(Json(shape(ask(&web.app, &caller, &ReceivedOf(Id::new(id))).await?)))
}

/// Stops a report that somebody else has sent to you, or lets it come again. Whoever has it sent is not told.
#[utoipa::path(patch, path = "/v1.0/reports/received/{id}", operation_id = "updateReceivedReport", tag = "reports",
    request_body = ReceivedReportPatch, params(("id" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = ReceivedReport), (status = 404)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(patch): Body<ReceivedReportPatch>,
) -> ApiResult<Json<ReceivedReport>> {
    let subscription = Id::new(id);
    run(&web.app, &caller, StopReport { subscription, is_stopped: patch.is_stopped }).await?;
    Ok(Json(shape(ask(&web.app, &caller, &ReceivedOf(subscription)).await?)))
}

fn shape(it: Received) -> ReceivedReport {
    let chosen = it.row.subscription.chosen;
    let covers = if it.realm == Realm::Own { Covers::Own } else { Covers::Customers };
    ReceivedReport {
        id: it.row.subscription.id.uuid(),
        sender_name: it.row.owner_name,
        sender_organization_name: it.row.organization_name,
        report: chosen.report.key().to_owned(),
        covers: covers.key().to_owned(),
        tenant_id: if let Realm::Customer(tenant) = it.realm { Some(tenant.uuid()) } else { None },
        days: chosen.days.key().to_owned(),
        day: chosen.day.key().to_owned(),
        is_paused: chosen.is_paused,
        last_date_time: it.row.last_at.to_string(),
        is_stopped: it.row.is_stopped,
    }
}
