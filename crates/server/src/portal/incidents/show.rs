//! One ticket: what it is about, who takes care of it, what happened and what people wrote. It looks again when
//! its room stirs.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    job::JobKind,
    ticket::{ClosureReason, TicketState},
    time::Time,
};
use service::{
    Refusal,
    attachments::AttachmentRow,
    rooms::SignalRow,
    tickets::{Ticket, TicketEntry, TicketRow},
};

use super::{Named, Opened, done, open, title};
use crate::{
    answer::{Faults, PageError, PageResult, html, with_status},
    caller::Signed,
    form::{Fields, Form},
    path::PagePath,
    portal::{
        layout::Frame,
        rooms::{At, found},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/incidents/show.html")]
struct TicketPage {
    frame: Frame,
    at: At,
    /// The reader's organization.
    me: Id<Organization>,
    ticket: Ticket,
    attachments: Vec<AttachmentRow>,
    address: String,
    done: Option<&'static str>,
    faults: Faults,
    /// What was typed before something was refused.
    text: String,
    due: String,
    reason: String,
    is_mine: bool,
}

impl TicketPage {
    fn row(&self) -> &TicketRow {
        &self.ticket.row
    }

    fn title(&self, ticket: &TicketRow) -> String {
        title(&self.frame.t, ticket)
    }

    fn found(&self, signal: &SignalRow) -> String {
        found(&self.frame.t, signal)
    }

    fn room(&self) -> String {
        self.at.room(self.row().tenant, self.row().room)
    }

    /// The form that suppresses its signal; the whole room where it is of none.
    fn suppress(&self) -> String {
        let (room, row) = (self.room(), self.row());
        if row.signal.is_empty() {
            return format!("{room}/suppress");
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        format!(
            "{room}/suppress?{}",
            query.append_pair("signal", &format!("{}|{}", row.signal, row.instance)).finish()
        )
    }

    fn other(&self, ticket: &TicketRow) -> String {
        self.at.ticket(ticket.tenant, ticket.id)
    }

    /// The other open tickets of the room.
    fn at_room(&self) -> String {
        let row = self.row();
        let tenant = if self.at.is_partner() { format!("&tenant={}", row.tenant) } else { String::new() };
        format!("{}?room={}&related=yes&suppressed=with{tenant}", self.at.incidents(), row.room)
    }

    /// The open tickets of the same fault in every room that the reader sees; none where no other could be.
    fn of_fault(&self) -> Option<String> {
        let row = self.row();
        let mut query = form_urlencoded::Serializer::new(String::new());
        match row.issue {
            Some(issue) => query.append_pair("issue", &issue.to_string()),
            None if row.signal.is_empty() => return None,
            None => query.append_pair("signal", &row.signal),
        };
        Some(format!("{}?{}", self.at.incidents(), query.append_pair("suppressed", "with").finish()))
    }

    fn day(&self, at: &Time) -> String {
        self.frame.t.date(at)
    }

    fn moment(&self, at: &Time) -> String {
        self.frame.t.time(at)
    }

    /// Whether somebody could still take it.
    fn is_open(&self) -> bool {
        !matches!(self.row().state, TicketState::Resolved | TicketState::Closed)
    }

    fn may_write(&self) -> bool {
        self.ticket.may_update && self.row().state != TicketState::Closed
    }

    /// The size of a file, in whole kilobytes, one at least.
    fn kilobytes(&self, file: &AttachmentRow) -> String {
        let kilobytes = file.size.max(1).saturating_add(1023) / 1024;
        self.frame.t.with("attachment-size", "kilobytes", self.frame.t.number(kilobytes))
    }

    /// Whether the reader may take a file away.
    fn may_remove(&self, file: &AttachmentRow) -> bool {
        self.ticket.may_update && [self.row().tenant, file.actor.1].contains(&self.me)
    }

    /// A stored value of an entry, in the reader's language.
    fn said(&self, entry: &TicketEntry, value: &str) -> String {
        if value.is_empty() {
            return self.frame.t.t("none");
        }
        match entry.kind.as_str() {
            "state" => self.frame.t.word("ticket-state-", value),
            "severity" => self.frame.t.word("severity-", value),
            "due" => value.parse::<Time>().map_or(value.to_owned(), |at| self.frame.t.date(at)),
            _ => value.to_owned(),
        }
    }
}

/// Shows a ticket.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let before = fields.text("before").parse().ok();
    let opened = open(&web, &signed, named, before).await?;
    page(&signed, opened, done(fields.text("done")), &Form::default(), Faults::default())
}

/// Shows a ticket again after something was refused, with what was typed.
pub(super) async fn again(
    web: &Web,
    signed: &Signed,
    named: Named,
    form: &Form,
    refusal: Refusal,
) -> Result<Response, PageError> {
    let opened = open(web, signed, named, None).await?;
    let status = refusal.status();
    let faults = Faults::of(&opened.frame.t, refusal)?;
    Ok(with_status(status, page(signed, opened, None, form, faults)?))
}

fn page(
    signed: &Signed,
    opened: Opened,
    done: Option<&'static str>,
    form: &Form,
    faults: Faults,
) -> PageResult {
    let Opened { frame, at, ticket, attachments, address } = opened;
    let due = match (form.text("dueDateTime"), ticket.row.due_at) {
        ("", Some(at)) => frame.t.iso_date(at),
        (typed, _) => typed.to_owned(),
    };
    let is_mine = ticket.row.owner.is_some_and(|(person, _)| person == signed.caller.person.user);
    let (text, reason) = (form.text("text").to_owned(), form.text("reason").to_owned());
    let me = signed.caller.person.organization;
    html(&TicketPage {
        frame,
        at,
        me,
        ticket,
        attachments,
        address,
        done,
        faults,
        text,
        due,
        reason,
        is_mine,
    })
}
