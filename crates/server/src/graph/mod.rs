//! The Graph-compatible surface (§4.1–§4.6): granular relationships of a partner under `/v1.0/tenantRelationships`, with the shapes, codes
//! and habits of Microsoft Graph v1.0, so that its clients work unchanged. It translates only.

mod access_assignments;
mod body;
mod customers;
pub(crate) mod errors;
mod operations;
mod relationships;
mod requests;

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    id::{GranularRelationship, Id},
    role_definition::RoleDefinition,
};
use serde::Serialize;
use service::{
    Caller, Refusal,
    granular_relationships::{GranularRelationshipOf, public_id},
};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;
use wire::delegated_admin::{AccessDetails, UnifiedRole};

use crate::{answer::ApiResult, web::Web};

pub(crate) use body::GraphBody;
pub(crate) use relationships::draft_of;

/// Where the surface begins.
pub(crate) const BASE: &str = "/v1.0/tenantRelationships";

/// Whether an address is one of the surface.
pub(crate) fn is_at(path: &str) -> bool {
    path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every operation.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .merge(relationships::routes())
        .merge(requests::routes())
        .merge(access_assignments::routes())
        .merge(operations::routes())
        .merge(customers::routes())
}

/// A relationship of the caller's organization by its published identifier, both halves of it; what is none is not there.
async fn relationship(web: &Web, caller: &Caller, text: &str) -> Result<Id<GranularRelationship>, Refusal> {
    let halves: Option<(_, Uuid)> = public_id(text);
    // Who may not look at all is told so, whatever the identifier.
    let relationship = halves.map_or(Id::new(Uuid::nil()), |(relationship, _)| relationship);
    let shown = service::ask(&web.app, caller, &GranularRelationshipOf { relationship }).await?;
    if halves.is_some_and(|(_, secret)| secret == shown.row.secret) {
        Ok(relationship)
    } else {
        Err(Refusal::Missing)
    }
}

/// Roles as Graph writes them.
pub(crate) fn access_details(roles: &[&'static RoleDefinition]) -> AccessDetails {
    let unified_roles = roles.iter().map(|role| UnifiedRole { role_definition_id: role.id }).collect();
    AccessDetails { unified_roles }
}

/// The templates of roles that were sent.
pub(crate) fn templates(sent: &AccessDetails) -> Vec<Uuid> {
    sent.unified_roles.iter().map(|role| role.role_definition_id).collect()
}

/// The address of something below the surface.
fn address(web: &Web, path: &str) -> String {
    format!("{}{BASE}/{path}", web.app.settings.public_url.trim_end_matches('/'))
}

/// The address of the description of something.
fn context(web: &Web, of: &str) -> String {
    format!("{}/v1.0/$metadata#tenantRelationships/{of}", web.app.settings.public_url.trim_end_matches('/'))
}

/// One thing, with the address of its description.
fn one<T: Serialize>(web: &Web, of: &str, thing: T) -> ApiResult<serde_json::Value> {
    within(web, &format!("{of}/$entity"), thing)
}

/// An answer with the address of its description.
pub(crate) fn within<T: Serialize>(web: &Web, of: &str, thing: T) -> ApiResult<serde_json::Value> {
    let mut value = serde_json::json!({ "@odata.context": context(web, of) });
    let thing = serde_json::to_value(thing).map_err(Refusal::from)?;
    if let (Some(all), serde_json::Value::Object(members)) = (value.as_object_mut(), thing) {
        all.extend(members);
    }
    Ok(value)
}

/// 201 with the address of what was made.
fn created<T: Serialize>(web: &Web, path: &str, of: &str, thing: T) -> ApiResult<Response> {
    let location = address(web, path);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(one(web, of, thing)?)).into_response())
}

/// 202: the operation at an address tells what becomes of it.
fn accepted(web: &Web, path: &str) -> Response {
    let headers = [(header::LOCATION, address(web, path)), (header::RETRY_AFTER, "10".to_owned())];
    (StatusCode::ACCEPTED, headers, Json(serde_json::json!({}))).into_response()
}
