//! `…/delegatedAdminRelationships/{id}/requests`: what the partner asks for on a relationship.

use std::convert::Infallible;

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{HeaderName, HeaderValue, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{granular_relationship::RequestAction, id::Id, query::Schema};
use service::{
    Code, Refusal, ask,
    granular_relationships::{
        GranularRequestOf, GranularRequestRow, GranularRequests, REQUESTS, RequestGranular, lost,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::delegated_admin::{DelegatedAdminRelationshipRequest, NewDelegatedAdminRelationshipRequest};

use super::{GraphBody, Here, relationship, relationships::AT};
use crate::{
    answer::{ApiResult, IfMatch, List, etag},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

const OF: &str = "tenantRelationships/delegatedAdminRelationships/requests";

const PREFERENCE: &str = "include-unknown-enum-members";
const APPLIED: HeaderName = HeaderName::from_static("preference-applied");

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
    let relationship = relationship(&asking.web, &asking.caller, &id).await?.id;
    let question = GranularRequests { relationship, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    Ok(knows.applied(asking.answer_within(OF, found.page, found.count, |row| shape(row, knows))?))
}

/// One request.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/requests/{requestId}",
    operation_id = "getDelegatedAdminRelationshipRequest", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("requestId" = Uuid, Path, description = "The request"),
        ("$select" = Option<String>, Query, description = "Which properties"),
    ),
    responses((status = 200, body = DelegatedAdminRelationshipRequest), (status = 403), (status = 404)),
)]
async fn read(
    knows: KnowsNewMembers,
    ApiPath((relationship_id, id)): ApiPath<(String, Uuid)>,
    asking: Asking<DelegatedAdminRelationshipRequest>,
) -> ApiResult<Response> {
    let relationship = relationship(&asking.web, &asking.caller, &relationship_id).await?.id;
    let row = asking.ask(&GranularRequestOf { relationship, id: Id::new(id) }).await?;
    Ok(knows.applied(Json(asking.one(OF, shape(row, knows))?)))
}

/// Finalizes a draft (`lockForApproval`), ends a relationship in force (`terminate`): at once nobody holds anything by it; or says what you
/// think of what your indirect provider prepared (`approve`, `reject`). `reject` is read as `unknownFutureValue` without
/// `Prefer: include-unknown-enum-members`. A request that loses against another one at the same time is a conflict.
#[utoipa::path(
    post, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/requests",
    operation_id = "createDelegatedAdminRelationshipRequest", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("If-Match" = Option<String>, Header, description = "The version of the relationship, if it is to be that one"),
    ),
    request_body = NewDelegatedAdminRelationshipRequest,
    responses(
        (status = 201, body = DelegatedAdminRelationshipRequest), (status = 400), (status = 403), (status = 404),
        (status = 409), (status = 412)
    ),
)]
async fn make(
    knows: KnowsNewMembers,
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
    ApiPath(relationship_id): ApiPath<String>,
    matches: IfMatch,
    GraphBody(sent): GraphBody<NewDelegatedAdminRelationshipRequest>,
) -> ApiResult<Response> {
    let seen = relationship(&web, &caller, &relationship_id).await?;
    let action = RequestAction::from_key(&sent.action);
    let action = action.ok_or_else(|| Refusal::field("action", Code::UnknownValue))?;
    let relationship = seen.id;
    let command = RequestGranular { relationship, action, stamp: matches.optional() };
    let id = run(&web.app, &caller, command).await.map_err(|refusal| lost(refusal, &seen, action))?;
    let row = ask(&web.app, &caller, &GranularRequestOf { relationship, id }).await?;
    let path = format!("{AT}/{relationship_id}/requests/{id}");
    Ok(knows.applied(here.created(&path, OF, shape(row, knows))?))
}

/// Whether the caller said that it knows members of enumerations that were added later.
#[derive(Clone, Copy)]
struct KnowsNewMembers(bool);

impl<S: Sync> FromRequestParts<S> for KnowsNewMembers {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let prefers = parts.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        let mut preferences = prefers.flat_map(|value| value.split(',')).map(str::trim);
        Ok(Self(preferences.any(|it| it.eq_ignore_ascii_case(PREFERENCE))))
    }
}

impl KnowsNewMembers {
    /// The answer, which says that it heeds what the caller said (RFC 7240, 3).
    fn applied(self, answer: impl IntoResponse) -> Response {
        let mut answer = answer.into_response();
        if self.0 {
            answer.headers_mut().insert(APPLIED, HeaderValue::from_static(PREFERENCE));
        }
        answer
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
