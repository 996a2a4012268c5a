//! `/v1.0/accessExplanations` and `/v1.0/accessRights`, and the same at a customer below `/v1.0/managedTenants/{tenantId}`:
//! why somebody may do something, what is missing, and what somebody may do (decision 17).

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    permission::{Permission, PermissionSet},
    query::Schema,
    role::Role,
    time::Time,
};
use service::{
    Caller, Code, Fault, Listed, Refusal, ask,
    explanations::{
        Explain, Explained, Giver, Lack, Missing, NamedChain, NamedCover, NamedNear, Outcome,
        PersonExplained, PersonRow, RightsOf, SCHEMA, Source, WhoMay, Whom,
    },
    roles::RoleContext,
    scopes::Described,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    explanations::{
        AccessChain, AccessExplanation, AccessRight, AccessRights, ChainGroup, Cover, ExplainedPerson,
        MissingLink, NearAssignment,
    },
    scopes::Named,
};

use crate::{
    answer::{ApiResult, List},
    api::{
        collection::{Asking, Item},
        shapes::named_scope,
    },
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

impl Item for AccessExplanation {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`startswith(displayName, 'A')`";
}

/// Every operation on explanations.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(explanations))
        .routes(routes!(explanations_there))
        .routes(routes!(rights))
        .routes(routes!(rights_there))
}

/// Why a person may use a permission in your organization, or what is missing and who could give it; without a person
/// everybody who may use it on a room, with the reasons.
#[utoipa::path(
    get, path = "/v1.0/accessExplanations", operation_id = "listAccessExplanations", tag = "accessExplanations",
    params(
        ("permission" = String, Query, description = "The key of the permission, for example `room.view`"),
        ("userId" = Option<Uuid>, Query, description = "A person of your organization, or of a partner who works for it"),
        ("userPrincipalName" = Option<String>, Query, description = "The same by account name"),
        ("roomId" = Option<Uuid>, Query, description = "The room; with a person alone the question is whether the permission is held anywhere"),
        ("at" = Option<String>, Query, description = "At which moment; without it now. Of a past moment the record is asked, of a future one what will be if nothing changes"),
        Asking<AccessExplanation>,
    ),
    responses((status = 200, body = List<AccessExplanation>), (status = 403), (status = 404), (status = 422)),
)]
async fn explanations(asking: Asking<AccessExplanation>) -> ApiResult<Response> {
    explain(asking, RoleContext::Own).await
}

/// The same of your organization's people at a customer.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/accessExplanations",
    operation_id = "listManagedTenantAccessExplanations", tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("permission" = String, Query, description = "The key of the permission, for example `room.view`"),
        ("userId" = Option<Uuid>, Query, description = "A person of your organization"),
        ("userPrincipalName" = Option<String>, Query, description = "The same by account name"),
        ("roomId" = Option<Uuid>, Query, description = "The room; with a person alone the question is whether the permission is held anywhere"),
        ("at" = Option<String>, Query, description = "At which moment; without it now. Of a past moment the record is asked, of a future one what will be if nothing changes"),
        Asking<AccessExplanation>,
    ),
    responses((status = 200, body = List<AccessExplanation>), (status = 403), (status = 404), (status = 422)),
)]
async fn explanations_there(
    ApiPath(tenant): ApiPath<Uuid>,
    asking: Asking<AccessExplanation>,
) -> ApiResult<Response> {
    explain(asking, RoleContext::At(Id::new(tenant))).await
}

/// What a person may do in your organization, and where each right comes from.
#[utoipa::path(
    get, path = "/v1.0/accessRights", operation_id = "getAccessRights", tag = "accessExplanations",
    params(
        ("userId" = Uuid, Query, description = "A person of your organization, or of a partner who works for it"),
        ("at" = Option<String>, Query, description = "At which moment; without it now"),
    ),
    responses((status = 200, body = AccessRights), (status = 403), (status = 404), (status = 422)),
)]
async fn rights(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
) -> ApiResult<Json<AccessRights>> {
    let tenant = caller.person.organization;
    rights_in(&web, &caller, RoleContext::Own, tenant, &fields).await
}

