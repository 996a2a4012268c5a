//! `/v1.0/webhooks`: where programs of your organization are told what happens.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Webhook as Kind},
    query::Schema,
    webhook::{Covers, OffReason, event_type},
};
use service::{
    Caller, Code, Refusal, ask, run,
    webhooks::{
        CreateWebhook, DeleteWebhook, DeliveryLog, DeliveryOf, DeliveryRow, EditWebhook, ListWebhooks,
        ReplayDelivery, RotateSecret, Unreached, WebhookForm, WebhookOf, WebhookRow,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::webhooks::{NewWebhook, Webhook, WebhookDelivery, WebhookPatch, WebhookSecret};

use super::{
    collection::{Asking, Item},
    shapes::moment,
};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for WebhookDelivery {
    const SCHEMA: &'static Schema = &service::webhooks::SCHEMA;
    const EXAMPLE: &'static str = "`state eq 'failed' and event eq 'ticket.opened'`";
}

/// Every operation on webhooks.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(rotate_secret))
        .routes(routes!(test))
        .routes(routes!(deliveries))
        .routes(routes!(delivery))
        .routes(routes!(replay))
}

/// The webhooks of your organization, by name, on one page.
#[utoipa::path(get, path = "/v1.0/webhooks", operation_id = "listWebhooks", tag = "webhooks",
    responses((status = 200, body = List<Webhook>), (status = 403)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<Webhook>> {
    let found = ask(&web.app, &caller, &ListWebhooks { covers: None }).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Makes a webhook that acts in your name. The answer holds its secret, this once.
#[utoipa::path(post, path = "/v1.0/webhooks", operation_id = "createWebhook", tag = "webhooks", request_body = NewWebhook,
    responses((status = 201, body = Webhook), (status = 403), (status = 409), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewWebhook>,
) -> ApiResult<Response> {
    let covers = Covers::from_key(&new.covers).ok_or_else(|| Refusal::field("covers", Code::UnknownValue))?;
    let form = WebhookForm {
        name: Some(new.display_name),
        address: Some(new.url),
        events: Some(new.events),
        customers: Some(new.tenant_ids.into_iter().map(Id::new).collect()),
        group: Some(new.room_group_id.map(Id::new)),
        teams: Some(new.team_ids.into_iter().map(Id::new).collect()),
        lowest_severity: new.lowest_severity,
        is_on: new.is_enabled,
    };
    let made = run(&web.app, &caller, CreateWebhook { covers, form }).await?;
    let secret = made.secret.unless_shown().map(str::to_owned);
    let webhook = Webhook { secret, ..one(&web, &caller, made.id.uuid()).await? };
    Ok(created(format!("/v1.0/webhooks/{}", made.id), webhook))
}

/// A webhook, without its secret.
#[utoipa::path(get, path = "/v1.0/webhooks/{id}", operation_id = "getWebhook", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook")),
    responses((status = 200, body = Webhook), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Webhook>> {
    one(&web, &caller, id).await.map(Json)
}

/// Changes a webhook. Whoever changes more than switching it off becomes its owner.
#[utoipa::path(patch, path = "/v1.0/webhooks/{id}", operation_id = "updateWebhook", tag = "webhooks", request_body = WebhookPatch,
    params(("id" = Uuid, Path, description = "The webhook")),
    responses((status = 200, body = Webhook), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<WebhookPatch>,
) -> ApiResult<Json<Webhook>> {
    let form = WebhookForm {
        name: patch.display_name,
        address: patch.url,
        events: patch.events,
        customers: patch.tenant_ids.map(|ids| ids.into_iter().map(Id::new).collect()),
        group: patch.room_group_id.map(|group| group.map(Id::new)),
        teams: patch.team_ids.map(|ids| ids.into_iter().map(Id::new).collect()),
        lowest_severity: patch.lowest_severity,
        is_on: patch.is_enabled,
    };
    run(&web.app, &caller, EditWebhook { webhook: Id::new(id), stamp: matches.optional(), form }).await?;
    one(&web, &caller, id).await.map(Json)
}

/// Deletes a webhook with its log.
#[utoipa::path(delete, path = "/v1.0/webhooks/{id}", operation_id = "deleteWebhook", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeleteWebhook { webhook: Id::new(id), stamp: matches.optional() }).await?;
    Ok(no_content())
}

/// Gives a webhook another secret, shown this once. The one before signs as well for 24 hours.
#[utoipa::path(post, path = "/v1.0/webhooks/{id}/rotateSecret", operation_id = "rotateWebhookSecret", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook")),
    responses((status = 200, body = WebhookSecret), (status = 403), (status = 404)))]
async fn rotate_secret(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<WebhookSecret>> {
    let secret = run(&web.app, &caller, RotateSecret { webhook: Id::new(id) }).await?;
    let webhook = one(&web, &caller, id).await?;
    Ok(Json(WebhookSecret {
        secret: secret.unless_shown().map(str::to_owned),
        previous_secret_expiration_date_time: webhook.previous_secret_expiration_date_time,
    }))
}

/// Sends a signed `test` to a webhook at once, whether it is on or not, and answers how that went.
#[utoipa::path(post, path = "/v1.0/webhooks/{id}/test", operation_id = "testWebhook", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook")),
    responses((status = 200, body = WebhookDelivery), (status = 403), (status = 404)))]
