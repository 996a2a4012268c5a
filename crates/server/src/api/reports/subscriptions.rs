//! `/v1.0/reports/subscriptions`: reports that you have sent by e-mail to yourself and to others.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, ReportSubscription as Kind},
    webhook::Covers,
};
use service::{
    Caller, Code, Realm, Refusal, ask,
    reports::{
        EditSubscription, NewSubscription, RequestReport, Subscription, SubscriptionForm, SubscriptionOf,
        Subscriptions, Unsubscribe, subscribe,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::reports::{NewReportSubscription, ReportSubscription, ReportSubscriptionPatch};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    api::shapes::moment,
    caller::Client,
    path::ApiPath,
    web::Web,
};

pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(send))
}

/// The reports that are sent to you, the oldest first, on one page.
#[utoipa::path(get, path = "/v1.0/reports/subscriptions", operation_id = "listReportSubscriptions", tag = "reports",
    responses((status = 200, body = List<ReportSubscription>)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<ReportSubscription>> {
    let found = ask(&web.app, &caller, &Subscriptions).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Has a report that you may read sent to you by e-mail, and to addresses that you name: of colleagues, and of people of the one customer it
/// is about. What you and they may see is decided anew each time it is sent.
#[utoipa::path(post, path = "/v1.0/reports/subscriptions", operation_id = "createReportSubscription", tag = "reports",
    request_body = NewReportSubscription, responses((status = 201, body = ReportSubscription), (status = 403), (status = 404),
    (status = 409), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewReportSubscription>,
) -> ApiResult<Response> {
    let realm = match (Covers::from_key(&new.covers), new.tenant_id) {
        (Some(Covers::Own), None) => Realm::Own,
        (Some(Covers::Own), Some(_)) => return Err(Refusal::field("tenantId", Code::InvalidValue).into()),
        (Some(Covers::Customers), Some(tenant)) => Realm::Customer(Id::new(tenant)),
        (Some(Covers::Customers), None) => Realm::AllCustomers,
        (None, _) => return Err(Refusal::field("covers", Code::UnknownValue).into()),
    };
    let NewReportSubscription { report, days, day, hour, room_group_id, recipients, .. } = new;
    let form = SubscriptionForm { report, days, day, hour, is_paused: None, recipients: Some(recipients) };
    let new = NewSubscription { realm, group: room_group_id.map(Id::new), form };
    let id = subscribe(&web.app, &caller, new).await?;
    let made = one(&web, &caller, id.uuid()).await?;
    Ok(created(format!("/v1.0/reports/subscriptions/{id}"), made))
}

/// A report that is sent to you.
#[utoipa::path(get, path = "/v1.0/reports/subscriptions/{id}", operation_id = "getReportSubscription", tag = "reports",
    params(("id" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = ReportSubscription), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<ReportSubscription>> {
    one(&web, &caller, id).await.map(Json)
}

/// Changes which report is sent to you, when, to whom beside, and whether it is paused. Which rooms it is about stays.
#[utoipa::path(patch, path = "/v1.0/reports/subscriptions/{id}", operation_id = "updateReportSubscription", tag = "reports",
    request_body = ReportSubscriptionPatch, params(("id" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = ReportSubscription), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<ReportSubscriptionPatch>,
) -> ApiResult<Json<ReportSubscription>> {
    let ReportSubscriptionPatch { report, days, day, hour, is_paused, recipients } = patch;
    let form = SubscriptionForm { report, days, day, hour, is_paused, recipients };
    let command = EditSubscription { subscription: Id::new(id), stamp: matches.optional(), form };
    run(&web.app, &caller, command).await?;
    one(&web, &caller, id).await.map(Json)
}

/// Has a report sent to you and others no more; what waits to be sent of it is not sent.
#[utoipa::path(delete, path = "/v1.0/reports/subscriptions/{id}", operation_id = "deleteReportSubscription", tag = "reports",
    params(("id" = Uuid, Path, description = "The subscription")),
    responses((status = 204), (status = 404), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = Unsubscribe { subscription: Id::new(id), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Has a report sent to you alone at once, paused or not; one that waits to be sent already is not doubled. `409` where this server
/// sends no e-mail.
#[utoipa::path(post, path = "/v1.0/reports/subscriptions/{id}/send", operation_id = "sendReportSubscription", tag = "reports",
    params(("id" = Uuid, Path, description = "The subscription")),
    responses((status = 204), (status = 404), (status = 409)))]
async fn send(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RequestReport(Id::new(id))).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, id: Uuid) -> ApiResult<ReportSubscription> {
    let id: Id<Kind> = Id::new(id);
    Ok(shape(ask(&web.app, caller, &SubscriptionOf(id)).await?))
}

fn shape(it: Subscription) -> ReportSubscription {
    let (row, chosen) = (it.row.clone(), it.row.chosen);
    let covers = if chosen.realm == Realm::Own { Covers::Own } else { Covers::Customers };
    let (last_at, last_result) = row.last.unzip();
    ReportSubscription {
        etag: etag(row.change_stamp),
        id: row.id.uuid(),
        report: chosen.report.key().to_owned(),
        covers: covers.key().to_owned(),
        tenant_id: if let Realm::Customer(tenant) = chosen.realm { Some(tenant.uuid()) } else { None },
        room_group_id: chosen.group.map(Id::uuid),
        days: chosen.days.key().to_owned(),
        day: chosen.day.key().to_owned(),
        hour: chosen.hour,
        is_paused: chosen.is_paused,
        recipients: chosen.recipients,
        next_date_time: moment(row.next_at),
        last_date_time: moment(last_at),
        last_result: last_result.map(|what| what.key().to_owned()),
    }
}
