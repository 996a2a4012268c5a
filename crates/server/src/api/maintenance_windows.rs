//! `/v1.0/maintenanceWindows`, and the same under `/v1.0/managedTenants`: times in which rooms are suppressed together.

mod bulk;

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    query::Schema,
    time::Time,
};
use service::{
    Caller, Code, Listed, Realm, Refusal, ask, ask_where_allowed,
    maintenance_windows::{
        ChangeMaintenance, EndMaintenance, ListMaintenance, MaintenanceOf, PlanMaintenance, RoomsMeant,
        SCHEMA, ShownWindow, run_judged,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::maintenance_windows::{MaintenanceWindow, MaintenanceWindowPatch, NewMaintenanceWindow};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, Body, List, created, created_outside, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for MaintenanceWindow {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`startDateTime le 2027-01-01T00:00:00Z`";
}

/// Every operation on maintenance windows.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(bulk::plan))
        .routes(routes!(bulk::plan_everywhere))
        .routes(routes!(list_everywhere))
        .routes(routes!(list_there, create_there))
        .routes(routes!(get_there, patch_there, delete_there))
}

/// Where an operation looks: its realm and the organization.
#[derive(Clone, Copy)]
struct At {
    realm: Realm,
    tenant: Id<Organization>,
}

impl At {
    const fn own(caller: &Caller) -> Self {
        Self { realm: Realm::Own, tenant: caller.person.organization }
    }

    fn there(caller: &Caller, tenant: Uuid) -> Result<Self, Refusal> {
        let tenant = caller.person.customer(Id::new(tenant))?;
        Ok(Self { realm: Realm::Customer(tenant), tenant })
    }

    fn address(self, id: Uuid) -> String {
        match self.realm {
            Realm::Own => format!("/v1.0/maintenanceWindows/{id}"),
            _ => format!("/v1.0/managedTenants/{}/maintenanceWindows/{id}", self.tenant),
        }
    }
}

/// The maintenance windows of your organization that have not ended and of which you see a room.
#[utoipa::path(get, path = "/v1.0/maintenanceWindows", operation_id = "listMaintenanceWindows", tag = "maintenanceWindows",
    params(Asking<MaintenanceWindow>),
    responses((status = 200, body = List<MaintenanceWindow>), (status = 403), (status = 422)))]
async fn list(asking: Asking<MaintenanceWindow>) -> ApiResult<Response> {
    page(asking, Realm::Own).await
}

/// The maintenance windows of all of your customers that have not ended and of which you see a room.
#[utoipa::path(get, path = "/v1.0/managedTenants/maintenanceWindows", operation_id = "listManagedMaintenanceWindows", tag = "managedTenants",
    params(Asking<MaintenanceWindow>),
    responses((status = 200, body = List<MaintenanceWindow>), (status = 403), (status = 422)))]
async fn list_everywhere(asking: Asking<MaintenanceWindow>) -> ApiResult<Response> {
    page(asking, Realm::AllCustomers).await
}

/// The maintenance windows of one customer that have not ended and of which you see a room.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/maintenanceWindows", operation_id = "listManagedTenantMaintenanceWindows", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<MaintenanceWindow>),
    responses((status = 200, body = List<MaintenanceWindow>), (status = 403), (status = 404), (status = 422)))]
async fn list_there(
    asking: Asking<MaintenanceWindow>,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Response> {
    page(asking, Realm::Customer(Id::new(tenant))).await
}

/// Plans maintenance of a room group, or of every room: that takes the right to modify every room that is meant.
#[utoipa::path(post, path = "/v1.0/maintenanceWindows", operation_id = "createMaintenanceWindow", tag = "maintenanceWindows",
    request_body = NewMaintenanceWindow,
    responses((status = 201, body = MaintenanceWindow), (status = 403), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewMaintenanceWindow>,
) -> ApiResult<Response> {
    plan(&web, &caller, At::own(&caller), new).await
}

/// Plans maintenance of a room group of a customer, or of its every room: that takes the right to modify every room that is
/// meant.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/maintenanceWindows", operation_id = "createManagedTenantMaintenanceWindow", tag = "managedTenants",
    request_body = NewMaintenanceWindow, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = MaintenanceWindow), (status = 403), (status = 404), (status = 422)))]
async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewMaintenanceWindow>,
) -> ApiResult<Response> {
    plan(&web, &caller, At::there(&caller, tenant)?, new).await
}

/// A maintenance window of your organization.
#[utoipa::path(get, path = "/v1.0/maintenanceWindows/{id}", operation_id = "getMaintenanceWindow", tag = "maintenanceWindows",
    params(("id" = Uuid, Path, description = "The maintenance window")),
    responses((status = 200, body = MaintenanceWindow), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<MaintenanceWindow>> {
    Ok(Json(one(&web, &caller, At::own(&caller), id).await?))
}

/// A maintenance window of a customer.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/maintenanceWindows/{id}", operation_id = "getManagedTenantMaintenanceWindow", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The maintenance window")),
    responses((status = 200, body = MaintenanceWindow), (status = 403), (status = 404)))]
async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<MaintenanceWindow>> {
    Ok(Json(one(&web, &caller, At::there(&caller, tenant)?, id).await?))
}

