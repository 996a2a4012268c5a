//! What the devices of rooms are asked to do: jobs, which the API calls operations as §4.11 does.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Job, Organization, Room},
    job::{self, JobReason},
};
use service::{
    Caller, Realm, Refusal, ask, ask_where_allowed,
    jobs::{
        CancelJob, DownloadJobFile, JobFileRow, JobForm, JobOf, JobsOf, ShownJob, ShownPerson, SubmitJob,
        submit_jobs,
    },
    run,
};
use uuid::Uuid;
use wire::jobs::{
    DeviceSettings, NewRoomOperation, NewRoomOperations, NightlyRestart, OperationPerson, RoomOperation,
    RoomOperationFile, RoomOperationOutcome,
};

use crate::{
    answer::{ApiResult, Body, List, created, created_outside, file, no_content},
    api::shapes::moment,
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Where an operation looks: its realm, the organization and the room.
#[derive(Clone, Copy)]
struct At {
    realm: Realm,
    tenant: Id<Organization>,
    room: Id<Room>,
}

impl At {
    const fn own(caller: &Caller, room: Uuid) -> Self {
        Self { realm: Realm::Own, tenant: caller.person.organization, room: Id::new(room) }
    }

    fn there(caller: &Caller, tenant: Uuid, room: Uuid) -> Result<Self, Refusal> {
        let tenant = caller.person.customer(Id::new(tenant))?;
        Ok(Self { realm: Realm::Customer(tenant), tenant, room: Id::new(room) })
    }

    fn address(self, id: Id<Job>) -> String {
        let Self { realm, tenant, room } = self;
        match realm {
            Realm::Own => format!("/v1.0/rooms/{room}/operations/{id}"),
            _ => format!("/v1.0/managedTenants/{tenant}/rooms/{room}/operations/{id}"),
        }
    }
}

/// The 50 newest operations of a room, the newest first, on one page and without their output.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/operations", operation_id = "listRoomOperations", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = List<RoomOperation>), (status = 403), (status = 404)))]
pub(super) async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<RoomOperation>> {
    all(&web, &caller, At::own(&caller, id)).await
}

/// The 50 newest operations of a room of a customer, the newest first, on one page and without their output.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/operations", operation_id = "listManagedTenantRoomOperations", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = List<RoomOperation>), (status = 403), (status = 404)))]
pub(super) async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<RoomOperation>> {
    all(&web, &caller, At::there(&caller, tenant, id)?).await
}

/// Asks the device of a monitored room to do something, now or in the night. Refused with `room_busy` while the room is in a
/// meeting, unless a reason is given.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/operations", operation_id = "createRoomOperation", tag = "rooms",
    request_body = NewRoomOperation, params(("id" = Uuid, Path, description = "The room")),
    responses((status = 201, body = RoomOperation), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewRoomOperation>,
) -> ApiResult<Response> {
    submit(&web, &caller, At::own(&caller, id), new).await
}

/// Asks the device of a monitored room of a customer to do something, now or in the night. Refused with `room_busy` while the
/// room is in a meeting, unless a reason is given.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/operations", operation_id = "createManagedTenantRoomOperation", tag = "managedTenants",
    request_body = NewRoomOperation,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 201, body = RoomOperation), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewRoomOperation>,
) -> ApiResult<Response> {
    submit(&web, &caller, At::there(&caller, tenant, id)?, new).await
}

/// An operation of a room, with what the device gave back.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/operations/{operationId}", operation_id = "getRoomOperation", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room"), ("operationId" = Uuid, Path, description = "The operation")),
    responses((status = 200, body = RoomOperation), (status = 403), (status = 404)))]
pub(super) async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, operation)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<RoomOperation>> {
    Ok(Json(one(&web, &caller, At::own(&caller, id), Id::new(operation)).await?))
}

/// An operation of a room of a customer, with what the device gave back.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/operations/{operationId}", operation_id = "getManagedTenantRoomOperation", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room"), ("operationId" = Uuid, Path, description = "The operation")),
    responses((status = 200, body = RoomOperation), (status = 403), (status = 404)))]
