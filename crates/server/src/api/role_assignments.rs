//! `/v1.0/roleAssignments`, and the same at a customer below `/v1.0/managedTenants/{tenantId}`: who holds which role, for
//! which rooms, and for how long.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, time::Time};
use service::{
    Caller, Code, Fault, Refusal, ask,
    assignments::{
        AssignmentForm, ChangeAssignmentScope, ChangeMembers, ChangePeriod, CreateAssignment,
        DeleteAssignment, EditAssignment, Members, OwnAssignments, PartnerAssignments, Period, RolesAt,
        ShownAssignment,
    },
    roles::RoleContext,
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    role_assignments::{
        FirstAssignment, NewRoleAssignment, Period as SentPeriod, RoleAssignment, RoleAssignmentPatch,
    },
    scopes::{Principals, Scope},
};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    api::shapes::{member, named_scope, principals, scope},
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

/// Every operation on assignments.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, edit, delete))
        .routes(routes!(replace_members))
        .routes(routes!(replace_scope))
        .routes(routes!(replace_period))
        .routes(routes!(list_there, create_there))
        .routes(routes!(read_there, edit_there, delete_there))
        .routes(routes!(replace_members_there))
        .routes(routes!(replace_scope_there))
        .routes(routes!(replace_period_there))
}

/// The assignments of your organization's own roles; with `partners=true` those of partner roles in it.
#[utoipa::path(
    get, path = "/v1.0/roleAssignments", operation_id = "listRoleAssignments", tag = "roles",
    params(("partners" = Option<bool>, Query, description = "Partner roles instead of own ones")),
    responses((status = 200, body = List<RoleAssignment>), (status = 403)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
) -> ApiResult<List<RoleAssignment>> {
    let found = if fields.text("partners") == "true" {
        ask(&web.app, &caller, &PartnerAssignments).await?
    } else {
        ask(&web.app, &caller, &OwnAssignments::default()).await?
    };
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Assigns a role of your organization to people and groups, for rooms, from and until a moment if told.
#[utoipa::path(
    post, path = "/v1.0/roleAssignments", operation_id = "createRoleAssignment", tag = "roles",
    request_body = NewRoleAssignment,
    responses((status = 201, body = RoleAssignment), (status = 403), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRoleAssignment>,
) -> ApiResult<Response> {
    make(&web, &caller, RoleContext::Own, new).await
}

/// One assignment of your organization's own roles.
#[utoipa::path(
    get, path = "/v1.0/roleAssignments/{id}", operation_id = "getRoleAssignment", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    responses((status = 200, body = RoleAssignment), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<RoleAssignment>> {
    Ok(Json(one(&web, &caller, RoleContext::Own, id).await?))
}

/// Renames or describes an assignment of your organization's own roles, or switches its e-mail.
#[utoipa::path(
    patch, path = "/v1.0/roleAssignments/{id}", operation_id = "updateRoleAssignment", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = RoleAssignmentPatch,
    responses((status = 200, body = RoleAssignment), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn edit(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<RoleAssignmentPatch>,
) -> ApiResult<Json<RoleAssignment>> {
    let context = RoleContext::Own;
    let command = EditAssignment {
        context,
        assignment: Id::new(id),
        name: patch.display_name,
        description: patch.description,
        sends_mail: patch.email_notifications,
        stamp: matches.optional(),
    };
    run(&web.app, &caller, command).await?;
    Ok(Json(one(&web, &caller, context, id).await?))
}

/// Ends an assignment of your organization's own roles.
#[utoipa::path(
    delete, path = "/v1.0/roleAssignments/{id}", operation_id = "deleteRoleAssignment", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let context = RoleContext::Own;
    run(&web.app, &caller, DeleteAssignment { context, assignment: Id::new(id), stamp: matches.optional() })
        .await?;
    Ok(no_content())
}

/// Says who the members of an assignment of your organization's own roles are from now on.
#[utoipa::path(
    put, path = "/v1.0/roleAssignments/{id}/members", operation_id = "replaceRoleAssignmentMembers", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = Principals,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_members(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<Principals>,
) -> ApiResult<Response> {
    let context = RoleContext::Own;
    let members = Members::Replace(principals("members", sent.members)?);
    let stamp = matches.optional();
    run(&web.app, &caller, ChangeMembers { context, assignment: Id::new(id), members, stamp }).await?;
    Ok(no_content())
}

/// Says which rooms an assignment of your organization's own roles is for from now on.
#[utoipa::path(
    put, path = "/v1.0/roleAssignments/{id}/scope", operation_id = "replaceRoleAssignmentScope", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = Scope,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_scope(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<Scope>,
) -> ApiResult<Response> {
    let context = RoleContext::Own;
    let (scope, stamp) = (scope(sent), matches.optional());
    run(&web.app, &caller, ChangeAssignmentScope { context, assignment: Id::new(id), scope, stamp }).await?;
    Ok(no_content())
}

/// Says when an assignment of your organization's own roles counts from now on.
#[utoipa::path(
    put, path = "/v1.0/roleAssignments/{id}/period", operation_id = "replaceRoleAssignmentPeriod", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = SentPeriod,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_period(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<SentPeriod>,
) -> ApiResult<Response> {
    let context = RoleContext::Own;
    let period = period("", sent.start_date_time.as_deref(), sent.end_date_time.as_deref())?;
    let stamp = matches.optional();
    run(&web.app, &caller, ChangePeriod { context, assignment: Id::new(id), period, stamp }).await?;
    Ok(no_content())
}

/// The assignments of your organization's roles at a customer: your own people's.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/roleAssignments",
    operation_id = "listManagedTenantRoleAssignments", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<RoleAssignment>), (status = 403), (status = 404)),
)]
async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<List<RoleAssignment>> {
    let found = ask(&web.app, &caller, &RolesAt { customer: Id::new(tenant) }).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Assigns a role of your organization at a customer to people and groups, for rooms, from and until a moment if told.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/{tenantId}/roleAssignments", operation_id = "createManagedTenantRoleAssignment", tag = "managedTenants",
    request_body = NewRoleAssignment,
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = RoleAssignment), (status = 403), (status = 404), (status = 422)),
)]
async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewRoleAssignment>,
) -> ApiResult<Response> {
    make(&web, &caller, RoleContext::At(Id::new(tenant)), new).await
}

