//! What a change of invitations, roles, assignments, groups or people would do, asked before it is made (decision 17): below
//! the address of the thing, at `preview`. Those of a partner's rooms stand with the partners.

use ::wire::{
    invitations::Acceptance,
    previews as wire,
    role_assignments::{FirstAssignment, NewRoleAssignment, Period as SentPeriod},
    scopes::Named,
};
use axum::{Json, extract::State};
use domain::{directory::Principal, id::Id, names, role::Role, role_definition::RoleDefinition};
use service::{
    Caller, Code, Refusal, ask,
    groups::MemberRow,
    invitations::{NamedUser, PreviewAcceptance, PreviewInvitation, To},
    previews::{DelegatedEffect, DirectoryChange, PersonEffect, PreviewDirectory, Previewed},
    roles::{Assigned, AssignmentEdit, PreviewChange, Proposed, RoleContext, permissions_of_keys},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    role_assignments::{first, period},
    shapes::{principals, scope},
};
use crate::{
    answer::{ApiResult, Body},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every preview.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(invitation))
        .routes(routes!(acceptance))
        .routes(routes!(role))
        .routes(routes!(role_there))
        .routes(routes!(role_of_partner))
        .routes(routes!(new_assignment))
        .routes(routes!(new_assignment_there))
        .routes(routes!(assignment))
        .routes(routes!(assignment_there))
        .routes(routes!(group))
        .routes(routes!(user))
}

/// What an invitation could give at most: to each named person, or to each person whom the one who accepts will name. Of the
/// partner nothing is looked at.
#[utoipa::path(
    post, path = "/v1.0/invitations/preview", operation_id = "previewInvitation", tag = "invitations",
    request_body = wire::ProposedInvitation,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 422)),
)]
async fn invitation(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<wire::ProposedInvitation>,
) -> ApiResult<Json<wire::AccessPreview>> {
    if !sent.domain.is_empty() && !sent.named_users.is_empty() {
        return Err(Refusal::special(Code::MixedKinds, "namedUsers").into());
    }
    let to = if sent.named_users.is_empty() {
        To::Domain { domain: sent.domain, valid_days: String::new() }
    } else {
        let people = sent.named_users.into_iter();
        let named = people.map(|it| NamedUser { name: it.display_name, upn: it.user_principal_name });
        To::NamedUsers(named.collect())
    };
    let question = PreviewInvitation { to, scope: scope(sent.scope) };
    Ok(Json(shape(ask(&web.app, &caller, &question).await?)))
}

/// What the acceptance of an invitation would give to your organization's people: permissions and the number of rooms, whose
/// names are not told before.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/invitations/{id}/preview", operation_id = "previewInvitationAcceptance",
    tag = "managedTenants",
    params(("id" = Uuid, Path, description = "The invitation")),
    request_body = Acceptance,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 404), (status = 422)),
)]
async fn acceptance(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(sent): Body<Acceptance>,
) -> ApiResult<Json<wire::AccessPreview>> {
    let primary_admins = principals("primaryAdmins", sent.primary_admins)?;
    let question = PreviewAcceptance { invitation: Id::new(id), primary_admins };
    Ok(Json(shape(ask(&web.app, &caller, &question).await?)))
}

/// What other permissions of a role, or its end, would give to and take from the people who hold it.
#[utoipa::path(
    post, path = "/v1.0/roles/{id}/preview", operation_id = "previewRoleChange", tag = "roles",
    params(("id" = String, Path, description = "The key of the role")),
    request_body = wire::ProposedRole,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn role(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<String>,
    Body(sent): Body<wire::ProposedRole>,
) -> ApiResult<Json<wire::AccessPreview>> {
    of_role(&web, &caller, RoleContext::Own, &id, sent).await
}

/// What other permissions of a role at a customer, or its end, would give to and take from your people who hold it there.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/{tenantId}/roles/{id}/preview", operation_id = "previewManagedTenantRoleChange",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = String, Path, description = "The key of the role")),
    request_body = wire::ProposedRole,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn role_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, String)>,
    Body(sent): Body<wire::ProposedRole>,
) -> ApiResult<Json<wire::AccessPreview>> {
    of_role(&web, &caller, RoleContext::At(Id::new(tenant)), &id, sent).await
}

