//! One granular relationship as its partner sees it.

use askama::Template;
use axum::extract::State;
use domain::{
    granular_relationship::{AssignmentStatus, PartnerConsent, Status, may_extend},
    id::{Id, Organization},
    role_definition::RoleDefinition,
};
use service::{
    Wanted, ask,
    customer_directory::ReadsDirectoryOf,
    granular_relationships::{AccessAssignmentRow, AccessAssignments, GranularRelationshipOf, Shown},
};
use uuid::Uuid;

use super::{partner_frame, roles};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/granular_relationships/detail.html")]
struct DetailPage {
    frame: Frame,
    it: Shown,
    assignments: Vec<AccessAssignmentRow>,
    /// The customer whose people the reader looks up: the pages of its directory need no reseller relationship.
    people_of: Option<Id<Organization>>,
    /// What was just done, as the key of its message.
    done: &'static str,
}

impl DetailPage {
    fn roles(&self) -> Vec<(&'static RoleDefinition, String)> {
        let roles = roles::offered(Some(&self.it.row.roles)).into_iter();
        roles.map(|role| (role, roles::opens(&self.frame.t, role))).collect()
    }

    /// Whether the indirect provider that prepared it waits for an answer.
    fn waits(&self) -> bool {
        self.it.row.consent == Some(PartnerConsent::Pending) && self.it.row.status == Status::ApprovalPending
    }

    fn can_extend(&self) -> bool {
        self.it.row.extends || may_extend(&self.it.row.roles)
    }

    fn can_change(&self, assignment: &AccessAssignmentRow) -> bool {
        self.it.may_assign
            && self.it.row.status == Status::Active
            && assignment.status == AssignmentStatus::Active
    }

    fn can_end(&self, assignment: &AccessAssignmentRow) -> bool {
        let stands = [AssignmentStatus::Pending, AssignmentStatus::Active, AssignmentStatus::Error];
        self.it.may_assign && self.it.row.status == Status::Active && stands.contains(&assignment.status)
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let relationship = Id::new(id);
    let it = ask(&web.app, &signed.caller, &GranularRelationshipOf { relationship }).await?;
    let question = AccessAssignments { relationship, wanted: Wanted::first(300), count: false };
    let assignments = ask(&web.app, &signed.caller, &question).await?.page.items;
    let mut people_of = it.row.customer.filter(|_| it.row.status.is_live());
    if let Some(tenant) = people_of
        && !ask(&web.app, &signed.caller, &ReadsDirectoryOf { tenant }).await?
    {
        people_of = None;
    }
    let done = match fields.text("done") {
        "drafted" => "granular-done-drafted",
        "saved" => "granular-done-saved",
        "finalize" => "granular-done-finalized",
        "agree" => "granular-done-agreed",
        "reject" => "granular-done-rejected",
        "extension" => "granular-done-extension",
        "end" => "granular-done-ended",
        "assigned" => "granular-done-assigned",
        "changed" => "granular-done-changed",
        "taken" => "granular-done-taken",
        _ => "",
    };
    html(&DetailPage { frame: partner_frame(&web, &signed).await?, it, assignments, people_of, done })
}
