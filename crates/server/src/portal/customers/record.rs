//! The record of one customer, with as much as the relationship allows.

use askama::Template;
use axum::extract::State;
use domain::id::Id;
use service::{
    ask,
    reseller_relationships::{Customer, Record},
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/customers/record.html")]
struct RecordPage {
    frame: Frame,
    it: Record,
    returned: bool,
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &Customer { tenant: Id::new(tenant) }).await?;
    let returned = fields.text("done") == "returned";
    html(&RecordPage { frame: frame(&web, &signed).await?, it, returned })
}
