//! The list of groups as CSV: what the search shows, page by page, under the rights of each moment.

use axum::extract::State;
use service::{
    Export,
    groups::{GroupRow, ListGroups, ShownRule},
};

use super::chosen::Chosen;
use crate::{answer::PageResult, caller::Signed, csv, form::Fields, portal::rooms::At, web::Web};

/// The columns, as properties of the API.
const COLUMNS: [&str; 7] = [
    "id",
    "displayName",
    "tenantDisplayName",
    "description",
    "memberCount",
    "rule/placeDisplayName",
    "rule/tag",
];

/// One's own groups.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    write(web, signed, at, &Chosen::read(&fields)).await
}

/// The groups of customers.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    write(web, signed, at, &chosen).await
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let question = ListGroups { realm: at.realm(), wanted: chosen.wanted()?, counts: false };
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("groups.csv", COLUMNS, (app, caller), export, cells).await?)
}

fn cells(group: &GroupRow) -> [String; 7] {
    let (place, tag) = match &group.rule {
        Some(ShownRule::Place(_, name)) => (name.clone(), String::new()),
        Some(ShownRule::Tag(tag)) => (String::new(), tag.to_string()),
        None => Default::default(),
    };
    [
        group.id.to_string(),
        group.name.clone(),
        group.tenant_name.clone(),
        group.description.clone(),
        group.members.to_string(),
        place,
        tag,
    ]
}
