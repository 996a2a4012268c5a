//! `/v1.0/roles`, the same at a customer below `/v1.0/managedTenants/{tenantId}`, and `/v1.0/partnerRoles`: what partners
//! made in one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{CustomRole, Id},
    names,
    organization::Language,
    role::{BuiltInRole, Role, SiteLeadProfile},
};
use service::{
    Caller, Code, Refusal, ask,
    roles::{
        ChooseSiteLead, CreateRole, DeletePartnerRole, DeleteRole, EditRole, PartnerRoles, RoleContext,
        RoleForm, RoleRow, RolesIn, SiteLead,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::roles as wire;

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    api::role_assignments::first,
    caller::Client,
    i18n::Translator,
    path::ApiPath,
    web::Web,
};

/// Every operation on roles.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(list_there, create_there))
        .routes(routes!(get_there, patch_there, delete_there))
        .routes(routes!(list_of_partners))
        .routes(routes!(delete_of_partner))
        .routes(routes!(site_lead, choose_site_lead))
}

/// The fixed roles, and those your organization made for its own people if you may see them.
#[utoipa::path(
    get, path = "/v1.0/roles", operation_id = "listRoles", tag = "roles",
    responses((status = 200, body = List<wire::Role>), (status = 401)),
)]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<wire::Role>> {
    all(&web, &caller, RoleContext::Own).await
}

/// The roles there are at a customer: Primary admins, and those your organization made there.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/roles", operation_id = "listManagedTenantRoles",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<wire::Role>), (status = 403), (status = 404)),
)]
async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<List<wire::Role>> {
    all(&web, &caller, RoleContext::At(Id::new(tenant))).await
}

/// Makes a role for your organization's own people, with its first assignment.
#[utoipa::path(
    post, path = "/v1.0/roles", operation_id = "createRole", tag = "roles", request_body = wire::NewRole,
    responses((status = 201, body = wire::Role), (status = 403), (status = 409), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<wire::NewRole>,
) -> ApiResult<Response> {
    make(&web, &caller, RoleContext::Own, new).await
}

/// Makes a role for your organization's people at a customer, with its first assignment.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/{tenantId}/roles", operation_id = "createManagedTenantRole",
    tag = "managedTenants", request_body = wire::NewRole,
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = wire::Role), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<wire::NewRole>,
) -> ApiResult<Response> {
    make(&web, &caller, RoleContext::At(Id::new(tenant)), new).await
}

/// One role.
#[utoipa::path(
    get, path = "/v1.0/roles/{id}", operation_id = "getRole", tag = "roles",
    params(("id" = String, Path, description = "The key of the role")),
    responses((status = 200, body = wire::Role), (status = 404)),
)]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
) -> ApiResult<Json<wire::Role>> {
    Ok(Json(one(&web, &caller, RoleContext::Own, &id).await?))
}

/// One role at a customer.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/roles/{id}", operation_id = "getManagedTenantRole",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = String, Path, description = "The key of the role")),
    responses((status = 200, body = wire::Role), (status = 403), (status = 404)),
)]
async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, String)>,
) -> ApiResult<Json<wire::Role>> {
    Ok(Json(one(&web, &caller, RoleContext::At(Id::new(tenant)), &id).await?))
}

/// Changes a role; whoever holds it holds the new permissions at once. Fixed roles cannot be changed.
#[utoipa::path(
    patch, path = "/v1.0/roles/{id}", operation_id = "updateRole", tag = "roles", request_body = wire::RolePatch,
    params(("id" = String, Path, description = "The key of the role")),
    responses((status = 200, body = wire::Role), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
    Body(patch): Body<wire::RolePatch>,
) -> ApiResult<Json<wire::Role>> {
    edit(&web, &caller, RoleContext::Own, &id, matches, patch).await
}

/// Changes a role at a customer; whoever holds it holds the new permissions at once.
#[utoipa::path(
    patch, path = "/v1.0/managedTenants/{tenantId}/roles/{id}", operation_id = "updateManagedTenantRole",
    tag = "managedTenants", request_body = wire::RolePatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = String, Path, description = "The key of the role")),
    responses((status = 200, body = wire::Role), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn patch_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, String)>,
    matches: IfMatch,
    Body(patch): Body<wire::RolePatch>,
) -> ApiResult<Json<wire::Role>> {
    edit(&web, &caller, RoleContext::At(Id::new(tenant)), &id, matches, patch).await
}

/// Deletes a role; its assignments end at once. Fixed roles cannot be deleted.
#[utoipa::path(
    delete, path = "/v1.0/roles/{id}", operation_id = "deleteRole", tag = "roles",
    params(("id" = String, Path, description = "The key of the role")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = DeleteRole { context: RoleContext::Own, role: key(&id)?, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Deletes a role at a customer; its assignments end at once.
#[utoipa::path(
    delete, path = "/v1.0/managedTenants/{tenantId}/roles/{id}", operation_id = "deleteManagedTenantRole",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = String, Path, description = "The key of the role")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn delete_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, String)>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let context = RoleContext::At(Id::new(tenant));
    run(&web.app, &caller, DeleteRole { context, role: key(&id)?, stamp: matches.optional() }).await?;
    Ok(no_content())
}

