//! Settings > Roles: the roles there are and their assignments; on the Partner face those at a customer.

mod assignment;
mod at_customer;
mod bulk;
mod compare;
mod create;
mod custom;
mod list;
mod mail;
mod period;
mod place;
mod review;
mod wizard;
mod wizard_state;

use axum::{
    Router,
    routing::{get, post},
};
use domain::time::Time;
use service::assignments::AssignmentRow;

pub(crate) use self::period::{ends_soon, last, standing};
use crate::{i18n::Translator, web::Web};

/// The pages of roles.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/roles", get(list::list))
        .route("/settings/roles/site-lead", post(list::choose_site_lead))
        .route(
            "/settings/roles/partner/{id}/delete",
            get(custom::ask_delete_of_partner).post(custom::delete_of_partner),
        )
        .route("/partner/settings/roles", get(at_customer::show))
        .route("/partner/settings/roles/{tenant}", post(at_customer::save))
        .merge(bulk::routes())
        .merge(in_place("/settings/roles"))
        .merge(in_place("/partner/settings/roles/{tenant}"))
}

/// The pages that are the same in one's own organization and at a customer.
fn in_place(base: &str) -> Router<Web> {
    Router::new()
        .route(&format!("{base}/custom/new"), get(wizard::begin).post(wizard::step))
        .route(&format!("{base}/custom/{{id}}"), get(custom::show).post(custom::save))
        .route(&format!("{base}/custom/{{id}}/delete"), get(custom::ask_delete).post(custom::delete))
        .route(&format!("{base}/compare"), get(compare::show))
        .route(&format!("{base}/new"), get(create::show).post(create::save))
        .route(&format!("{base}/{{id}}"), get(assignment::show).post(assignment::save))
        .route(&format!("{base}/{{id}}/extend"), post(assignment::extend))
        .route(&format!("{base}/{{id}}/delete"), get(assignment::ask_delete).post(assignment::delete))
}

/// When an assignment counts, in words; none if it always does.
pub(crate) fn period_words(t: &Translator, row: &AssignmentRow) -> Option<String> {
    period_between(t, row.from, row.until)
}

/// The same of two moments.
pub(crate) fn period_between(t: &Translator, from: Option<Time>, until: Option<Time>) -> Option<String> {
    let from = from.map(|at| t.with("period-since", "day", t.date(at)));
    let until = until.map(|at| t.with("period-to", "day", t.date(last(at))));
    match (from, until) {
        (None, None) => None,
        (from, until) => Some([from, until].into_iter().flatten().collect::<Vec<_>>().join(" ")),
    }
}
