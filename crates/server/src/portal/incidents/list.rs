//! The list of incidents, with counts by severity; it looks again when a room stirs.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, SecurityGroup, User},
    permission::Permission,
    saved_view::SavedList,
    signal::{Category, Severity},
    ticket::TicketState,
    time::Time,
};
use service::{
    Realm, Refusal, Wanted,
    account::{SetAllTickets, SetFoldedFaults},
    ask, run,
    tickets::{FaultRow, ListCounted, ListFaults, ListTickets, Owned, TicketCounts, TicketList, TicketRow},
};

use super::{
    bulk::is_resolvable,
    chosen::{Chosen, DAYS, SHOWN, SUPPRESSED},
    conditions::word,
    done, signal_name, title,
};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    portal::{
        bulk::choices as sent_from, customer_filter::CustomerFilter, cut::Choices, layout::Frame, rooms::At,
        saved_views::Views,
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/incidents/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    chosen: Chosen,
    tickets: Vec<TicketRow>,
    /// The same folded by what is wrong, if that was chosen.
    faults: Vec<FaultRow>,
    counts: TicketCounts,
    total: i64,
    next: Option<String>,
    choices: Choices,
    customers: CustomerFilter,
    saved: Views,
    may_record: bool,
    /// Whether a customer is to be chosen first.
    waits: bool,
    /// Whether the reader may work on some ticket here.
    may_update: bool,
    /// Whether the reader may take histories away.
    may_report: bool,
    /// Whether the reader may see rooms here, and so their events.
    may_see_events: bool,
    done: Option<&'static str>,
    now: Time,
}

impl ListPage {
    fn address(&self, ticket: &TicketRow) -> String {
        self.at.ticket(ticket.tenant, ticket.id)
    }

    /// The name of the boxes by which lines are ticked.
    fn boxes(&self) -> &'static str {
        if self.chosen.is_folded() { "fault" } else { "ticket" }
    }

    /// Whether there is something to tick.
    fn has_lines(&self) -> bool {
        if self.chosen.is_folded() { !self.faults.is_empty() } else { !self.tickets.is_empty() }
    }

    /// Whether people could resolve something that is listed.
    fn may_resolve_some(&self) -> bool {
        if self.chosen.is_folded() {
            self.faults.iter().any(|fault| fault.issue.is_some())
        } else {
            self.tickets.iter().any(is_resolvable)
        }
    }

    fn is_resolvable(ticket: &TicketRow) -> bool {
        is_resolvable(ticket)
    }

    /// A fault as its box names it.
    fn named(fault: &FaultRow) -> String {
        match fault.issue {
            Some(issue) => format!("issue.{issue}"),
            None => format!("signal.{}", fault.signal),
        }
    }

    /// What is wrong, in the reader's language.
    fn fault(&self, fault: &FaultRow) -> String {
        if fault.signal.is_empty() {
            return fault.description.lines().next().unwrap_or_default().to_owned();
        }
        signal_name(&self.frame.t, &fault.signal)
    }

    /// Where the tickets of a fault are.
    fn opened(&self, fault: &FaultRow) -> String {
        format!("{}{}", self.at.incidents(), self.chosen.unfolded(&fault.signal, fault.issue))
    }

    /// The signal that was chosen, in the reader's language.
    fn signal(&self) -> String {
        signal_name(&self.frame.t, &self.chosen.signal)
    }

    /// The room that was chosen, where a ticket tells its name.
    fn room(&self) -> String {
        let first = self.tickets.first();
        first.map_or_else(|| self.frame.t.t("ticket-room-chosen"), |ticket| ticket.room_name.clone())
    }

    fn title(&self, ticket: &TicketRow) -> String {
        title(&self.frame.t, ticket)
    }

    fn counted(&self, severity: &Severity) -> i64 {
        self.counts.of(*severity)
    }

    /// How many tickets are left out because another one of their room explains them.
    fn folded_away(&self) -> i64 {
        if self.chosen.hides_related() { self.counts.all() - self.total } else { 0 }
    }

    fn ago(&self, at: &Time) -> String {
        self.frame.t.ago(at, self.now)
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        let tenant = tenant.map(ToString::to_string).unwrap_or_default();
        format!("{}{}", self.at.incidents(), self.chosen.with("tenant", tenant))
    }

    /// The same list, of tickets that a person takes care of.
    fn of_person(&self, person: &Id<User>) -> String {
        self.owned(Owned::Person(*person))
    }

    /// The same list, of tickets that stand with a team.
    fn of_team(&self, team: &Id<SecurityGroup>) -> String {
        self.owned(Owned::Team(*team))
    }

    fn owned(&self, owned: Owned) -> String {
        format!("{}{}", self.at.incidents(), self.chosen.with("owner", word(owned)))
    }

    /// The person or team that was chosen by name, as the address says it.
    fn owned_by_named(&self) -> Option<String> {
        matches!(self.chosen.owned, Owned::Person(_) | Owned::Team(_)).then(|| word(self.chosen.owned))
    }

    /// Its name, where a ticket tells it.
    fn owned_by_name(&self) -> String {
        let first = self.tickets.first();
        let name = first.map(|ticket| match self.chosen.owned {
            Owned::Team(_) => ticket.team_name.clone(),
            _ => ticket.owner_name.clone(),
        });
        name.unwrap_or_else(|| self.frame.t.t("ticket-owned-chosen"))
    }

    /// Where an issue is recorded.
    fn address_of_new(&self) -> String {
        let tenant = self.chosen.tenant.map(|tenant| format!("?tenant={tenant}")).unwrap_or_default();
        format!("{}/new{tenant}", self.at.incidents())
    }
}

