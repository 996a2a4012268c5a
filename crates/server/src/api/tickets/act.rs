//! What people do with a ticket: take it, write into it, resolve it.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    ticket::ClosureReason,
    time::Time,
};
use service::{
    Caller, Code, Realm, Refusal, run,
    tickets::{EditTicket, ResolveTicket, WriteMessage},
};
use uuid::Uuid;
use wire::tickets::{NewMessage, Resolution, Ticket, TicketPatch};

use super::list::one;
use crate::{
    answer::{ApiResult, Body, IfMatch, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Says who takes care of a ticket, and until when; whoever gets a new one takes it up.
#[utoipa::path(patch, path = "/v1.0/tickets/{id}", operation_id = "updateTicket", tag = "tickets", request_body = TicketPatch,
    params(("id" = Uuid, Path, description = "The ticket")),
    responses((status = 200, body = Ticket), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<TicketPatch>,
) -> ApiResult<Json<Ticket>> {
    edit(&web, &caller, Realm::Own, caller.person.organization, id, version, patch).await
}

/// Says who takes care of a customer's ticket, and until when.
#[utoipa::path(patch, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}", operation_id = "updateManagedTenantTicket", tag = "managedTenants",
    request_body = TicketPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket")),
    responses((status = 200, body = Ticket), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn patch_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(patch): Body<TicketPatch>,
) -> ApiResult<Json<Ticket>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    edit(&web, &caller, Realm::Customer(tenant), tenant, id, version, patch).await
}

/// Writes a message into a ticket.
#[utoipa::path(post, path = "/v1.0/tickets/{id}/messages", operation_id = "writeTicketMessage", tag = "tickets",
    request_body = NewMessage, params(("id" = Uuid, Path, description = "The ticket")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn write(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewMessage>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, WriteMessage { tenant, ticket: Id::new(id), text: new.text }).await?;
    Ok(no_content())
}

/// Writes a message into a customer's ticket.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}/messages", operation_id = "writeManagedTenantTicketMessage",
    tag = "managedTenants", request_body = NewMessage,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn write_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewMessage>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, WriteMessage { tenant, ticket: Id::new(id), text: new.text }).await?;
    Ok(no_content())
}

/// Resolves a recorded issue with a reason. Tickets of signals are resolved by the system alone.
#[utoipa::path(post, path = "/v1.0/tickets/{id}/resolve", operation_id = "resolveTicket", tag = "tickets",
    request_body = Resolution, params(("id" = Uuid, Path, description = "The ticket")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn resolve(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(resolution): Body<Resolution>,
) -> ApiResult<Response> {
    end(&web, &caller, caller.person.organization, id, version, &resolution).await
}

/// Resolves a customer's recorded issue with a reason.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}/resolve", operation_id = "resolveManagedTenantTicket",
    tag = "managedTenants", request_body = Resolution,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn resolve_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(resolution): Body<Resolution>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    end(&web, &caller, tenant, id, version, &resolution).await
}

async fn edit(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    id: Uuid,
    version: IfMatch,
    patch: TicketPatch,
) -> ApiResult<Json<Ticket>> {
    let due_at = match patch.due_date_time {
        Some(Some(text)) => {
            let at = text.parse::<Time>().map_err(|_| Refusal::field("dueDateTime", Code::NotATime))?;
            Some(Some(at))
        }
        Some(None) => Some(None),
        None => None,
    };
    let owner = patch.owner_id.map(|owner| owner.map(Id::new));
    let team = patch.team_id.map(|team| team.map(Id::new));
    let stamp = version.optional();
    run(&web.app, caller, EditTicket { tenant, ticket: Id::new(id), stamp, owner, team, due_at }).await?;
    one(web, caller, realm, id).await
}

async fn end(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    id: Uuid,
    version: IfMatch,
    resolution: &Resolution,
) -> ApiResult<Response> {
    // One that is no reason at all is refused like one that people cannot give, after the right to resolve was asked.
    let reason = ClosureReason::from_key(&resolution.reason).unwrap_or(ClosureReason::Healthy);
    run(&web.app, caller, ResolveTicket { tenant, ticket: Id::new(id), stamp: version.optional(), reason })
        .await?;
    Ok(no_content())
}
