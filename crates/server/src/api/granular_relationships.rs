//! `/v1.0/granularRelationships`: the granular relationships that one's organization approved; it is their customer. The partner's side is
//! the Graph-compatible surface.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{granular_relationship, id::Id, query::Schema};
use service::{
    Caller, Code, Refusal, ask,
    granular_relationships::{
        AccessAssignmentRow, ApproveGranular, DeclineGranular, GRANTED, Granted, GrantedRelationship,
        GrantedRelationships, GranularRow, OpenGranular, SwitchExtension, TerminateGranted, public_id,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::delegated_admin::{
    GrantedAccess, GrantedPerson, GranularApproval, GranularChange, GranularRelationship,
};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    graph::access_details,
    path::ApiPath,
    web::Web,
};

impl Item for GranularRelationship {
    const SCHEMA: &'static Schema = &GRANTED;
    const EXAMPLE: &'static str = "`status eq 'active'`";
}

/// Every operation on granular relationships from the customer's side.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, approve))
        .routes(routes!(read, change, end))
        .routes(routes!(open, decline))
}

type Halves = (Id<domain::id::GranularRelationship>, uuid::Uuid);

fn halves(text: &str) -> Result<Halves, Refusal> {
    public_id(text).ok_or(Refusal::Missing)
}

/// The granular relationships that your organization approved, by partner unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/granularRelationships", operation_id = "listGranularRelationships",
    tag = "granularRelationships",
    params(Asking<GranularRelationship>),
    responses((status = 200, body = List<GranularRelationship>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<GranularRelationship>) -> ApiResult<Response> {
    let question = GrantedRelationships { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// What a partner asks for with a link, for your organization to approve.
#[utoipa::path(
    get, path = "/v1.0/granularRelationships/{relationshipId}/request", operation_id = "openGranularRelationship",
    tag = "granularRelationships",
    params(("relationshipId" = String, Path, description = "The identifier in the link")),
    responses((status = 200, body = GranularRelationship), (status = 403), (status = 404), (status = 410)),
)]
async fn open(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
) -> ApiResult<Json<GranularRelationship>> {
    Ok(Json(shape(ask(&web.app, &caller, &OpenGranular { asked: halves(&id)? }).await?)))
}

/// Declines what a partner asks your organization for, which is named in it; nothing of it begins. Only Global administrators of the
/// organization's own directory can.
#[utoipa::path(
    delete, path = "/v1.0/granularRelationships/{relationshipId}/request",
    operation_id = "declineGranularRelationship", tag = "granularRelationships",
    params(("relationshipId" = String, Path, description = "The identifier in the link")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 410), (status = 412)),
)]
async fn decline(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let asked = halves(&id)?;
    run(&web.app, &caller, DeclineGranular { asked, stamp: matches.optional() }).await?;
    Ok(no_content())
}

/// Approves what a partner asks for with a link, all of it. Only Global administrators of the organization's own directory can.
#[utoipa::path(
    post, path = "/v1.0/granularRelationships", operation_id = "approveGranularRelationship",
    tag = "granularRelationships", request_body = GranularApproval,
    responses(
        (status = 201, body = GranularRelationship), (status = 403), (status = 404), (status = 409), (status = 410)
    ),
)]
async fn approve(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<GranularApproval>,
) -> ApiResult<Response> {
    let asked = halves(&sent.id)?;
    run(&web.app, &caller, ApproveGranular { asked, stamp: None }).await?;
    let shown = one(&web, &caller, asked).await?;
    Ok(created(format!("/v1.0/granularRelationships/{}", shown.id), shown))
}

/// One granular relationship, with who holds what by it.
#[utoipa::path(
    get, path = "/v1.0/granularRelationships/{relationshipId}", operation_id = "getGranularRelationship",
    tag = "granularRelationships",
    params(("relationshipId" = String, Path, description = "The relationship")),
    responses((status = 200, body = GranularRelationship), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
) -> ApiResult<Json<GranularRelationship>> {
    Ok(Json(one(&web, &caller, halves(&id)?).await?))
}

/// Says whether a granular relationship extends itself at its end.
#[utoipa::path(
    patch, path = "/v1.0/granularRelationships/{relationshipId}", operation_id = "updateGranularRelationship",
    tag = "granularRelationships", request_body = GranularChange,
    params(("relationshipId" = String, Path, description = "The relationship")),
    responses(
        (status = 200, body = GranularRelationship), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 422)
    ),
)]
async fn change(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
    Body(sent): Body<GranularChange>,
) -> ApiResult<Response> {
    let asked = halves(&id)?;
    let extends = granular_relationship::extends(&sent.auto_extend_duration);
    let extends = extends.ok_or_else(|| Refusal::field("autoExtendDuration", Code::UnknownValue))?;
    one(&web, &caller, asked).await?;
    let command =
        SwitchExtension { relationship: asked.0, stamp: matches.optional(), extends, as_customer: true };
    run(&web.app, &caller, command).await?;
    Ok(Json(one(&web, &caller, asked).await?).into_response())
}

/// Ends a granular relationship: at once nobody of the partner holds anything by it.
#[utoipa::path(
    delete, path = "/v1.0/granularRelationships/{relationshipId}", operation_id = "terminateGranularRelationship",
    tag = "granularRelationships",
    params(("relationshipId" = String, Path, description = "The relationship")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn end(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let asked = halves(&id)?;
    one(&web, &caller, asked).await?;
    let (relationship, _) = asked;
    run(&web.app, &caller, TerminateGranted { relationship, stamp: matches.optional() }).await?;
    Ok(no_content())
}

async fn one(
    web: &Web,
    caller: &Caller,
    (relationship, secret): Halves,
) -> Result<GranularRelationship, Refusal> {
    let Granted { row, assignments, people, .. } =
        ask(&web.app, caller, &GrantedRelationship { relationship }).await?;
    if row.secret != secret {
        return Err(Refusal::Missing);
    }
    let access = |it: AccessAssignmentRow| GrantedAccess {
        id: it.id.uuid(),
        group_display_name: it.group_name,
        status: it.status.key().to_owned(),
        access_details: access_details(&it.roles),
        members: people
            .iter()
            .filter(|person| person.group == it.group)
            .map(|person| GrantedPerson {
                display_name: person.name.clone(),
                user_principal_name: person.upn.clone(),
            })
            .collect(),
    };
    let assignments = assignments.into_iter().map(access).collect();
    Ok(GranularRelationship { access_assignments: Some(assignments), ..shape(row) })
}

fn shape(row: GranularRow) -> GranularRelationship {
    GranularRelationship {
        etag: etag(row.stamp),
        id: row.public_id(),
        partner_id: row.partner.uuid(),
        partner_display_name: row.partner_name,
        partner_default_domain: row.partner_domain,
        status: row.status.key().to_owned(),
        duration: format!("P{}D", row.days),
        auto_extend_duration: granular_relationship::extension(row.extends).to_owned(),
        access_details: access_details(&row.roles),
        approved_by: row.approved_by,
        approved_date_time: row.approved_at.map(|at| at.to_string()),
        activated_date_time: row.activated_at.map(|at| at.to_string()),
        end_date_time: row.ends_at.map(|at| at.to_string()),
        is_suspended: row.is_suspended,
        access_assignments: None,
        display_name: row.name,
    }
}
