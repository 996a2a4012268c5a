//! What an hour of work is worth in the report Insight.

use axum::{Json, extract::State};
use service::{
    ask,
    reports::{RateOf, SetRate},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::reports::ReportRate;

use crate::{
    answer::{ApiResult, Body},
    caller::Client,
    web::Web,
};

pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(get_rate, put_rate))
}

/// What an hour of work is worth in your organization's Insight report.
#[utoipa::path(get, path = "/v1.0/reports/rate", operation_id = "getReportRate", tag = "reports",
    responses((status = 200, body = ReportRate), (status = 403)))]
async fn get_rate(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<ReportRate>> {
    let rate = ask(&web.app, &caller, &RateOf).await?;
    let (whole, part) = (rate.hundredths / 100, rate.hundredths % 100);
    Ok(Json(ReportRate { rate_per_hour: format!("{whole}.{part:02}"), currency: rate.currency }))
}

/// Sets what an hour of work is worth.
#[utoipa::path(put, path = "/v1.0/reports/rate", operation_id = "setReportRate", tag = "reports",
    request_body = ReportRate,
    responses((status = 200, body = ReportRate), (status = 403), (status = 422)))]
async fn put_rate(
    State(web): State<Web>,
    Client(caller): Client,
    Body(rate): Body<ReportRate>,
) -> ApiResult<Json<ReportRate>> {
    run(&web.app, &caller, SetRate { per_hour: rate.rate_per_hour, currency: rate.currency }).await?;
    get_rate(State(web), Client(caller)).await
}
