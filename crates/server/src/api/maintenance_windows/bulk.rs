//! Maintenance planned for many room groups at once, with a result for each.

use axum::extract::State;
use domain::id::{Id, Organization, RoomGroup};
use service::{Caller, Refusal, maintenance_windows::plan_for_groups};
use wire::bulk::{
    BulkMaintenance, BulkMaintenanceAtCustomers, BulkMaintenanceResult, Maintenance, RoomGroupAt,
};

use super::moment;
use crate::{
    answer::{ApiResult, Body, List},
    api::bulk::told,
    caller::Client,
    web::Web,
};

/// Plans maintenance of the rooms of up to 200 room groups of your organization, each decided and written on its own, in the order in which
/// they are named.
#[utoipa::path(post, path = "/v1.0/maintenanceWindows/bulk", operation_id = "createMaintenanceWindows", tag = "maintenanceWindows",
    request_body = BulkMaintenance,
    responses((status = 200, body = List<BulkMaintenanceResult>), (status = 403), (status = 422)))]
pub(super) async fn plan(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkMaintenance>,
) -> ApiResult<List<BulkMaintenanceResult>> {
    let tenant = caller.person.organization;
    let groups = sent.room_group_ids.into_iter().map(|id| (tenant, Id::new(id))).collect();
    carry_out(&web, &caller, sent.maintenance, groups).await
}

/// Plans maintenance of the rooms of up to 200 room groups of your customers, each decided and written on its own at its customer.
#[utoipa::path(post, path = "/v1.0/managedTenants/maintenanceWindows/bulk", operation_id = "createManagedMaintenanceWindows",
    tag = "managedTenants", request_body = BulkMaintenanceAtCustomers,
    responses((status = 200, body = List<BulkMaintenanceResult>), (status = 403), (status = 422)))]
pub(super) async fn plan_everywhere(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkMaintenanceAtCustomers>,
) -> ApiResult<List<BulkMaintenanceResult>> {
    let at = |named: RoomGroupAt| {
        let tenant = caller.person.customer(Id::new(named.tenant_id))?;
        Ok((tenant, Id::new(named.room_group_id)))
    };
    let groups = sent.room_groups.into_iter().map(at).collect::<Result<Vec<_>, Refusal>>()?;
    carry_out(&web, &caller, sent.maintenance, groups).await
}

async fn carry_out(
    web: &Web,
    caller: &Caller,
    sent: Maintenance,
    groups: Vec<(Id<Organization>, Id<RoomGroup>)>,
) -> ApiResult<List<BulkMaintenanceResult>> {
    let from = moment("startDateTime", sent.start_date_time)?;
    let until = moment("endDateTime", sent.end_date_time)?;
    let done = plan_for_groups(&web.app, caller, &sent.reason, (from, until), groups).await?;
    Ok(told(done, |tenant_id, room_group_id, error| BulkMaintenanceResult {
        tenant_id,
        room_group_id,
        error,
    }))
}