pub(super) async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, operation)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Json<RoomOperation>> {
    Ok(Json(one(&web, &caller, At::there(&caller, tenant, id)?, Id::new(operation)).await?))
}

/// The content of a file that the device gave back, as a download; each is written into the log.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/operations/{operationId}/files/{fileId}/$value", operation_id = "getRoomOperationFileContent", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room"), ("operationId" = Uuid, Path, description = "The operation"), ("fileId" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "The content", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 403), (status = 404)))]
pub(super) async fn content(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, operation, file)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    download(&web, &caller, At::own(&caller, id), operation, file).await
}

/// The content of a file that the device of a room of a customer gave back, as a download; each is written into the customer's log.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/operations/{operationId}/files/{fileId}/$value",
    operation_id = "getManagedTenantRoomOperationFileContent", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room"), ("operationId" = Uuid, Path, description = "The operation"), ("fileId" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "The content", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 403), (status = 404)))]
pub(super) async fn content_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, operation, file)): ApiPath<(Uuid, Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    download(&web, &caller, At::there(&caller, tenant, id)?, operation, file).await
}

/// Takes an operation back that the device does not have yet.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/operations/{operationId}/cancel", operation_id = "cancelRoomOperation", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room"), ("operationId" = Uuid, Path, description = "The operation")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn cancel(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, operation)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    take_back(&web, &caller, At::own(&caller, id), Id::new(operation)).await
}

/// Takes an operation of a room of a customer back that the device does not have yet.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/operations/{operationId}/cancel", operation_id = "cancelManagedTenantRoomOperation", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room"), ("operationId" = Uuid, Path, description = "The operation")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn cancel_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, operation)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    take_back(&web, &caller, At::there(&caller, tenant, id)?, Id::new(operation)).await
}

/// Asks the devices of several rooms to do the same, and answers the outcome of each.
#[utoipa::path(post, path = "/v1.0/rooms/operations", operation_id = "createRoomOperations", tag = "rooms",
    request_body = NewRoomOperations,
    responses((status = 200, body = List<RoomOperationOutcome>), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn create_many(
    State(web): State<Web>,
    Client(caller): Client,
    Body(wanted): Body<NewRoomOperations>,
) -> ApiResult<List<RoomOperationOutcome>> {
    several(&web, &caller, caller.person.organization, wanted).await
}

/// Asks the devices of several rooms of a customer to do the same, and answers the outcome of each.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/operations", operation_id = "createManagedTenantRoomOperations", tag = "managedTenants",
    request_body = NewRoomOperations, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<RoomOperationOutcome>), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn create_many_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(wanted): Body<NewRoomOperations>,
) -> ApiResult<List<RoomOperationOutcome>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    several(&web, &caller, tenant, wanted).await
}

async fn all(web: &Web, caller: &Caller, at: At) -> ApiResult<List<RoomOperation>> {
    let found = ask(&web.app, caller, &JobsOf { realm: at.realm, room: at.room }).await?;
    let value =
        found.into_iter().map(|shown| RoomOperation { output: None, files: None, ..shape(shown) }).collect();
    Ok(List { count: None, value, next_link: None })
}

async fn one(web: &Web, caller: &Caller, at: At, job: Id<Job>) -> Result<RoomOperation, Refusal> {
    Ok(shape(ask(&web.app, caller, &JobOf { realm: at.realm, room: at.room, job }).await?))
}

async fn submit(web: &Web, caller: &Caller, at: At, new: NewRoomOperation) -> ApiResult<Response> {
    let command = SubmitJob { tenant: at.tenant, room: at.room, form: form(new) };
    let id = run(&web.app, caller, command).await?;
    let question = JobOf { realm: at.realm, room: at.room, job: id };
    // Whoever may not look finds the address alone.
    Ok(match ask_where_allowed(&web.app, caller, &question).await? {
        Some(shown) => created(at.address(id), shape(shown)),
        None => created_outside(at.address(id)),
    })
}

