//! Partner face > Customers: who buys from one's organization, and the requests that ask for it.

mod added;
mod delegation;
mod directories;
mod distributions;
mod draft;
mod end;
mod group;
mod groups;
mod list;
mod monitor;
mod people;
mod person;
mod person_forms;
mod record;
mod requests;
mod return_many;

pub(in crate::portal) use draft::mailto;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{agent::AgentRight, organization::Face};
use service::Refusal;

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The pages of customers.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/partner/customers", get(list::list))
        .route("/partner/customers.csv", get(list::csv))
        .route("/partner/customers/monitor", get(monitor::list))
        .route("/partner/customers/monitor.csv", get(monitor::csv))
        .route("/partner/customers/monitor/return", post(return_many::give_back))
        .route("/partner/customers/added", get(added::list))
        .route("/partner/customers/added.csv", get(added::csv))
        .route("/partner/customers/added/new", get(added::new).post(added::make))
        .route("/partner/customers/added/{tenant}/withdraw", get(added::ask_withdraw).post(added::withdraw))
        .route("/partner/customers/added/{tenant}/invite", post(added::invite))
        .route("/partner/customers/requests", get(requests::list))
        .route("/partner/customers/requests/new", get(requests::new).post(requests::make))
        .route("/partner/customers/requests/{id}", get(draft::show).post(draft::edit))
        .route("/partner/customers/requests/{id}/revoke", get(requests::ask_revoke).post(requests::revoke))
        .route("/partner/customers/distributions", get(distributions::list))
        .route(
            "/partner/customers/distributions/{distribution}/end",
            get(distributions::ask_end).post(distributions::end),
        )
        // The address that indirect providers send.
        .route(
            "/partners/invitation/indirectResellerRelationships/{token}",
            get(distributions::open).post(distributions::accept),
        )
        .route("/partner/directories", get(directories::list))
        .route("/partner/customers/{tenant}", get(record::show))
        .route("/partner/customers/{tenant}/people", get(people::list))
        .route("/partner/customers/{tenant}/people/new", get(person_forms::new).post(person_forms::create))
        .route("/partner/customers/{tenant}/people/{user}", get(person::show))
        .route(
            "/partner/customers/{tenant}/people/{user}/edit",
            get(person_forms::edit).post(person_forms::save),
        )
        .route("/partner/customers/{tenant}/people/{user}/enable", post(person::enable))
        .route("/partner/customers/{tenant}/people/{user}/disable", post(person::disable))
        .route("/partner/customers/{tenant}/people/{user}/password-link", post(person::password_link))
        .route("/partner/customers/{tenant}/groups", get(groups::list))
        .route("/partner/customers/{tenant}/groups/new", get(groups::new).post(groups::create))
        .route("/partner/customers/{tenant}/groups/{group}", get(group::show))
        .route("/partner/customers/{tenant}/groups/{group}/edit", get(groups::edit).post(groups::save))
        .route(
            "/partner/customers/{tenant}/groups/{group}/delete",
            get(group::ask_delete).post(group::delete),
        )
        .route("/partner/customers/{tenant}/groups/{group}/add", get(group::choose).post(group::add))
        .route("/partner/customers/{tenant}/groups/{group}/members/{member}/remove", post(group::remove))
        .route("/partner/customers/{tenant}/return", get(delegation::show).post(delegation::save))
        .route("/partner/customers/{tenant}/end", get(end::show).post(end::save))
}

/// What was just done in a customer's directory, as the message of a key that the address holds.
fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "created" => "customer-person-was-added",
        "mailed" => "customer-link-was-ordered",
        "saved" => "directory-saved",
        "enabled" => "user-was-enabled",
        "disabled" => "user-was-disabled",
        "deleted" => "directory-deleted",
        "added" => "directory-added",
        "removed" => "directory-removed",
        _ => return None,
    })
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Partner, "customers").await
}

/// Whether the reader adds customers: who asks them for relationships does, where the operator lets partners.
fn adds(web: &Web, frame: &Frame) -> bool {
    web.app.settings.customer_domain.is_some() && requests(frame)
}

/// Whether the reader asks customers for relationships.
fn requests(frame: &Frame) -> bool {
    frame.shell.agent_rights.contains(&AgentRight::RequestRelationship)
}
