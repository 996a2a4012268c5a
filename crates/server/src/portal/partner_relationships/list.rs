//! The list of partners with what they hold (R-307, decision 4).

use askama::Template;
use axum::extract::State;
use service::{
    added_customers::{Asked, AskedOfUs},
    ask,
    partner_holdings::{HoldingPartner, PartnerHoldings, SCHEMA},
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

const SORTS: [&str; 1] = ["partnerDisplayName"];
const STATES: States = &[
    ("holding", "isHolding eq true"),
    ("delegated", "delegatedAdminPrivileges gt 0 or granularRelationships gt 0"),
    ("nothing", "isHolding eq false"),
];

#[derive(Template)]
#[template(path = "portal/partner_relationships/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<HoldingPartner>,
    count: i64,
    next: Option<String>,
    /// What the partner that added the organization asks, if that waits for the reader's answer.
    asked: Option<Asked>,
    declined: bool,
    /// Whether a granular relationship was just declined.
    declined_one: bool,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &PartnerHoldings { wanted, count: true }).await?;
    html(&ListPage {
        frame: frame(&web, &signed).await?,
        next: chosen.next(found.page.next.as_ref())?,
        asked: ask(&web.app, &signed.caller, &AskedOfUs).await?,
        declined: fields.text("done") == "declined",
        declined_one: fields.text("done") == "declined-granular",
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
    })
}