/// What the end of a role that a partner made would take from its people.
#[utoipa::path(
    post, path = "/v1.0/partnerRoles/{id}/preview", operation_id = "previewPartnerRoleDeletion", tag = "roles",
    params(("id" = Uuid, Path, description = "The role")),
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 404)),
)]
async fn role_of_partner(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<wire::AccessPreview>> {
    preview(&web, &caller, RoleContext::Own, Proposed::DeletePartnerRole(Id::new(id))).await
}

/// What an assignment would give, before it is made.
#[utoipa::path(
    post, path = "/v1.0/roleAssignments/preview", operation_id = "previewRoleAssignment", tag = "roles",
    request_body = NewRoleAssignment,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 422)),
)]
async fn new_assignment(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRoleAssignment>,
) -> ApiResult<Json<wire::AccessPreview>> {
    of_new(&web, &caller, RoleContext::Own, new).await
}

/// What an assignment at a customer would give, before it is made.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/preview",
    operation_id = "previewManagedTenantRoleAssignment", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    request_body = NewRoleAssignment,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 404), (status = 422)),
)]
async fn new_assignment_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewRoleAssignment>,
) -> ApiResult<Json<wire::AccessPreview>> {
    of_new(&web, &caller, RoleContext::At(Id::new(tenant)), new).await
}

/// What other members, rooms or another period of an assignment, or its end, would give and take.
#[utoipa::path(
    post, path = "/v1.0/roleAssignments/{id}/preview", operation_id = "previewRoleAssignmentChange", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = wire::ProposedAssignment,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 404), (status = 422)),
)]
async fn assignment(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(sent): Body<wire::ProposedAssignment>,
) -> ApiResult<Json<wire::AccessPreview>> {
    of_assignment(&web, &caller, RoleContext::Own, id, sent).await
}

/// What other members, rooms or another period of an assignment at a customer, or its end, would give and take.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/{tenantId}/roleAssignments/{id}/preview",
    operation_id = "previewManagedTenantRoleAssignmentChange", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The assignment")),
    request_body = wire::ProposedAssignment,
    responses((status = 200, body = wire::AccessPreview), (status = 403), (status = 404), (status = 422)),
)]
async fn assignment_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(sent): Body<wire::ProposedAssignment>,
) -> ApiResult<Json<wire::AccessPreview>> {
    of_assignment(&web, &caller, RoleContext::At(Id::new(tenant)), id, sent).await
}

/// What it would give and take, here and at each customer, if some joined or left a security group, or it were deleted.
#[utoipa::path(
    post, path = "/v1.0/groups/{id}/preview", operation_id = "previewGroupChange", tag = "groups",
    params(("id" = Uuid, Path, description = "The group")),
    request_body = wire::ProposedMembers,
    responses((status = 200, body = wire::DirectoryPreview), (status = 403), (status = 404), (status = 422)),
)]
async fn group(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(sent): Body<wire::ProposedMembers>,
) -> ApiResult<Json<wire::DirectoryPreview>> {
    let group = Id::new(id);
    let change = if sent.deleted {
        DirectoryChange::DeleteGroup(group)
    } else {
        let join: Vec<Principal> = principals("join", sent.join)?;
        DirectoryChange::Members { group, join, leave: sent.leave }
    };
    directory(&web, &caller, change).await
}

/// What it would give and take, here and at each customer, if a person were disabled, enabled or deleted.
#[utoipa::path(
    post, path = "/v1.0/users/{id}/preview", operation_id = "previewUserChange", tag = "users",
    params(("id" = Uuid, Path, description = "The person")),
    request_body = wire::ProposedUser,
    responses((status = 200, body = wire::DirectoryPreview), (status = 403), (status = 404), (status = 422)),
)]
async fn user(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(sent): Body<wire::ProposedUser>,
) -> ApiResult<Json<wire::DirectoryPreview>> {
    let user = Id::new(id);
    let change = match (sent.deleted, sent.account_enabled) {
        (true, _) => DirectoryChange::DeleteUser(user),
        (false, Some(enabled)) => DirectoryChange::Enabled(user, enabled),
        (false, None) => return Err(Refusal::field("accountEnabled", Code::Required).into()),
    };
    directory(&web, &caller, change).await
}

async fn of_role(
    web: &Web,
    caller: &Caller,
    context: RoleContext,
    id: &str,
    sent: wire::ProposedRole,
) -> ApiResult<Json<wire::AccessPreview>> {
    let role = match names::role(id).ok_or(Refusal::Missing)? {
        Role::Custom(role) => role,
        Role::BuiltIn(_) => return Err(Refusal::Conflict(Code::BuiltInRole, None).into()),
    };
    let proposed = match (sent.deleted, sent.permissions) {
        (true, _) => Proposed::DeleteRole(role),
        (false, Some(keys)) => Proposed::EditRole(role, permissions_of_keys(&keys)?),
        (false, None) => return Err(Refusal::field("permissions", Code::Required).into()),
    };
    preview(web, caller, context, proposed).await
}

