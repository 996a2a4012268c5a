//! What of a room neither alerts nor counts for a while.

use axum::{Json, extract::State, response::Response};
use domain::{
    directory::Principal,
    id::{Id, Organization, Room, Suppression as Kind},
    suppression::{NamedSignal, Suppressed},
    time::Time,
};
use service::{
    Caller, Code, Realm, Refusal, ask, ask_where_allowed,
    suppressions::{
        ChangeSuppression, EndSuppression, ShownSuppression, Suppress, SuppressionsOf, run_judged,
    },
};
use uuid::Uuid;
use wire::suppressions::{NewSuppression, SuppressedSignal, Suppression, SuppressionPatch};

use crate::{
    answer::{ApiResult, Body, List, created, created_outside, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Where an operation looks: its realm, the organization and the room.
#[derive(Clone, Copy)]
struct At {
    realm: Realm,
    tenant: Id<Organization>,
    room: Id<Room>,
}

impl At {
    const fn own(caller: &Caller, room: Uuid) -> Self {
        Self { realm: Realm::Own, tenant: caller.person.organization, room: Id::new(room) }
    }

    fn there(caller: &Caller, tenant: Uuid, room: Uuid) -> Result<Self, Refusal> {
        let tenant = caller.person.customer(Id::new(tenant))?;
        Ok(Self { realm: Realm::Customer(tenant), tenant, room: Id::new(room) })
    }

    fn address(self, id: Id<Kind>) -> String {
        let Self { realm, tenant, room } = self;
        match realm {
            Realm::Own => format!("/v1.0/rooms/{room}/suppressions/{id}"),
            _ => format!("/v1.0/managedTenants/{tenant}/rooms/{room}/suppressions/{id}"),
        }
    }
}

/// What is suppressed in a room, the next to end first, on one page.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/suppressions", operation_id = "listRoomSuppressions", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = List<Suppression>), (status = 403), (status = 404)))]
pub(super) async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<Suppression>> {
    all(&web, &caller, At::own(&caller, id)).await
}

/// What is suppressed in a room of a customer, the next to end first, on one page.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/suppressions", operation_id = "listManagedTenantRoomSuppressions", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = List<Suppression>), (status = 403), (status = 404)))]
pub(super) async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<Suppression>> {
    all(&web, &caller, At::there(&caller, tenant, id)?).await
}

/// Suppresses a monitored room, or signals of it, from now or a moment to come until an end, which comes by itself.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/suppressions", operation_id = "createRoomSuppression", tag = "rooms",
    request_body = NewSuppression, params(("id" = Uuid, Path, description = "The room")),
    responses((status = 201, body = Suppression), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewSuppression>,
) -> ApiResult<Response> {
    suppress(&web, &caller, At::own(&caller, id), new).await
}

/// Suppresses a monitored room of a customer, or signals of it, from now or a moment to come until an end, which comes by itself.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/suppressions", operation_id = "createManagedTenantRoomSuppression", tag = "managedTenants",
    request_body = NewSuppression,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 201, body = Suppression), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewSuppression>,
) -> ApiResult<Response> {
    suppress(&web, &caller, At::there(&caller, tenant, id)?, new).await
}

/// A suppression of a room.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/suppressions/{suppressionId}", operation_id = "getRoomSuppression", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room"), ("suppressionId" = Uuid, Path, description = "The suppression")),
    responses((status = 200, body = Suppression), (status = 403), (status = 404)))]
pub(super) async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, suppression)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Suppression>> {
    Ok(Json(one(&web, &caller, At::own(&caller, id), Id::new(suppression)).await?))
}

/// A suppression of a room of a customer.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/suppressions/{suppressionId}", operation_id = "getManagedTenantRoomSuppression", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room"), ("suppressionId" = Uuid, Path, description = "The suppression")),
    responses((status = 200, body = Suppression), (status = 403), (status = 404)))]
pub(super) async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, suppression)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Json<Suppression>> {
    Ok(Json(one(&web, &caller, At::there(&caller, tenant, id)?, Id::new(suppression)).await?))
}

/// Gives a suppression another end, reason or owner.
#[utoipa::path(patch, path = "/v1.0/rooms/{id}/suppressions/{suppressionId}", operation_id = "updateRoomSuppression", tag = "rooms",
    request_body = SuppressionPatch,
    params(("id" = Uuid, Path, description = "The room"), ("suppressionId" = Uuid, Path, description = "The suppression")),
    responses((status = 200, body = Suppression), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, suppression)): ApiPath<(Uuid, Uuid)>,
    Body(patch): Body<SuppressionPatch>,
) -> ApiResult<Json<Suppression>> {
    change(&web, &caller, At::own(&caller, id), Id::new(suppression), patch).await
}

/// Gives a suppression of a room of a customer another end, reason or owner.
#[utoipa::path(patch, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/suppressions/{suppressionId}", operation_id = "updateManagedTenantRoomSuppression", tag = "managedTenants",
    request_body = SuppressionPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room"), ("suppressionId" = Uuid, Path, description = "The suppression")),
    responses((status = 200, body = Suppression), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn patch_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, suppression)): ApiPath<(Uuid, Uuid, Uuid)>,
    Body(patch): Body<SuppressionPatch>,
) -> ApiResult<Json<Suppression>> {
    change(&web, &caller, At::there(&caller, tenant, id)?, Id::new(suppression), patch).await
}

