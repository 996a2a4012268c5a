//! The list of organizations and its export.

use askama::Template;
use axum::{body::Body, extract::State};
use domain::organization::Face;
use service::{
    ask, cursor,
    organizations::{ListOrganizations, OrganizationRow},
};

use super::query::Chosen;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    portal::{audit_logs::download::attachment, layout::Frame},
    web::Web,
};

/// How many organizations a page shows.
const PAGE: i64 = 50;
/// How many are read at once for an export.
const PIECE: i64 = 1000;

#[derive(Template)]
#[template(path = "portal/organizations/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    organizations: Vec<OrganizationRow>,
    count: i64,
    next: Option<String>,
}

/// Shows the organizations.
pub async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let question = ListOrganizations { wanted: chosen.wanted(fields.text("after"), PAGE)?, count: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let next = match &found.page.next {
        Some(place) => Some(format!("{}&after={}", chosen.address(), cursor::write(place)?)),
        None => None,
    };
    html(&ListPage {
        frame: Frame::of(&web, &signed, Face::Operator, "organizations").await?,
        chosen,
        organizations: found.page.items,
        count: found.count.unwrap_or_default(),
        next,
    })
}

/// The columns of the export, named as in the API.
const COLUMNS: [&str; 11] = [
    "id",
    "displayName",
    "verifiedDomains",
    "country",
    "preferredLanguage",
    "timeZone",
    "isPartner",
    "peopleCount",
    "roomCount",
    "linkCount",
    "createdDateTime",
];

/// The organizations chosen, as CSV.
pub async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let mut wanted = chosen.wanted("", PIECE)?;
    let mut lines = csv::line(COLUMNS);
    loop {
        let question = ListOrganizations { wanted: wanted.clone(), count: false };
        let found = ask(&web.app, &signed.caller, &question).await?;
        for row in &found.page.items {
            lines.extend(csv::line(cells(row)));
        }
        wanted.after = found.page.next;
        if wanted.after.is_none() {
            return Ok(attachment("organizations.csv", "text/csv; charset=utf-8", Body::from(lines)));
        }
    }
}

fn cells(row: &OrganizationRow) -> [String; 11] {
    [
        row.id.to_string(),
        row.name.clone(),
        row.domains.join(" "),
        row.country.clone(),
        row.language.clone(),
        row.time_zone.clone(),
        row.is_partner.to_string(),
        row.people.to_string(),
        row.rooms.to_string(),
        row.links.to_string(),
        row.created_at.to_string(),
    ]
}
