//! Partner face > Customer directories: where the reader holds a directory role by delegation that looks people up, as an agent or by a
//! security group alone.

use askama::Template;
use axum::extract::State;
use domain::{directory::DirectoryRight, organization::Face};
use service::{
    ask,
    customer_directory::{CustomerDirectories, DIRECTORIES, ReachedDirectory},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{layout::Frame, listing::Chosen},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/customers/directories.html")]
struct DirectoriesPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<ReachedDirectory>,
    count: i64,
    next: Option<String>,
}

impl DirectoriesPage {
    /// Where a name leads: to the record of the customer, or to its people where the reader has none.
    fn address(row: &ReachedDirectory) -> String {
        let record = format!("/partner/customers/{}", row.tenant);
        if row.has_record { record } else { format!("{record}/people") }
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &["displayName"], &[]);
    let wanted = chosen.asked(&DIRECTORIES)?.wanted;
    let found = ask(&web.app, &signed.caller, &CustomerDirectories { wanted, count: true }).await?;
    html(&DirectoriesPage {
        frame: Frame::of(&web, &signed, Face::Partner, "customer-directories").await?,
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        chosen,
    })
}