/// Ends a suppression before its time; the room is judged as ever at once.
#[utoipa::path(delete, path = "/v1.0/rooms/{id}/suppressions/{suppressionId}", operation_id = "deleteRoomSuppression", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room"), ("suppressionId" = Uuid, Path, description = "The suppression")),
    responses((status = 204), (status = 403), (status = 404)))]
pub(super) async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, suppression)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    end(&web, &caller, At::own(&caller, id), Id::new(suppression)).await
}

/// Ends a suppression of a room of a customer before its time; the room is judged as ever at once.
#[utoipa::path(delete, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/suppressions/{suppressionId}", operation_id = "deleteManagedTenantRoomSuppression", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room"), ("suppressionId" = Uuid, Path, description = "The suppression")),
    responses((status = 204), (status = 403), (status = 404)))]
pub(super) async fn delete_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, suppression)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    end(&web, &caller, At::there(&caller, tenant, id)?, Id::new(suppression)).await
}

async fn found(web: &Web, caller: &Caller, at: At) -> Result<Vec<ShownSuppression>, Refusal> {
    ask(&web.app, caller, &SuppressionsOf { realm: at.realm, room: at.room }).await
}

async fn all(web: &Web, caller: &Caller, at: At) -> ApiResult<List<Suppression>> {
    let value = found(web, caller, at).await?.into_iter().map(shape).collect();
    Ok(List { count: None, value, next_link: None })
}

async fn one(web: &Web, caller: &Caller, at: At, id: Id<Kind>) -> Result<Suppression, Refusal> {
    let all = found(web, caller, at).await?;
    all.into_iter().find(|shown| shown.id == id).map(shape).ok_or(Refusal::Missing)
}

async fn suppress(web: &Web, caller: &Caller, at: At, new: NewSuppression) -> ApiResult<Response> {
    let named = |sent: SuppressedSignal| NamedSignal { signal: sent.signal, instance: sent.instance };
    let command = Suppress {
        tenant: at.tenant,
        room: at.room,
        signals: new.signals.map(|signals| signals.into_iter().map(named).collect()),
        reason: new.reason,
        from: moment("startDateTime", new.start_date_time)?,
        until: moment("endDateTime", new.end_date_time)?,
        owner: owner(new.owner_id, new.owner_team_id)?,
    };
    let id = run_judged(&web.app, caller, command).await?;
    let question = SuppressionsOf { realm: at.realm, room: at.room };
    let found = ask_where_allowed(&web.app, caller, &question).await?.unwrap_or_default();
    // Whoever may not look finds the address alone.
    Ok(match found.into_iter().find(|shown| shown.id == id) {
        Some(shown) => created(at.address(id), shape(shown)),
        None => created_outside(at.address(id)),
    })
}

async fn change(
    web: &Web,
    caller: &Caller,
    at: At,
    suppression: Id<Kind>,
    patch: SuppressionPatch,
) -> ApiResult<Json<Suppression>> {
    let (tenant, room, until) = (at.tenant, at.room, moment("endDateTime", patch.end_date_time)?);
    let owner = owner(patch.owner_id, patch.owner_team_id)?;
    let command = ChangeSuppression { tenant, room, suppression, reason: patch.reason, until, owner };
    run_judged(&web.app, caller, command).await?;
    Ok(Json(one(web, caller, at, suppression).await?))
}

async fn end(web: &Web, caller: &Caller, at: At, suppression: Id<Kind>) -> ApiResult<Response> {
    let command = EndSuppression { tenant: at.tenant, room: at.room, suppression };
    run_judged(&web.app, caller, command).await?;
    Ok(no_content())
}

/// A person, or a team, not both.
fn owner(person: Option<Uuid>, team: Option<Uuid>) -> Result<Option<Principal>, Refusal> {
    match (person, team) {
        (Some(_), Some(_)) => Err(Refusal::field("ownerTeamId", Code::InvalidValue)),
        (Some(person), None) => Ok(Some(Principal::User(Id::new(person)))),
        (None, team) => Ok(team.map(|team| Principal::SecurityGroup(Id::new(team)))),
    }
}

pub(super) fn moment(field: &'static str, sent: Option<String>) -> Result<Option<Time>, Refusal> {
    let read = |text: String| text.trim().parse().map_err(|_| Refusal::field(field, Code::NotATime));
    sent.map(read).transpose()
}

fn shape(shown: ShownSuppression) -> Suppression {
    let named = |named: NamedSignal| SuppressedSignal { signal: named.signal, instance: named.instance };
    let owner = shown.owner.as_ref();
    let upn = owner.map(|owner| owner.upn.clone()).filter(|upn| !upn.is_empty());
    Suppression {
        id: shown.id.uuid(),
        signals: match shown.suppression.what {
            Suppressed::Room => None,
            Suppressed::Signals(signals) => Some(signals.into_iter().map(named).collect()),
        },
        reason: shown.reason,
        owner_kind: owner.map(|owner| owner.principal.kind().to_owned()),
        owner_id: owner.map(|owner| owner.principal.uuid()),
        owner_display_name: owner.map(|owner| owner.name.clone()),
        owner_user_principal_name: upn,
        owner_organization_display_name: shown.organization,
        start_date_time: shown.suppression.begins_at.to_string(),
        end_date_time: shown.suppression.ends_at.to_string(),
    }
}
