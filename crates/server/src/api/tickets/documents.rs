//! Tickets as JSON documents with their histories, in the fields of §5.4, written page by page.

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use domain::{
    id::{Id, Organization},
    organization::Language,
    ticket::{TicketKind, TicketState},
};
use service::{
    App, Caller, Export, Realm,
    tickets::{Among, ListDocuments, Owned, TicketDocument},
};
use uuid::Uuid;
use wire::tickets::{
    DocumentDevice, DocumentEntry, DocumentIncidentType, DocumentMessage, DocumentTenant,
    TicketDocument as Document, TicketDocuments, TicketItem,
};

use crate::{
    answer::ApiResult,
    api::{collection::Narrowing, shapes::moment},
    i18n::Translator,
    path::ApiPath,
    portal::{audit_logs::download::attachment, incidents},
};

/// The tickets of your organization's rooms, with their histories, as one document; for a range of dates narrow it by `createdDateTime`.
#[utoipa::path(get, path = "/v1.0/tickets/export", operation_id = "exportTickets", tag = "tickets",
    params(Narrowing<TicketItem>),
    responses((status = 200, body = TicketDocuments), (status = 403), (status = 422)))]
pub(super) async fn export(narrowing: Narrowing<TicketItem>) -> ApiResult<Response> {
    begin(narrowing, Realm::Own).await
}

/// The tickets of the rooms of all of your customers, with their histories, as one document.
#[utoipa::path(get, path = "/v1.0/managedTenants/tickets/export", operation_id = "exportManagedTickets", tag = "managedTenants",
    params(Narrowing<TicketItem>),
    responses((status = 200, body = TicketDocuments), (status = 403), (status = 422)))]
pub(super) async fn export_everywhere(narrowing: Narrowing<TicketItem>) -> ApiResult<Response> {
    begin(narrowing, Realm::AllCustomers).await
}

/// The tickets of the rooms of one customer, with their histories, as one document.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/tickets/export", operation_id = "exportManagedTenantTickets", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Narrowing<TicketItem>),
    responses((status = 200, body = TicketDocuments), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn export_there(
    narrowing: Narrowing<TicketItem>,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant: Id<Organization> = narrowing.0.caller.person.customer(Id::new(tenant))?;
    begin(narrowing, Realm::Customer(tenant)).await
}

async fn begin(Narrowing(asking): Narrowing<TicketItem>, realm: Realm) -> ApiResult<Response> {
    let (app, caller) = (asking.web.app.clone(), asking.caller.clone());
    let question = ListDocuments { realm, wanted: asking.wanted(), among: Among::All, owned: Owned::Anybody };
    let export = question.export(&app, &caller).await?;
    Ok(download(app, caller, export))
}

/// The document as a download; it breaks off, unfinished, when the right to read ends.
pub(crate) fn download(app: App, caller: Caller, export: Export<ListDocuments>) -> Response {
    let english = Translator::new(Language::English, "UTC");
    let state = Some((app, caller, export, english, true));
    let opening = futures_util::stream::iter([Ok(Bytes::from_static(b"{\"value\":["))]);
    let pieces = futures_util::stream::unfold(state, |state| async move {
        let (app, caller, mut export, english, is_first) = state?;
        match export.next(&app, &caller).await {
            Ok(Some(tickets)) => {
                let is_empty = tickets.is_empty();
                match write(&english, tickets, is_first) {
                    Ok(piece) => {
                        let next = (app, caller, export, english, is_first && is_empty);
                        Some((Ok(Bytes::from(piece)), Some(next)))
                    }
                    Err(error) => Some((Err(std::io::Error::other(error)), None)),
                }
            }
            Ok(None) => Some((Ok(Bytes::from_static(b"]}\n")), None)),
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    let whole = futures_util::StreamExt::chain(opening, pieces);
    // What compresses asks once more after the end.
    let body = Body::from_stream(futures_util::StreamExt::fuse(whole));
    attachment("tickets.json", "application/json", body)
}

fn write(
    english: &Translator,
    tickets: Vec<TicketDocument>,
    mut is_first: bool,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut piece = Vec::new();
    for ticket in tickets {
        piece.extend_from_slice(if is_first { b"\n" } else { b",\n" });
        is_first = false;
        serde_json::to_writer(&mut piece, &document(english, ticket))?;
    }
    Ok(piece)
}

fn document(english: &Translator, ticket: TicketDocument) -> Document {
    let TicketDocument { row, host_name, entries } = ticket;
    let is_message = |kind: &str| kind == "message";
    let closer = entries.iter().rev().find(|entry| {
        entry.kind == "state"
            && [TicketState::Resolved, TicketState::Closed]
                .map(TicketState::key)
                .contains(&entry.after.as_str())
            && entry.actor.is_some()
    });
    let last_resolved = entries
        .iter()
        .rev()
        .find(|entry| entry.kind == "state" && entry.after == TicketState::Resolved.key())
        .map(|entry| entry.at);
    Document {
        created: row.opened_at.to_string(),
        tenant: DocumentTenant { id: row.tenant.uuid(), display_name: row.tenant_name.clone() },
        device: DocumentDevice { id: row.room.uuid(), display_name: row.room_name.clone(), host_name },
        incident_type: DocumentIncidentType {
            id: if row.signal.is_empty() { row.kind.key().to_owned() } else { row.signal.clone() },
            name: if row.kind == TicketKind::Signal {
                incidents::title(english, &row)
            } else {
                english.t("signal-recorded-issue")
            },
            category: row.category.key().to_owned(),
            severity: row.severity.key().to_owned(),
        },
        state: row.state.key().to_owned(),
        is_suppressed: row.is_suppressed,
        description: row.description,
        last_update: row.changed_at.to_string(),
        history: entries
            .iter()
            .filter(|entry| !is_message(&entry.kind))
            .map(|entry| DocumentEntry {
                at: entry.at.to_string(),
                kind: entry.kind.clone(),
                before: entry.before.clone(),
                after: entry.after.clone(),
                by: entry.actor_name.clone(),
            })
            .collect(),
        messages: entries
            .iter()
            .filter(|entry| is_message(&entry.kind))
            .map(|entry| DocumentMessage {
                at: entry.at.to_string(),
                by: entry.actor_name.clone(),
                text: entry.after.clone(),
            })
            .collect(),
        last_resolved: moment(row.resolved_at.or(last_resolved)),
        closure_reason: row.closure_reason.map(|reason| reason.key().to_owned()),
        closed_by: row.closure_reason.and(closer).map(|entry| entry.actor_name.clone()),
        last_closed: moment(row.closed_at),
        ticket_id: row.reference,
    }
}