/// What a person of your organization may do at a customer, and where each right comes from.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/accessRights", operation_id = "getManagedTenantAccessRights",
    tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("userId" = Uuid, Query, description = "A person of your organization"),
        ("at" = Option<String>, Query, description = "At which moment; without it now"),
    ),
    responses((status = 200, body = AccessRights), (status = 403), (status = 404), (status = 422)),
)]
async fn rights_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    fields: Fields,
) -> ApiResult<Json<AccessRights>> {
    let tenant = Id::new(tenant);
    rights_in(&web, &caller, RoleContext::At(tenant), tenant, &fields).await
}

async fn explain(asking: Asking<AccessExplanation>, context: RoleContext) -> ApiResult<Response> {
    let permission = permission(&asking.fields)?;
    let room = maybe_id(&asking.fields, "roomId")?;
    let moment = moment(&asking.fields)?;
    let tenant = match context {
        RoleContext::Own => asking.caller.person.organization,
        RoleContext::At(customer) => customer,
    };
    let upn = asking.fields.text("userPrincipalName");
    let by_upn = (!upn.is_empty()).then(|| Whom::Upn(upn.to_owned()));
    if let Some(whom) = maybe_id(&asking.fields, "userId")?.map(Whom::Id).or(by_upn) {
        let explained = asking.ask(&Explain { context, whom, permission, room, moment }).await?;
        let page = Listed { items: vec![explained], next: None };
        let count = asking.count().then_some(1);
        return asking.answer(page, count, one);
    }
    let room = room.ok_or_else(|| Refusal::field("roomId", Code::Required))?;
    let (wanted, count) = (asking.wanted(), asking.count());
    let found = asking.ask(&WhoMay { context, permission, room, moment, wanted, count }).await?;
    asking.answer(found.page, found.count, |it| allowed(it, tenant, permission, room.uuid()))
}

async fn rights_in(
    web: &Web,
    caller: &Caller,
    context: RoleContext,
    tenant: Id<Organization>,
    fields: &Fields,
) -> ApiResult<Json<AccessRights>> {
    let user = maybe_id(fields, "userId")?.ok_or_else(|| Refusal::field("userId", Code::Required))?;
    let shown = ask(&web.app, caller, &RightsOf { context, user, moment: moment(fields)? }).await?;
    let right = |(chain, permissions, rooms): (NamedChain, PermissionSet, Option<Described>)| AccessRight {
        chain: chained(chain),
        permissions: permissions.iter().map(|permission| permission.key().to_owned()).collect(),
        scope: rooms.map(named_scope),
    };
    Ok(Json(AccessRights {
        person: person(shown.person),
        tenant_id: tenant.uuid(),
        rights: shown.rights.into_iter().map(right).collect(),
        on_behalf: shown.on_behalf.into_iter().map(right).collect(),
        missing: shown.missing.into_iter().map(missing).collect(),
    }))
}

fn permission(fields: &Fields) -> Result<Permission, Refusal> {
    match fields.text("permission") {
        "" => Err(Refusal::field("permission", Code::Required)),
        key => Permission::from_key(key).ok_or_else(|| Refusal::field("permission", Code::UnknownValue)),
    }
}

fn moment(fields: &Fields) -> Result<Option<Time>, Refusal> {
    match fields.text("at") {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::field("at", Code::NotATime)),
    }
}

fn maybe_id<K>(fields: &Fields, name: &str) -> Result<Option<Id<K>>, Refusal> {
    match fields.text(name) {
        "" => Ok(None),
        text => text
            .parse()
            .map(|id| Some(Id::new(id)))
            .map_err(|_| Refusal::Invalid(Code::InvalidValue, vec![Fault::new(name, Code::InvalidValue)])),
    }
}

fn one(explained: Explained) -> AccessExplanation {
    let (allowed, chains, lacking, nearest) = match explained.outcome {
        Outcome::Allowed(chains) => (true, chains, Vec::new(), Vec::new()),
        Outcome::Denied { missing, nearest } => (false, Vec::new(), missing, nearest),
    };
    AccessExplanation {
        person: person(explained.person),
        tenant_id: explained.tenant.uuid(),
        permission: explained.permission.key().to_owned(),
        room_id: explained.room.map(|room| room.id.uuid()),
        allowed,
        chains: chains.into_iter().map(chained).collect(),
        missing: lacking.into_iter().map(missing).collect(),
        nearest: nearest.into_iter().map(near).collect(),
        on_behalf: explained.on_behalf.into_iter().map(chained).collect(),
    }
}

