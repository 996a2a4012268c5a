//! `/v1.0/groups`: the security groups of one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::{
    directory::Principal as Member,
    id::Id,
    query::{Filter, Schema},
};
use service::{
    Caller, Code, Refusal, ask,
    principals::PrincipalRow,
    run,
    security_groups::{
        AddGroupMember, CreateSecurityGroup, DeleteSecurityGroup, EditSecurityGroup, GetSecurityGroup,
        GroupMembers, ListSecurityGroups, MEMBERS_SCHEMA, RemoveGroupMember, SCHEMA, SecurityGroupRow,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::directory::{NewSecurityGroup, Principal, PrincipalReference, SecurityGroup, SecurityGroupPatch};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// What Graph calls a group.
const GROUP: &str = "#microsoft.graph.group";

impl Item for Principal {
    const SCHEMA: &'static Schema = &MEMBERS_SCHEMA;
    const EXAMPLE: &'static str = "`kind eq 'user' and accountEnabled eq true`";
}

impl Item for SecurityGroup {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`startswith(displayName,'Field')`";
}

/// Every operation on security groups.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(members, add_member))
        .routes(routes!(people))
        .routes(routes!(groups))
        .routes(routes!(remove_member))
        .routes(routes!(transitive_members))
}

/// The security groups of your organization, for those who look people up there.
#[utoipa::path(get, path = "/v1.0/groups", operation_id = "listGroups", tag = "groups",
    params(Asking<SecurityGroup>),
    responses((status = 200, body = List<SecurityGroup>), (status = 403), (status = 422)))]
async fn list(asking: Asking<SecurityGroup>) -> ApiResult<Response> {
    let found = asking.ask(&ListSecurityGroups { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer_within("groups", found.page, found.count, shape)
}

/// Makes a security group.
#[utoipa::path(post, path = "/v1.0/groups", operation_id = "createGroup", tag = "groups", request_body = NewSecurityGroup,
    responses((status = 201, body = SecurityGroup), (status = 403), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewSecurityGroup>,
) -> ApiResult<Response> {
    let command = CreateSecurityGroup { name: new.display_name, description: new.description };
    let group = run(&web.app, &caller, command).await?;
    Ok(created(format!("/v1.0/groups/{group}"), one(&web, &caller, group.uuid()).await?))
}

/// A security group.
#[utoipa::path(get, path = "/v1.0/groups/{id}", operation_id = "getGroup", tag = "groups",
    params(
        ("id" = Uuid, Path, description = "The group"),
        ("$select" = Option<String>, Query, description = "Which properties"),
    ),
    responses((status = 200, body = SecurityGroup), (status = 400), (status = 403), (status = 404)))]
async fn get(
    asking: Asking<SecurityGroup>,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<serde_json::Value>> {
    let row = asking.ask(&GetSecurityGroup { group: Id::new(id) }).await?.row;
    Ok(Json(asking.one("groups", shape(row))?))
}

/// Renames or describes a security group.
#[utoipa::path(patch, path = "/v1.0/groups/{id}", operation_id = "updateGroup", tag = "groups",
    request_body = SecurityGroupPatch, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = SecurityGroup), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<SecurityGroupPatch>,
) -> ApiResult<Json<SecurityGroup>> {
    let row = ask(&web.app, &caller, &GetSecurityGroup { group: Id::new(id) }).await?.row;
    let edit = EditSecurityGroup {
        group: row.id,
        name: patch.display_name.unwrap_or(row.name),
        description: patch.description.unwrap_or(row.description),
        stamp: version.optional().or(Some(row.stamp)),
    };
    run(&web.app, &caller, edit).await?;
    Ok(Json(one(&web, &caller, id).await?))
}

/// Deletes a security group; what it held, its members lose at once.
#[utoipa::path(delete, path = "/v1.0/groups/{id}", operation_id = "deleteGroup", tag = "groups",
    params(("id" = Uuid, Path, description = "The group")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeleteSecurityGroup { group: Id::new(id), stamp: version.optional() }).await?;
    Ok(no_content())
}

/// People and groups directly in a security group, by name unless said otherwise.
#[utoipa::path(get, path = "/v1.0/groups/{id}/members", operation_id = "listGroupMembers", tag = "groups",
    params(("id" = Uuid, Path, description = "The group"), Asking<Principal>),
    responses((status = 200, body = List<Principal>), (status = 400), (status = 403), (status = 404)))]
