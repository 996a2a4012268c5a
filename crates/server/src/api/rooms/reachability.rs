//! Where a relay tries to reach the device of a room (decision 22): of one's own organization alone, so that there is nothing under
//! `/v1.0/managedTenants`.

use axum::{Json, extract::State, response::Response};
use domain::id::Id;
use service::{
    ask,
    reachability::{ReachabilityOf, Relays, RemoveReachability, SetReachability, ShownReachability},
    run,
};
use uuid::Uuid;
use wire::reachability::{NewReachability, Reachability, Relay};

use crate::{
    answer::{ApiResult, Body, List, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// The relays of your organization that may be asked to reach devices, by name, on one page.
#[utoipa::path(get, path = "/v1.0/relays", operation_id = "listRelays", tag = "rooms",
    responses((status = 200, body = List<Relay>), (status = 403)))]
pub(super) async fn relays(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<Relay>> {
    let relays = ask(&web.app, &caller, &Relays).await?.into_iter();
    let value = relays
        .map(|relay| Relay {
            id: relay.room.uuid(),
            display_name: relay.name,
            last_seen_date_time: relay.last_seen.map(|at| at.to_string()),
        })
        .collect();
    Ok(List { count: None, value, next_link: None })
}

/// Which relay tries to reach the device of a room, where, and what it found last.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/reachability", operation_id = "getRoomReachability", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = Reachability), (status = 403), (status = 404)))]
pub(super) async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Reachability>> {
    Ok(Json(shape(ask(&web.app, &caller, &ReachabilityOf { room: Id::new(id) }).await?)))
}

/// Has a relay try to reach the device of a room that has no agent, as far as the relay's own configuration allows it.
#[utoipa::path(put, path = "/v1.0/rooms/{id}/reachability", operation_id = "setRoomReachability", tag = "rooms",
    request_body = NewReachability, params(("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn put(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewReachability>,
) -> ApiResult<Response> {
    let (room, relay) = (Id::new(id), Id::new(new.relay_id));
    run(&web.app, &caller, SetReachability { room, relay, host: new.host, port: new.port }).await?;
    Ok(no_content())
}

/// Has no relay try to reach the device of a room any more.
#[utoipa::path(delete, path = "/v1.0/rooms/{id}/reachability", operation_id = "deleteRoomReachability", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404)))]
pub(super) async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RemoveReachability { room: Id::new(id) }).await?;
    Ok(no_content())
}

fn shape(shown: ShownReachability) -> Reachability {
    Reachability {
        relay_id: shown.is.relay.uuid(),
        relay_display_name: shown.is.relay_name,
        host: shown.is.address.host().to_owned(),
        port: shown.is.address.port(),
        since_date_time: shown.found.as_ref().map(|found| found.since.to_string()),
        detail: shown.found.as_ref().map(|found| found.detail.clone()),
        state: shown.found.map(|found| found.state),
    }
}
