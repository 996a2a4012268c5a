//! `/v1.0/tickets` and `/v1.0/issues`, and the same under `/v1.0/managedTenants`: tickets of one's own rooms and of
//! customers'.

mod act;
mod attachments;
mod bulk;
pub(crate) mod documents;
pub(crate) mod faults;
pub(in crate::api) mod issues;
mod list;

use domain::id::Id;
use service::tickets::TicketRow;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::tickets::TicketItem;

use crate::{api::shapes::moment, web::Web};

/// Every operation on tickets.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(list::counts))
        .routes(routes!(list::get, act::patch))
        .routes(routes!(act::write))
        .routes(routes!(act::resolve))
        .routes(routes!(issues::record))
        .routes(routes!(bulk::act))
        .routes(routes!(faults::list))
        .routes(routes!(faults::list_everywhere))
        .routes(routes!(faults::list_there))
        .routes(routes!(documents::export))
        .routes(routes!(documents::export_everywhere))
        .routes(routes!(documents::export_there))
        .routes(routes!(attachments::list, attachments::add))
        .routes(routes!(attachments::content))
        .routes(routes!(attachments::remove))
        .routes(routes!(list::list_everywhere))
        .routes(routes!(list::counts_everywhere))
        .routes(routes!(list::list_there))
        .routes(routes!(list::counts_there))
        .routes(routes!(list::get_there, act::patch_there))
        .routes(routes!(act::write_there))
        .routes(routes!(act::resolve_there))
        .routes(routes!(issues::record_there))
        .routes(routes!(bulk::act_everywhere))
        .routes(routes!(attachments::list_there, attachments::add_there))
        .routes(routes!(attachments::content_there))
        .routes(routes!(attachments::remove_there))
}

fn item(row: TicketRow) -> TicketItem {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    TicketItem {
        id: row.id.uuid(),
        reference: row.reference,
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        room_id: row.room.uuid(),
        room_display_name: row.room_name,
        kind: row.kind.key().to_owned(),
        signal: some(row.signal),
        instance: some(row.instance),
        category: row.category.key().to_owned(),
        severity: row.severity.key().to_owned(),
        state: row.state.key().to_owned(),
        issue_id: row.issue.map(Id::uuid),
        description: row.description,
        owner_id: row.owner.map(|(person, _)| person.uuid()),
        owner_display_name: some(row.owner_name),
        cause_id: row.cause.map(Id::uuid),
        is_suppressed: row.is_suppressed,
        team_id: row.team.map(|(team, _)| team.uuid()),
        team_display_name: some(row.team_name),
        due_date_time: moment(row.due_at),
        created_date_time: row.opened_at.to_string(),
        last_modified_date_time: row.changed_at.to_string(),
        resolved_date_time: moment(row.resolved_at),
        closed_date_time: moment(row.closed_at),
        closure_reason: row.closure_reason.map(|reason| reason.key().to_owned()),
    }
}
