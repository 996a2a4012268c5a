//! Pages of incidents: the list of tickets of one's own rooms, of one customer or of all, a ticket, and the form of an
//! issue. The same pages under two faces; what they offer is what the reader may do.

mod act;
mod attachments;
mod bulk;
mod chosen;
mod conditions;
mod export;
mod give;
mod list;
mod record;
mod show;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, Ticket as TicketId},
    signal::Severity,
    ticket::TicketState,
};
use serde::Deserialize;
use service::{
    Refusal, ask,
    attachments::{AttachmentRow, AttachmentsOf},
    tickets::{Ticket, TicketOf, TicketRow},
};

use crate::{
    caller::Signed,
    form::{Form, LARGEST_UPLOAD},
    i18n::Translator,
    portal::{
        layout::Frame,
        rooms::{At, BELOW_CUSTOMER},
    },
    web::Web,
};

/// The pages of incidents.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/incidents", get(list::own))
        .route("/incidents.csv", get(export::own))
        .route("/incidents.json", get(export::own_documents))
        .route("/incidents/fold", post(list::set_fold))
        .route("/incidents/take", post(bulk::take))
        .route("/incidents/give", post(bulk::give))
        .route("/incidents/leave", post(bulk::leave))
        .route("/incidents/message", post(bulk::message))
        .route("/incidents/resolve", post(bulk::resolve))
        .route("/incidents/new", get(record::new).post(record::create))
        .route("/partner/incidents", get(list::customers))
        .route("/partner/incidents.csv", get(export::customers))
        .route("/partner/incidents.json", get(export::documents_of_customers))
        .route("/partner/incidents/all-tickets", post(list::set_all_tickets))
        .route("/partner/incidents/fold", post(list::set_fold_at_customers))
        .route("/partner/incidents/take", post(bulk::take_at_customers))
        .route("/partner/incidents/give", post(bulk::give_at_customers))
        .route("/partner/incidents/leave", post(bulk::leave_at_customers))
        .route("/partner/incidents/message", post(bulk::message_at_customers))
        .route("/partner/incidents/resolve", post(bulk::resolve_at_customers))
        .route("/partner/incidents/new", get(record::new_at_customer).post(record::create_at_customer))
        .merge(on_behalf())
        .merge(pages_of_one("/incidents/{ticket}"))
        .merge(pages_of_one("/partner/incidents/{tenant}/{ticket}"))
}

/// The pages on which somebody acts on behalf of a customer.
fn on_behalf() -> Router<Web> {
    let incidents = format!("{BELOW_CUSTOMER}/incidents");
    Router::new()
        .route(&incidents, get(list::customers))
        .route(&format!("{incidents}.csv"), get(export::customers))
        .route(&format!("{incidents}.json"), get(export::documents_of_customers))
        .route(&format!("{incidents}/take"), post(bulk::take_at_customers))
        .route(&format!("{incidents}/give"), post(bulk::give_at_customers))
        .route(&format!("{incidents}/leave"), post(bulk::leave_at_customers))
        .route(&format!("{incidents}/message"), post(bulk::message_at_customers))
        .route(&format!("{incidents}/resolve"), post(bulk::resolve_at_customers))
        .route(&format!("{incidents}/new"), get(record::new_at_customer).post(record::create_at_customer))
        .merge(pages_of_one(&format!("{incidents}/{{ticket}}")))
}

fn pages_of_one(ticket: &str) -> Router<Web> {
    Router::new()
        .route(ticket, get(show::show))
        .route(&format!("{ticket}/message"), post(act::write))
        .route(&format!("{ticket}/take"), post(act::take))
        .route(&format!("{ticket}/leave"), post(act::leave))
        .route(&format!("{ticket}/give"), get(give::offer).post(give::give))
        .route(&format!("{ticket}/due"), post(act::set_due))
        .route(&format!("{ticket}/resolve"), post(act::resolve))
        .route(
            &format!("{ticket}/attachments"),
            post(attachments::add).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route(&format!("{ticket}/attachments/{{attachment}}"), get(attachments::download))
        .route(&format!("{ticket}/attachments/{{attachment}}/remove"), post(attachments::remove))
}

/// The choices of the list of incidents as they are kept.
pub(super) fn kept(fields: &Form) -> String {
    chosen::Chosen::read(fields).kept()
}

/// A ticket as its address names it: of a customer's room, or of one's own.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    ticket: Id<TicketId>,
}

