//! The granular relationships that a customer approved: the list, and one with who holds what by it.

use askama::Template;
use axum::extract::State;
use domain::{
    granular_relationship::{Status, may_extend},
    id::Id,
    role_definition::RoleDefinition,
};
use service::{
    ask,
    granular_relationships::{
        AccessAssignmentRow, GRANTED, Granted, GrantedRelationship, GrantedRelationships, GranularRow, Holder,
    },
};
use uuid::Uuid;

use super::{customer_frame, roles};
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

const SORTS: [&str; 3] = ["partnerDisplayName", "status", "endDateTime"];
const STATES: States =
    &[("active", "status eq 'active'"), ("ended", "status eq 'expired' or status eq 'terminated'")];

#[derive(Template)]
#[template(path = "portal/granular_relationships/granted.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<GranularRow>,
    count: i64,
    next: Option<String>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 3] {
        let t = &self.frame.t;
        [
            ("partnerDisplayName", t.t("partner")),
            ("status", t.t("state")),
            ("endDateTime", t.t("granular-ends")),
        ]
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&GRANTED)?.wanted;
    let found = ask(&web.app, &signed.caller, &GrantedRelationships { wanted, count: true }).await?;
    html(&ListPage {
        frame: customer_frame(&web, &signed).await?,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
    })
}

#[derive(Template)]
#[template(path = "portal/granular_relationships/granted_one.html")]
struct OnePage {
    frame: Frame,
    it: Granted,
    done: &'static str,
}

impl OnePage {
    fn roles(&self) -> Vec<(&'static RoleDefinition, String)> {
        let roles = roles::offered(Some(&self.it.row.roles)).into_iter();
        roles.map(|role| (role, roles::opens_here(&self.frame.t, role))).collect()
    }

    fn people_of(&self, assignment: &AccessAssignmentRow) -> Vec<&Holder> {
        self.it.people.iter().filter(|person| person.group == assignment.group).collect()
    }

    fn can_extend(&self) -> bool {
        self.it.row.extends || may_extend(&self.it.row.roles)
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &GrantedRelationship { relationship: Id::new(id) }).await?;
    let done = match fields.text("done") {
        "approved" => "granular-done-approved",
        "extension" => "granular-done-extension",
        "end" => "granular-done-ended",
        _ => "",
    };
    html(&OnePage { frame: customer_frame(&web, &signed).await?, it, done })
}
