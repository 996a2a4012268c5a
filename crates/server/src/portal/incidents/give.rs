//! Giving a ticket to somebody, or to a team: who sees it is offered, found by a part of the name.

use askama::Template;
use axum::{extract::State, response::Response};
use service::{
    Code, Refusal, ask, run,
    tickets::{EditTicket, GivenTo, MOST_TAKERS, Owned, Taker, Takers, TakersOf, Team, Ticket},
};

use super::{Named, Opened, conditions::word, open, title};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/incidents/give.html")]
struct GivePage {
    frame: Frame,
    at: At,
    ticket: Ticket,
    address: String,
    q: String,
    offered: Offered,
    faults: Faults,
}

/// People and teams to choose from.
pub(super) struct Offered {
    pub takers: Takers,
    /// What is chosen, as the address of a list says it.
    pub to: String,
}

impl GivePage {
    fn title(&self) -> String {
        title(&self.frame.t, &self.ticket.row)
    }
}

impl Offered {
    /// The choice of a person, as the form says it.
    pub(super) fn person(taker: &Taker) -> String {
        word(Owned::Person(taker.id))
    }

    /// The choice of a team.
    pub(super) fn team(team: &Team) -> String {
        word(Owned::Team(team.id))
    }

    /// Whether there may be others than those shown.
    pub(super) fn has_more(&self) -> bool {
        let most = usize::try_from(MOST_TAKERS).unwrap_or(usize::MAX);
        self.takers.people.len() >= most || self.takers.teams.len() >= most
    }
}

/// Offers people and teams.
pub(super) async fn offer(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, named, &fields, None).await
}

/// Gives it.
pub(super) async fn give(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let given = match edit(&signed, named, &form) {
        Ok(command) => run(&web.app, &signed.caller, command).await,
        Err(refusal) => Err(refusal),
    };
    match given {
        Ok(()) => {
            let address = named.at(&signed)?.ticket(named.tenant(&signed), named.ticket);
            redirect(&format!("{address}?done=given"))
        }
        Err(refusal) => page(&web, &signed, named, &form, Some(refusal)).await,
    }
}

/// What was chosen, for the version that was read.
fn edit(signed: &Signed, named: Named, form: &Form) -> Result<EditTicket, Refusal> {
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let command = EditTicket { stamp, ..EditTicket::of(named.tenant(signed), named.ticket) };
    Ok(command.give(to(form)?))
}

/// To whom, as the choices say it.
pub(super) fn to(form: &Form) -> Result<GivenTo, Refusal> {
    let unknown = || Refusal::field("to", Code::UnknownReference);
    match form.text("to").split_once('.') {
        Some(("person", id)) => id.parse().map(GivenTo::Person).map_err(|_| unknown()),
        Some(("team", id)) => id.parse().map(GivenTo::Team).map_err(|_| unknown()),
        _ if form.text("to") == "nobody" => Ok(GivenTo::Nobody),
        _ => Err(Refusal::field("to", Code::Required)),
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    named: Named,
    form: &Form,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let Opened { frame, at, ticket, address, .. } = open(web, signed, named, None).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(beside_the_choice).map(|refusal| Faults::of(&frame.t, refusal)).transpose()?;
    let q = form.text("q").to_owned();
    let tickets = vec![(named.tenant(signed), named.ticket)];
    let question = TakersOf { realm: at.realm(), tickets, search: q.clone() };
    let takers = ask(&web.app, &signed.caller, &question).await?;
    let offered = Offered { takers, to: form.text("to").to_owned() };
    let faults = faults.unwrap_or_default();
    form_page(status, &GivePage { frame, at, ticket, address, q, offered, faults })
}

/// The same refusal with its field called as on this page.
fn beside_the_choice(mut refusal: Refusal) -> Refusal {
    if let Refusal::Invalid(_, faults) = &mut refusal {
        for fault in faults.iter_mut().filter(|fault| matches!(&*fault.field, "ownerId" | "teamId")) {
            fault.field = "to".into();
        }
    }
    refusal
}