async fn members(asking: Asking<Principal>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    let question = GroupMembers { group: Id::new(id), wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer_within("directoryObjects", found.page, found.count, principal)
}

/// People directly in a security group, by name unless said otherwise.
#[utoipa::path(get, path = "/v1.0/groups/{id}/members/graph.user", operation_id = "listGroupMembersThatArePeople", tag = "groups",
    params(("id" = Uuid, Path, description = "The group"), Asking<Principal>),
    responses((status = 200, body = List<Principal>), (status = 400), (status = 403), (status = 404)))]
async fn people(asking: Asking<Principal>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    of_kind(asking, id, "kind eq 'user'", "users").await
}

/// Groups directly in a security group, by name unless said otherwise.
#[utoipa::path(get, path = "/v1.0/groups/{id}/members/graph.group", operation_id = "listGroupMembersThatAreGroups", tag = "groups",
    params(("id" = Uuid, Path, description = "The group"), Asking<Principal>),
    responses((status = 200, body = List<Principal>), (status = 400), (status = 403), (status = 404)))]
async fn groups(asking: Asking<Principal>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    of_kind(asking, id, "kind eq 'securityGroup'", "groups").await
}

async fn of_kind(asking: Asking<Principal>, id: Uuid, kind: &str, of: &str) -> ApiResult<Response> {
    let mut wanted = asking.wanted();
    let kind = Filter::parse(kind, &MEMBERS_SCHEMA).map_err(|error| Refusal::Bug(Box::new(error)))?;
    wanted.filter = Some(match wanted.filter {
        Some(asked) => Filter::And(Box::new(asked), Box::new(kind)),
        None => kind,
    });
    let question = GroupMembers { group: Id::new(id), wanted, count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer_within(of, found.page, found.count, principal)
}

/// People in a security group through any number of groups.
#[utoipa::path(get, path = "/v1.0/groups/{id}/transitiveMembers", operation_id = "listGroupTransitiveMembers", tag = "groups",
    params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = List<Principal>), (status = 403), (status = 404)))]
async fn transitive_members(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<Principal>> {
    let found = ask(&web.app, &caller, &GetSecurityGroup { group: Id::new(id) }).await?;
    Ok(principals(found.people))
}

/// Adds a person or group. A group that would contain itself is refused.
#[utoipa::path(post, path = "/v1.0/groups/{id}/members", operation_id = "addGroupMember", tag = "groups",
    request_body = PrincipalReference, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn add_member(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(member): Body<PrincipalReference>,
) -> ApiResult<Response> {
    run(&web.app, &caller, AddGroupMember { group: Id::new(id), member: named(&member)? }).await?;
    Ok(no_content())
}

/// Takes a person or group out.
#[utoipa::path(delete, path = "/v1.0/groups/{id}/members/{member}", operation_id = "removeGroupMember", tag = "groups",
    params(("id" = Uuid, Path, description = "The group"), ("member" = Uuid, Path, description = "The person or group")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn remove_member(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, member)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RemoveGroupMember { group: Id::new(id), member }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, id: Uuid) -> Result<SecurityGroup, Refusal> {
    Ok(shape(ask(&web.app, caller, &GetSecurityGroup { group: Id::new(id) }).await?.row))
}

fn shape(row: SecurityGroupRow) -> SecurityGroup {
    SecurityGroup {
        odata_type: GROUP.to_owned(),
        etag: etag(row.stamp),
        id: row.id.uuid(),
        display_name: row.name,
        description: row.description,
        security_enabled: true,
        mail_enabled: false,
        agent: row.agent.map(|agent| agent.key().to_owned()),
        member_count: row.members,
    }
}

/// Who a body names.
pub(super) fn named(reference: &PrincipalReference) -> Result<Member, Refusal> {
    Member::new(&reference.kind, reference.id).ok_or_else(|| Refusal::field("kind", Code::UnknownValue))
}

/// A person or group as the API shows them.
pub(super) fn principal(row: PrincipalRow) -> Principal {
    let odata_type = if matches!(row.principal, Member::User(_)) { "#microsoft.graph.user" } else { GROUP };
    Principal {
        odata_type: odata_type.to_owned(),
        kind: row.principal.kind().to_owned(),
        id: row.principal.uuid(),
        display_name: row.name,
        user_principal_name: (!row.upn.is_empty()).then_some(row.upn),
        account_enabled: row.enabled,
    }
}

fn principals(rows: Vec<PrincipalRow>) -> List<Principal> {
    List { count: None, value: rows.into_iter().map(principal).collect(), next_link: None }
}
