//! The roles of one's own organization, and the partner roles in it.

use askama::Template;
use axum::extract::State;
use domain::{organization::Face, role::BuiltInRole};
use service::{
    ask,
    assignments::{OwnAssignments, PartnerAssignments, ShownAssignment},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/list.html")]
struct ListPage {
    frame: Frame,
    own: Vec<(BuiltInRole, Vec<ShownAssignment>)>,
    partners: Vec<ShownAssignment>,
    done: bool,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "roles").await?;
    let mut assignments = ask(&web.app, &signed.caller, &OwnAssignments::default()).await?;
    let partners = ask(&web.app, &signed.caller, &PartnerAssignments).await?;
    let mut own = Vec::new();
    for role in BuiltInRole::ALL.into_iter().filter(|role| !role.is_partner_role()) {
        let (of_role, rest): (Vec<_>, Vec<_>) =
            assignments.into_iter().partition(|assignment| assignment.row.role == role.into());
        assignments = rest;
        own.push((role, of_role));
    }
    html(&ListPage { frame, own, partners, done: fields.text("done") == "saved" })
}
