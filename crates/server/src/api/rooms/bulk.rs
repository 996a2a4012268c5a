//! The same done to many rooms at once, with a result for each.

use axum::extract::State;
use domain::{
    id::{Id, Organization, Room},
    time::Time,
};
use service::{
    Caller, Code, Refusal,
    rooms::{RoomAct, act_on_rooms},
};
use uuid::Uuid;
use wire::bulk::{BulkRoomAct, BulkRoomActAtCustomers, BulkRoomResult, RoomAt};

use super::suppressions::moment;
use crate::{
    answer::{ApiResult, Body, List},
    api::bulk::told,
    caller::Client,
    web::Web,
};

/// Does the same to up to 200 rooms of your organization, each decided and written on its own, in the order in which they are named.
#[utoipa::path(post, path = "/v1.0/rooms/bulk", operation_id = "actOnRooms", tag = "rooms", request_body = BulkRoomAct,
    responses((status = 200, body = List<BulkRoomResult>), (status = 403), (status = 422)))]
pub(super) async fn act(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkRoomAct>,
) -> ApiResult<List<BulkRoomResult>> {
    let tenant = caller.person.organization;
    let rooms = sent.room_ids.into_iter().map(|id| (tenant, Id::new(id))).collect();
    carry_out(&web, &caller, sent.act, rooms).await
}

/// Does the same to up to 200 rooms of your customers, each decided and written on its own at its customer.
#[utoipa::path(post, path = "/v1.0/managedTenants/rooms/bulk", operation_id = "actOnManagedRooms", tag = "managedTenants",
    request_body = BulkRoomActAtCustomers,
    responses((status = 200, body = List<BulkRoomResult>), (status = 403), (status = 422)))]
pub(super) async fn act_everywhere(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkRoomActAtCustomers>,
) -> ApiResult<List<BulkRoomResult>> {
    let at = |named: RoomAt| {
        let tenant = caller.person.customer(Id::new(named.tenant_id))?;
        Ok((tenant, Id::new(named.room_id)))
    };
    let rooms = sent.rooms.into_iter().map(at).collect::<Result<Vec<_>, Refusal>>()?;
    carry_out(&web, &caller, sent.act, rooms).await
}

fn wanted(sent: wire::bulk::RoomAct) -> Result<RoomAct, Refusal> {
    let some = |field, id: Option<Uuid>| id.ok_or_else(|| Refusal::field(field, Code::Required));
    Ok(match sent.action.as_str() {
        "enrol" => RoomAct::Enrol,
        "suppress" => {
            let from: Option<Time> = moment("startDateTime", sent.start_date_time)?;
            let until = moment("endDateTime", sent.end_date_time)?;
            RoomAct::Suppress { reason: sent.reason, from, until }
        }
        "unsuppress" => RoomAct::Unsuppress,
        "recordIssue" => {
            RoomAct::Record { description: sent.description, is_high_impact: sent.is_high_impact }
        }
        "move" => RoomAct::Move(Id::new(some("updateRingId", sent.update_ring_id)?)),
        "join" => RoomAct::Join(Id::new(some("roomGroupId", sent.room_group_id)?)),
        "leave" => RoomAct::Leave(Id::new(some("roomGroupId", sent.room_group_id)?)),
        _ => return Err(Refusal::field("action", Code::UnknownValue)),
    })
}

async fn carry_out(
    web: &Web,
    caller: &Caller,
    sent: wire::bulk::RoomAct,
    rooms: Vec<(Id<Organization>, Id<Room>)>,
) -> ApiResult<List<BulkRoomResult>> {
    let done = act_on_rooms(&web.app, caller, wanted(sent)?, rooms).await?;
    Ok(told(done, |tenant_id, room_id, error| BulkRoomResult { tenant_id, room_id, error }))
}