impl Named {
    /// One's own organization is never a customer.
    fn at(self, signed: &Signed) -> Result<At, Refusal> {
        let person = &signed.caller.person;
        match self.tenant {
            Some(tenant) => Ok(signed.at_customer(person.customer(tenant)?)),
            None => Ok(At::Own(person.organization)),
        }
    }

    fn tenant(self, signed: &Signed) -> Id<Organization> {
        self.tenant.unwrap_or(signed.caller.person.organization)
    }
}

/// A ticket with the frame of its page.
struct Opened {
    frame: Frame,
    at: At,
    ticket: Ticket,
    attachments: Vec<AttachmentRow>,
    address: String,
}

async fn open(web: &Web, signed: &Signed, named: Named, before: Option<i64>) -> Result<Opened, Refusal> {
    let at = named.at(signed)?;
    let mut frame = Frame::of(web, signed, at.face(), at.incidents_entry()).await?;
    let question = TicketOf { realm: at.realm(), ticket: named.ticket, before };
    let ticket = ask(&web.app, &signed.caller, &question).await?;
    let attachments =
        ask(&web.app, &signed.caller, &AttachmentsOf { realm: at.realm(), ticket: named.ticket }).await?;
    if at.is_partner() {
        frame.tenant = Some((ticket.row.tenant_name.clone(), ticket.row.tenant.to_string()));
    }
    let address = at.ticket(ticket.row.tenant, ticket.row.id);
    Ok(Opened { frame, at, ticket, attachments, address })
}

/// What a ticket is about, in the reader's language: its signal, or the first line of what a person wrote.
pub(crate) fn title(t: &Translator, ticket: &TicketRow) -> String {
    if ticket.signal.is_empty() {
        return ticket.description.lines().next().unwrap_or_default().to_owned();
    }
    let name = signal_name(t, &ticket.signal);
    if ticket.instance.is_empty() { name } else { format!("{name} ({})", ticket.instance) }
}

/// A signal in the reader's language, by its key.
fn signal_name(t: &Translator, signal: &str) -> String {
    let key = format!("signal-{}", signal.replace('.', "-"));
    if t.has(&key) { t.t(&key) } else { signal.to_owned() }
}

/// The look of a severity's mark.
pub(super) const fn tone(severity: &Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Important => "badge-bad",
        Severity::Warning => "badge-warn",
        Severity::Recommended => "",
    }
}

/// The icon of a severity's mark; told by its form, not by its colour alone.
pub(super) const fn icon(severity: &Severity) -> &'static str {
    match severity {
        Severity::Critical => "unhealthy",
        Severity::Important => "error",
        Severity::Warning => "warning",
        Severity::Recommended => "info",
    }
}

/// The look of a state's mark.
pub(super) const fn state_tone(state: &TicketState) -> &'static str {
    match state {
        TicketState::Resolved | TicketState::Closed => "badge-good",
        _ => "",
    }
}

/// What was just done, as the message of a word that the address holds.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "recorded" => "ticket-done-recorded",
        "written" => "ticket-done-written",
        "taken" => "ticket-done-taken",
        "left" => "ticket-done-left",
        "given" => "ticket-done-given",
        "due" => "changes-saved",
        "resolved" => "ticket-done-resolved",
        "nothing" => "ticket-bulk-nothing",
        "view-saved" => "view-done-saved",
        "view-removed" => "view-done-removed",
        "attached" => "attachment-done-added",
        "removed" => "attachment-done-removed",
        _ => return None,
    })
}
