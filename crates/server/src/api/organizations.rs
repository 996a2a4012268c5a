//! `/v1.0/operator`: organizations as the operator sees them, figures and never content, and the server's health.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Organization as OrganizationKind},
    query::Schema,
};
use service::{
    Caller, Refusal, ask,
    organizations::{
        AddDomain, CreateOrganization, EditOrganization, GetOrganization, Health, ListOrganizations,
        MakeAdministratorLink, NewOrganization, OrganizationRow, RemoveDomain, SCHEMA, SetPartnerCapability,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::organizations::{
    AdministratorLink, CreatedOrganization, Domain, NewAdministratorLink, NewOrganization as New,
    Organization, OrganizationPatch, PartnerCapability, ServerHealth,
};

use super::{
    collection::{Asking, Item},
    users::link,
};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Organization {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`isPartner eq true`, or `verifiedDomains/any(d:d eq 'contoso.example')`";
}

/// Every operation of the operator.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch))
        .routes(routes!(add_domain))
        .routes(routes!(remove_domain))
        .routes(routes!(partner_capability))
        .routes(routes!(administrator_link))
        .routes(routes!(health))
}

/// The organizations of this server, with figures and without content. For the operator.
#[utoipa::path(get, path = "/v1.0/operator/organizations", operation_id = "listOrganizations", tag = "operator",
    params(Asking<Organization>),
    responses((status = 200, body = List<Organization>), (status = 400), (status = 403)))]
async fn list(asking: Asking<Organization>) -> ApiResult<Response> {
    let found = asking.ask(&ListOrganizations { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer(found.page, found.count, shape)
}

/// Makes an organization with its domains and its first administrator. The answer holds the administrator's one-time
/// link, this once.
#[utoipa::path(post, path = "/v1.0/operator/organizations", operation_id = "createOrganization", tag = "operator",
    request_body = New,
    responses((status = 201, body = CreatedOrganization), (status = 403), (status = 422)))]
async fn create(State(web): State<Web>, Client(caller): Client, Body(new): Body<New>) -> ApiResult<Response> {
    let new = NewOrganization {
        name: new.display_name,
        country: new.country,
        language: new.preferred_language,
        time_zone: new.time_zone,
        domains: new.verified_domains,
        administrator_upn: new.administrator_user_principal_name,
        administrator_name: new.administrator_display_name,
    };
    let made = run(&web.app, &caller, CreateOrganization::new(&web.app, new)).await?;
    let body = CreatedOrganization {
        organization: one(&web, &caller, made.organization).await?,
        administrator_id: made.administrator.uuid(),
        set_password_url: link(&web, &made.link),
    };
    Ok(created(format!("/v1.0/operator/organizations/{}", made.organization), body))
}

/// An organization, with figures and without content.
#[utoipa::path(get, path = "/v1.0/operator/organizations/{id}", operation_id = "getOperatorOrganization", tag = "operator",
    params(("id" = Uuid, Path, description = "The organization")),
    responses((status = 200, body = Organization), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Organization>> {
    Ok(Json(one(&web, &caller, Id::new(id)).await?))
}

/// Changes name, country, language and time zone of an organization.
#[utoipa::path(patch, path = "/v1.0/operator/organizations/{id}", operation_id = "updateOrganization", tag = "operator",
    request_body = OrganizationPatch,
    params(
        ("id" = Uuid, Path, description = "The organization"),
        ("If-Match" = String, Header, description = "The version you read, or *"),
    ),
    responses((status = 200, body = Organization), (status = 400), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<OrganizationPatch>,
) -> ApiResult<Json<Organization>> {
    let stamp = version.required()?;
    let row = ask(&web.app, &caller, &GetOrganization { organization: Id::new(id) }).await?;
    let edit = EditOrganization {
        organization: row.id,
        name: patch.display_name.unwrap_or(row.name),
        country: patch.country.unwrap_or(row.country),
        language: patch.preferred_language.unwrap_or(row.language),
        time_zone: patch.time_zone.unwrap_or(row.time_zone),
        stamp: stamp.or(Some(row.stamp)),
    };
    run(&web.app, &caller, edit).await?;
    Ok(Json(one(&web, &caller, row.id).await?))
}

/// Adds a domain to an organization. A domain belongs to one organization at most.
#[utoipa::path(post, path = "/v1.0/operator/organizations/{id}/domains", operation_id = "addDomain", tag = "operator",
    request_body = Domain, params(("id" = Uuid, Path, description = "The organization")),
    responses((status = 201, body = Domain), (status = 403), (status = 404), (status = 422)))]
