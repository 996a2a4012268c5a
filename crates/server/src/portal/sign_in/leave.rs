//! Signing out of this browser.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect},
};
use service::{Refusal, run, sessions::SignOut};

use crate::{
    answer::PageResult,
    caller::{SESSION_COOKIE, Signed, set_cookie},
    form::Posted,
    web::Web,
};

/// Ends the session and takes the cookie back.
pub(super) async fn sign_out(State(web): State<Web>, signed: Signed, _: Posted) -> PageResult {
    run(&web.app, &signed.caller, SignOut).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    let value = HeaderValue::from_str(&set_cookie(&web, SESSION_COOKIE, "", 0))
        .map_err(|error| Refusal::Bug(Box::new(error)))?;
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(response)
}
