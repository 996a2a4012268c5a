//! Choosing a person or group: for the members of a group and for those who hold a role.

use askama::Template;
use axum::response::Response;
use domain::directory::Principal;
use service::{
    Refusal, ask,
    principals::{FindPrincipals, PrincipalRow},
};

use crate::{
    answer::{Faults, PageError, form_page},
    caller::Signed,
    form::Form,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/directory/choose.html")]
struct ChoosePage {
    frame: Frame,
    faults: Faults,
    /// The name of what somebody is added to.
    to: String,
    /// The list that it belongs to: the message of its name, and its address.
    list: (&'static str, &'static str),
    /// Where the form leads back to.
    back: String,
    find: String,
    found: Vec<PrincipalRow>,
}

/// What is chosen for.
pub(super) struct For {
    pub(super) to: String,
    pub(super) list: (&'static str, &'static str),
    pub(super) back: String,
}

/// Draws the page: what the search finds, to be chosen from.
pub(super) async fn page(
    web: &Web,
    signed: &Signed,
    frame: Frame,
    what: For,
    find: &str,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let question = FindPrincipals { search: find.to_owned(), people_only: false };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let For { to, list, back } = what;
    form_page(faults.status(), &ChoosePage { frame, faults, to, list, back, find: find.to_owned(), found })
}

/// Who was chosen.
pub(in crate::portal) fn chosen(form: &Form) -> Result<Principal, Refusal> {
    let refused = || Refusal::field("member", service::Code::Required);
    let (kind, id) = form.text("member").split_once(':').ok_or_else(refused)?;
    Principal::new(kind, id.parse().map_err(|_| refused())?).ok_or_else(refused)
}
