//! Open tickets folded by what is wrong.

use axum::Json;
use domain::id::Id;
use service::{
    Page, Realm, Wanted,
    tickets::{FaultRow, ListFaults, Owned},
};
use uuid::Uuid;
use wire::tickets::{Fault, TicketItem};

use crate::{
    answer::{ApiResult, List},
    api::collection::Narrowing,
    path::ApiPath,
};

/// What is wrong in your organization's rooms: the open tickets of the same signal or issue are one line, worst first, then those with
/// most tickets; the first 200.
#[utoipa::path(get, path = "/v1.0/tickets/faults", operation_id = "listFaults", tag = "tickets",
    params(Narrowing<TicketItem>),
    responses((status = 200, body = List<Fault>), (status = 403), (status = 422)))]
pub(super) async fn list(narrowing: Narrowing<TicketItem>) -> ApiResult<Json<List<Fault>>> {
    found(narrowing, Realm::Own).await
}

/// What is wrong in the rooms of all of your customers, the same over many of them in one line.
#[utoipa::path(get, path = "/v1.0/managedTenants/tickets/faults", operation_id = "listManagedFaults", tag = "managedTenants",
    params(Narrowing<TicketItem>),
    responses((status = 200, body = List<Fault>), (status = 403), (status = 422)))]
pub(super) async fn list_everywhere(narrowing: Narrowing<TicketItem>) -> ApiResult<Json<List<Fault>>> {
    found(narrowing, Realm::AllCustomers).await
}

/// What is wrong in the rooms of one customer.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/tickets/faults", operation_id = "listManagedTenantFaults", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Narrowing<TicketItem>),
    responses((status = 200, body = List<Fault>), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn list_there(
    narrowing: Narrowing<TicketItem>,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<List<Fault>>> {
    found(narrowing, Realm::Customer(Id::new(tenant))).await
}

async fn found(Narrowing(asking): Narrowing<TicketItem>, realm: Realm) -> ApiResult<Json<List<Fault>>> {
    let wanted = Wanted { page: Page::of(1), ..asking.wanted() };
    let faults = asking.ask(&ListFaults { realm, wanted, owned: Owned::Anybody }).await?;
    Ok(Json(List { count: None, value: faults.into_iter().map(shape).collect(), next_link: None }))
}

pub(crate) fn shape(row: FaultRow) -> Fault {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Fault {
        signal: some(row.signal),
        issue_id: row.issue.map(Id::uuid),
        description: some(row.description),
        severity: row.severity.key().to_owned(),
        ticket_count: row.tickets,
        room_count: row.rooms,
        tenant_count: row.tenants,
        oldest_date_time: row.oldest.to_string(),
        newest_date_time: row.newest.to_string(),
    }
}
