//! Partner face > On behalf: the customers in whose own Rooms face the reader can act, by what they delegated.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::organization::Face;
use service::{
    ask,
    delegated_rooms::{CustomersOnBehalf, OnBehalf, SCHEMA},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{layout::Frame, listing::Chosen, rooms::At},
    web::Web,
};

/// The page.
pub fn routes() -> Router<Web> {
    Router::new().route("/partner/on-behalf", get(list))
}

#[derive(Template)]
#[template(path = "portal/on_behalf/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<OnBehalf>,
    count: i64,
    next: Option<String>,
}

impl ListPage {
    /// Where the reader acts there.
    fn address(row: &OnBehalf) -> String {
        At::OnBehalf(row.tenant).list()
    }
}

async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &["displayName"], &[]);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &CustomersOnBehalf { wanted, count: true }).await?;
    html(&ListPage {
        frame: Frame::of(&web, &signed, Face::Partner, "on-behalf").await?,
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        chosen,
    })
}
