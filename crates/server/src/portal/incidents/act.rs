//! What people do with a ticket from its page.

use axum::{extract::State, response::Response};
use domain::{
    id::{Id, User},
    ticket::ClosureReason,
    time::DAY,
};
use service::{
    Code, Refusal, run,
    tickets::{EditTicket, ResolveTicket, WriteMessage},
};

use super::{Named, show::again};
use crate::{
    answer::{PageError, PageResult, redirect},
    caller::Signed,
    form::{Form, Posted},
    i18n::Translator,
    path::PagePath,
    web::Web,
};

/// Writes a message.
pub(super) async fn write(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let (tenant, ticket) = (named.tenant(&signed), named.ticket);
    let command = WriteMessage { tenant, ticket, text: form.text("text").to_owned() };
    let written = run(&web.app, &signed.caller, command).await;
    answer(&web, &signed, named, &form, "written", written).await
}

/// Takes it up.
pub(super) async fn take(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let me = signed.caller.person.user;
    give(&web, &signed, named, &form, Some(me), "taken").await
}

/// Leaves it to others.
pub(super) async fn leave(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    give(&web, &signed, named, &form, None, "left").await
}

async fn give(
    web: &Web,
    signed: &Signed,
    named: Named,
    form: &Form,
    owner: Option<Id<User>>,
    done: &str,
) -> PageResult {
    let stamp = Some(stamp(form));
    let (tenant, ticket) = (named.tenant(signed), named.ticket);
    let command = EditTicket { stamp, owner: Some(owner), ..EditTicket::of(tenant, ticket) };
    let given = run(&web.app, &signed.caller, command).await;
    answer(web, signed, named, form, done, given).await
}

/// Sets the day until which it is to be resolved, or takes it away.
pub(super) async fn set_due(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let shell = signed.shell(&web).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    // Until the end of that day.
    let due_at = match form.text("dueDateTime") {
        "" => Ok(None),
        date => match t.midnight(date) {
            Some(midnight) => Ok(Some(midnight.plus(DAY - 1))),
            None => Err(Refusal::field("dueDateTime", Code::NotATime)),
        },
    };
    let saved = match due_at {
        Ok(due_at) => {
            let stamp = Some(stamp(&form));
            let (tenant, ticket) = (named.tenant(&signed), named.ticket);
            let command = EditTicket { stamp, due_at: Some(due_at), ..EditTicket::of(tenant, ticket) };
            run(&web.app, &signed.caller, command).await
        }
        Err(refusal) => Err(refusal),
    };
    answer(&web, &signed, named, &form, "due", saved).await
}

/// Resolves a recorded issue.
pub(super) async fn resolve(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let resolved = match ClosureReason::from_key(form.text("reason")) {
        Some(reason) => {
            let stamp = Some(stamp(&form));
            let (tenant, ticket) = (named.tenant(&signed), named.ticket);
            run(&web.app, &signed.caller, ResolveTicket { tenant, ticket, stamp, reason }).await
        }
        None => Err(Refusal::field("reason", Code::Required)),
    };
    answer(&web, &signed, named, &form, "resolved", resolved).await
}

/// The version that a form was made of; a form without one matches nothing.
fn stamp(form: &Form) -> i64 {
    form.text("stamp").parse().unwrap_or(-1)
}

pub(super) async fn answer(
    web: &Web,
    signed: &Signed,
    named: Named,
    form: &Form,
    done: &str,
    outcome: Result<(), Refusal>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => {
            let address = named.at(signed)?.ticket(named.tenant(signed), named.ticket);
            redirect(&format!("{address}?done={done}"))
        }
        Err(refusal) => again(web, signed, named, form, refusal).await,
    }
}
