//! `/v1/customers/{id}/DevicePolicyUpdates`: profiles are given to devices and taken away (section 3.8, §4.8).

use axum::{extract::State, response::Response};
use domain::id::Id;
use service::{
    Code, Refusal,
    autopilot::{ApplyProfiles, NewProfile},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{DevicePolicyUpdate, DevicePolicyUpdateRequest};

use super::{body::Sent, device_batches::accepted, policies::CATEGORY};
use crate::{answer::ApiResult, caller::Client, path::ApiPath, web::Web};

/// The one operation.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(update))
}

/// Gives devices policies, or takes them away. What becomes of each is told where `Location` leads; one that is refused does not stop
/// the others.
#[utoipa::path(
    patch, path = "/v1/customers/{customerId}/DevicePolicyUpdates", operation_id = "updateDevicePolicies",
    tag = "partnerCenter", request_body = DevicePolicyUpdateRequest,
    params(("customerId" = Uuid, Path, description = "The customer")),
    responses((status = 202), (status = 400), (status = 403), (status = 404)),
)]
async fn update(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Sent(sent): Sent<DevicePolicyUpdateRequest>,
) -> ApiResult<Response> {
    let devices = sent.devices.iter().map(wanted).collect::<Result<_, _>>()?;
    let id = run(&web.app, &caller, ApplyProfiles { tenant: Id::new(tenant), devices }).await?;
    Ok(accepted(tenant, id.uuid()))
}

/// What a device is to have. An identifier that cannot be read names nothing that there is.
fn wanted(update: &DevicePolicyUpdate) -> Result<NewProfile, Refusal> {
    let id = |text: &str| Uuid::try_parse(text).unwrap_or(Uuid::nil());
    let profile = match update.policies.as_slice() {
        [] => None,
        [one] if one.key.eq_ignore_ascii_case(CATEGORY) => {
            let value = one.value.as_deref().map(str::trim).filter(|value| !value.is_empty());
            value.map(|value| Id::new(id(value)))
        }
        [_] => return Err(Refusal::field("policies", Code::UnknownValue)),
        _ => return Err(Refusal::field("policies", Code::TooMany)),
    };
    Ok(NewProfile { device: Id::new(id(&update.id)), profile })
}
