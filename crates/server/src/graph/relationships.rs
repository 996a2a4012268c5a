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
use service::{
    ask,
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

use super::{GraphBody, accepted, access_assignments, access_details, created, one, relationship, templates};
use crate::{
    answer::{ApiResult, IfMatch, List, etag, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

pub(super) const OF: &str = "delegatedAdminRelationships";

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
    let relationship = relationship(&asking.web, &asking.caller, &id).await?;
    let row = asking.ask(&GranularRelationshipOf { relationship }).await?.row;
    let mut assignments = None;
    if asking.expands("accessAssignments") {
        let all = asking.ask(&AssignmentsOf { relationships: vec![relationship] }).await?;
        assignments = Some(of_one(&all, &row));
    }
    let mut shown =
        one(&asking.web, OF, DelegatedAdminRelationship { access_assignments: assignments, ..shape(row) })?;
    asking.select(&mut shown);
    Ok(Json(shown))
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
    GraphBody(sent): GraphBody<NewDelegatedAdminRelationship>,
) -> ApiResult<Response> {
    let relationship = run(&web.app, &caller, draft_of(sent)).await?;
    let row = ask(&web.app, &caller, &GranularRelationshipOf { relationship }).await?.row;
    created(&web, &format!("{OF}/{}", row.public_id()), OF, shape(row))
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
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
    GraphBody(sent): GraphBody<DelegatedAdminRelationshipChange>,
) -> ApiResult<Response> {
    let relationship = relationship(&web, &caller, &id).await?;
    let command = EditGranular {
        relationship,
        stamp: matches.required()?,
        name: sent.display_name,
        customer: sent.customer.map(|customer| customer.map(|it| it.tenant_id)),
        duration: sent.duration,
        roles: sent.access_details.as_ref().map(templates),
        auto_extend: sent.auto_extend_duration,
    };
    if let Some(operation) = run(&web.app, &caller, command).await? {
        return Ok(accepted(&web, &format!("{OF}/{id}/operations/{operation}")));
    }
    let row = ask(&web.app, &caller, &GranularRelationshipOf { relationship }).await?.row;
    Ok(Json(one(&web, OF, shape(row))?).into_response())
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
    let relationship = relationship(&web, &caller, &id).await?;
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
