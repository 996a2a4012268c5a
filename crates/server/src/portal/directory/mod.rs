//! The directory of an organization: users, security groups, directory roles.

mod choose;
mod group;
mod groups;
mod roles;
mod user;
mod user_forms;
mod users;

pub(in crate::portal) use choose::chosen;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{directory::Principal, organization::Face};
use service::{Code, Manages, Refusal, Requirement, ask};

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The pages of the directory.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/directory/users", get(users::list))
        .route("/directory/users.csv", get(users::csv))
        .route("/directory/users/new", get(user_forms::new).post(user_forms::create))
        .route("/directory/users/{id}", get(user::show))
        .route("/directory/users/{id}/edit", get(user_forms::edit).post(user_forms::save))
        .route("/directory/users/{id}/password-link", post(user_forms::password_link))
        .route("/directory/users/{id}/enable", post(user::enable))
        .route("/directory/users/{id}/disable", get(user::ask_disable).post(user::disable))
        .route("/directory/users/{id}/delete", get(user::ask_delete).post(user::delete))
        .route("/directory/users/{id}/sessions/revoke", post(user::revoke_sessions))
        .route("/directory/users/{id}/sessions/{session}/revoke", post(user::revoke_session))
        .route("/directory/groups", get(groups::list))
        .route("/directory/groups.csv", get(groups::csv))
        .route("/directory/groups/new", get(groups::new).post(groups::create))
        .route("/directory/groups/{id}", get(group::show))
        .route("/directory/groups/{id}/edit", get(group::edit).post(group::save))
        .route("/directory/groups/{id}/delete", get(group::ask_delete).post(group::delete))
        .route("/directory/groups/{id}/add", get(group::choose).post(group::add))
        .route("/directory/groups/{id}/members/{member}/remove", post(group::remove))
        .route("/directory/roles", get(roles::list))
        .route("/directory/roles.csv", get(roles::csv))
        .route("/directory/roles/{role}/add", get(roles::choose).post(roles::give))
        .route("/directory/roles/{role}/members/{member}/remove", get(roles::ask_take).post(roles::take))
}

async fn frame(web: &Web, signed: &Signed, entry: &'static str) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Rooms, entry).await
}

/// Whether the reader manages a person or security group.
async fn manages(web: &Web, signed: &Signed, principal: Principal) -> Result<bool, Refusal> {
    ask(&web.app, &signed.caller, &Manages(principal)).await
}

/// Refuses a form about a person or security group to whoever does not manage it.
async fn require(web: &Web, signed: &Signed, principal: Principal) -> Result<(), Refusal> {
    if manages(web, signed, principal).await? {
        return Ok(());
    }
    Err(Refusal::Denied(Code::Forbidden, Some(Requirement::GlobalAdministrator)))
}

/// Time zones that the field offers; any other IANA name can be typed.
pub(crate) const ZONES: [&str; 40] = [
    "UTC",
    "America/Anchorage",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Halifax",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Toronto",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Asia/Bangkok",
    "Asia/Dubai",
    "Asia/Ho_Chi_Minh",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Taipei",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Moscow",
    "Europe/Paris",
    "Pacific/Auckland",
];

/// What was just done, as the message of a key that the address holds.
fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "saved" => "directory-saved",
        "enabled" => "user-was-enabled",
        "disabled" => "user-was-disabled",
        "deleted" => "directory-deleted",
        "sessions" => "user-sessions-ended",
        "added" => "directory-added",
        "removed" => "directory-removed",
        _ => return None,
    })
}
