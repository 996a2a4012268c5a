//! `/v1.0/rollouts`, and the same below a customer: releases on their way through the rings.

mod bulk;
mod change;
mod settings;

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema, rollout::RoomState, update_ring::Preset};
use service::{
    Caller, Listed, Realm, ask,
    rollouts::{
        ListRollouts, ROLLOUT_SCHEMA, RolloutLine, RolloutOf, RolloutRooms, RolloutRow, ShownRing, WhichRooms,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::rollouts::{Rollout, RolloutRing, RolloutRoom, RoomsByState};

use super::{
    collection::{Asking, Item},
    shapes::moment,
};
use crate::{
    answer::{ApiResult, List},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Rollout {
    const SCHEMA: &'static Schema = &ROLLOUT_SCHEMA;
}

impl Item for RolloutRoom {
    const SCHEMA: &'static Schema = &Schema::new(&[], 300);
}

/// Every operation on rollouts.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(settings::get, settings::patch))
        .routes(routes!(list, change::start))
        .routes(routes!(bulk::act))
        .routes(routes!(bulk::act_everywhere))
        .routes(routes!(get))
        .routes(routes!(rooms))
        .routes(routes!(change::pause))
        .routes(routes!(change::resume))
        .routes(routes!(change::deprecate))
        .routes(routes!(change::retry))
        .routes(routes!(change::force))
        .routes(routes!(list_there, change::start_there))
        .routes(routes!(get_there))
        .routes(routes!(rooms_there))
        .routes(routes!(change::pause_there))
        .routes(routes!(change::resume_there))
        .routes(routes!(change::deprecate_there))
        .routes(routes!(change::retry_there))
        .routes(routes!(change::force_there))
}

/// The rollouts of your organization, the newest first; with `includePast=true` those that are over as well.
#[utoipa::path(get, path = "/v1.0/rollouts", operation_id = "listRollouts", tag = "rollouts",
    params(("includePast" = Option<bool>, Query, description = "Whether past ones are listed"), Asking<Rollout>),
    responses((status = 200, body = List<Rollout>), (status = 403)))]
async fn list(asking: Asking<Rollout>) -> ApiResult<Response> {
    all(asking, Realm::Own).await
}

/// The rollouts of a customer, the newest first; the rooms counted are those that you see.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rollouts", operation_id = "listManagedTenantRollouts",
    tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("includePast" = Option<bool>, Query, description = "Whether past ones are listed"),
        Asking<Rollout>,
    ),
    responses((status = 200, body = List<Rollout>), (status = 403), (status = 404)))]
async fn list_there(asking: Asking<Rollout>, ApiPath(tenant): ApiPath<Uuid>) -> ApiResult<Response> {
    all(asking, Realm::Customer(Id::new(tenant))).await
}

/// A rollout of your organization, with its rings.
#[utoipa::path(get, path = "/v1.0/rollouts/{id}", operation_id = "getRollout", tag = "rollouts",
    params(("id" = Uuid, Path, description = "The release")),
    responses((status = 200, body = Rollout), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Rollout>> {
    one(&web, &caller, Realm::Own, id).await.map(Json)
}

/// A rollout of a customer, with its rings.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rollouts/{id}", operation_id = "getManagedTenantRollout",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The release")),
    responses((status = 200, body = Rollout), (status = 403), (status = 404)))]
async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Rollout>> {
    one(&web, &caller, Realm::Customer(Id::new(tenant)), id).await.map(Json)
}

/// The rooms of a rollout that you see; with `holding=true` those that hold it up.
#[utoipa::path(get, path = "/v1.0/rollouts/{id}/rooms", operation_id = "listRolloutRooms", tag = "rollouts",
    params(
        ("id" = Uuid, Path, description = "The release"),
        ("holding" = Option<bool>, Query, description = "Those alone that hold it up"),
        Asking<RolloutRoom>,
    ),
    responses((status = 200, body = List<RolloutRoom>), (status = 403), (status = 404)))]
