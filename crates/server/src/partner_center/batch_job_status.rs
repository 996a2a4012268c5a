//! `/v1/customers/{id}/batchJobStatus/{t}`: what became of devices that were submitted together (§4.8).

use axum::{Json, extract::State};
use domain::{
    autopilot::{Outcome, RuleSet},
    id::Id,
};
use service::{
    ask,
    autopilot::{AutopilotSubmission, ResultRow},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{BatchUploadDetails, DeviceUploadDetails, ResourceAttributes};

use super::locale::Speaking;
use crate::{answer::ApiResult, caller::Client, i18n::Translator, path::ApiPath, web::Web};

/// The one operation.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(read))
}

/// What became of devices that you submitted together. Everything was done by the time they were accepted.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/batchJobStatus/{trackingId}", operation_id = "getBatchJobStatus",
    tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("trackingId" = Uuid, Path, description = "What the answer to the submission named"),
        ("X-Locale" = Option<String>, Header, description = "The language of the descriptions, as in `ja-JP`"),
    ),
    responses((status = 200, body = BatchUploadDetails), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    Speaking(t): Speaking,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<BatchUploadDetails>> {
    let question = AutopilotSubmission { tenant: Id::new(tenant), submission: Id::new(id) };
    let found = ask(&web.app, &caller, &question).await?;
    let at = found.at.to_string();
    Ok(Json(BatchUploadDetails {
        batch_tracking_id: found.id.uuid(),
        status: status(!found.has_faults()),
        started_time: at.clone(),
        completed_time: at,
        devices_status: found.results.into_iter().map(|result| details(&t, result)).collect(),
        attributes: ResourceAttributes::of("BatchUploadDetails"),
    }))
}

fn status(is_done: bool) -> String {
    if is_done { "finished" } else { "finished_with_errors" }.to_owned()
}

fn details(t: &Translator, result: ResultRow) -> DeviceUploadDetails {
    let fault = Some(result.outcome).filter(|outcome| !outcome.is_done());
    DeviceUploadDetails {
        device_id: result.device.map(Id::uuid),
        serial_number: result.serial_number,
        product_key: result.product_key,
        status: status(fault.is_none()),
        error_code: fault.map(|outcome| outcome.code().to_owned()),
        error_description: fault.map(|outcome| describe(t, outcome, result.rules.map(RuleSet::key))),
        attributes: ResourceAttributes::of("DeviceUploadDetails"),
    }
}

/// An outcome in words, with the rule set that is to blame.
pub(crate) fn describe(t: &Translator, outcome: Outcome, rules: Option<&'static str>) -> String {
    t.with(
        &format!("autopilot-outcome-{}", outcome.key().replace('_', "-")),
        "rules",
        rules.unwrap_or_default(),
    )
}
