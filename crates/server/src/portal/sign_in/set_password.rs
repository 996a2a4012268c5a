//! Setting a password by a one-time link.

use askama::Template;
use axum::extract::{Path, State};
use service::sign_in::{Invitee, look_at_link, set_password};

use super::visitor::Visitor;
use crate::{
    answer::{Faults, PageResult, html, redirect},
    form::Posted,
    portal::layout::Bare,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/sign_in/set_password.html")]
struct SetPasswordPage {
    bare: Bare,
    csrf: String,
    invitee: Invitee,
    faults: Faults,
}

/// The form.
pub(super) async fn show(State(web): State<Web>, visitor: Visitor, Path(secret): Path<String>) -> PageResult {
    page(&web, &visitor, &secret, Faults::default()).await
}

/// Sets the password; then the person signs in with it.
pub(super) async fn set(
    State(web): State<Web>,
    visitor: Visitor,
    Path(secret): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let (new, repeated) = (form.exact("password"), form.exact("repeated"));
    match set_password(&web.app, &secret, new, repeated, &visitor.visit).await {
        Ok(upn) => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("password-set", "1").append_pair("account", upn.as_str());
            redirect(&format!("/sign-in?{}", query.finish()))
        }
        Err(refusal) => page(&web, &visitor, &secret, Faults::of(&visitor.bare.t, refusal)?).await,
    }
}

async fn page(web: &Web, visitor: &Visitor, secret: &str, faults: Faults) -> PageResult {
    let page = SetPasswordPage {
        invitee: look_at_link(&web.app, secret).await?,
        bare: visitor.bare.clone(),
        csrf: visitor.csrf.clone(),
        faults,
    };
    Ok(visitor.greet(web, html(&page)?))
}
