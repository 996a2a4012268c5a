//! The list of users and its export.

use askama::Template;
use axum::{body::Body, extract::State};
use service::{
    ask, run,
    users::{ExportUsers, ListUsers, SCHEMA, UserRow, UserState},
};

use super::{done, frame};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    portal::{
        audit_logs::download::attachment,
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const STATES: States = &[
    ("enabled", "accountEnabled eq true"),
    ("disabled", "accountEnabled eq false"),
    ("unconfirmed", "confirmed eq false"),
];
const SORTS: [&str; 4] = ["displayName", "userPrincipalName", "createdDateTime", "lastSignInDateTime"];

#[derive(Template)]
#[template(path = "portal/directory/users.html")]
struct UsersPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<UserRow>,
    count: i64,
    next: Option<String>,
    done: Option<&'static str>,
}

impl UsersPage {
    /// The states to choose from, by name.
    fn states(&self) -> [(&'static str, String); 3] {
        let t = &self.frame.t;
        [
            ("enabled", t.t("user-enabled")),
            ("disabled", t.t("user-disabled")),
            ("unconfirmed", t.t("user-not-confirmed")),
        ]
    }

    /// The sortable columns of names.
    fn names(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("displayName", t.t("name")), ("userPrincipalName", t.t("account-name"))]
    }

    /// The sortable columns of times.
    fn times(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("lastSignInDateTime", t.t("user-last-sign-in")), ("createdDateTime", t.t("user-created"))]
    }
}

/// Shows the users.
pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &ListUsers { wanted, count: true }).await?;
    html(&UsersPage {
        frame: frame(&web, &signed, "users").await?,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        done: done(fields.text("done")),
    })
}

/// The users as CSV, those of the search and filter in force.
pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let state = match chosen.state.as_str() {
        "enabled" => Some(UserState::Enabled),
        "disabled" => Some(UserState::Disabled),
        "unconfirmed" => Some(UserState::Unconfirmed),
        _ => None,
    };
    let rows = run(&web.app, &signed.caller, ExportUsers { search: chosen.q, state }).await?;
    let mut file = csv::line([
        "id",
        "userPrincipalName",
        "displayName",
        "accountEnabled",
        "preferredLanguage",
        "timeZone",
        "createdDateTime",
        "lastSignInDateTime",
        "confirmed",
    ]);
    for row in rows {
        file.extend(csv::line([
            row.id.to_string(),
            row.upn,
            row.display_name,
            row.enabled.to_string(),
            row.language,
            row.time_zone,
            row.created_at.to_string(),
            row.last_sign_in_at.map(|at| at.to_string()).unwrap_or_default(),
            (!row.is_unconfirmed).to_string(),
        ]));
    }
    Ok(attachment("users.csv", "text/csv; charset=utf-8", Body::from(file)))
}
