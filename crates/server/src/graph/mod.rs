//! The Graph-compatible surface (§4.1–§4.6): granular relationships of a partner under `/v1.0/tenantRelationships`, with the shapes, codes
//! and habits of Microsoft Graph v1.0, so that its clients work unchanged. It translates only.

mod access_assignments;
pub(crate) mod addresses;
mod body;
mod customers;
pub(crate) mod errors;
mod here;
mod operations;
mod relationships;
mod requests;

use domain::{
    id::{GranularRelationship, Id},
    role_definition::RoleDefinition,
};
use service::{
    Caller, Refusal,
    granular_relationships::{GranularRelationshipOf, GranularRow, public_id},
};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;
use wire::delegated_admin::{AccessDetails, UnifiedRole};

use crate::web::Web;

pub(crate) use body::GraphBody;
use body::GraphChange;
pub(crate) use here::{Here, asked_at};
pub(crate) use relationships::draft_of;

/// Where the surface begins.
pub(crate) const BASE: &str = "/v1.0/tenantRelationships";

/// Whether an address is one of the surface.
pub(crate) fn is_at(path: &str) -> bool {
    path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether an address is spoken to in the words of Graph: beta is nothing but Graph's.
pub(crate) fn speaks_at(path: &str) -> bool {
    is_at(path) || path.starts_with("/beta/")
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
async fn relationship(web: &Web, caller: &Caller, text: &str) -> Result<GranularRow, Refusal> {
    let halves: Option<(_, Uuid)> = public_id(text);
    // Who may not look at all is told so, whatever the identifier.
    let relationship: Id<GranularRelationship> =
        halves.map_or(Id::new(Uuid::nil()), |(relationship, _)| relationship);
    let shown = service::ask(&web.app, caller, &GranularRelationshipOf { relationship }).await?;
    if halves.is_some_and(|(_, secret)| secret == shown.row.secret) {
        Ok(shown.row)
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
