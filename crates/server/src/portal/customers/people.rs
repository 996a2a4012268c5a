//! The people of a customer, for those whose role there looks people up.

use askama::Template;
use axum::extract::State;
use domain::id::Id;
use service::{
    ask,
    customer_directory::{CustomerDirectory, DirectoryHome},
    reseller_relationships::{CustomerPeople, PEOPLE},
    users::UserRow,
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 2] = ["displayName", "userPrincipalName"];
const STATES: States = &[("enabled", "accountEnabled eq true"), ("disabled", "accountEnabled eq false")];

#[derive(Template)]
#[template(path = "portal/customers/people.html")]
struct PeoplePage {
    frame: Frame,
    tenant: Uuid,
    customer: DirectoryHome,
    chosen: Chosen,
    rows: Vec<UserRow>,
    count: i64,
    next: Option<String>,
}

impl PeoplePage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("displayName", t.t("name")), ("userPrincipalName", t.t("account-name"))]
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&PEOPLE)?.wanted;
    let question = CustomerPeople { tenant: Id::new(tenant), wanted, count: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let customer = ask(&web.app, &signed.caller, &CustomerDirectory { tenant: Id::new(tenant) }).await?;
    html(&PeoplePage {
        frame: frame(&web, &signed).await?,
        tenant,
        customer,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
    })
}