/// One assignment at a customer.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/{id}", operation_id = "getManagedTenantRoleAssignment", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The assignment")),
    responses((status = 200, body = RoleAssignment), (status = 403), (status = 404)),
)]
async fn read_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<RoleAssignment>> {
    Ok(Json(one(&web, &caller, RoleContext::At(Id::new(tenant)), id).await?))
}

/// Renames or describes an assignment at a customer, or switches its e-mail.
#[utoipa::path(
    patch, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/{id}", operation_id = "updateManagedTenantRoleAssignment", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The assignment")),
    request_body = RoleAssignmentPatch,
    responses((status = 200, body = RoleAssignment), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn edit_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Body(patch): Body<RoleAssignmentPatch>,
) -> ApiResult<Json<RoleAssignment>> {
    let context = RoleContext::At(Id::new(tenant));
    let command = EditAssignment {
        context,
        assignment: Id::new(id),
        name: patch.display_name,
        description: patch.description,
        sends_mail: patch.email_notifications,
        stamp: matches.optional(),
    };
    run(&web.app, &caller, command).await?;
    Ok(Json(one(&web, &caller, context, id).await?))
}

/// Ends an assignment at a customer.
#[utoipa::path(
    delete, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/{id}", operation_id = "deleteManagedTenantRoleAssignment", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The assignment")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn delete_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let context = RoleContext::At(Id::new(tenant));
    run(&web.app, &caller, DeleteAssignment { context, assignment: Id::new(id), stamp: matches.optional() })
        .await?;
    Ok(no_content())
}

/// Says who the members of an assignment at a customer are from now on.
#[utoipa::path(
    put, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/{id}/members", operation_id = "replaceManagedTenantRoleAssignmentMembers", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The assignment")),
    request_body = Principals,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_members_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Body(sent): Body<Principals>,
) -> ApiResult<Response> {
    let context = RoleContext::At(Id::new(tenant));
    let members = Members::Replace(principals("members", sent.members)?);
    let stamp = matches.optional();
    run(&web.app, &caller, ChangeMembers { context, assignment: Id::new(id), members, stamp }).await?;
    Ok(no_content())
}

