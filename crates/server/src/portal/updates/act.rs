//! What is done with an update as a whole, each by a button of its page.

use axum::extract::State;
use service::{
    Code, Refusal,
    rollouts::{PauseRollout, ResumeRollout, RetryFailed, StartRollout},
    run,
};

use super::{Named, show::page};
use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::{Fields, Posted},
    i18n::Translator,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// Back to the page: with what was done, or with what was refused.
async fn back(
    web: &Web,
    signed: &Signed,
    named: Named,
    word: &str,
    outcome: Result<(), Refusal>,
) -> PageResult {
    match outcome {
        Ok(()) => redirect(&format!("{}?done={word}", named.address(signed))),
        Err(refusal) => page(web, signed, named, &Fields::default(), Some(refusal)).await,
    }
}

/// Rolls a release out.
pub(super) async fn start(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let frame = Frame::of(&web, &signed, named.at(&signed).face(), named.at(&signed).updates_entry()).await?;
    let outcome = match begins_at(&frame.t, form.text("beginsDateTime")) {
        Ok(begins_at) => {
            let (tenant, release) = (named.tenant(&signed), named.release);
            run(&web.app, &signed.caller, StartRollout { tenant, release, begins_at }).await
        }
        Err(refusal) => Err(refusal),
    };
    back(&web, &signed, named, "started", outcome).await
}

/// A moment by the clock of the reader, as the API writes it.
fn begins_at(t: &Translator, typed: &str) -> Result<String, Refusal> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let at = t.moment(typed).ok_or_else(|| Refusal::field("beginsDateTime", Code::NotATime))?;
    Ok(at.to_string())
}

/// Lets it stand still.
pub(super) async fn pause(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    _: Posted,
) -> PageResult {
    let (tenant, release) = (named.tenant(&signed), named.release);
    let command = PauseRollout { tenant, release, reason: String::new() };
    let outcome = run(&web.app, &signed.caller, command).await;
    back(&web, &signed, named, "paused", outcome).await
}

/// Lets it go on.
pub(super) async fn resume(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    _: Posted,
) -> PageResult {
    let (tenant, release) = (named.tenant(&signed), named.release);
    let outcome = run(&web.app, &signed.caller, ResumeRollout { tenant, release }).await;
    back(&web, &signed, named, "resumed", outcome).await
}

/// Tries again what failed.
pub(super) async fn retry(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    _: Posted,
) -> PageResult {
    let (tenant, release) = (named.tenant(&signed), named.release);
    let outcome = run(&web.app, &signed.caller, RetryFailed { tenant, release }).await;
    back(&web, &signed, named, "retried", outcome).await
}
