//! What a message says: identifiers and words of the API, so that its receiver asks for the rest in its own name.

use domain::{
    id::{Id, Organization},
    time::Time,
    webhook::Told,
};
use serde_json::{Value, json};
use store::{
    notices::NoticeRow,
    tickets::TicketRow,
    webhooks::{Due, Hook},
};

use super::{
    known::{Happened, known},
    partner_message,
};
use crate::{app::App, refusal::Refusal};

/// A message, with the customer of whose rooms it tells.
pub(super) struct Message {
    pub body: String,
    pub customer: Option<Id<Organization>>,
}

/// Writes what the owner of a webhook may know now; none where that is nothing.
pub(super) async fn write(app: &App, hook: &Hook, due: &Due) -> Result<Option<Message>, Refusal> {
    let home = hook.owner.organization;
    let event = due.told.key();
    let occasion = match due.told {
        Told::Of(occasion) => occasion,
        Told::Partner(event) => return partner_message::write(app, hook, due, event).await,
        Told::Test => {
            let data = json!({ "webhookId": hook.id, "tenantId": home });
            return Ok(Some(Message { body: document(event, due.at, data), customer: None }));
        }
    };
    let happened = Happened { within: due.within, occasion, about: due.about };
    let known = known(app, &hook.owner, &[happened]).await?;
    if !known.has(&happened) {
        return Ok(None);
    }
    if let Some(notice) = known.notices.get(&due.about) {
        return Ok(Some(Message { body: document(event, due.at, of_notice(notice)), customer: None }));
    }
    let Some(row) = known.tickets.get(&due.about) else { return Ok(None) };
    let customer = Some(row.tenant).filter(|it| *it != home);
    Ok(Some(Message { body: document(event, due.at, of_ticket(row, home)), customer }))
}

fn document(event: &str, at: Time, data: Value) -> String {
    json!({ "type": event, "timestamp": at.to_string(), "data": data }).to_string()
}

fn of_ticket(row: &TicketRow, home: Id<Organization>) -> Value {
    let resource = if row.tenant == home {
        format!("/v1.0/tickets/{}", row.id)
    } else {
        format!("/v1.0/managedTenants/{}/tickets/{}", row.tenant, row.id)
    };
    json!({
        "ticketId": row.id,
        "reference": row.reference,
        "tenantId": row.tenant,
        "roomId": row.room,
        "issueId": row.issue,
        "kind": row.kind.key(),
        "signal": Some(&row.signal).filter(|signal| !signal.is_empty()),
        "category": row.category.key(),
        "severity": row.severity.key(),
        "state": row.state.key(),
        "resource": resource,
    })
}

fn of_notice(row: &NoticeRow) -> Value {
    json!({
        "noticeId": row.id,
        "tenantId": row.within,
        "kind": row.kind,
        "aboutId": row.about,
        "resource": format!("/v1.0/notices?$filter=id eq {}", row.id),
    })
}
