//! The list of partner relationships.

use askama::Template;
use axum::extract::State;
use service::{
    ask,
    reseller_relationships::{PARTNERS, PartnerRelationships, ResellerRow},
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

const SORTS: [&str; 2] = ["partnerDisplayName", "startedDateTime"];
const STATES: States = &[
    ("live", "isEnded eq false"),
    ("delegated", "delegatedAdminPrivileges eq true"),
    ("ended", "isEnded eq true"),
];

#[derive(Template)]
#[template(path = "portal/partner_relationships/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<ResellerRow>,
    count: i64,
    next: Option<String>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("partnerDisplayName", t.t("partner")), ("startedDateTime", t.t("since"))]
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&PARTNERS)?.wanted;
    let found = ask(&web.app, &signed.caller, &PartnerRelationships { wanted, count: true }).await?;
    html(&ListPage {
        frame: frame(&web, &signed).await?,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
    })
}
