//! `/v1.0/managedTenants`: the customers of one's organization, and the invitations that wait.

use std::collections::BTreeMap;

use axum::{Json, extract::State, response::Response};
use domain::{
    change_control::{ControlledEvent, Mode, Modes},
    id::Id,
    query::Schema,
};
use service::{
    ask,
    invitations::{
        AcceptInvitation, DenyInvitation, InvitationsReceived, RECEIVED, ReceivedInvitation,
        ReceivedInvitationDetail,
    },
    links::{EffectsOfRemovingCustomer, RemoveCustomer, TENANTS, TenantDetail, TenantSeen, Tenants},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    invitations::{Acceptance, Accepted, ReceivedInvitation as Received},
    partners::{Effects, ManagedTenant},
};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, etag, no_content},
    api::{
        collection::{Asking, Item},
        partners::effects_shape,
        shapes::principals,
    },
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

impl Item for ManagedTenant {
    const SCHEMA: &'static Schema = &TENANTS;
    const EXAMPLE: &'static str = "`orphaned eq true`";
}

impl Item for Received {
    const SCHEMA: &'static Schema = &RECEIVED;
    const EXAMPLE: &'static str = "`expirationDateTime lt 2026-12-01`";
}

/// Every operation on customers and the invitations of customers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(invitations))
        .routes(routes!(invitation))
        .routes(routes!(accept))
        .routes(routes!(deny))
        .routes(routes!(read, remove))
        .routes(routes!(effects))
}

/// Your customers by name, as metadata: all of them if you answer invitations, else those where you hold a role.
#[utoipa::path(
    get, path = "/v1.0/managedTenants", operation_id = "listManagedTenants", tag = "managedTenants",
    params(
        ("withRole" = Option<bool>, Query, description = "Only where you hold a role"),
        Asking<ManagedTenant>,
    ),
    responses((status = 200, body = List<ManagedTenant>), (status = 403), (status = 422)),
)]
async fn list(fields: Fields, asking: Asking<ManagedTenant>) -> ApiResult<Response> {
    let with_role = fields.text("withRole") == "true";
    let question = Tenants { with_role, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// The invitations that wait for your organization or for you, newest first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/invitations", operation_id = "listReceivedInvitations", tag = "managedTenants",
    params(Asking<Received>),
    responses((status = 200, body = List<Received>), (status = 403), (status = 422)),
)]
async fn invitations(asking: Asking<Received>) -> ApiResult<Response> {
    let question = InvitationsReceived { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, received)
}

/// One invitation that waits.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/invitations/{id}", operation_id = "getReceivedInvitation",
    tag = "managedTenants",
    params(("id" = Uuid, Path, description = "The invitation")),
    responses((status = 200, body = Received), (status = 403), (status = 404)),
)]
async fn invitation(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Received>> {
    let question = ReceivedInvitationDetail { invitation: Id::new(id) };
    Ok(Json(received(ask(&web.app, &caller, &question).await?)))
}

/// Accepts an invitation: the customer's rooms are open to the primary admins with the answer.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/invitations/{id}/accept", operation_id = "acceptInvitation",
    tag = "managedTenants",
    params(("id" = Uuid, Path, description = "The invitation")),
    request_body = Acceptance,
    responses((status = 200, body = Accepted), (status = 404), (status = 409), (status = 410), (status = 422)),
)]
async fn accept(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(acceptance): Body<Acceptance>,
) -> ApiResult<Json<Accepted>> {
    let primary_admins = principals("primaryAdmins", acceptance.primary_admins)?;
    let stamp = matches.optional();
    let command = AcceptInvitation { invitation: Id::new(id), primary_admins, stamp };
    let accepted = run(&web.app, &caller, command).await?;
    Ok(Json(Accepted { tenant_id: accepted.tenant.uuid(), link_id: accepted.link.uuid() }))
}

/// Denies an invitation: for everyone, or for yourself alone if it names you.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/invitations/{id}/deny", operation_id = "denyInvitation",
    tag = "managedTenants",
    params(("id" = Uuid, Path, description = "The invitation")),
    responses((status = 204), (status = 404), (status = 409), (status = 410)),
)]
async fn deny(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = DenyInvitation { invitation: Id::new(id), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// One customer, as metadata.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}", operation_id = "getManagedTenant", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = ManagedTenant), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<ManagedTenant>> {
    let found = ask(&web.app, &caller, &TenantDetail { customer: Id::new(id) }).await?;
    Ok(Json(shape(found.tenant)))
}

/// Removes a customer: the link ends with the answer. `If-Match` with the link's version is required.
#[utoipa::path(
    delete, path = "/v1.0/managedTenants/{tenantId}", operation_id = "removeManagedTenant", tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("If-Match" = String, Header, description = "The version of the link"),
    ),
    responses((status = 204), (status = 400), (status = 403), (status = 404), (status = 412)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = RemoveCustomer { customer: Id::new(id), stamp: matches.required()?, typed: None };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// What would end if you removed a customer.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/removalEffects", operation_id = "getManagedTenantRemovalEffects",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = Effects), (status = 403), (status = 404)),
)]
async fn effects(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Effects>> {
    let found = ask(&web.app, &caller, &EffectsOfRemovingCustomer { customer: Id::new(id) }).await?;
    Ok(Json(effects_shape(found)))
}

fn shape(seen: TenantSeen) -> ManagedTenant {
    let row = seen.link.row;
    ManagedTenant {
        etag: etag(row.stamp),
        tenant_id: row.tenant.uuid(),
        display_name: row.customer_name,
        default_domain: seen.link.default_domain,
        link_id: row.id.uuid(),
        state: row.state.key().to_owned(),
        room_count: seen.link.room_count,
        orphaned: row.orphaned,
        started_date_time: row.started_at.to_string(),
        permissions: seen.permissions.iter().map(|permission| permission.key().to_owned()).collect(),
    }
}

fn received(invitation: ReceivedInvitation) -> Received {
    Received {
        etag: etag(invitation.stamp),
        id: invitation.id.uuid(),
        tenant_id: invitation.tenant.uuid(),
        tenant_display_name: invitation.customer_name,
        default_domain: invitation.default_domain,
        kind: invitation.kind.key().to_owned(),
        sent_by: invitation.sent_by_name,
        sent_date_time: invitation.sent_at.to_string(),
        expiration_date_time: invitation.expires_at.to_string(),
        room_count: invitation.room_count,
        terms_version: invitation.terms_version,
        change_control: change_control(&invitation.modes),
    }
}

/// Every controlled event with its mode.
fn change_control(modes: &str) -> BTreeMap<String, String> {
    let modes: Modes = serde_json::from_str(modes).unwrap_or_default();
    ControlledEvent::ALL
        .into_iter()
        .map(|event| {
            let mode = if modes.of(event) == Mode::Auto { "auto" } else { "manual" };
            (event.key().to_owned(), mode.to_owned())
        })
        .collect()
}
