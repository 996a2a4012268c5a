//! `/v1.0/roomEvents`, and the same under `/v1.0/managedTenants`: what was noticed in rooms, and how it becomes a ticket.

use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    query::Schema,
};
use service::{
    Caller, Listed, Realm,
    room_events::{FlagEvents, ListRoomEvents, SCHEMA, ShownEvent},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    room_events::{FlagRoomEvents, RoomEventItem},
    tickets::Issue,
};

use crate::{
    answer::{ApiResult, Body, List},
    api::{
        collection::{Asking, Item},
        shapes::moment,
        tickets::issues::recorded,
    },
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on events of rooms.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(flag))
        .routes(routes!(list_everywhere))
        .routes(routes!(list_there))
        .routes(routes!(flag_there))
}

impl Item for RoomEventItem {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`kind eq 'reportedIssue' and isFlagged eq false`, `roomId eq …` or, at customers, \
         `tenantId eq …`";
}

/// What was noticed in your organization's rooms, as far as you see them: poor calls, and issues that people there reported; the
/// newest first.
#[utoipa::path(get, path = "/v1.0/roomEvents", operation_id = "listRoomEvents", tag = "tickets",
    params(Asking<RoomEventItem>),
    responses((status = 200, body = List<RoomEventItem>), (status = 403), (status = 422)))]
async fn list(asking: Asking<RoomEventItem>) -> ApiResult<Response> {
    page(asking, Realm::Own).await
}

/// What was noticed in the rooms of all of your customers, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/roomEvents", operation_id = "listManagedRoomEvents", tag = "managedTenants",
    params(Asking<RoomEventItem>),
    responses((status = 200, body = List<RoomEventItem>), (status = 403), (status = 422)))]
async fn list_everywhere(asking: Asking<RoomEventItem>) -> ApiResult<Response> {
    page(asking, Realm::AllCustomers).await
}

/// What was noticed in the rooms of one customer, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/roomEvents", operation_id = "listManagedTenantRoomEvents", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<RoomEventItem>),
    responses((status = 200, body = List<RoomEventItem>), (status = 403), (status = 404), (status = 422)))]
async fn list_there(asking: Asking<RoomEventItem>, ApiPath(tenant): ApiPath<Uuid>) -> ApiResult<Response> {
    page(asking, Realm::Customer(Id::new(tenant))).await
}

/// Flags events of your organization's rooms as unhealthy: an issue is recorded over their rooms, and each room is unhealthy until its
/// ticket is resolved.
#[utoipa::path(post, path = "/v1.0/roomEvents/flag", operation_id = "flagRoomEvents", tag = "tickets",
    request_body = FlagRoomEvents,
    responses((status = 201, body = Issue), (status = 403), (status = 422)))]
async fn flag(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<FlagRoomEvents>,
) -> ApiResult<Response> {
    carry_out(&web, &caller, Realm::Own, caller.person.organization, sent).await
}

/// Flags events of a customer's rooms as unhealthy, in rooms that are yours to work on.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/roomEvents/flag", operation_id = "flagManagedTenantRoomEvents", tag = "managedTenants",
    request_body = FlagRoomEvents, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = Issue), (status = 403), (status = 404), (status = 422)))]
async fn flag_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(sent): Body<FlagRoomEvents>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    carry_out(&web, &caller, Realm::Customer(tenant), tenant, sent).await
}

async fn page(asking: Asking<RoomEventItem>, realm: Realm) -> ApiResult<Response> {
    let question = ListRoomEvents { realm, wanted: asking.wanted(), counts: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(Listed { items: found.events, next: found.next }, found.total, item)
}

async fn carry_out(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    sent: FlagRoomEvents,
) -> ApiResult<Response> {
    let command = FlagEvents {
        tenant,
        description: sent.description,
        events: sent.event_ids.into_iter().map(Id::new).collect(),
        is_high_impact: sent.is_high_impact,
    };
    let issue = run(&web.app, caller, command).await?;
    recorded(web, caller, realm, issue).await
}

fn item(shown: ShownEvent) -> RoomEventItem {
    let row = shown.row;
    RoomEventItem {
        id: row.id.uuid(),
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        room_id: row.room.uuid(),
        room_display_name: row.room_name,
        kind: row.kind.key().to_owned(),
        event_date_time: row.at.to_string(),
        description: row.description,
        logs_kept_until_date_time: moment(row.logs_until),
        is_flagged: shown.is_flagged,
        ticket_id: row.ticket.map(Id::uuid),
    }
}
