//! The same done to the tickets that were ticked in the list, each decided on its own, with a result for each.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, Ticket},
    query::{Filter, Literal, Path},
    ticket::ClosureReason,
};
use service::{
    Code, Page, Refusal, Wanted, ask,
    tickets::{
        Among, BulkAct, BulkDone, ListTickets, MOST_AT_ONCE, Owned, Takers, TakersOf, TicketRow, act_on_many,
    },
};

use super::{
    give::{self, Offered},
    title,
};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{layout::Frame, rooms::At},
    web::Web,
};

/// A ticket as the list names it.
type Named = (Id<Organization>, Id<Ticket>);

/// What is asked for before it is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Give,
    Message,
    Resolve,
}

impl Asked {
    /// The last part of the address.
    const fn path(self) -> &'static str {
        match self {
            Self::Give => "give",
            Self::Message => "message",
            Self::Resolve => "resolve",
        }
    }

    /// The message that names it.
    const fn name(self) -> &'static str {
        match self {
            Self::Give => "ticket-give",
            Self::Message => "ticket-message-new",
            Self::Resolve => "ticket-resolve",
        }
    }

    /// What a form says was chosen.
    fn chosen(self, form: &Form) -> Result<BulkAct, Refusal> {
        match self {
            Self::Give => give::to(form).map(BulkAct::Give),
            Self::Message => Ok(BulkAct::Message(form.text("text").to_owned())),
            Self::Resolve => ClosureReason::from_key(form.text("reason"))
                .map(BulkAct::Resolve)
                .ok_or_else(|| Refusal::field("reason", Code::Required)),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/incidents/bulk.html")]
struct BulkPage {
    frame: Frame,
    at: At,
    asked: Asked,
    tickets: Vec<(Named, TicketRow)>,
    text: String,
    reason: String,
    /// A part of the name of whom to give to, and who is found by it.
    q: String,
    offered: Offered,
    faults: Faults,
}

impl BulkPage {
    fn title(&self, ticket: &TicketRow) -> String {
        title(&self.frame.t, ticket)
    }

    /// Where the form is sent.
    fn action(&self) -> String {
        format!("{}/{}", self.at.incidents(), self.asked.path())
    }
}

#[derive(Template)]
#[template(path = "portal/incidents/bulk_result.html")]
struct ResultPage {
    frame: Frame,
    at: At,
    /// What became of each, with what is known of it.
    rows: Vec<(BulkDone, Option<TicketRow>)>,
}

impl ResultPage {
    fn title(&self, ticket: &TicketRow) -> String {
        title(&self.frame.t, ticket)
    }

    fn address(&self, ticket: &TicketRow) -> String {
        self.at.ticket(ticket.tenant, ticket.id)
    }

    /// How many were done.
    fn done(&self) -> usize {
        self.rows.iter().filter(|(done, _)| done.refused.is_none()).count()
    }

    fn why(&self, refusal: &Refusal) -> String {
        self.frame.t.word("error-", refusal.code().as_str())
    }
}

/// Takes tickets of one's own rooms.
pub(super) async fn take(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    at_once(&web, &signed, own(&signed), &form, BulkAct::Take).await
}

/// Takes tickets of customers.
pub(super) async fn take_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    at_once(&web, &signed, signed.at_customers(None), &form, BulkAct::Take).await
}

/// Leaves tickets of one's own rooms to others.
pub(super) async fn leave(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    at_once(&web, &signed, own(&signed), &form, BulkAct::Leave).await
}

/// Leaves tickets of customers to others.
pub(super) async fn leave_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    at_once(&web, &signed, signed.at_customers(None), &form, BulkAct::Leave).await
}

/// Gives tickets of one's own rooms to somebody, after it was asked to whom.
pub(super) async fn give(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    after_asking(&web, &signed, own(&signed), &form, Asked::Give).await
}

/// Gives tickets of customers to somebody of one's own.
pub(super) async fn give_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    after_asking(&web, &signed, signed.at_customers(None), &form, Asked::Give).await
}

/// Writes a message into tickets of one's own rooms, after it was asked for.
pub(super) async fn message(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    after_asking(&web, &signed, own(&signed), &form, Asked::Message).await
}

/// Writes a message into tickets of customers.
pub(super) async fn message_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    after_asking(&web, &signed, signed.at_customers(None), &form, Asked::Message).await
}

/// Resolves recorded issues of one's own rooms, after the reason was asked for.
pub(super) async fn resolve(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    after_asking(&web, &signed, own(&signed), &form, Asked::Resolve).await
}

/// Resolves recorded issues of customers.
pub(super) async fn resolve_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    after_asking(&web, &signed, signed.at_customers(None), &form, Asked::Resolve).await
}

const fn own(signed: &Signed) -> At {
    At::Own(signed.caller.person.organization)
}