/// Says which rooms an assignment at a customer is for from now on.
#[utoipa::path(
    put, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/{id}/scope", operation_id = "replaceManagedTenantRoleAssignmentScope", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The assignment")),
    request_body = Scope,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_scope_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Body(sent): Body<Scope>,
) -> ApiResult<Response> {
    let context = RoleContext::At(Id::new(tenant));
    let (scope, stamp) = (scope(sent), matches.optional());
    run(&web.app, &caller, ChangeAssignmentScope { context, assignment: Id::new(id), scope, stamp }).await?;
    Ok(no_content())
}

/// Says when an assignment at a customer counts from now on.
#[utoipa::path(
    put, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/{id}/period", operation_id = "replaceManagedTenantRoleAssignmentPeriod", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The assignment")),
    request_body = SentPeriod,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_period_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Body(sent): Body<SentPeriod>,
) -> ApiResult<Response> {
    let context = RoleContext::At(Id::new(tenant));
    let period = period("", sent.start_date_time.as_deref(), sent.end_date_time.as_deref())?;
    let stamp = matches.optional();
    run(&web.app, &caller, ChangePeriod { context, assignment: Id::new(id), period, stamp }).await?;
    Ok(no_content())
}

async fn make(
    web: &Web,
    caller: &Caller,
    context: RoleContext,
    new: NewRoleAssignment,
) -> ApiResult<Response> {
    let sent = FirstAssignment {
        display_name: new.display_name,
        description: new.description,
        members: new.members,
        scope: new.scope,
        email_notifications: new.email_notifications,
        start_date_time: new.start_date_time,
        end_date_time: new.end_date_time,
    };
    let command = CreateAssignment { context, role: new.role_id, form: first("", sent)? };
    let id = run(&web.app, caller, command).await?;
    let place = match context {
        RoleContext::Own => format!("/v1.0/roleAssignments/{id}"),
        RoleContext::At(customer) => format!("/v1.0/managedTenants/{customer}/roleAssignments/{id}"),
    };
    Ok(created(place, one(web, caller, context, id.uuid()).await?))
}

/// An assignment as it was sent; faults are named below a prefix.
pub(super) fn first(prefix: &str, sent: FirstAssignment) -> Result<AssignmentForm, Refusal> {
    Ok(AssignmentForm {
        name: sent.display_name,
        description: sent.description,
        members: principals(&format!("{prefix}members"), sent.members)?,
        scope: scope(sent.scope),
        sends_mail: sent.email_notifications,
        period: period(prefix, sent.start_date_time.as_deref(), sent.end_date_time.as_deref())?,
    })
}

pub(super) fn period(prefix: &str, from: Option<&str>, until: Option<&str>) -> Result<Period, Refusal> {
    let mut faults = Vec::new();
    let mut moment = |field: &str, text: Option<&str>| -> Option<Time> {
        let parsed = text?.parse();
        parsed.map_err(|_| faults.push(Fault::new(format!("{prefix}{field}"), Code::NotATime))).ok()
    };
    let period = Period { from: moment("startDateTime", from), until: moment("endDateTime", until) };
    if faults.is_empty() { Ok(period) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}

async fn one(web: &Web, caller: &Caller, context: RoleContext, id: Uuid) -> Result<RoleAssignment, Refusal> {
    let found = match context {
        RoleContext::Own => ask(&web.app, caller, &OwnAssignments { only: Some(Id::new(id)) }).await?,
        RoleContext::At(customer) => ask(&web.app, caller, &RolesAt { customer }).await?,
    };
    let found = found.into_iter().find(|shown| shown.row.id.uuid() == id);
    found.map(shape).ok_or(Refusal::Missing)
}

pub(super) fn shape(shown: ShownAssignment) -> RoleAssignment {
    RoleAssignment {
        etag: etag(shown.row.stamp),
        id: shown.row.id.uuid(),
        role_id: shown.row.role.key(),
        display_name: shown.row.name,
        description: shown.row.description,
        partner_id: shown.row.partner.map(Id::uuid),
        partner_display_name: shown.row.partner_name,
        members: shown.members.into_iter().map(member).collect(),
        scope: shown.scope.map(named_scope),
        email_notifications: shown.row.sends_mail,
        start_date_time: shown.row.from.map(|at| at.to_string()),
        end_date_time: shown.row.until.map(|at| at.to_string()),
    }
}
