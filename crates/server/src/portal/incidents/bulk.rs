//! The same done to the tickets that were ticked in the list, each decided on its own, with a result for each.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use domain::{
    id::Ticket,
    permission::Permission,
    query::{Filter, Literal, Path},
    ticket::{ClosureReason, TicketKind, TicketStep},
};
use service::{
    Code, Fault, Page, Refusal, Wanted, ask,
    tickets::{
        Among, BulkAct, BulkDone, ListTickets, MOST_AT_ONCE, Owned, Takers, TakersOf, TicketRow, act_on_many,
    },
};

use super::{
    chosen::Chosen,
    give::{self, Offered},
    title,
};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{bulk, layout::Frame, rooms::At},
    web::Web,
};

/// A ticket as the list names it.
type Named = bulk::Named<Ticket>;

/// How many tickets are behind the folded lines at most to which something is done at once.
const MOST_BEHIND: usize = 1000;

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

    /// Whether it could be done to a ticket at all: people resolve what people recorded.
    fn is_for(self, ticket: &TicketRow) -> bool {
        self != Self::Resolve || is_resolvable(ticket)
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

/// Whether people could resolve a ticket as it stands.
pub(super) fn is_resolvable(ticket: &TicketRow) -> bool {
    ticket.kind == TicketKind::Recorded && ticket.state.after(ticket.kind, TicketStep::Resolve).is_ok()
}

#[derive(Template)]
#[template(path = "portal/incidents/bulk.html")]
struct BulkPage {
    frame: Frame,
    at: At,
    asked: Asked,
    /// The list, with its choices.
    back: String,
    /// The choices alone.
    choices: String,
    tickets: Vec<(Named, TicketRow)>,
    /// Those that were chosen and to which it cannot be done.
    left: Vec<TicketRow>,
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
    /// The list, with its choices.
    back: String,
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
        bulk::why(&self.frame.t, refusal)
    }
}

/// Takes tickets of one's own rooms.
pub(super) async fn take(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    at_once(&web, &signed, true, &form, BulkAct::Take).await
}

/// Takes tickets of customers.
pub(super) async fn take_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    at_once(&web, &signed, false, &form, BulkAct::Take).await
}

/// Leaves tickets of one's own rooms to others.
pub(super) async fn leave(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    at_once(&web, &signed, true, &form, BulkAct::Leave).await
}

/// Leaves tickets of customers to others.
pub(super) async fn leave_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    at_once(&web, &signed, false, &form, BulkAct::Leave).await
}

/// Gives tickets of one's own rooms to somebody, after it was asked to whom.
pub(super) async fn give(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    after_asking(&web, &signed, true, &form, Asked::Give).await
}

/// Gives tickets of customers to somebody of one's own.
pub(super) async fn give_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    after_asking(&web, &signed, false, &form, Asked::Give).await
}

/// Writes a message into tickets of one's own rooms, after it was asked for.
pub(super) async fn message(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    after_asking(&web, &signed, true, &form, Asked::Message).await
}

/// Writes a message into tickets of customers.
pub(super) async fn message_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    after_asking(&web, &signed, false, &form, Asked::Message).await
}

/// Resolves recorded issues of one's own rooms, after the reason was asked for.
pub(super) async fn resolve(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    after_asking(&web, &signed, true, &form, Asked::Resolve).await
}

/// Resolves recorded issues of customers.
pub(super) async fn resolve_at_customers(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    after_asking(&web, &signed, false, &form, Asked::Resolve).await
}

/// The tickets that a form names, and the list from which it came.
struct Sent {
    at: At,
    chosen: Chosen,
    tickets: Vec<Named>,
}