async fn add_domain(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<Domain>,
) -> ApiResult<Response> {
    let command = AddDomain { organization: Id::new(id), domain: new.domain };
    let domain = run(&web.app, &caller, command).await?;
    Ok(created(format!("/v1.0/operator/organizations/{id}/domains/{domain}"), Domain { domain }))
}

/// Takes a domain away: not while account names lie in it. Invitations by it that wait for an answer are withdrawn.
#[utoipa::path(delete, path = "/v1.0/operator/organizations/{id}/domains/{domain}", operation_id = "removeDomain",
    tag = "operator",
    params(("id" = Uuid, Path, description = "The organization"), ("domain" = String, Path, description = "The domain")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn remove_domain(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, domain)): ApiPath<(Uuid, String)>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RemoveDomain { organization: Id::new(id), domain }).await?;
    Ok(no_content())
}

/// Switches the partner capability. Off: links to customers are suspended and invitations that wait are withdrawn; on:
/// suspended links are resumed.
#[utoipa::path(put, path = "/v1.0/operator/organizations/{id}/partnerCapability", operation_id = "setPartnerCapability",
    tag = "operator", request_body = PartnerCapability,
    params(("id" = Uuid, Path, description = "The organization")),
    responses((status = 204), (status = 403), (status = 404)))]
async fn partner_capability(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(wanted): Body<PartnerCapability>,
) -> ApiResult<Response> {
    run(&web.app, &caller, SetPartnerCapability { organization: Id::new(id), on: wanted.enabled }).await?;
    Ok(no_content())
}

/// Makes a one-time link for an administrator of an organization. It opens at once while no administrator there can
/// sign in, else after 24 hours, and the administrators are told.
#[utoipa::path(post, path = "/v1.0/operator/organizations/{id}/administratorLinks", operation_id = "createAdministratorLink",
    tag = "operator", request_body = NewAdministratorLink,
    params(("id" = Uuid, Path, description = "The organization")),
    responses((status = 201, body = AdministratorLink), (status = 403), (status = 404), (status = 422)))]
async fn administrator_link(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewAdministratorLink>,
) -> ApiResult<Response> {
    let command = MakeAdministratorLink {
        organization: Id::new(id),
        upn: new.user_principal_name,
        display_name: new.display_name,
    };
    let made = run(&web.app, &caller, command).await?;
    let body = AdministratorLink {
        set_password_url: link(&web, &made.secret),
        opens_date_time: made.opens_at.to_string(),
    };
    Ok(created(format!("/v1.0/operator/organizations/{id}"), body))
}

/// Figures of the server as a whole. For the operator.
#[utoipa::path(get, path = "/v1.0/operator/health", operation_id = "getServerHealth", tag = "operator",
    responses((status = 200, body = ServerHealth), (status = 403)))]
async fn health(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<ServerHealth>> {
    let figures = ask(&web.app, &caller, &Health).await?;
    Ok(Json(ServerHealth {
        organization_count: figures.organizations,
        partner_count: figures.partners,
        people_count: figures.people,
        room_count: figures.rooms,
        rooms_heard_count: figures.rooms_heard,
        link_count: figures.links,
        pending_invitation_count: figures.pending_invitations,
        session_count: figures.sessions,
        last_report_date_time: figures.last_report_at.map(|at| at.to_string()),
    }))
}

async fn one(
    web: &Web,
    caller: &Caller,
    organization: Id<OrganizationKind>,
) -> Result<Organization, Refusal> {
    Ok(shape(ask(&web.app, caller, &GetOrganization { organization }).await?))
}

fn shape(row: OrganizationRow) -> Organization {
    Organization {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        display_name: row.name,
        country: row.country,
        preferred_language: row.language,
        time_zone: row.time_zone,
        is_partner: row.is_partner,
        created_date_time: row.created_at.to_string(),
        verified_domains: row.domains,
        people_count: row.people,
        room_count: row.rooms,
        link_count: row.links,
    }
}
