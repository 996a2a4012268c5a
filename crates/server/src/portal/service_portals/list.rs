//! The registered portals.

use askama::Template;
use axum::extract::State;
use service::{
    Wanted, ask,
    service_portals::{ListServicePortals, ServicePortalRow},
};

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/service_portals/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<ServicePortalRow>,
    done: Option<&'static str>,
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    // There are never more than a page of them.
    let question = ListServicePortals { wanted: Wanted::default(), count: false };
    let rows = ask(&web.app, &signed.caller, &question).await?.page.items;
    let done = match fields.text("done") {
        "saved" => Some("service-portal-saved"),
        "deleted" => Some("service-portal-deleted"),
        _ => None,
    };
    html(&ListPage { frame: frame(&web, &signed).await?, rows, done })
}