/// The tickets that were ticked; what names none is passed over.
fn ticked(form: &Form, at: At) -> Vec<Named> {
    let named = form.all("ticket").filter_map(|value| {
        let (tenant, ticket) = value.split_once('.')?;
        Some((tenant.parse().ok()?, ticket.parse().ok()?))
    });
    let is_here = |(tenant, _): &Named| match at {
        At::Own(own) => *tenant == own,
        _ => true,
    };
    named.filter(is_here).collect()
}

async fn at_once(web: &Web, signed: &Signed, at: At, form: &Form, act: BulkAct) -> PageResult {
    let tickets = ticked(form, at);
    if tickets.is_empty() {
        return redirect(&format!("{}?done=nothing", at.incidents()));
    }
    let done = carry_out(web, signed, at, act, tickets).await?;
    tell(web, signed, at, done).await
}

async fn after_asking(web: &Web, signed: &Signed, at: At, form: &Form, asked: Asked) -> PageResult {
    let tickets = ticked(form, at);
    if tickets.is_empty() {
        return redirect(&format!("{}?done=nothing", at.incidents()));
    }
    let mut faults = Faults::default();
    let frame = Frame::of(web, signed, at.face(), at.incidents_entry()).await?;
    if form.text("go") == "save" {
        let outcome = match asked.chosen(form) {
            Ok(act) => carry_out(web, signed, at, act, tickets.clone()).await,
            Err(refusal) => Err(refusal),
        };
        match outcome {
            Ok(done) => return tell(web, signed, at, done).await,
            Err(refusal) => faults = Faults::of(&frame.t, refusal)?,
        }
    }
    let mut known = known(web, signed, at, &tickets).await?;
    let tickets: Vec<_> =
        tickets.into_iter().filter_map(|named| Some((named, known.remove(&named)?))).collect();
    let (text, reason) = (form.text("text").to_owned(), form.text("reason").to_owned());
    let q = form.text("q").to_owned();
    let takers = match asked {
        Asked::Give => takers(web, signed, at, &tickets, &q).await?,
        Asked::Message | Asked::Resolve => Takers::default(),
    };
    let offered = Offered { takers, to: form.text("to").to_owned() };
    form_page(faults.status(), &BulkPage { frame, at, asked, tickets, text, reason, q, offered, faults })
}

/// Who could take care of all of the tickets.
async fn takers(
    web: &Web,
    signed: &Signed,
    at: At,
    tickets: &[(Named, TicketRow)],
    search: &str,
) -> Result<Takers, Refusal> {
    if tickets.is_empty() {
        return Ok(Takers::default());
    }
    let tickets = tickets.iter().map(|(named, _)| *named).collect();
    ask(&web.app, &signed.caller, &TakersOf { realm: at.realm(), tickets, search: search.to_owned() }).await
}

async fn carry_out(
    web: &Web,
    signed: &Signed,
    at: At,
    act: BulkAct,
    tickets: Vec<Named>,
) -> Result<Vec<BulkDone>, Refusal> {
    if at.is_partner() {
        for (tenant, _) in &tickets {
            signed.caller.person.customer(*tenant)?;
        }
    }
    act_on_many(&web.app, &signed.caller, act, tickets).await
}

async fn tell(web: &Web, signed: &Signed, at: At, done: Vec<BulkDone>) -> PageResult {
    let frame = Frame::of(web, signed, at.face(), at.incidents_entry()).await?;
    let named: Vec<Named> = done.iter().map(|done| (done.tenant, done.ticket)).collect();
    let mut known = known(web, signed, at, &named).await?;
    let rows = done.into_iter().map(|done| {
        let row = known.remove(&(done.tenant, done.ticket));
        (done, row)
    });
    html(&ResultPage { frame, at, rows: rows.collect() })
}

/// What the reader sees of tickets.
async fn known(
    web: &Web,
    signed: &Signed,
    at: At,
    tickets: &[Named],
) -> Result<BTreeMap<Named, TicketRow>, Refusal> {
    let named = || tickets.iter().take(MOST_AT_ONCE);
    let ids = named().map(|(_, id)| Literal::Id(id.uuid())).collect();
    let tenants: BTreeSet<_> = named().map(|(tenant, _)| tenant.uuid()).collect();
    // With its organization each is found by its key.
    let there =
        Filter::In { path: Path::Own("tenantId"), literals: tenants.into_iter().map(Literal::Id).collect() };
    let are = Filter::In { path: Path::Own("id"), literals: ids };
    let filter = Some(Filter::And(Box::new(there), Box::new(are)));
    let page = Page::of(i64::try_from(MOST_AT_ONCE).unwrap_or(i64::MAX));
    let wanted = Wanted { filter, page, ..Wanted::default() };
    let question =
        ListTickets { realm: at.realm(), wanted, among: Among::All, owned: Owned::Anybody, counts: false };
    let found = ask(&web.app, &signed.caller, &question).await?;
    Ok(found.tickets.into_iter().map(|ticket| ((ticket.tenant, ticket.id), ticket)).collect())
}