/// The incidents of one's own rooms.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, Chosen { tenant: None, ..Chosen::read(&fields) }, &fields).await
}

/// Switches the view of all customers' tickets on or off, for the person who asks.
pub(super) async fn set_all_tickets(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    let command = SetAllTickets { is_on: form.text("isOn") == "yes" };
    run(&web.app, &signed.caller, command).await?;
    redirect("/partner/incidents")
}

/// Lets the same fault in many rooms of one's own be one line from now on, or no more, for the person who asks.
pub(super) async fn set_fold(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let chosen = remembered(&web, &signed, &form).await?;
    redirect(&format!("{}{}", signed.at(None).incidents(), Chosen { tenant: None, ..chosen }.here()))
}

/// The same over customers.
pub(super) async fn set_fold_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    let chosen = remembered(&web, &signed, &form).await?;
    let at = signed.at_customers(chosen.tenant);
    redirect(&format!("{}{}", at.incidents(), chosen.here()))
}

/// Keeps whether faults are folded, and gives the choices of the list from which that was sent.
async fn remembered(web: &Web, signed: &Signed, form: &Form) -> Result<Chosen, Refusal> {
    let folds = form.text("isOn") == "yes";
    run(&web.app, &signed.caller, SetFoldedFaults { is_on: folds }).await?;
    Ok(Chosen { folds, ..Chosen::read(&sent_from(form)) })
}

/// The incidents of all customers, or of one of them.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    let chosen = Chosen { tenant: at.customer(), ..chosen };
    show(&web, &signed, at, chosen, &fields).await
}

/// The page of the list, and what its tiles count: the same choice whatever the severity.
async fn counted(
    web: &Web,
    signed: &Signed,
    chosen: &Chosen,
    question: &ListTickets,
) -> Result<(TicketList, TicketCounts), Refusal> {
    if chosen.severity.is_none() && !chosen.hides_related() {
        let found = ask(&web.app, &signed.caller, question).await?;
        let counts = found.counts.unwrap_or_default();
        return Ok((found, counts));
    }
    let counted = chosen.counted(web.app.clock.now());
    ask(&web.app, &signed.caller, &ListCounted { list: question.clone(), counted }).await
}

async fn show(web: &Web, signed: &Signed, at: At, chosen: Chosen, fields: &Fields) -> PageResult {
    let filter = CustomerFilter::question(fields, Permission::TicketView, chosen.tenant);
    let (frame, customers) = Frame::with_filter(web, signed, at, at.incidents_entry(), filter).await?;
    // On behalf of a customer nothing of one's own is kept.
    let chosen =
        if frame.on_behalf.is_some() { chosen } else { chosen.with_fold_of(frame.shell.folds_faults) };
    let (cut, choices) = chosen.cut.clone().with_choices(web, signed, at, Permission::TicketView).await?;
    let chosen = Chosen { cut, ..chosen };
    let now = web.app.clock.now();
    let question = ListTickets {
        realm: at.realm(),
        wanted: chosen.wanted(now)?,
        among: chosen.among(),
        owned: chosen.owned,
        counts: true,
    };
    // Whoever switched the view of all off chooses a customer first.
    let waits = at.realm() == Realm::AllCustomers && !frame.shell.all_tickets;
    let (found, counts) = if waits {
        (TicketList::default(), TicketCounts::default())
    } else {
        counted(web, signed, &chosen, &question).await?
    };
    let faults = if chosen.is_folded() && !waits {
        let wanted = Wanted { order: Vec::new(), after: None, ..question.wanted.clone() };
        ask(&web.app, &signed.caller, &ListFaults { realm: at.realm(), wanted, owned: chosen.owned }).await?
    } else {
        Vec::new()
    };
    let list = if at.is_partner() { SavedList::PartnerIncidents } else { SavedList::Incidents };
    let saved = Views::of(web, signed, list, chosen.kept()).await?;
    let next = found.next.as_ref().map(service::cursor::write).transpose()?;
    let may = if at.is_partner() { frame.shell.at_customers } else { frame.shell.own };
    html(&ListPage {
        next: next.map(|token| format!("{}{}", at.incidents(), chosen.with("after", token))),
        at,
        tickets: found.tickets,
        faults,
        counts,
        total: found.total.unwrap_or_default(),
        choices,
        customers,
        saved,
        may_record: found.may_record,
        waits,
        may_update: may.has(Permission::TicketUpdate),
        may_report: may.has(Permission::ReportView),
        may_see_events: may.has(Permission::RoomView),
        done: done(fields.text("done")),
        now,
        chosen,
        frame,
    })
}
