//! The list of applications.

use askama::Template;
use axum::extract::State;
use service::{
    applications::{ApplicationRow, ListApplications, SCHEMA},
    ask,
};

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 3] = ["displayName", "isEnabled", "createdDateTime"];
const STATES: States = &[("enabled", "isEnabled eq true"), ("disabled", "isEnabled eq false")];

#[derive(Template)]
#[template(path = "portal/applications/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<ApplicationRow>,
    count: i64,
    next: Option<String>,
    is_deleted: bool,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 3] {
        let t = &self.frame.t;
        [
            ("displayName", t.t("name")),
            ("isEnabled", t.t("state")),
            ("createdDateTime", t.t("application-registered")),
        ]
    }
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &ListApplications { wanted, count: true }).await?;
    html(&ListPage {
        frame: frame(&web, &signed).await?,
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        is_deleted: fields.text("done") == "deleted",
        chosen,
    })
}