async fn test(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<WebhookDelivery>> {
    let sent = service::webhooks::test(&web.app, &web.messenger, &caller, Id::new(id)).await?;
    Ok(Json(shape_of_delivery(sent)))
}

/// What became of the messages of a webhook in the last 30 days, the newest first.
#[utoipa::path(get, path = "/v1.0/webhooks/{id}/deliveries", operation_id = "listWebhookDeliveries", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), Asking<WebhookDelivery>),
    responses((status = 200, body = List<WebhookDelivery>), (status = 400), (status = 403), (status = 404), (status = 422)))]
async fn deliveries(asking: Asking<WebhookDelivery>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    let question = DeliveryLog { webhook: Id::new(id), wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape_of_delivery)
}

/// What became of one message of a webhook.
#[utoipa::path(get, path = "/v1.0/webhooks/{id}/deliveries/{deliveryId}", operation_id = "getWebhookDelivery", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), ("deliveryId" = Uuid, Path, description = "The message")),
    responses((status = 200, body = WebhookDelivery), (status = 403), (status = 404)))]
async fn delivery(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, delivery)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<WebhookDelivery>> {
    let question = DeliveryOf { webhook: Id::new(id), delivery: Id::new(delivery) };
    Ok(Json(shape_of_delivery(ask(&web.app, &caller, &question).await?)))
}

/// Sends a message once more, under the same `webhook-id`, if the owner of the webhook may still know it. One that waits is
/// tried at once.
#[utoipa::path(post, path = "/v1.0/webhooks/{id}/deliveries/{deliveryId}/replay", operation_id = "replayWebhookDelivery", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), ("deliveryId" = Uuid, Path, description = "The message")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn replay(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, delivery)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let command = ReplayDelivery { webhook: Id::new(id), delivery: Id::new(delivery) };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, id: Uuid) -> ApiResult<Webhook> {
    let webhook: Id<Kind> = Id::new(id);
    Ok(shape(ask(&web.app, caller, &WebhookOf { webhook }).await?))
}

fn shape(row: WebhookRow) -> Webhook {
    let setting = row.setting;
    Webhook {
        etag: etag(row.change_stamp),
        id: row.id.uuid(),
        display_name: setting.name,
        url: setting.address,
        covers: setting.covers.key().to_owned(),
        events: setting.events.into_iter().map(|event| event_type(event).to_owned()).collect(),
        tenant_ids: setting.customers.into_iter().map(Id::uuid).collect(),
        room_group_id: setting.group.map(Id::uuid),
        team_ids: setting.teams.into_iter().map(Id::uuid).collect(),
        lowest_severity: setting.lowest_severity.key().to_owned(),
        is_enabled: setting.is_on,
        disabled_reason: row.off_reason.map(|reason| OffReason::key(reason).to_owned()),
        owner_id: setting.owner.uuid(),
        owner_display_name: row.owner_name,
        failing_since_date_time: moment(row.failing_since),
        previous_secret_expiration_date_time: moment(row.old_until),
        created_date_time: row.created_at.to_string(),
        secret: None,
    }
}

fn shape_of_delivery(row: DeliveryRow) -> WebhookDelivery {
    WebhookDelivery {
        id: row.id.uuid(),
        event: row.told.key().to_owned(),
        event_date_time: row.at.to_string(),
        created_date_time: row.created_at.to_string(),
        state: row.state.key().to_owned(),
        attempts: row.tries,
        next_attempt_date_time: moment(row.next_at),
        last_attempt_date_time: moment(row.tried_at),
        response_status: row.status,
        response_milliseconds: row.took,
        failure: row.unreached.map(|why| Unreached::key(why).to_owned()),
    }
}
