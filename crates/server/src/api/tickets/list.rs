//! Lists of tickets, how many there are by severity, and one ticket with its history.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema, signal::Severity};
use service::{
    Caller, Listed, Page, Realm, Wanted, ask,
    tickets::{Among, ListTickets, Owned, SCHEMA, Ticket as Found, TicketEntry as FoundEntry, TicketOf},
};
use uuid::Uuid;
use wire::tickets::{Ticket, TicketCounts, TicketEntry, TicketItem};

use super::item;
use crate::{
    answer::{ApiResult, List, etag},
    api::collection::{Asking, Item, Narrowing},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for TicketItem {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`severity eq 'critical' and state in ('new', 'investigating')`, \
         `groupIds/any(g: g eq …)`, `placeIds/any(p: p eq …)`, \
         `placeDisplayNames/any(p: p eq 'Berlin')` or, at customers, `tenantId eq …`";
}

/// The tickets of your organization's rooms, as far as you see them, closed ones included: worst first, then newest.
#[utoipa::path(get, path = "/v1.0/tickets", operation_id = "listTickets", tag = "tickets",
    params(Asking<TicketItem>),
    responses((status = 200, body = List<TicketItem>), (status = 403), (status = 422)))]
pub(super) async fn list(asking: Asking<TicketItem>) -> ApiResult<Response> {
    page(asking, Realm::Own).await
}

/// The tickets of the rooms of all of your customers, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/tickets", operation_id = "listManagedTickets", tag = "managedTenants",
    params(Asking<TicketItem>),
    responses((status = 200, body = List<TicketItem>), (status = 403), (status = 422)))]
pub(super) async fn list_everywhere(asking: Asking<TicketItem>) -> ApiResult<Response> {
    page(asking, Realm::AllCustomers).await
}

/// The tickets of the rooms of one customer, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/tickets", operation_id = "listManagedTenantTickets", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<TicketItem>),
    responses((status = 200, body = List<TicketItem>), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn list_there(
    asking: Asking<TicketItem>,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Response> {
    page(asking, Realm::Customer(Id::new(tenant))).await
}

/// How many open tickets (new, investigating, watching) there are by severity, under the same `$filter` and `$search` as
/// the list.
#[utoipa::path(get, path = "/v1.0/tickets/severityCounts", operation_id = "countTickets", tag = "tickets",
    params(Narrowing<TicketItem>),
    responses((status = 200, body = TicketCounts), (status = 403), (status = 422)))]
pub(super) async fn counts(narrowing: Narrowing<TicketItem>) -> ApiResult<Json<TicketCounts>> {
    counted(narrowing, Realm::Own).await
}

/// How many open tickets of your customers' rooms there are by severity.
#[utoipa::path(get, path = "/v1.0/managedTenants/tickets/severityCounts", operation_id = "countManagedTickets", tag = "managedTenants",
    params(Narrowing<TicketItem>),
    responses((status = 200, body = TicketCounts), (status = 403), (status = 422)))]
pub(super) async fn counts_everywhere(narrowing: Narrowing<TicketItem>) -> ApiResult<Json<TicketCounts>> {
    counted(narrowing, Realm::AllCustomers).await
}

/// How many open tickets of one customer's rooms there are by severity.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/tickets/severityCounts", operation_id = "countManagedTenantTickets", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Narrowing<TicketItem>),
    responses((status = 200, body = TicketCounts), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn counts_there(
    narrowing: Narrowing<TicketItem>,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<TicketCounts>> {
    counted(narrowing, Realm::Customer(Id::new(tenant))).await
}

/// A ticket of a room of your organization.
#[utoipa::path(get, path = "/v1.0/tickets/{id}", operation_id = "getTicket", tag = "tickets",
    params(("id" = Uuid, Path, description = "The ticket")),
    responses((status = 200, body = Ticket), (status = 403), (status = 404)))]
pub(super) async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Ticket>> {
    one(&web, &caller, Realm::Own, id).await
}

/// A ticket of a customer's room.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}", operation_id = "getManagedTenantTicket", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket")),
    responses((status = 200, body = Ticket), (status = 403), (status = 404)))]
pub(super) async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Ticket>> {
    one(&web, &caller, Realm::Customer(Id::new(tenant)), id).await
}

pub(super) async fn one(web: &Web, caller: &Caller, realm: Realm, id: Uuid) -> ApiResult<Json<Ticket>> {
    let found = ask(&web.app, caller, &TicketOf { realm, ticket: Id::new(id), before: None }).await?;
    Ok(Json(shape(found)))
}

async fn page(asking: Asking<TicketItem>, realm: Realm) -> ApiResult<Response> {
    let (wanted, counts) = (asking.wanted(), asking.count());
    let question = ListTickets { realm, wanted, among: Among::All, owned: Owned::Anybody, counts };
    let found = asking.ask(&question).await?;
    asking.answer(Listed { items: found.tickets, next: found.next }, found.total, item)
}

async fn counted(Narrowing(asking): Narrowing<TicketItem>, realm: Realm) -> ApiResult<Json<TicketCounts>> {
    let wanted = Wanted { page: Page::of(1), ..asking.wanted() };
    let question = ListTickets { realm, wanted, among: Among::Open, owned: Owned::Anybody, counts: true };
    let counts = asking.ask(&question).await?.counts.unwrap_or_default();
    Ok(Json(TicketCounts {
        critical: counts.of(Severity::Critical),
        important: counts.of(Severity::Important),
        warning: counts.of(Severity::Warning),
        recommended: counts.of(Severity::Recommended),
    }))
}

fn shape(found: Found) -> Ticket {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let entry = |entry: FoundEntry| TicketEntry {
        date_time: entry.at.to_string(),
        kind: entry.kind,
        before: some(entry.before),
        after: some(entry.after),
        actor: some(entry.actor_name),
    };
    Ticket {
        etag: etag(found.row.change_stamp),
        ticket: item(found.row),
        history: found.entries.into_iter().map(entry).collect(),
        issue_tickets: found.of_issue.into_iter().map(item).collect(),
    }
}