async fn rooms(asking: Asking<RolloutRoom>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    rooms_of(asking, Realm::Own, id).await
}

/// The rooms of a customer's rollout that you see; with `holding=true` those that hold it up.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rollouts/{id}/rooms", operation_id = "listManagedTenantRolloutRooms",
    tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("id" = Uuid, Path, description = "The release"),
        ("holding" = Option<bool>, Query, description = "Those alone that hold it up"),
        Asking<RolloutRoom>,
    ),
    responses((status = 200, body = List<RolloutRoom>), (status = 403), (status = 404)))]
async fn rooms_there(
    asking: Asking<RolloutRoom>,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    rooms_of(asking, Realm::Customer(Id::new(tenant)), id).await
}

async fn all(asking: Asking<Rollout>, realm: Realm) -> ApiResult<Response> {
    let with_past = asking.fields.text("includePast") == "true";
    let found = asking.ask(&ListRollouts { realm, wanted: asking.wanted(), with_past }).await?;
    let count = asking.count().then_some(found.count);
    asking.answer(Listed { items: found.rollouts, next: found.next }, count, line)
}

async fn one(web: &Web, caller: &Caller, realm: Realm, id: Uuid) -> ApiResult<Rollout> {
    let shown = ask(&web.app, caller, &RolloutOf { realm, release: Id::new(id) }).await?;
    let count = |state| shown.rings.iter().map(|ring| ring.of(state)).sum();
    let rings = shown.rings.iter().map(ring).collect();
    Ok(shape(shown.row, shown.ended_by, by_state(count), Some(rings)))
}

async fn rooms_of(asking: Asking<RolloutRoom>, realm: Realm, id: Uuid) -> ApiResult<Response> {
    let is_holding = asking.fields.text("holding") == "true";
    let which = if is_holding { WhichRooms::Holding } else { WhichRooms::All };
    let question =
        RolloutRooms { realm, release: Id::new(id), which, wanted: asking.wanted(), counts: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(Listed { items: found.rooms, next: found.next }, found.count, |room| RolloutRoom {
        id: room.room.uuid(),
        display_name: room.name,
        update_ring_id: room.ring.uuid(),
        state: room.state.key().to_owned(),
        due_date_time: room.due_at.to_string(),
        reason: room.reason.map(|reason| reason.key().to_owned()),
        is_forced: room.is_forced,
    })
}

pub(crate) fn line(line: RolloutLine) -> Rollout {
    let rooms = by_state(|state| line.of(state));
    shape(line.row, line.ended_by, rooms, None)
}

fn ring(ring: &ShownRing) -> RolloutRing {
    RolloutRing {
        id: ring.ring.id.uuid(),
        display_name: Preset::of(ring.ring.id)
            .map_or(ring.ring.name.clone(), |preset| preset.name().to_owned()),
        state: ring.state.key().to_owned(),
        began_date_time: moment(ring.began_at),
        rooms: by_state(|state| ring.of(state)),
    }
}

fn by_state(of: impl Fn(RoomState) -> i64) -> RoomsByState {
    RoomsByState {
        scheduled: of(RoomState::Scheduled),
        installing: of(RoomState::Installing),
        succeeded: of(RoomState::Succeeded),
        failed: of(RoomState::Failed),
        not_required: of(RoomState::NotRequired),
    }
}

fn shape(
    row: RolloutRow,
    ended_by: Option<String>,
    rooms: RoomsByState,
    rings: Option<Vec<RolloutRing>>,
) -> Rollout {
    Rollout {
        id: row.release.uuid(),
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        version: row.version.to_string(),
        device_type: row.device_type.key().to_owned(),
        is_critical: row.is_critical,
        state: row.state.key().to_owned(),
        begins_date_time: row.begins_at.to_string(),
        began_date_time: moment(row.began_at),
        paused_date_time: moment(row.paused_at),
        pause: (!row.pause.is_empty()).then_some(row.pause),
        ended_date_time: moment(row.ended_at),
        ended_by,
        rooms,
        rings,
    }
}
