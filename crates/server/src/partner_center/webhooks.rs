//! `/webhooks/v1/registration`: where programs of a partner are told what happens with its customers, and the certificates that prove who
//! tells it (R-422, §4.10).

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::id::Id;
use service::{
    Caller, Refusal, ask, run,
    webhooks::{
        ChangeRegistration, DeliveryRow, DeliveryState, EndRegistration, PartnerEvent, Register,
        Registration, RegistrationForm, RegistrationOf, Unreached, ValidationEvent, test_registration,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{
    ValidationEventCreated, ValidationEventResult, ValidationEventStatus, WebhookRegistration,
    WebhookRegistrationForm,
};

use super::body::Sent;
use crate::{
    answer::{ApiResult, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on the registration.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(read, register, change, end))
        .routes(routes!(events))
        .routes(routes!(validate))
        .routes(routes!(validated))
}

/// Where your organization is told, and of what.
#[utoipa::path(
    get, path = "/webhooks/v1/registration", operation_id = "getWebhookRegistration", tag = "partnerCenter",
    responses((status = 200, body = WebhookRegistration), (status = 403), (status = 404)),
)]
async fn read(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<WebhookRegistration>> {
    Ok(Json(shown(&web, &caller).await?))
}

/// Registers where your organization is told, and of what. There is one registration for each organization.
#[utoipa::path(
    post, path = "/webhooks/v1/registration", operation_id = "createWebhookRegistration", tag = "partnerCenter",
    request_body = WebhookRegistrationForm,
    responses((status = 200, body = WebhookRegistration), (status = 400), (status = 403), (status = 409)),
)]
async fn register(
    State(web): State<Web>,
    Client(caller): Client,
    Sent(sent): Sent<WebhookRegistrationForm>,
) -> ApiResult<Json<WebhookRegistration>> {
    run(&web.app, &caller, Register { form: form(sent) }).await?;
    Ok(Json(shown(&web, &caller).await?))
}

/// Changes where your organization is told, and of what; without events it is told nothing. A registration that Steward switched off is
/// on again.
#[utoipa::path(
    put, path = "/webhooks/v1/registration", operation_id = "updateWebhookRegistration", tag = "partnerCenter",
    request_body = WebhookRegistrationForm,
    responses((status = 200, body = WebhookRegistration), (status = 400), (status = 403), (status = 404)),
)]
async fn change(
    State(web): State<Web>,
    Client(caller): Client,
    Sent(sent): Sent<WebhookRegistrationForm>,
) -> ApiResult<Json<WebhookRegistration>> {
    run(&web.app, &caller, ChangeRegistration { form: form(sent) }).await?;
    Ok(Json(shown(&web, &caller).await?))
}

/// Ends the registration with its log: nothing is told any more. Steward's own; Partner Center has no such call.
#[utoipa::path(
    delete, path = "/webhooks/v1/registration", operation_id = "deleteWebhookRegistration", tag = "partnerCenter",
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn end(State(web): State<Web>, Client(caller): Client) -> ApiResult<Response> {
    run(&web.app, &caller, EndRegistration).await?;
    Ok(no_content())
}

/// The events that can be told.
#[utoipa::path(
    get, path = "/webhooks/v1/registration/events", operation_id = "listWebhookEvents", tag = "partnerCenter",
    responses((status = 200, body = Vec<String>)),
)]
async fn events(_caller: Client) -> Json<Vec<&'static str>> {
    Json(PartnerEvent::ALL.map(PartnerEvent::key).to_vec())
}

/// Sends `test-created` to the registration, at most twice a minute. How that went is told for seven days.
#[utoipa::path(
    post, path = "/webhooks/v1/registration/validationEvents", operation_id = "createValidationEvent",
    tag = "partnerCenter",
    responses((status = 200, body = ValidationEventCreated), (status = 403), (status = 404), (status = 429)),
)]
async fn validate(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<ValidationEventCreated>> {
    let delivery = test_registration(&web.app, &web.messenger, &caller).await?;
    Ok(Json(ValidationEventCreated { correlation_id: delivery.uuid() }))
}

/// What became of a test.
#[utoipa::path(
    get, path = "/webhooks/v1/registration/validationEvents/{correlationId}", operation_id = "getValidationEvent",
    tag = "partnerCenter",
    params(("correlationId" = Uuid, Path, description = "The test")),
    responses((status = 200, body = ValidationEventStatus), (status = 403), (status = 404)),
)]
async fn validated(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<ValidationEventStatus>> {
    let (registration, test) = ask(&web.app, &caller, &ValidationEvent { delivery: Id::new(id) }).await?;
    Ok(Json(ValidationEventStatus {
        correlation_id: id,
        partner_id: caller.person.organization.uuid(),
        status: match test.state {
            DeliveryState::Waiting => "queued",
            DeliveryState::Delivered => "completed",
            DeliveryState::Withheld | DeliveryState::Failed | DeliveryState::Dropped => "failed",
        }
        .to_owned(),
        callback_url: registration.address,
        results: result(&test).into_iter().collect(),
    }))
}

/// A certificate by which messages are verified (X.509, DER). It is public.
pub(crate) async fn certificate(State(web): State<Web>, Path(file): Path<String>) -> ApiResult<Response> {
    let certificate = service::webhooks::certificate(&web.app, &file).await?;
    Ok(([(header::CONTENT_TYPE, "application/pkix-cert")], certificate).into_response())
}

async fn shown(web: &Web, caller: &Caller) -> Result<WebhookRegistration, Refusal> {
    let Registration { id, address, events, is_on, .. } = ask(&web.app, caller, &RegistrationOf).await?;
    Ok(WebhookRegistration {
        subscriber_id: id.uuid(),
        webhook_url: address,
        webhook_events: events.into_iter().map(|event| event.key().to_owned()).collect(),
        is_enabled: is_on,
    })
}

fn form(sent: WebhookRegistrationForm) -> RegistrationForm {
    RegistrationForm { address: sent.webhook_url, events: sent.webhook_events }
}

/// The one try of a test, once it was made: the published word of the status, or why there was none.
fn result(test: &DeliveryRow) -> Option<ValidationEventResult> {
    let at = test.tried_at?;
    let status =
        test.status.and_then(|it| u16::try_from(it).ok()).and_then(|it| StatusCode::from_u16(it).ok());
    let word = |status: StatusCode| match status.canonical_reason() {
        Some(reason) => reason.replace(' ', ""),
        None => status.as_str().to_owned(),
    };
    Some(ValidationEventResult {
        response_code: status.map(word),
        response_message: test.unreached.map(|why| Unreached::key(why).to_owned()).unwrap_or_default(),
        system_error: test.unreached.is_some(),
        date_time_utc: at.to_string(),
    })
}