async fn of_new(
    web: &Web,
    caller: &Caller,
    context: RoleContext,
    new: NewRoleAssignment,
) -> ApiResult<Json<wire::AccessPreview>> {
    let role = names::role(&new.role_id).ok_or_else(|| Refusal::field("role", Code::UnknownValue))?;
    let sent = FirstAssignment {
        display_name: new.display_name,
        description: new.description,
        members: new.members,
        scope: new.scope,
        email_notifications: new.email_notifications,
        start_date_time: new.start_date_time,
        end_date_time: new.end_date_time,
    };
    preview(web, caller, context, Proposed::Assign(Assigned::Role(role), first("", sent)?)).await
}

async fn of_assignment(
    web: &Web,
    caller: &Caller,
    context: RoleContext,
    id: Uuid,
    sent: wire::ProposedAssignment,
) -> ApiResult<Json<wire::AccessPreview>> {
    let moments =
        |sent: SentPeriod| period("period/", sent.start_date_time.as_deref(), sent.end_date_time.as_deref());
    let proposed = if sent.deleted {
        Proposed::DeleteAssignment(Id::new(id))
    } else {
        let edit = AssignmentEdit {
            members: sent.members.map(|members| principals("members", members)).transpose()?,
            scope: sent.scope.map(scope),
            period: sent.period.map(moments).transpose()?,
        };
        Proposed::EditAssignment(Id::new(id), edit)
    };
    preview(web, caller, context, proposed).await
}

async fn preview(
    web: &Web,
    caller: &Caller,
    context: RoleContext,
    proposed: Proposed,
) -> ApiResult<Json<wire::AccessPreview>> {
    Ok(Json(shape(ask(&web.app, caller, &PreviewChange { context, proposed }).await?)))
}

async fn directory(
    web: &Web,
    caller: &Caller,
    change: DirectoryChange,
) -> ApiResult<Json<wire::DirectoryPreview>> {
    let found = ask(&web.app, caller, &PreviewDirectory(change)).await?;
    let all = |part: fn(&Previewed) -> usize| found.iter().map(part).sum();
    let (gained, lost) = (all(|it| it.gained), all(|it| it.lost));
    let organization = |mut it: Previewed| wire::OrganizationPreview {
        tenant_id: it.tenant.uuid(),
        display_name: std::mem::take(&mut it.name),
        preview: shape(it),
    };
    let organizations = found.into_iter().map(organization).collect();
    Ok(Json(wire::DirectoryPreview { gained, lost, organizations }))
}

/// A preview as the API shows it.
pub(super) fn shape(found: Previewed) -> wire::AccessPreview {
    let named = |rooms: Vec<MemberRow>| {
        rooms.into_iter().map(|room| Named { id: room.id.uuid(), display_name: room.name }).collect()
    };
    wire::AccessPreview {
        gained: found.gained,
        lost: found.lost,
        people_gaining: found.effect.gained.people,
        people_losing: found.effect.lost.people,
        room_count_gained: found.effect.gained.rooms,
        room_count_lost: found.effect.lost.rooms,
        people: found.people.into_iter().map(person).collect(),
        rooms_gained: named(found.rooms_gained),
        rooms_lost: named(found.rooms_lost),
        delegated_roles: found.delegated.into_iter().map(delegated).collect(),
    }
}

fn delegated(it: DelegatedEffect) -> wire::DelegatedEffect {
    let named = |roles: Vec<&RoleDefinition>| {
        roles.into_iter().map(|role| Named { id: role.id, display_name: role.name.to_owned() }).collect()
    };
    wire::DelegatedEffect {
        user_id: it.who.id.map(Id::uuid),
        display_name: it.who.name.clone(),
        user_principal_name: it.who.upn.clone(),
        gained: named(it.gained),
        lost: named(it.lost),
    }
}

fn person(it: PersonEffect) -> wire::PersonEffect {
    let keys =
        |part: &service::previews::Part| part.permissions.keys().map(|it| it.key().to_owned()).collect();
    let permissions = it.permissions().map(|(permission, gained, lost)| wire::PermissionEffect {
        permission: permission.key().to_owned(),
        rooms_gained: gained,
        rooms_lost: lost,
    });
    wire::PersonEffect {
        user_id: it.who.id.map(Id::uuid),
        gained: keys(&it.gained),
        lost: keys(&it.lost),
        rooms_gained: it.gained.rooms.len(),
        rooms_lost: it.lost.rooms.len(),
        permissions: permissions.collect(),
        display_name: it.who.name.clone(),
        user_principal_name: it.who.upn.clone(),
    }
}
