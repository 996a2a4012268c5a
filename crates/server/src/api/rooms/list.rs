//! Lists of rooms, and how many there are by health.

use std::collections::BTreeMap;

use axum::{Json, response::Response};
use domain::{
    id::{Id, UpdateRing},
    query::Schema,
    tag::Tags,
};
use service::{
    Listed, Page, Realm, Wanted,
    rooms::{ListRooms, RoomRow, SCHEMA, TagsOfRooms},
    update_rings::RingsOfRooms,
};
use uuid::Uuid;
use wire::rooms::{HealthCounts, RoomItem};

use crate::{
    answer::{ApiResult, List},
    api::{
        collection::{Asking, Item, Narrowing},
        shapes::moment,
    },
    path::ApiPath,
};

impl Item for RoomItem {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`health eq 'unhealthy' and capacity ge 8`, `groupIds/any(g: g eq …)`, \
         `placeIds/any(p: p eq …)`, `updateRingId eq …`, `tags/any(t: t eq 'VIP')`, \
         `groupDisplayNames/any(g: g eq 'Boardrooms')` or, at customers, `tenantId eq …`";
}

/// Your organization's rooms, as far as you see them. Unenrolled rooms are left out unless the filter names `monitoring`.
#[utoipa::path(get, path = "/v1.0/rooms", operation_id = "listRooms", tag = "rooms",
    params(Asking<RoomItem>),
    responses((status = 200, body = List<RoomItem>), (status = 403), (status = 422)))]
pub(super) async fn list(asking: Asking<RoomItem>) -> ApiResult<Response> {
    page(asking, Realm::Own).await
}

/// The rooms of all of your customers, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/rooms", operation_id = "listManagedRooms", tag = "managedTenants",
    params(Asking<RoomItem>),
    responses((status = 200, body = List<RoomItem>), (status = 403), (status = 422)))]
pub(super) async fn list_everywhere(asking: Asking<RoomItem>) -> ApiResult<Response> {
    page(asking, Realm::AllCustomers).await
}

/// The rooms of one customer, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms", operation_id = "listManagedTenantRooms", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<RoomItem>),
    responses((status = 200, body = List<RoomItem>), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn list_there(
    asking: Asking<RoomItem>,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Response> {
    page(asking, Realm::Customer(Id::new(tenant))).await
}

/// How many of your organization's rooms there are by health, under the same `$filter` and `$search` as the list.
#[utoipa::path(get, path = "/v1.0/rooms/healthCounts", operation_id = "countRooms", tag = "rooms",
    params(Narrowing<RoomItem>),
    responses((status = 200, body = HealthCounts), (status = 403), (status = 422)))]
pub(super) async fn health_counts(narrowing: Narrowing<RoomItem>) -> ApiResult<Json<HealthCounts>> {
    counted(narrowing, Realm::Own).await
}

/// How many of your customers' rooms there are by health.
#[utoipa::path(get, path = "/v1.0/managedTenants/rooms/healthCounts", operation_id = "countManagedRooms", tag = "managedTenants",
    params(Narrowing<RoomItem>),
    responses((status = 200, body = HealthCounts), (status = 403), (status = 422)))]
pub(super) async fn health_counts_everywhere(
    narrowing: Narrowing<RoomItem>,
) -> ApiResult<Json<HealthCounts>> {
    counted(narrowing, Realm::AllCustomers).await
}

/// How many rooms of one customer there are by health.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/healthCounts", operation_id = "countManagedTenantRooms", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Narrowing<RoomItem>),
    responses((status = 200, body = HealthCounts), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn health_counts_there(
    narrowing: Narrowing<RoomItem>,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<HealthCounts>> {
    counted(narrowing, Realm::Customer(Id::new(tenant))).await
}

async fn page(asking: Asking<RoomItem>, realm: Realm) -> ApiResult<Response> {
    let question = ListRooms { realm, wanted: asking.wanted(), health: None, counts: asking.count() };
    let found = asking.ask(&question).await?;
    let count = found.counts.map(|counts| counts.all());
    let rooms = found.rooms.iter().map(|room| (room.tenant, room.id)).collect();
    let rings: BTreeMap<_, _> = asking.ask(&RingsOfRooms { realm, rooms }).await?.into_iter().collect();
    let rooms = found.rooms.iter().map(|room| room.id).collect();
    let tags = asking.ask(&TagsOfRooms { realm, rooms }).await?;
    asking.answer(Listed { items: found.rooms, next: found.next }, count, |row| {
        let ring = rings.get(&row.id).cloned();
        let tags = tags.get(&row.id).into_iter().flat_map(Tags::iter).map(ToString::to_string).collect();
        item(row, tags, ring)
    })
}

async fn counted(Narrowing(asking): Narrowing<RoomItem>, realm: Realm) -> ApiResult<Json<HealthCounts>> {
    let wanted = Wanted { page: Page::of(1), ..asking.wanted() };
    let found = asking.ask(&ListRooms { realm, wanted, health: None, counts: true }).await?;
    let counts = found.counts.unwrap_or_default();
    Ok(Json(HealthCounts {
        healthy: counts.healthy,
        unhealthy: counts.unhealthy,
        unmonitored: counts.unmonitored,
        suppressed: counts.suppressed,
        onboarding: counts.onboarding,
    }))
}

fn item(row: RoomRow, tags: Vec<String>, ring: Option<(Id<UpdateRing>, String)>) -> RoomItem {
    let (ring_id, ring_name) = ring.unzip();
    RoomItem {
        id: row.id.uuid(),
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        display_name: row.name,
        health: row.health.key().to_owned(),
        has_warning: row.has_warning,
        health_since: row.health_since.to_string(),
        monitoring: row.monitoring.key().to_owned(),
        last_seen: moment(row.last_seen),
        device_type: row.device_type.key().to_owned(),
        manufacturer: row.manufacturer,
        model: row.model,
        capacity: row.capacity,
        size: row.size.map(|size| size.key().to_owned()),
        place_type: row.place_type.map(|kind| kind.key().to_owned()),
        latitude: row.coordinates.map(|at| at.latitude().number()),
        longitude: row.coordinates.map(|at| at.longitude().number()),
        place: row.place_name,
        place_id: row.place.map(Id::uuid),
        tags,
        update_ring_id: ring_id.map(Id::uuid),
        update_ring_display_name: ring_name,
        created_date_time: row.created_at.to_string(),
    }
}