async fn download(web: &Web, caller: &Caller, at: At, job: Uuid, named: Uuid) -> ApiResult<Response> {
    let (tenant, room) = (at.tenant, at.room);
    let command = DownloadJobFile { tenant, room, job: Id::new(job), file: Id::new(named) };
    let found = run(&web.app, caller, command).await?;
    Ok(file(&found.row.name, found.row.media_type.as_str(), found.content))
}

async fn take_back(web: &Web, caller: &Caller, at: At, job: Id<Job>) -> ApiResult<Response> {
    run(&web.app, caller, CancelJob { tenant: at.tenant, room: at.room, job }).await?;
    Ok(no_content())
}

async fn several(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    wanted: NewRoomOperations,
) -> ApiResult<List<RoomOperationOutcome>> {
    let rooms = wanted.rooms.into_iter().map(Id::new).collect();
    let outcomes = submit_jobs(&web.app, caller, tenant, rooms, form(wanted.operation)).await?;
    let outcome = |(room, outcome): (Id<Room>, Result<Id<Job>, Refusal>)| RoomOperationOutcome {
        id: room.uuid(),
        operation_id: outcome.as_ref().ok().map(|job| job.uuid()),
        code: outcome.err().map(|refusal| refusal.code().as_str().to_owned()),
    };
    Ok(List { count: None, value: outcomes.into_iter().map(outcome).collect(), next_link: None })
}

fn form(new: NewRoomOperation) -> JobForm {
    let restart = |sent: NightlyRestart| job::NightlyRestart { is_enabled: sent.is_enabled, time: sent.time };
    let settings = |sent: DeviceSettings| job::DeviceSettings {
        default_microphone: sent.default_microphone,
        default_speaker: sent.default_speaker,
        default_camera: sent.default_camera,
        nightly_restart: sent.nightly_restart.map(restart),
    };
    JobForm {
        kind: new.kind,
        timing: new.timing.unwrap_or_default(),
        settings: new.settings.map(settings),
        force_reason: new.force_reason,
    }
}

fn shape(shown: ShownJob) -> RoomOperation {
    let row = shown.row;
    RoomOperation {
        id: row.id.uuid(),
        kind: row.kind.key().to_owned(),
        status: row.state.status(row.timing).key().to_owned(),
        state: row.state.key().to_owned(),
        detail: shown.detail.map(str::to_owned),
        timing: row.timing.key().to_owned(),
        scheduled_date_time: row.due_at.to_string(),
        settings: row.settings.map(settings),
        force_reason: Some(row.force_reason).filter(|reason| !reason.is_empty()),
        submitted_date_time: row.submitted_at.to_string(),
        submitted_by: person(shown.owner),
        started_date_time: moment(row.started_at),
        completed_date_time: moment(row.ended_at),
        reason: row.reason.map(|reason: JobReason| reason.key().to_owned()),
        cancelled_by: shown.ender.map(person),
        progress: row.progress.lines().map(str::to_owned).collect(),
        output: Some(row.output),
        files: Some(shown.files.into_iter().map(of_device).collect()),
    }
}

fn of_device(row: JobFileRow) -> RoomOperationFile {
    RoomOperationFile {
        id: row.id.uuid(),
        name: row.name,
        content_type: row.media_type.as_str().to_owned(),
        size: row.size,
        created_date_time: row.added_at.to_string(),
    }
}

fn person(shown: ShownPerson) -> OperationPerson {
    let (display_name, user_principal_name) = shown.name.unzip();
    OperationPerson { display_name, user_principal_name, organization_display_name: shown.organization }
}

fn settings(settings: job::DeviceSettings) -> DeviceSettings {
    let restart =
        |stored: job::NightlyRestart| NightlyRestart { is_enabled: stored.is_enabled, time: stored.time };
    DeviceSettings {
        default_microphone: settings.default_microphone,
        default_speaker: settings.default_speaker,
        default_camera: settings.default_camera,
        nightly_restart: settings.nightly_restart.map(restart),
    }
}
