//! `/v1.0/tenantRelationships/delegatedAdminRelationships`: the granular relationships of one's organization, which is their partner.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    granular_relationship::{PartnerConsent, extension},
    query::Schema,
};
use serde_json::Value;
use service::{
    Refusal, ask,
    granular_relationships::{
        AccessAssignmentRow, AssignmentsOf, DiscardGranular, DraftGranular, EditGranular,
        GranularRelationshipOf, GranularRelationships, GranularRow, RELATIONSHIPS,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::delegated_admin::{
    CustomerParticipant, DelegatedAdminRelationship, DelegatedAdminRelationshipChange,
    NewDelegatedAdminRelationship,
};

use super::{GraphBody, GraphChange, Here, access_assignments, access_details, relationship, templates};
use crate::{
    answer::{ApiResult, Change, IfMatch, List, etag, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Where relationships stand below the surface.
pub(super) const AT: &str = "delegatedAdminRelationships";
const OF: &str = "tenantRelationships/delegatedAdminRelationships";
/// What only Steward sets.
const READ_ONLY: [&str; 9] = [
    "id",
    "status",
    "createdDateTime",
    "lastModifiedDateTime",
    "activatedDateTime",
    "endDateTime",
    "indirectProviderTenantId",
    "isPartnerConsentPending",
    "accessAssignments",
];
/// What a draft can be without.
const CLEARED: [&str; 1] = ["customer"];

impl Item for DelegatedAdminRelationship {
    const SCHEMA: &'static Schema = &RELATIONSHIPS;
    const EXAMPLE: &'static str = "`status eq 'active' and startswith(displayName,'Con')`";
}

/// Every operation on relationships.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, draft)).routes(routes!(read, edit, discard))
}

/// The granular relationships of your organization, newest first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships",
    operation_id = "listDelegatedAdminRelationships", tag = "tenantRelationships",
    params(Asking<DelegatedAdminRelationship>),
    responses((status = 200, body = List<DelegatedAdminRelationship>), (status = 400), (status = 403)),
)]
async fn list(asking: Asking<DelegatedAdminRelationship>) -> ApiResult<Response> {
    let question = GranularRelationships { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    let mut assignments = None;
    if asking.expands("accessAssignments") {
        let relationships = found.page.items.iter().map(|row| row.id).collect();
        assignments = Some(asking.ask(&AssignmentsOf { relationships }).await?);
    }
    let expanded = |row: GranularRow| {
        let of = assignments.as_ref().map(|all| of_one(all, &row));
        DelegatedAdminRelationship { access_assignments: of, ..shape(row) }
    };
    asking.answer_within(OF, found.page, found.count, expanded)
}

/// One granular relationship.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}",
    operation_id = "getDelegatedAdminRelationship", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("$select" = Option<String>, Query, description = "Which properties"),
        ("$expand" = Option<String>, Query, description = "accessAssignments"),
    ),
    responses((status = 200, body = DelegatedAdminRelationship), (status = 403), (status = 404)),
)]
async fn read(
    ApiPath(id): ApiPath<String>,
    asking: Asking<DelegatedAdminRelationship>,
) -> ApiResult<Json<serde_json::Value>> {
    let row = relationship(&asking.web, &asking.caller, &id).await?;
    let mut assignments = None;
    if asking.expands("accessAssignments") {
        let all = asking.ask(&AssignmentsOf { relationships: vec![row.id] }).await?;
        assignments = Some(of_one(&all, &row));
    }
    Ok(Json(asking.one(OF, DelegatedAdminRelationship { access_assignments: assignments, ..shape(row) })?))
}

fn of_one(
    all: &[AccessAssignmentRow],
    row: &GranularRow,
) -> Vec<wire::delegated_admin::DelegatedAdminAccessAssignment> {
    let own = all.iter().filter(|it| it.relationship == row.id);
    own.cloned().map(access_assignments::shape).collect()
}

/// Drafts a granular relationship. The customer learns nothing of it before it is finalized with `lockForApproval` and you sent the link.
#[utoipa::path(
    post, path = "/v1.0/tenantRelationships/delegatedAdminRelationships",
    operation_id = "createDelegatedAdminRelationship", tag = "tenantRelationships",
    request_body = NewDelegatedAdminRelationship,
    responses((status = 201, body = DelegatedAdminRelationship), (status = 400), (status = 403), (status = 409)),
)]
async fn draft(
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
    GraphBody(sent): GraphBody<NewDelegatedAdminRelationship>,
) -> ApiResult<Response> {
    let relationship = run(&web.app, &caller, draft_of(sent)).await?;
    let row = ask(&web.app, &caller, &GranularRelationshipOf { relationship }).await?.row;
    here.created(&format!("{AT}/{}", row.public_id()), OF, shape(row))
}

