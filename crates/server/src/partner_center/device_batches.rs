//! `/v1/customers/{id}/deviceBatches`: Autopilot devices, as they were added (R-361, R-366, R-367, §4.8).

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    autopilot::{DeviceOperation, Hardware},
    id::Id,
};
use service::{
    Caller, Refusal, ask,
    autopilot::{
        AutopilotBatches, AutopilotDevices, Batch, BatchName, Device, RemoveDevice, UploadDevices, UploadLine,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{
    AutopilotDevice, DeviceBatch, DeviceBatchCreationRequest, DevicePolicy, NewAutopilotDevice,
    ResourceAttributes, ResourceCollection, ResourceLink,
};

use super::{body::Sent, collection::Paging, policies::CATEGORY};
use crate::{
    answer::{ApiResult, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on batches.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(devices, add)).routes(routes!(remove))
}

/// The batches of Autopilot devices of a customer, the newest first.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/deviceBatches", operation_id = "listDeviceBatches",
    tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins, as the page before told"),
    ),
    responses((status = 200, body = ResourceCollection<DeviceBatch>), (status = 403), (status = 404)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    paging: Paging,
) -> ApiResult<Response> {
    let question = AutopilotBatches { tenant: Id::new(tenant), wanted: paging.wanted.clone() };
    let found = ask(&web.app, &caller, &question).await?;
    paging.answer(found.page, found.count.unwrap_or_default(), |batch| batch_shape(tenant, batch))
}

/// Adds devices in a new batch. What becomes of each is told where `Location` leads.
#[utoipa::path(
    post, path = "/v1/customers/{customerId}/deviceBatches", operation_id = "createDeviceBatch",
    tag = "partnerCenter", request_body = DeviceBatchCreationRequest,
    params(("customerId" = Uuid, Path, description = "The customer")),
    responses((status = 202), (status = 400), (status = 403), (status = 404)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Sent(sent): Sent<DeviceBatchCreationRequest>,
) -> ApiResult<Response> {
    let batch = BatchName::New(sent.batch_id.unwrap_or_default());
    Ok(upload(&web, &caller, tenant, batch, sent.devices).await?)
}

/// The devices of a batch, a hundred at a time.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/deviceBatches/{batchId}/devices",
    operation_id = "listDeviceBatchDevices", tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("batchId" = String, Path, description = "The batch"),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins, as the page before told"),
    ),
    responses((status = 200, body = ResourceCollection<AutopilotDevice>), (status = 403), (status = 404)),
)]
async fn devices(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, batch)): ApiPath<(Uuid, String)>,
    paging: Paging,
) -> ApiResult<Response> {
    let question = AutopilotDevices {
        tenant: Id::new(tenant),
        batch: Some(batch),
        profile: None,
        origin: None,
        wanted: paging.wanted.clone(),
        count: true,
    };
    let found = ask(&web.app, &caller, &question).await?.found;
    paging.answer(found.page, found.count.unwrap_or_default(), device_shape)
}

/// Adds devices to a batch of your organization. What becomes of each is told where `Location` leads.
#[utoipa::path(
    post, path = "/v1/customers/{customerId}/deviceBatches/{batchId}/devices",
    operation_id = "addDeviceBatchDevices", tag = "partnerCenter", request_body = Vec<NewAutopilotDevice>,
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("batchId" = String, Path, description = "The batch"),
    ),
    responses((status = 202), (status = 400), (status = 403), (status = 404)),
)]
async fn add(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, batch)): ApiPath<(Uuid, String)>,
    Sent(sent): Sent<Vec<NewAutopilotDevice>>,
) -> ApiResult<Response> {
    Ok(upload(&web, &caller, tenant, BatchName::Known(batch), sent).await?)
}

/// Removes a device, where its `allowedOperations` say `DELETE`.
#[utoipa::path(
    delete, path = "/v1/customers/{customerId}/deviceBatches/{batchId}/devices/{deviceId}",
    operation_id = "deleteDeviceBatchDevice", tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("batchId" = String, Path, description = "The batch"),
        ("deviceId" = Uuid, Path, description = "The device"),
    ),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, batch, device)): ApiPath<(Uuid, String, Uuid)>,
) -> ApiResult<Response> {
    let command = RemoveDevice { tenant: Id::new(tenant), batch: Some(batch), device: Id::new(device) };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

async fn upload(
    web: &Web,
    caller: &Caller,
    tenant: Uuid,
    batch: BatchName,
    devices: Vec<NewAutopilotDevice>,
) -> Result<Response, Refusal> {
    let told = |it: NewAutopilotDevice| Hardware {
        serial_number: it.serial_number.unwrap_or_default(),
        product_key: it.product_key.unwrap_or_default(),
        hardware_hash: it.hardware_hash.unwrap_or_default(),
        manufacturer: it.oem_manufacturer_name.unwrap_or_default(),
        model: it.model_name.unwrap_or_default(),
    };
    let line = |(device, line)| UploadLine { line, told: Ok(told(device)) };
    let lines = devices.into_iter().zip(1..).map(line).collect();
    let id = run(&web.app, caller, UploadDevices { tenant: Id::new(tenant), batch, lines }).await?;
    Ok(accepted(tenant, id.uuid()))
}

/// 202, with the address where it is told what became of a submission.
pub(super) fn accepted(tenant: Uuid, submission: Uuid) -> Response {
    let location = format!("/customers/{tenant}/batchJobStatus/{submission}");
    (StatusCode::ACCEPTED, [(header::LOCATION, location)]).into_response()
}

fn batch_shape(tenant: Uuid, batch: Batch) -> DeviceBatch {
    let called: String = form_urlencoded::byte_serialize(batch.called.as_bytes()).collect();
    let uri = format!("/customers/{tenant}/deviceBatches/{}/devices", called.replace('+', "%20"));
    DeviceBatch {
        id: batch.called,
        created_by: batch.origin.name.unwrap_or_default(),
        creation_date: batch.created_at.to_string(),
        device_count: batch.devices,
        devices_link: ResourceLink { uri, method: "GET".to_owned(), headers: Vec::new() },
        attributes: ResourceAttributes::of("DeviceBatch"),
    }
}

fn device_shape(device: Device) -> AutopilotDevice {
    let policy =
        |(id, _): (Id<_>, String)| DevicePolicy { key: CATEGORY.to_owned(), value: Some(id.to_string()) };
    let operations = device.allowed.operations();
    AutopilotDevice {
        id: device.id.uuid(),
        serial_number: device.hardware.serial_number,
        product_key: device.hardware.product_key,
        hardware_hash: device.hardware.hardware_hash,
        model_name: device.hardware.model,
        oem_manufacturer_name: device.hardware.manufacturer,
        policies: device.profile.map(policy).into_iter().collect(),
        uploaded_date: device.added_at.to_string(),
        allowed_operations: operations.into_iter().map(DeviceOperation::key).map(str::to_owned).collect(),
        origin: device.origin.seen.key().to_owned(),
        channel: device.channel.key().to_owned(),
        attributes: ResourceAttributes::of("Device"),
    }
}
