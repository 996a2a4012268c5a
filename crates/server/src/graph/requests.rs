//! `…/delegatedAdminRelationships/{id}/requests`: what the partner asks for on a relationship.

use std::convert::Infallible;

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::request::Parts,
    response::Response,
};
use domain::{granular_relationship::RequestAction, id::Id, query::Schema};
use service::{
    Code, Refusal, ask,
    granular_relationships::{
        GranularRequestOf, GranularRequestRow, GranularRequests, REQUESTS, RequestGranular,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::delegated_admin::{DelegatedAdminRelationshipRequest, NewDelegatedAdminRelationshipRequest};

use super::{GraphBody, created, one, relationship};
use crate::{
    answer::{ApiResult, List, etag},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

const OF: &str = "delegatedAdminRelationships/requests";

impl Item for DelegatedAdminRelationshipRequest {
    const SCHEMA: &'static Schema = &REQUESTS;
    const EXAMPLE: &'static str = "`action eq 'terminate'`";
}

/// Every operation on requests.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, make)).routes(routes!(read))
}

/// The requests on a relationship.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/requests",
    operation_id = "listDelegatedAdminRelationshipRequests", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        Asking<DelegatedAdminRelationshipRequest>,
    ),
    responses((status = 200, body = List<DelegatedAdminRelationshipRequest>), (status = 400), (status = 403), (status = 404)),
)]
async fn list(
    knows: KnowsNewMembers,
    ApiPath(id): ApiPath<String>,
    asking: Asking<DelegatedAdminRelationshipRequest>,
) -> ApiResult<Response> {
    let relationship = relationship(&asking.web, &asking.caller, &id).await?;
    let question = GranularRequests { relationship, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer_within(OF, found.page, found.count, |row| shape(row, knows))
}

/// One request.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/requests/{requestId}",
    operation_id = "getDelegatedAdminRelationshipRequest", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("requestId" = Uuid, Path, description = "The request"),
    ),
    responses((status = 200, body = DelegatedAdminRelationshipRequest), (status = 403), (status = 404)),
)]
async fn read(
    knows: KnowsNewMembers,
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((relationship_id, id)): ApiPath<(String, Uuid)>,
) -> ApiResult<Json<serde_json::Value>> {
    let relationship = relationship(&web, &caller, &relationship_id).await?;
    let row = ask(&web.app, &caller, &GranularRequestOf { relationship, id: Id::new(id) }).await?;
    Ok(Json(one(&web, OF, shape(row, knows))?))
}

/// Finalizes a draft (`lockForApproval`), ends a relationship in force (`terminate`): at once nobody holds anything by it; or says what you
/// think of what your indirect provider prepared (`approve`, `reject`). `reject` is read as `unknownFutureValue` without
/// `Prefer: include-unknown-enum-members`.
#[utoipa::path(
    post, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/requests",
    operation_id = "createDelegatedAdminRelationshipRequest", tag = "tenantRelationships",
    params(("relationshipId" = String, Path, description = "The relationship")),
    request_body = NewDelegatedAdminRelationshipRequest,
    responses(
        (status = 201, body = DelegatedAdminRelationshipRequest), (status = 400), (status = 403), (status = 404)
    ),
)]
async fn make(
    knows: KnowsNewMembers,
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(relationship_id): ApiPath<String>,
    GraphBody(sent): GraphBody<NewDelegatedAdminRelationshipRequest>,
) -> ApiResult<Response> {
    let relationship = relationship(&web, &caller, &relationship_id).await?;
    let action = RequestAction::from_key(&sent.action);
    let action = action.ok_or_else(|| Refusal::field("action", Code::UnknownValue))?;
    let id = run(&web.app, &caller, RequestGranular { relationship, action, stamp: None }).await?;
    let row = ask(&web.app, &caller, &GranularRequestOf { relationship, id }).await?;
    let path = format!("{}/{relationship_id}/requests/{id}", super::relationships::OF);
    created(&web, &path, OF, shape(row, knows))
}

/// Whether the caller said that it knows members of enumerations that were added later.
#[derive(Clone, Copy)]
struct KnowsNewMembers(bool);

impl<S: Sync> FromRequestParts<S> for KnowsNewMembers {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let prefers = parts.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        let mut preferences = prefers.flat_map(|value| value.split(',')).map(str::trim);
        Ok(Self(preferences.any(|it| it.eq_ignore_ascii_case("include-unknown-enum-members"))))
    }
}

fn shape(
    row: GranularRequestRow,
    KnowsNewMembers(knows): KnowsNewMembers,
) -> DelegatedAdminRelationshipRequest {
    DelegatedAdminRelationshipRequest {
        kind: "#microsoft.graph.delegatedAdminRelationshipRequest",
        etag: etag(row.changed_at.micros()),
        id: row.id.uuid(),
        action: match row.action {
            RequestAction::Reject if !knows => "unknownFutureValue",
            action => action.key(),
        },
        status: row.status,
        created_date_time: row.created_at.to_string(),
        last_modified_date_time: row.changed_at.to_string(),
    }
}
