//! `…/delegatedAdminRelationships/{id}/operations`: what becomes of changes that take a while.

use axum::{Json, response::Response};
use domain::{id::Id, query::Schema};
use service::granular_relationships::{
    GranularOperationOf, GranularOperationRow, GranularOperations, OPERATIONS,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::delegated_admin::DelegatedAdminRelationshipOperation;

use super::relationship;
use crate::{
    answer::{ApiResult, List, etag},
    api::collection::{Asking, Item},
    path::ApiPath,
    web::Web,
};

const OF: &str = "tenantRelationships/delegatedAdminRelationships/operations";

impl Item for DelegatedAdminRelationshipOperation {
    const SCHEMA: &'static Schema = &OPERATIONS;
    const EXAMPLE: &'static str = "`status eq 'succeeded'`";
}

/// Every operation on operations.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read))
}

/// The operations on a relationship.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/operations",
    operation_id = "listDelegatedAdminRelationshipOperations", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        Asking<DelegatedAdminRelationshipOperation>,
    ),
    responses((status = 200, body = List<DelegatedAdminRelationshipOperation>), (status = 400), (status = 403), (status = 404)),
)]
async fn list(
    ApiPath(id): ApiPath<String>,
    asking: Asking<DelegatedAdminRelationshipOperation>,
) -> ApiResult<Response> {
    let relationship = relationship(&asking.web, &asking.caller, &id).await?.id;
    let question = GranularOperations { relationship, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer_within(OF, found.page, found.count, shape)
}

/// One operation.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}/operations/{operationId}",
    operation_id = "getDelegatedAdminRelationshipOperation", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("operationId" = Uuid, Path, description = "The operation"),
        ("$select" = Option<String>, Query, description = "Which properties"),
    ),
    responses((status = 200, body = DelegatedAdminRelationshipOperation), (status = 403), (status = 404)),
)]
async fn read(
    ApiPath((relationship_id, id)): ApiPath<(String, Uuid)>,
    asking: Asking<DelegatedAdminRelationshipOperation>,
) -> ApiResult<Json<serde_json::Value>> {
    let relationship = relationship(&asking.web, &asking.caller, &relationship_id).await?.id;
    let row = asking.ask(&GranularOperationOf { relationship, id: Id::new(id) }).await?;
    Ok(Json(asking.one(OF, shape(row))?))
}

fn shape(row: GranularOperationRow) -> DelegatedAdminRelationshipOperation {
    DelegatedAdminRelationshipOperation {
        kind: "#microsoft.graph.delegatedAdminRelationshipOperation",
        etag: etag(row.changed_at.micros()),
        id: row.id.uuid(),
        operation_type: "delegatedAdminAccessAssignmentUpdate",
        data: row.data,
        status: row.status,
        created_date_time: row.created_at.to_string(),
        last_modified_date_time: row.changed_at.to_string(),
    }
}