/// Gives a maintenance window another end or reason.
#[utoipa::path(patch, path = "/v1.0/maintenanceWindows/{id}", operation_id = "updateMaintenanceWindow", tag = "maintenanceWindows",
    request_body = MaintenanceWindowPatch, params(("id" = Uuid, Path, description = "The maintenance window")),
    responses((status = 200, body = MaintenanceWindow), (status = 403), (status = 404), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(patch): Body<MaintenanceWindowPatch>,
) -> ApiResult<Json<MaintenanceWindow>> {
    change(&web, &caller, At::own(&caller), id, patch).await
}

/// Gives a maintenance window of a customer another end or reason.
#[utoipa::path(patch, path = "/v1.0/managedTenants/{tenantId}/maintenanceWindows/{id}", operation_id = "updateManagedTenantMaintenanceWindow", tag = "managedTenants",
    request_body = MaintenanceWindowPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The maintenance window")),
    responses((status = 200, body = MaintenanceWindow), (status = 403), (status = 404), (status = 422)))]
async fn patch_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(patch): Body<MaintenanceWindowPatch>,
) -> ApiResult<Json<MaintenanceWindow>> {
    change(&web, &caller, At::there(&caller, tenant)?, id, patch).await
}

/// Ends a maintenance window before its time; the rooms are judged as ever.
#[utoipa::path(delete, path = "/v1.0/maintenanceWindows/{id}", operation_id = "deleteMaintenanceWindow", tag = "maintenanceWindows",
    params(("id" = Uuid, Path, description = "The maintenance window")),
    responses((status = 204), (status = 403), (status = 404)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    end(&web, &caller, At::own(&caller), id).await
}

/// Ends a maintenance window of a customer before its time; the rooms are judged as ever.
#[utoipa::path(delete, path = "/v1.0/managedTenants/{tenantId}/maintenanceWindows/{id}", operation_id = "deleteManagedTenantMaintenanceWindow", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The maintenance window")),
    responses((status = 204), (status = 403), (status = 404)))]
async fn delete_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    end(&web, &caller, At::there(&caller, tenant)?, id).await
}

async fn page(asking: Asking<MaintenanceWindow>, realm: Realm) -> ApiResult<Response> {
    let question = ListMaintenance { realm, wanted: asking.wanted(), counts: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(Listed { items: found.windows, next: found.next }, found.count, shape)
}

async fn one(web: &Web, caller: &Caller, at: At, id: Uuid) -> Result<MaintenanceWindow, Refusal> {
    let question = MaintenanceOf { realm: at.realm, window: Id::new(id) };
    ask(&web.app, caller, &question).await.map(|(window, _)| shape(window))
}

async fn plan(web: &Web, caller: &Caller, at: At, new: NewMaintenanceWindow) -> ApiResult<Response> {
    let command = PlanMaintenance {
        tenant: at.tenant,
        group: new.room_group_id.map(Id::new),
        reason: new.reason,
        from: moment("startDateTime", new.start_date_time)?,
        until: moment("endDateTime", new.end_date_time)?,
    };
    let id = run_judged(&web.app, caller, command).await?.uuid();
    let question = MaintenanceOf { realm: at.realm, window: Id::new(id) };
    // Whoever may not look, and whoever planned for no room, finds the address alone.
    Ok(match ask_where_allowed(&web.app, caller, &question).await? {
        Some((window, _)) => created(at.address(id), shape(window)),
        None => created_outside(at.address(id)),
    })
}

async fn change(
    web: &Web,
    caller: &Caller,
    at: At,
    id: Uuid,
    patch: MaintenanceWindowPatch,
) -> ApiResult<Json<MaintenanceWindow>> {
    let until = moment("endDateTime", patch.end_date_time)?;
    let command = ChangeMaintenance { tenant: at.tenant, window: Id::new(id), reason: patch.reason, until };
    run_judged(&web.app, caller, command).await?;
    Ok(Json(one(web, caller, at, id).await?))
}

async fn end(web: &Web, caller: &Caller, at: At, id: Uuid) -> ApiResult<Response> {
    run_judged(&web.app, caller, EndMaintenance { tenant: at.tenant, window: Id::new(id) }).await?;
    Ok(no_content())
}

fn moment(field: &'static str, sent: Option<String>) -> Result<Option<Time>, Refusal> {
    let read = |text: String| text.trim().parse().map_err(|_| Refusal::field(field, Code::NotATime));
    sent.map(read).transpose()
}

fn shape(window: ShownWindow) -> MaintenanceWindow {
    let (owner_display_name, owner_user_principal_name) = window.owner.unzip();
    let all_rooms = window.rooms == RoomsMeant::All;
    let group = match window.rooms {
        RoomsMeant::Group(group, name) => Some((group.uuid(), name)),
        RoomsMeant::All | RoomsMeant::Some => None,
    };
    let (room_group_id, room_group_display_name) = group.unzip();
    MaintenanceWindow {
        id: window.id.uuid(),
        tenant_id: window.tenant.uuid(),
        tenant_display_name: window.tenant_name,
        all_rooms,
        room_group_id,
        room_group_display_name,
        reason: window.reason,
        owner_display_name,
        owner_user_principal_name,
        owner_organization_display_name: window.organization,
        start_date_time: window.begins_at.to_string(),
        end_date_time: window.ends_at.to_string(),
    }
}
