//! Ending one's sessions.

use axum::extract::State;
use domain::id::{Id, Session};
use service::{
    run,
    sessions::{RevokeOwnSession, SignOutEverywhere},
};

use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    web::Web,
};

/// Ends one session.
pub(super) async fn revoke(
    State(web): State<Web>,
    signed: Signed,
    PagePath(session): PagePath<Id<Session>>,
    _: Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RevokeOwnSession { session }).await?;
    redirect("/account?done=session")
}

/// Ends every session, this one included.
pub(super) async fn sign_out_everywhere(State(web): State<Web>, signed: Signed, _: Posted) -> PageResult {
    run(&web.app, &signed.caller, SignOutEverywhere).await?;
    redirect("/sign-in")
}
