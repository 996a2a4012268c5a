//! `/v1.0/mailRoutes`: which team of your organization is told of which tickets by e-mail.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, webhook::Covers};
use service::{
    Caller, Code, Refusal, ask,
    mail_routes::{
        CreateMailRoute, DeleteMailRoute, EditMailRoute, ListMailRoutes, MailRouteForm, MailRouteOf,
        MailRouteRow,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::mail_routes::{MailRoute, MailRoutePatch, NewMailRoute};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on mail routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, patch, delete))
}

/// The mail routes of your organization, by team, on one page.
#[utoipa::path(get, path = "/v1.0/mailRoutes", operation_id = "listMailRoutes", tag = "mailRoutes",
    responses((status = 200, body = List<MailRoute>), (status = 403)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<MailRoute>> {
    let found = ask(&web.app, &caller, &ListMailRoutes { covers: None }).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Says that a team is told of some tickets by e-mail: of those who may be told, its members alone are.
#[utoipa::path(post, path = "/v1.0/mailRoutes", operation_id = "createMailRoute", tag = "mailRoutes", request_body = NewMailRoute,
    responses((status = 201, body = MailRoute), (status = 403), (status = 409), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewMailRoute>,
) -> ApiResult<Response> {
    let covers = Covers::from_key(&new.covers).ok_or_else(|| Refusal::field("covers", Code::UnknownValue))?;
    let form = MailRouteForm {
        customers: Some(new.tenant_ids.into_iter().map(Id::new).collect()),
        lowest_severity: new.lowest_severity,
        team: Some(Id::new(new.team_id)),
    };
    let made = run(&web.app, &caller, CreateMailRoute { covers, form }).await?;
    Ok(created(format!("/v1.0/mailRoutes/{made}"), one(&web, &caller, made.uuid()).await?))
}

/// A mail route.
#[utoipa::path(get, path = "/v1.0/mailRoutes/{id}", operation_id = "getMailRoute", tag = "mailRoutes",
    params(("id" = Uuid, Path, description = "The mail route")),
    responses((status = 200, body = MailRoute), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<MailRoute>> {
    Ok(Json(one(&web, &caller, id).await?))
}

/// Changes a mail route.
#[utoipa::path(patch, path = "/v1.0/mailRoutes/{id}", operation_id = "updateMailRoute", tag = "mailRoutes",
    request_body = MailRoutePatch, params(("id" = Uuid, Path, description = "The mail route")),
    responses((status = 200, body = MailRoute), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<MailRoutePatch>,
) -> ApiResult<Json<MailRoute>> {
    let form = MailRouteForm {
        customers: patch.tenant_ids.map(|ids| ids.into_iter().map(Id::new).collect()),
        lowest_severity: patch.lowest_severity,
        team: patch.team_id.map(Id::new),
    };
    run(&web.app, &caller, EditMailRoute { route: Id::new(id), stamp: matches.optional(), form }).await?;
    Ok(Json(one(&web, &caller, id).await?))
}

/// Deletes a mail route: everybody who may be told of those tickets is told again.
#[utoipa::path(delete, path = "/v1.0/mailRoutes/{id}", operation_id = "deleteMailRoute", tag = "mailRoutes",
    params(("id" = Uuid, Path, description = "The mail route")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeleteMailRoute { route: Id::new(id), stamp: matches.optional() }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, id: Uuid) -> Result<MailRoute, Refusal> {
    ask(&web.app, caller, &MailRouteOf { route: Id::new(id) }).await.map(shape)
}

fn shape(row: MailRouteRow) -> MailRoute {
    MailRoute {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        covers: row.route.covers.key().to_owned(),
        tenant_ids: row.route.customers.into_iter().map(Id::uuid).collect(),
        lowest_severity: row.route.lowest_severity.key().to_owned(),
        team_id: row.route.team.uuid(),
        team_display_name: row.team_name,
    }
}