fn allowed(
    it: PersonExplained,
    tenant: Id<Organization>,
    permission: Permission,
    room: Uuid,
) -> AccessExplanation {
    AccessExplanation {
        person: person(it.person),
        tenant_id: tenant.uuid(),
        permission: permission.key().to_owned(),
        room_id: Some(room),
        allowed: true,
        chains: it.chains.into_iter().map(chained).collect(),
        missing: Vec::new(),
        nearest: Vec::new(),
        on_behalf: Vec::new(),
    }
}

fn person(row: PersonRow) -> ExplainedPerson {
    ExplainedPerson {
        user_id: row.id.uuid(),
        display_name: row.name,
        user_principal_name: row.upn,
        organization_id: row.home.uuid(),
        organization_display_name: row.home_name,
    }
}

fn chained(chain: NamedChain) -> AccessChain {
    let (source, link, relationship) = match chain.source {
        Source::DirectoryRole(_) => ("directoryRole", None, None),
        Source::OwnRole { .. } => ("ownRole", None, None),
        Source::PartnerRole { link, .. } => ("partnerRole", Some(link.uuid()), None),
        Source::DelegatedAdmin { relationship, .. } => ("delegatedAdmin", None, Some(relationship.uuid())),
        Source::GranularAdmin { relationship, .. } => ("granularAdmin", None, Some(relationship.uuid())),
        Source::SubscriptionRole { .. } => ("subscriptionRole", None, None),
    };
    let groups = chain
        .groups
        .into_iter()
        .map(|(id, name)| ChainGroup { id: name.is_some().then(|| id.uuid()), display_name: name });
    let assignment = chain.assignment;
    AccessChain {
        source: source.to_owned(),
        role_id: chain.source.role_key(),
        role_display_name: assignment.as_ref().map(|it| it.role_name.clone()).filter(|name| !name.is_empty()),
        assignment_id: assignment.as_ref().map(|it| it.id.uuid()),
        assigned_date_time: assignment.as_ref().map(|it| it.since.to_string()),
        linked_date_time: assignment.as_ref().and_then(|it| it.linked_since).map(|at| at.to_string()),
        assignment_display_name: assignment.map(|it| it.name),
        relationship_id: relationship,
        relationship_display_name: chain.relationship_name,
        link_id: link,
        groups: groups.collect(),
        covered_by: chain.covered_by.map(cover),
        link_covers_by: chain.link_covers_by.map(cover),
        start_date_time: chain.from.map(|at| at.to_string()),
        end_date_time: chain.until.map(|at| at.to_string()),
    }
}

fn cover(cover: NamedCover) -> Cover {
    let (kind, id, display_name) = match cover {
        NamedCover::All => ("all", None, None),
        NamedCover::Room => ("room", None, None),
        NamedCover::Group(id, name) => ("roomGroup", Some(id.uuid()), name),
        NamedCover::Place(id, name) => ("place", Some(id.uuid()), name),
    };
    Cover { kind: kind.to_owned(), id: id.filter(|_| display_name.is_some()), display_name }
}

fn missing(it: Missing) -> MissingLink {
    let at = match it.lack {
        Lack::NotBegun(at) | Lack::Ended(at) => Some(at.to_string()),
        _ => None,
    };
    let people = it.people.into_iter().map(|row| Named { id: row.id.uuid(), display_name: row.name });
    MissingLink {
        kind: it.lack.key().to_owned(),
        date_time: at,
        given_by: it.giver.map(Giver::key).map(str::to_owned),
        people: people.collect(),
    }
}

fn near(near: NamedNear) -> NearAssignment {
    NearAssignment {
        assignment_id: near.assignment.id.uuid(),
        assignment_display_name: near.assignment.name,
        role_id: near.role.key(),
        role_display_name: matches!(near.role, Role::Custom(_)).then_some(near.assignment.role_name),
        missing: near.missing.into_iter().map(missing).collect(),
    }
}
