//! Files at a ticket, by the conventions of Graph's file attachments.

use axum::{extract::State, response::Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::id::{Id, Organization};
use service::{
    Caller, Code, Fault, Realm, Refusal, ask,
    attachments::{AddAttachment, AttachmentRow, AttachmentsOf, DownloadAttachment, RemoveAttachment},
    run,
};
use uuid::Uuid;
use wire::tickets::{Attachment, NewAttachment};

use crate::{
    answer::{ApiResult, BodyWithFile, List, created, file, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// The files of a ticket, the first attached first.
#[utoipa::path(get, path = "/v1.0/tickets/{id}/attachments", operation_id = "listTicketAttachments", tag = "tickets",
    params(("id" = Uuid, Path, description = "The ticket")),
    responses((status = 200, body = List<Attachment>), (status = 403), (status = 404)))]
pub(super) async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<Attachment>> {
    all(&web, &caller, Realm::Own, id).await
}

/// The files of a customer's ticket.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}/attachments", operation_id = "listManagedTenantTicketAttachments",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket")),
    responses((status = 200, body = List<Attachment>), (status = 403), (status = 404)))]
pub(super) async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<Attachment>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    all(&web, &caller, Realm::Customer(tenant), id).await
}

/// Attaches a file. The same content under the same name is there once, however often it is sent.
#[utoipa::path(post, path = "/v1.0/tickets/{id}/attachments", operation_id = "addTicketAttachment", tag = "tickets",
    request_body = NewAttachment, params(("id" = Uuid, Path, description = "The ticket")),
    responses((status = 201, body = Attachment), (status = 403), (status = 404), (status = 409), (status = 413), (status = 422)))]
pub(super) async fn add(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    BodyWithFile(new): BodyWithFile<NewAttachment>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    attach(&web, &caller, Realm::Own, tenant, id, new).await
}

/// Attaches a file to a customer's ticket.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}/attachments", operation_id = "addManagedTenantTicketAttachment",
    tag = "managedTenants", request_body = NewAttachment,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket")),
    responses((status = 201, body = Attachment), (status = 403), (status = 404), (status = 409), (status = 413), (status = 422)))]
pub(super) async fn add_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    BodyWithFile(new): BodyWithFile<NewAttachment>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    attach(&web, &caller, Realm::Customer(tenant), tenant, id, new).await
}

/// The content of a file, as a download; each is written into the log.
#[utoipa::path(get, path = "/v1.0/tickets/{id}/attachments/{attachmentId}/$value", operation_id = "getTicketAttachmentContent", tag = "tickets",
    params(("id" = Uuid, Path, description = "The ticket"), ("attachmentId" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "The content", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 403), (status = 404)))]
pub(super) async fn content(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, attachment)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    download(&web, &caller, caller.person.organization, id, attachment).await
}

/// The content of a file of a customer's ticket, as a download; each is written into the customer's log.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}/attachments/{attachmentId}/$value",
    operation_id = "getManagedTenantTicketAttachmentContent", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket"),
        ("attachmentId" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "The content", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 403), (status = 404)))]
pub(super) async fn content_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, attachment)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    download(&web, &caller, tenant, id, attachment).await
}

/// Takes a file away for good: one that your own people attached, or any of a room of your organization.
#[utoipa::path(delete, path = "/v1.0/tickets/{id}/attachments/{attachmentId}", operation_id = "removeTicketAttachment", tag = "tickets",
    params(("id" = Uuid, Path, description = "The ticket"), ("attachmentId" = Uuid, Path, description = "The file")),
    responses((status = 204), (status = 403), (status = 404)))]
pub(super) async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, attachment)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    take_away(&web, &caller, caller.person.organization, id, attachment).await
}

/// Takes a file that your own people attached from a customer's ticket, for good.
#[utoipa::path(delete, path = "/v1.0/managedTenants/{tenantId}/tickets/{id}/attachments/{attachmentId}",
    operation_id = "removeManagedTenantTicketAttachment", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ticket"),
        ("attachmentId" = Uuid, Path, description = "The file")),
    responses((status = 204), (status = 403), (status = 404)))]
pub(super) async fn remove_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, attachment)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    take_away(&web, &caller, tenant, id, attachment).await
}

async fn all(web: &Web, caller: &Caller, realm: Realm, id: Uuid) -> ApiResult<List<Attachment>> {
    let found = ask(&web.app, caller, &AttachmentsOf { realm, ticket: Id::new(id) }).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

async fn attach(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    id: Uuid,
    new: NewAttachment,
) -> ApiResult<Response> {
    let content = STANDARD.decode(&new.content_bytes).map_err(|error| {
        let fault = Fault::new("contentBytes", Code::Malformed).detail(error);
        Refusal::Invalid(Code::InvalidValue, vec![fault])
    })?;
    let command = AddAttachment { tenant, ticket: Id::new(id), name: new.name, content };
    let added = run(&web.app, caller, command).await?;
    let place = match realm {
        Realm::Own => format!("/v1.0/tickets/{id}/attachments/{added}/$value"),
        _ => format!("/v1.0/managedTenants/{tenant}/tickets/{id}/attachments/{added}/$value"),
    };
    let found = ask(&web.app, caller, &AttachmentsOf { realm, ticket: Id::new(id) }).await?;
    let row = found.into_iter().find(|row| row.id == added).ok_or(Refusal::Missing)?;
    Ok(created(place, shape(row)))
}

async fn download(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    id: Uuid,
    attachment: Uuid,
) -> ApiResult<Response> {
    let command = DownloadAttachment { tenant, ticket: Id::new(id), attachment: Id::new(attachment) };
    let found = run(&web.app, caller, command).await?;
    Ok(file(&found.row.name, found.row.media_type.as_str(), found.content))
}

async fn take_away(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    id: Uuid,
    attachment: Uuid,
) -> ApiResult<Response> {
    let command = RemoveAttachment { tenant, ticket: Id::new(id), attachment: Id::new(attachment) };
    run(&web.app, caller, command).await?;
    Ok(no_content())
}

fn shape(row: AttachmentRow) -> Attachment {
    Attachment {
        id: row.id.uuid(),
        name: row.name,
        content_type: row.media_type.as_str().to_owned(),
        size: row.size,
        created_date_time: row.added_at.to_string(),
        actor: row.actor_name,
    }
}