/// The roles that partners made in your organization.
#[utoipa::path(
    get, path = "/v1.0/partnerRoles", operation_id = "listPartnerRoles", tag = "roles",
    responses((status = 200, body = List<wire::Role>), (status = 403)),
)]
async fn list_of_partners(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<wire::Role>> {
    let found = ask(&web.app, &caller, &PartnerRoles).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Deletes a role that a partner made in your organization; its assignments end at once.
#[utoipa::path(
    delete, path = "/v1.0/partnerRoles/{id}", operation_id = "deletePartnerRole", tag = "roles",
    params(("id" = Uuid, Path, description = "The role")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)),
)]
async fn delete_of_partner(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let role: Id<CustomRole> = Id::new(id);
    run(&web.app, &caller, DeletePartnerRole { role, stamp: matches.optional() }).await?;
    Ok(no_content())
}

/// What Site Leads of your organization may.
#[utoipa::path(
    get, path = "/v1.0/organization/siteLeadProfile", operation_id = "getSiteLeadProfile", tag = "roles",
    responses((status = 200, body = wire::SiteLeadProfile), (status = 403)),
)]
async fn site_lead(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<wire::SiteLeadProfile>> {
    let profile = ask(&web.app, &caller, &SiteLead).await?;
    Ok(Json(wire::SiteLeadProfile { profile: profile.key().to_owned() }))
}

/// Chooses what Site Leads of your organization may, from now on.
#[utoipa::path(
    put, path = "/v1.0/organization/siteLeadProfile", operation_id = "replaceSiteLeadProfile", tag = "roles",
    request_body = wire::SiteLeadProfile,
    responses((status = 204), (status = 403), (status = 422)),
)]
async fn choose_site_lead(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<wire::SiteLeadProfile>,
) -> ApiResult<Response> {
    let profile = SiteLeadProfile::from_key(&sent.profile);
    let profile = profile.ok_or_else(|| Refusal::field("profile", Code::UnknownValue))?;
    run(&web.app, &caller, ChooseSiteLead { profile }).await?;
    Ok(no_content())
}

async fn all(web: &Web, caller: &Caller, context: RoleContext) -> ApiResult<List<wire::Role>> {
    let found = ask(&web.app, caller, &RolesIn { context, to_modify: false }).await?;
    let fixed = found.built_in.iter().map(|(role, permissions)| fixed(*role, *permissions));
    let value = fixed.chain(found.custom.into_iter().map(shape)).collect();
    Ok(List { count: None, value, next_link: None })
}

async fn one(web: &Web, caller: &Caller, context: RoleContext, id: &str) -> ApiResult<wire::Role> {
    let id = key(id)?.key();
    let found = all(web, caller, context).await?;
    Ok(found.value.into_iter().find(|role| role.id == id).ok_or(Refusal::Missing)?)
}

async fn make(web: &Web, caller: &Caller, context: RoleContext, new: wire::NewRole) -> ApiResult<Response> {
    let form =
        RoleForm { name: new.display_name, description: new.description, permissions: new.permissions };
    let first = new.first_assignment.map(|sent| first("firstAssignment/", sent)).transpose()?;
    let id = run(&web.app, caller, CreateRole { context, form, first }).await?.to_string();
    let place = match context {
        RoleContext::Own => format!("/v1.0/roles/{id}"),
        RoleContext::At(customer) => format!("/v1.0/managedTenants/{customer}/roles/{id}"),
    };
    Ok(created(place, one(web, caller, context, &id).await?))
}

async fn edit(
    web: &Web,
    caller: &Caller,
    context: RoleContext,
    id: &str,
    matches: IfMatch,
    patch: wire::RolePatch,
) -> ApiResult<Json<wire::Role>> {
    let command = EditRole {
        context,
        role: key(id)?,
        name: patch.display_name,
        description: patch.description,
        permissions: patch.permissions,
        stamp: matches.optional(),
    };
    run(&web.app, caller, command).await?;
    Ok(Json(one(web, caller, context, id).await?))
}

fn key(id: &str) -> Result<Role, Refusal> {
    names::role(id).ok_or(Refusal::Missing)
}

fn fixed(role: BuiltInRole, permissions: domain::permission::PermissionSet) -> wire::Role {
    let english = Translator::new(Language::English, "UTC");
    wire::Role {
        etag: None,
        id: role.key().to_owned(),
        display_name: english.word("role-", role.key()),
        description: String::new(),
        is_built_in: true,
        is_partner_role: role.is_partner_role(),
        partner_id: None,
        partner_display_name: None,
        permissions: permissions.iter().map(|permission| permission.key().to_owned()).collect(),
    }
}

fn shape(row: RoleRow) -> wire::Role {
    wire::Role {
        etag: Some(etag(row.stamp)),
        id: row.id.to_string(),
        display_name: row.name,
        description: row.description,
        is_built_in: false,
        is_partner_role: row.link.is_some(),
        partner_id: row.partner.map(Id::uuid),
        partner_display_name: row.partner.map(|_| row.partner_name),
        permissions: row.permissions.iter().map(|permission| permission.key().to_owned()).collect(),
    }
}
