//! Settings > Partners: the partners of one's own organization and the invitations to them.

mod detail;
mod invitation;
mod invite;
mod list;
mod remove;
mod scope;
mod wizard;
mod wizard_state;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{invitation::InvitationState, link::LinkState};

use askama::Template;
use service::scopes::Described;

use crate::{i18n::Translator, portal::layout::Frame, web::Web};

/// The pages of partners.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/partners", get(list::list))
        .route("/settings/partners/new", get(wizard::begin).post(wizard::step))
        .route("/settings/partners/invitations/{id}", get(invitation::show))
        .route("/settings/partners/invitations/{id}/withdraw", post(invitation::withdraw))
        .route("/settings/partners/{id}", get(detail::show))
        .route("/settings/partners/{id}/extended-permissions", post(detail::extend))
        .route("/settings/partners/{id}/invite", get(invite::show).post(invite::send))
        .route("/settings/partners/{id}/scope", get(scope::show).post(scope::save))
        .route("/settings/partners/{id}/remove", get(remove::show).post(remove::save))
}

/// The badge and icon of an invitation's state.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
pub(crate) const fn invitation_badge(state: &InvitationState) -> (&'static str, &'static str) {
    match state {
        InvitationState::Pending => ("badge badge-info", "time"),
        InvitationState::Accepted => ("badge badge-good", "check"),
        InvitationState::Denied => ("badge badge-bad", "blocked"),
        InvitationState::Withdrawn | InvitationState::Expired => ("badge", "history"),
    }
}

/// The badge and icon of a link's state.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
pub(crate) const fn link_badge(state: &LinkState) -> (&'static str, &'static str) {
    match state {
        LinkState::Active => ("badge badge-good", "check"),
        LinkState::Suspended => ("badge badge-warn", "pause"),
        LinkState::EndedByPartner | LinkState::EndedByCustomer => ("badge", "history"),
    }
}

/// What a scope names, in words.
#[derive(Template)]
#[template(path = "portal/partners/scope_words.html")]
pub(crate) struct ScopeWords {
    t: Translator,
    icons: String,
    scope: Described,
}

/// What a scope names, in words.
pub(crate) fn scope_words(frame: &Frame, scope: &Described) -> ScopeWords {
    ScopeWords { t: frame.t.clone(), icons: frame.icons.clone(), scope: scope.clone() }
}
