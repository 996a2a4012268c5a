//! `/v1.0/signals`: how the signals of the catalogue count in one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::signal::{Periods, Severity};
use service::{
    Caller, Refusal, ask, run,
    signals::{Escalation, ListSignals, ResetAllSignals, ResetSignal, SetEscalation, SetSignal, SignalLine},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::signals::{Escalation as EscalationSetting, ShippedSignal, SignalPatch, SignalSetting};

use crate::{
    answer::{ApiResult, Body, List, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on signals.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(reset_all))
        .routes(routes!(get_escalation, patch_escalation))
        .routes(routes!(get, patch))
        .routes(routes!(reset))
}

/// Every signal of every kind of device, in the order of the catalogue, on one page.
#[utoipa::path(get, path = "/v1.0/signals", operation_id = "listSignals", tag = "signals",
    responses((status = 200, body = List<SignalSetting>), (status = 403)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<SignalSetting>> {
    let lines = ask(&web.app, &caller, &ListSignals).await?;
    Ok(List { count: None, value: lines.into_iter().map(shape).collect(), next_link: None })
}

/// One signal of a kind of device.
#[utoipa::path(get, path = "/v1.0/signals/{deviceType}/{signal}", operation_id = "getSignal", tag = "signals",
    params(("deviceType" = String, Path, description = "The kind of device"), ("signal" = String, Path, description = "The signal")),
    responses((status = 200, body = SignalSetting), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((device_type, signal)): ApiPath<(String, String)>,
) -> ApiResult<Json<SignalSetting>> {
    one(&web, &caller, &device_type, &signal).await
}

/// Sets how a signal counts. Rooms in which it is unhealthy are judged anew within seconds.
#[utoipa::path(patch, path = "/v1.0/signals/{deviceType}/{signal}", operation_id = "updateSignal", tag = "signals",
    request_body = SignalPatch,
    params(("deviceType" = String, Path, description = "The kind of device"), ("signal" = String, Path, description = "The signal")),
    responses((status = 200, body = SignalSetting), (status = 403), (status = 404), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((device_type, signal)): ApiPath<(String, String)>,
    Body(patch): Body<SignalPatch>,
) -> ApiResult<Json<SignalSetting>> {
    let command = SetSignal {
        device_type: device_type.clone(),
        signal: signal.clone(),
        is_enabled: patch.is_enabled,
        severity: patch.severity,
        poll: patch.poll_minutes.map(|minutes| minutes.to_string()),
        watch: patch.watch_minutes.map(|minutes| minutes.to_string()),
    };
    run(&web.app, &caller, command).await?;
    one(&web, &caller, &device_type, &signal).await
}

/// Takes back what is set for a signal.
#[utoipa::path(post, path = "/v1.0/signals/{deviceType}/{signal}/reset", operation_id = "resetSignal", tag = "signals",
    params(("deviceType" = String, Path, description = "The kind of device"), ("signal" = String, Path, description = "The signal")),
    responses((status = 204), (status = 403), (status = 404)))]
async fn reset(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((device_type, signal)): ApiPath<(String, String)>,
) -> ApiResult<Response> {
    run(&web.app, &caller, ResetSignal { device_type, signal }).await?;
    Ok(no_content())
}

/// Takes back what is set for every signal.
#[utoipa::path(post, path = "/v1.0/signals/reset", operation_id = "resetSignals", tag = "signals",
    responses((status = 204), (status = 403)))]
async fn reset_all(State(web): State<Web>, Client(caller): Client) -> ApiResult<Response> {
    run(&web.app, &caller, ResetAllSignals).await?;
    Ok(no_content())
}

/// After how many days a Warning that nobody takes care of is raised to Important.
#[utoipa::path(get, path = "/v1.0/signals/escalation", operation_id = "getEscalation", tag = "signals",
    responses((status = 200, body = EscalationSetting), (status = 403)))]
async fn get_escalation(
    State(web): State<Web>,
    Client(caller): Client,
) -> ApiResult<Json<EscalationSetting>> {
    let after_days = ask(&web.app, &caller, &Escalation).await?;
    Ok(Json(EscalationSetting { after_days }))
}

/// Sets after how many days a Warning that nobody takes care of is raised; `null`, and it never is.
#[utoipa::path(patch, path = "/v1.0/signals/escalation", operation_id = "updateEscalation", tag = "signals",
    request_body = EscalationSetting,
    responses((status = 200, body = EscalationSetting), (status = 403), (status = 422)))]
async fn patch_escalation(
    State(web): State<Web>,
    Client(caller): Client,
    Body(setting): Body<EscalationSetting>,
) -> ApiResult<Json<EscalationSetting>> {
    let after = setting.after_days.map(|days| days.to_string()).unwrap_or_default();
    run(&web.app, &caller, SetEscalation { after }).await?;
    get_escalation(State(web), Client(caller)).await
}

async fn one(web: &Web, caller: &Caller, device_type: &str, signal: &str) -> ApiResult<Json<SignalSetting>> {
    let lines = ask(&web.app, caller, &ListSignals).await?;
    let found = lines.into_iter().find(|line| line.is(device_type, signal)).ok_or(Refusal::Missing)?;
    Ok(Json(shape(found)))
}

fn shape(line: SignalLine) -> SignalSetting {
    let word = |severity: Option<Severity>| severity.map(|severity| severity.key().to_owned());
    let poll = |periods: Option<Periods>| periods.map(|periods| periods.poll);
    let watch = |periods: Option<Periods>| periods.map(|periods| periods.watch);
    let (signal, rule) = (line.signal, line.rule);
    SignalSetting {
        device_type: line.device_type.key().to_owned(),
        signal: signal.key.to_owned(),
        category: signal.category.key().to_owned(),
        is_enabled: rule.is_enabled,
        severity: word(rule.severity),
        poll_minutes: poll(rule.periods),
        watch_minutes: watch(rule.periods),
        detection_minutes: rule.detection(),
        is_changed: line.is_changed(),
        shipped: ShippedSignal {
            severity: word(signal.severity),
            poll_minutes: poll(signal.periods),
            watch_minutes: watch(signal.periods),
        },
    }
}