/// What a new relationship is to be.
pub(crate) fn draft_of(sent: NewDelegatedAdminRelationship) -> DraftGranular {
    DraftGranular {
        name: sent.display_name,
        customer: sent.customer.map(|customer| customer.tenant_id),
        duration: sent.duration,
        roles: templates(&sent.access_details),
        auto_extend: sent.auto_extend_duration.unwrap_or_else(|| extension(false).to_owned()),
    }
}

/// Changes a draft; of a relationship in force, whether it extends itself, and Global administrator can be taken out. `If-Match` with its
/// version is required.
#[utoipa::path(
    patch, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}",
    operation_id = "updateDelegatedAdminRelationship", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("If-Match" = String, Header, description = "The version of the relationship"),
    ),
    request_body = DelegatedAdminRelationshipChange,
    responses(
        (status = 200, body = DelegatedAdminRelationship), (status = 202), (status = 400), (status = 403), (status = 404),
        (status = 409), (status = 412)
    ),
)]
async fn edit(
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
    GraphChange(mut change): GraphChange,
) -> ApiResult<Response> {
    let row = relationship(&web, &caller, &id).await?;
    // Whoever read it expanded sends it back so: what it is for is changed at its own address alone.
    let expanded = if expands(&mut change) {
        let all = ask(&web.app, &caller, &AssignmentsOf { relationships: vec![row.id] }).await?;
        Some(of_one(&all, &row))
    } else {
        None
    };
    let (relationship, stamp) = (row.id, matches.required()?);
    // What is compared with another version than was read differs for no fault of the client.
    let is_stale = stamp.is_some_and(|stamp| stamp != row.stamp);
    let now = DelegatedAdminRelationship { access_assignments: expanded, ..shape(row) };
    let sent = change.of(&now, &READ_ONLY, &CLEARED);
    let sent: DelegatedAdminRelationshipChange =
        sent.map_err(|refusal| if is_stale { Refusal::Stale } else { refusal })?;
    let command = EditGranular {
        relationship,
        stamp,
        name: sent.display_name,
        customer: sent.customer.map(|customer| customer.map(|it| it.tenant_id)),
        duration: sent.duration,
        roles: sent.access_details.as_ref().map(templates),
        auto_extend: sent.auto_extend_duration,
    };
    if let Some(operation) = run(&web.app, &caller, command).await? {
        return Ok(here.accepted(&format!("{AT}/{id}/operations/{operation}")));
    }
    let row = ask(&web.app, &caller, &GranularRelationshipOf { relationship }).await?.row;
    Ok(Json(here.one(OF, shape(row))?).into_response())
}

/// Whether a change holds the assignments as `$expand` tells them; without what goes on by itself meanwhile.
fn expands(change: &mut Change) -> bool {
    let Some(Value::Array(assignments)) = change.0.get_mut("accessAssignments") else { return false };
    for assignment in assignments.iter_mut().filter_map(Value::as_object_mut) {
        assignment.remove("status");
        assignment.remove("lastModifiedDateTime");
    }
    true
}

/// Throws a draft away. `If-Match` with its version is required.
#[utoipa::path(
    delete, path = "/v1.0/tenantRelationships/delegatedAdminRelationships/{relationshipId}",
    operation_id = "deleteDelegatedAdminRelationship", tag = "tenantRelationships",
    params(
        ("relationshipId" = String, Path, description = "The relationship"),
        ("If-Match" = String, Header, description = "The version of the relationship"),
    ),
    responses((status = 204), (status = 400), (status = 403), (status = 404), (status = 412)),
)]
async fn discard(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let relationship = relationship(&web, &caller, &id).await?.id;
    run(&web.app, &caller, DiscardGranular { relationship, stamp: matches.required()? }).await?;
    Ok(no_content())
}

fn shape(row: GranularRow) -> DelegatedAdminRelationship {
    DelegatedAdminRelationship {
        kind: match &row.provider {
            Some(_) => "#microsoft.graph.resellerDelegatedAdminRelationship",
            None => "#microsoft.graph.delegatedAdminRelationship",
        },
        indirect_provider_tenant_id: row.provider.as_ref().map(|(provider, _)| provider.to_string()),
        is_partner_consent_pending: row.consent.map(|consent| consent == PartnerConsent::Pending),
        etag: etag(row.stamp),
        id: row.public_id(),
        display_name: row.name,
        duration: format!("P{}D", row.days),
        customer: row
            .customer
            .map(|it| CustomerParticipant { tenant_id: it.uuid(), display_name: row.customer_name }),
        access_details: access_details(&row.roles),
        auto_extend_duration: extension(row.extends),
        status: row.status.key(),
        created_date_time: row.created_at.to_string(),
        last_modified_date_time: row.changed_at.to_string(),
        activated_date_time: row.activated_at.map(|at| at.to_string()),
        end_date_time: row.ends_at.map(|at| at.to_string()),
        access_assignments: None,
    }
}
