//! Making and ending access tokens.

use askama::Template;
use axum::extract::State;
use domain::id::{AccessToken, Id};
use service::{
    Access, Refusal, Wanted,
    access_tokens::{AccessTokenRow, CreateAccessToken, OwnAccessTokens, RevokeAccessToken},
    ask, run,
};

use super::page::{SHOWN, Shown, faults, frame, page};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// Makes a token; the answer shows it, this once.
pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let command = CreateAccessToken {
        name: form.text("token-name").to_owned(),
        access: if form.text("access") == "write" { Access::Write } else { Access::Read },
        days: form.text("days").parse().unwrap_or(0),
    };
    let shown = match run(&web.app, &signed.caller, command).await {
        Ok(made) => Shown { made: Some(made.secret.reveal().to_owned()), ..Shown::default() },
        Err(refusal) => Shown {
            token: faults(&web, &signed, refusal).await?,
            token_name: form.text("token-name").to_owned(),
            token_days: form.text("days").to_owned(),
            ..Shown::default()
        },
    };
    page(&web, &signed, shown).await
}

#[derive(Template)]
#[template(path = "portal/account/token.html")]
struct ConfirmPage {
    frame: Frame,
    token: AccessTokenRow,
}

/// Asks before a token ends: programs that use it stop.
pub(super) async fn confirm(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Id<AccessToken>>,
) -> PageResult {
    let question = OwnAccessTokens { wanted: Wanted::first(SHOWN), count: false };
    let tokens = ask(&web.app, &signed.caller, &question).await?.page.items;
    let token = tokens.into_iter().find(|token| token.id == id).ok_or(Refusal::Missing)?;
    html(&ConfirmPage { frame: frame(&web, &signed).await?, token })
}

/// Ends a token.
pub(super) async fn revoke(
    State(web): State<Web>,
    signed: Signed,
    PagePath(token): PagePath<Id<AccessToken>>,
    _: Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RevokeAccessToken { token }).await?;
    redirect("/account?done=token")
}
