//! `…/delegatedAdminRelationships/{id}/accessAssignments`: which groups of the partner hold which roles of a relationship.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{id::Id, query::Schema};
use service::{
    Code, Refusal, ask,
    granular_relationships::{
        ASSIGNMENTS, AccessAssignmentRow, AccessAssignments, AssignAccess, ChangeAccess, EndAccess,
        OneAccessAssignment,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::delegated_admin::{
    AccessContainer, DelegatedAdminAccessAssignment, DelegatedAdminAccessAssignmentChange,
    NewDelegatedAdminAccessAssignment,
};

use super::{GraphBody, GraphChange, Here, access_details, relationship, relationships::AT, templates};
use crate::{
    answer::{ApiResult, IfMatch, List, etag, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

const OF: &str = "tenantRelationships/delegatedAdminRelationships/accessAssignments";
/// What only Steward sets, and whom an assignment is for.
const READ_ONLY: [&str; 5] = ["id", "status", "accessContainer", "createdDateTime", "lastModifiedDateTime"];
const GROUP: &str = "securityGroup";

impl Item for DelegatedAdminAccessAssignment {
    const SCHEMA: &'static Schema = &ASSIGNMENTS;
    const EXAMPLE: &'static str = "`status eq 'active'`";
}

/// Every operation on access assignments.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, assign)).routes(routes!(read, change, end))
}

/// The access assignments of a relationship, oldest first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/accessAssignments",
    operation_id = "listDelegatedAdminAccessAssignments", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        Asking<DelegatedAdminAccessAssignment>,
    ),
    responses((status = 200, body = List<DelegatedAdminAccessAssignment>), (status = 400), (status = 403), (status = 404)),
)]
async fn list(
    ApiPath(id): ApiPath<String>,
    asking: Asking<DelegatedAdminAccessAssignment>,
) -> ApiResult<Response> {
    let relationship = relationship(&asking.web, &asking.caller, &id).await?.id;
    let question = AccessAssignments { relationship, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer_within(OF, found.page, found.count, shape)
}

/// One access assignment.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/accessAssignments/{accessAssignmentId}",
    operation_id = "getDelegatedAdminAccessAssignment", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("accessAssignmentId" = Uuid, Path, description = "The assignment"),
        ("$select" = Option<String>, Query, description = "Which properties"),
    ),
    responses((status = 200, body = DelegatedAdminAccessAssignment), (status = 403), (status = 404)),
)]
async fn read(
    ApiPath((relationship_id, id)): ApiPath<(String, Uuid)>,
    asking: Asking<DelegatedAdminAccessAssignment>,
) -> ApiResult<Json<serde_json::Value>> {
    let relationship = relationship(&asking.web, &asking.caller, &relationship_id).await?.id;
    let row = asking.ask(&OneAccessAssignment { relationship, id: Id::new(id) }).await?;
    Ok(Json(asking.one(OF, shape(row))?))
}

/// Gives roles of a relationship in force to a security group of your organization.
#[utoipa::path(
    post, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/accessAssignments",
    operation_id = "createDelegatedAdminAccessAssignment", tag = "tenantRelationships",
    params(("relationshipId" = String, Path, description = "The relationship")),
    request_body = NewDelegatedAdminAccessAssignment,
    responses(
        (status = 201, body = DelegatedAdminAccessAssignment), (status = 400), (status = 403), (status = 404), (status = 409)
    ),
)]
async fn assign(
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
    ApiPath(relationship_id): ApiPath<String>,
    GraphBody(sent): GraphBody<NewDelegatedAdminAccessAssignment>,
) -> ApiResult<Response> {
    let relationship = relationship(&web, &caller, &relationship_id).await?.id;
    if sent.access_container.access_container_type != GROUP {
        return Err(Refusal::field("accessContainer/accessContainerType", Code::UnknownValue).into());
    }
    let command = AssignAccess {
        relationship,
        group: Id::new(sent.access_container.access_container_id),
        roles: templates(&sent.access_details),
    };
    let id = run(&web.app, &caller, command).await?;
    let row = ask(&web.app, &caller, &OneAccessAssignment { relationship, id }).await?;
    here.created(&format!("{AT}/{relationship_id}/accessAssignments/{id}"), OF, shape(row))
}

/// Changes the roles of an access assignment. `If-Match` with its version is required.
#[utoipa::path(
    patch, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/accessAssignments/{accessAssignmentId}",
    operation_id = "updateDelegatedAdminAccessAssignment", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("accessAssignmentId" = Uuid, Path, description = "The assignment"),
        ("If-Match" = String, Header, description = "The version of the assignment"),
    ),
    request_body = DelegatedAdminAccessAssignmentChange,
    responses(
        (status = 200, body = DelegatedAdminAccessAssignment), (status = 202), (status = 400), (status = 403), (status = 404),
        (status = 412)
    ),
)]
async fn change(
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
    ApiPath((relationship_id, id)): ApiPath<(String, Uuid)>,
    matches: IfMatch,
    GraphChange(change): GraphChange,
) -> ApiResult<Response> {
    let relationship = relationship(&web, &caller, &relationship_id).await?.id;
    let (assignment, stamp) = (Id::new(id), matches.required()?);
    let row = ask(&web.app, &caller, &OneAccessAssignment { relationship, id: assignment }).await?;
    let is_stale = stamp.is_some_and(|stamp| stamp != row.stamp);
    let held = row.roles.iter().map(|role| role.id).collect();
    let sent = change.of(&shape(row), &READ_ONLY, &[]);
    let sent: DelegatedAdminAccessAssignmentChange =
        sent.map_err(|refusal| if is_stale { Refusal::Stale } else { refusal })?;
    let roles = sent.access_details.as_ref().map_or(held, templates);
    let command = ChangeAccess { relationship, assignment, stamp, roles };
    if let Some(operation) = run(&web.app, &caller, command).await? {
        return Ok(here.accepted(&format!("{AT}/{relationship_id}/operations/{operation}")));
    }
    let row = ask(&web.app, &caller, &OneAccessAssignment { relationship, id: assignment }).await?;
    Ok(Json(here.one(OF, shape(row))?).into_response())
}

/// Takes an access assignment back: at once nobody holds anything by it. `If-Match` with its version is required.
#[utoipa::path(
    delete, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/accessAssignments/{accessAssignmentId}",
    operation_id = "deleteDelegatedAdminAccessAssignment", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("accessAssignmentId" = Uuid, Path, description = "The assignment"),
        ("If-Match" = String, Header, description = "The version of the assignment"),
    ),
    responses((status = 204), (status = 400), (status = 403), (status = 404), (status = 412)),
)]
async fn end(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((relationship_id, id)): ApiPath<(String, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let relationship = relationship(&web, &caller, &relationship_id).await?.id;
    let command = EndAccess { relationship, assignment: Id::new(id), stamp: matches.required()? };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

pub(super) fn shape(row: AccessAssignmentRow) -> DelegatedAdminAccessAssignment {
    DelegatedAdminAccessAssignment {
        kind: "#microsoft.graph.delegatedAdminAccessAssignment",
        etag: etag(row.stamp),
        id: row.id.uuid(),
        status: row.status.key(),
        access_container: AccessContainer {
            access_container_id: row.group.uuid(),
            access_container_type: GROUP.to_owned(),
        },
        access_details: access_details(&row.roles),
        created_date_time: row.created_at.to_string(),
        last_modified_date_time: row.changed_at.to_string(),
    }
}