impl Sent {
    /// Reads them: those that were ticked, and the open ones behind the folded lines that were.
    async fn read(web: &Web, signed: &Signed, is_own: bool, form: &Form) -> Result<Self, Refusal> {
        let chosen = Chosen::read(&bulk::choices(form));
        let at = if is_own { signed.at(None) } else { signed.at_customers(chosen.tenant) };
        let chosen = Chosen { tenant: at.customer(), ..chosen }.named(web, signed, at).await?;
        let mut tickets = bulk::ticked(signed, form, "ticket", at)?;
        for named in form.all("fault") {
            let Some(wanted) = chosen.of_fault(named, web.app.clock.now()) else { continue };
            let page = Page::of(i64::try_from(MOST_AT_ONCE).unwrap_or(i64::MAX));
            let wanted = Wanted { page, ..wanted? };
            let (realm, owned) = (at.realm(), chosen.owned);
            let mut question = ListTickets { realm, wanted, among: Among::Open, owned, counts: false };
            loop {
                let found = ask(&web.app, &signed.caller, &question).await?;
                tickets.extend(found.tickets.iter().map(|ticket| (ticket.tenant, ticket.id)));
                question.wanted.after = found.next;
                if question.wanted.after.is_none() || tickets.len() > MOST_BEHIND {
                    break;
                }
            }
        }
        if tickets.len() > MOST_BEHIND {
            let fault = Fault::new("tickets", Code::TooMany).detail(MOST_BEHIND);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        Ok(Self { at, chosen, tickets })
    }

    /// The list with exactly its choices and its page.
    fn back(&self) -> String {
        format!("{}{}", self.at.incidents(), self.chosen.page())
    }

    async fn frame(&self, web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
        let mut frame = Frame::of(web, signed, self.at.face(), self.at.incidents_entry()).await?;
        bulk::name_customer(web, signed, &mut frame, self.at, Permission::TicketView).await?;
        Ok(frame)
    }
}

async fn at_once(web: &Web, signed: &Signed, is_own: bool, form: &Form, act: BulkAct) -> PageResult {
    let sent = Sent::read(web, signed, is_own, form).await?;
    if sent.tickets.is_empty() {
        return redirect(&bulk::done(&sent.back(), "nothing"));
    }
    let done = carry_out(web, signed, act, sent.tickets.clone()).await?;
    tell(web, signed, &sent, done).await
}

async fn after_asking(web: &Web, signed: &Signed, is_own: bool, form: &Form, asked: Asked) -> PageResult {
    let sent = Sent::read(web, signed, is_own, form).await?;
    if sent.tickets.is_empty() {
        return redirect(&bulk::done(&sent.back(), "nothing"));
    }
    let mut faults = Faults::default();
    let frame = sent.frame(web, signed).await?;
    if form.text("go") == "save" {
        let outcome = match asked.chosen(form) {
            Ok(act) => carry_out(web, signed, act, sent.tickets.clone()).await,
            Err(refusal) => Err(refusal),
        };
        match outcome {
            Ok(done) => return tell(web, signed, &sent, done).await,
            Err(refusal) => faults = Faults::of(&frame.t, refusal)?,
        }
    }
    let at = sent.at;
    let mut known = known(web, signed, at, &sent.tickets).await?;
    let seen = sent.tickets.iter().filter_map(|named| Some((*named, known.remove(named)?)));
    let (tickets, left): (Vec<_>, Vec<_>) = seen.partition(|(_, ticket)| asked.is_for(ticket));
    let left = left.into_iter().map(|(_, ticket)| ticket).collect();
    let (text, reason) = (form.text("text").to_owned(), form.text("reason").to_owned());
    let q = form.text("q").to_owned();
    let takers = match asked {
        Asked::Give => takers(web, signed, at, &tickets, &q).await?,
        Asked::Message | Asked::Resolve => Takers::default(),
    };
    let offered = Offered { takers, to: form.text("to").to_owned() };
    let (back, choices) = (sent.back(), sent.chosen.page());
    let page = BulkPage { frame, at, asked, back, choices, tickets, left, text, reason, q, offered, faults };
    form_page(page.faults.status(), &page)
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

/// So many at a time as the service takes.
async fn carry_out(
    web: &Web,
    signed: &Signed,
    act: BulkAct,
    tickets: Vec<Named>,
) -> Result<Vec<BulkDone>, Refusal> {
    let mut told = Vec::with_capacity(tickets.len());
    for some in tickets.chunks(MOST_AT_ONCE) {
        told.extend(act_on_many(&web.app, &signed.caller, act.clone(), some.to_vec()).await?);
    }
    Ok(told)
}

async fn tell(web: &Web, signed: &Signed, sent: &Sent, done: Vec<BulkDone>) -> PageResult {
    let (at, back) = (sent.at, sent.back());
    let frame = sent.frame(web, signed).await?;
    let mut known = known(web, signed, at, &sent.tickets).await?;
    let rows = done.into_iter().map(|done| {
        let row = known.remove(&(done.tenant, done.ticket));
        (done, row)
    });
    html(&ResultPage { frame, at, back, rows: rows.collect() })
}

/// What the reader sees of tickets.
async fn known(
    web: &Web,
    signed: &Signed,
    at: At,
    tickets: &[Named],
) -> Result<BTreeMap<Named, TicketRow>, Refusal> {
    let mut known = BTreeMap::new();
    for some in tickets.chunks(MOST_AT_ONCE) {
        let ids = some.iter().map(|(_, id)| Literal::Id(id.uuid())).collect();
        let tenants: BTreeSet<_> = some.iter().map(|(tenant, _)| tenant.uuid()).collect();
        let tenants = tenants.into_iter().map(Literal::Id).collect();
        // With its organization each is found by its key.
        let there = Filter::In { path: Path::Own("tenantId"), literals: tenants };
        let are = Filter::In { path: Path::Own("id"), literals: ids };
        let filter = Some(Filter::And(Box::new(there), Box::new(are)));
        let page = Page::of(i64::try_from(MOST_AT_ONCE).unwrap_or(i64::MAX));
        let wanted = Wanted { filter, page, ..Wanted::default() };
        let (realm, among, owned) = (at.realm(), Among::All, Owned::Anybody);
        let question = ListTickets { realm, wanted, among, owned, counts: false };
        let found = ask(&web.app, &signed.caller, &question).await?;
        known.extend(found.tickets.into_iter().map(|ticket| ((ticket.tenant, ticket.id), ticket)));
    }
    Ok(known)
}
