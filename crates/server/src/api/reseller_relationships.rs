//! `/v1.0/resellerRelationships`: the partners from which one's organization buys, and what is delegated to them.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, ResellerRelationship as RelationshipId},
    query::Schema,
};
use service::{
    Caller, Refusal, ask,
    reseller_relationships::{
        AcceptReseller, DelegatedPerson, EndResellerAsCustomer, PARTNERS, PartnerRelationship,
        PartnerRelationships, RemovePrivileges, ResellerRow, RestorePrivileges,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::reseller_relationships::{DelegatedPerson as Delegated, ResellerAcceptance, ResellerRelationship};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for ResellerRelationship {
    const SCHEMA: &'static Schema = &PARTNERS;
    const EXAMPLE: &'static str = "`isEnded eq false`";
}

/// Every operation on relationships.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, accept))
        .routes(routes!(read, end))
        .routes(routes!(remove, restore))
}

/// The partners from which your organization buys or bought, by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/resellerRelationships", operation_id = "listResellerRelationships",
    tag = "resellerRelationships",
    params(Asking<ResellerRelationship>),
    responses((status = 200, body = List<ResellerRelationship>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<ResellerRelationship>) -> ApiResult<Response> {
    let question = PartnerRelationships { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// Accepts the request of a link for your organization. Only Global administrators of its own directory can.
#[utoipa::path(
    post, path = "/v1.0/resellerRelationships", operation_id = "acceptResellerRequest",
    tag = "resellerRelationships", request_body = ResellerAcceptance,
    responses(
        (status = 201, body = ResellerRelationship), (status = 403), (status = 404), (status = 412), (status = 422)
    ),
)]
async fn accept(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<ResellerAcceptance>,
) -> ApiResult<Response> {
    let command = AcceptReseller {
        token: sent.token,
        agreement_accepted: sent.agreement_accepted,
        privileges_shown: sent.delegated_admin_privileges,
    };
    let id = run(&web.app, &caller, command).await?;
    Ok(created(format!("/v1.0/resellerRelationships/{id}"), one(&web, &caller, id).await?))
}

/// One relationship.
#[utoipa::path(
    get, path = "/v1.0/resellerRelationships/{id}", operation_id = "getResellerRelationship",
    tag = "resellerRelationships",
    params(("id" = Uuid, Path, description = "The relationship")),
    responses((status = 200, body = ResellerRelationship), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<ResellerRelationship>> {
    Ok(Json(one(&web, &caller, Id::new(id)).await?))
}

/// Ends a reseller relationship, and with it delegated admin privileges; what was bought stays. Only Global administrators of the
/// organization's own directory can.
#[utoipa::path(
    delete, path = "/v1.0/resellerRelationships/{id}", operation_id = "endResellerRelationshipAsCustomer",
    tag = "resellerRelationships",
    params(("id" = Uuid, Path, description = "The relationship")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn end(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = EndResellerAsCustomer { relationship: Id::new(id), stamp: matches.optional(), typed: None };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Takes the delegated admin privileges of a partner away; the relationship stays.
#[utoipa::path(
    delete, path = "/v1.0/resellerRelationships/{id}/delegatedAdminPrivileges",
    operation_id = "removeDelegatedAdminPrivileges", tag = "resellerRelationships",
    params(("id" = Uuid, Path, description = "The relationship")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = RemovePrivileges { relationship: Id::new(id), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Lets a partner have the delegated admin privileges again that it had before.
#[utoipa::path(
    put, path = "/v1.0/resellerRelationships/{id}/delegatedAdminPrivileges",
    operation_id = "restoreDelegatedAdminPrivileges", tag = "resellerRelationships",
    params(("id" = Uuid, Path, description = "The relationship")),
    responses((status = 200, body = ResellerRelationship), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn restore(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Json<ResellerRelationship>> {
    let relationship = Id::new(id);
    run(&web.app, &caller, RestorePrivileges { relationship, stamp: matches.optional() }).await?;
    Ok(Json(one(&web, &caller, relationship).await?))
}

async fn one(
    web: &Web,
    caller: &Caller,
    relationship: Id<RelationshipId>,
) -> Result<ResellerRelationship, Refusal> {
    let found = ask(&web.app, caller, &PartnerRelationship { relationship }).await?;
    let person = |it: DelegatedPerson| Delegated {
        role: it.agent.acts_as().map_or("", |role| role.key).to_owned(),
        display_name: it.name,
        user_principal_name: it.upn,
    };
    let delegated = found.delegated.into_iter().map(person).collect();
    Ok(ResellerRelationship { delegated: Some(delegated), ..shape(found.row) })
}

fn shape(row: ResellerRow) -> ResellerRelationship {
    ResellerRelationship {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        partner_id: row.partner.uuid(),
        partner_display_name: row.partner_name,
        partner_default_domain: row.partner_domain,
        delegated_admin_privileges: row.has_privileges,
        privileges_since_date_time: row.privileges_since.map(|at| at.to_string()),
        privileges_ended_date_time: row.privileges_ended_at.map(|at| at.to_string()),
        privileges_ended_by: row.privileges_ended_by.map(|side| side.key().to_owned()),
        accepted_by: row.accepted_by,
        started_date_time: row.started_at.to_string(),
        ended_date_time: row.ended_at.map(|at| at.to_string()),
        is_ended: row.ended_at.is_some(),
        is_suspended: row.is_suspended,
        delegated: None,
    }
}
