//! The roles of one's own organization, and the partner roles in it.

use askama::Template;
use axum::extract::State;
use domain::{
    organization::Face,
    permission::PermissionSet,
    role::{BuiltInRole, Role, SiteLeadProfile},
};
use service::{
    Code, Refusal, ask,
    assignments::{OwnAssignments, PartnerAssignments, ShownAssignment},
    roles::{ChooseSiteLead, PartnerRoles, RoleContext, RoleRow, RolesIn, SiteLead},
    run,
};

use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/list.html")]
struct ListPage {
    frame: Frame,
    built_in: Vec<(BuiltInRole, PermissionSet, Vec<ShownAssignment>)>,
    custom: Vec<(RoleRow, Vec<ShownAssignment>)>,
    primary_admins: Vec<ShownAssignment>,
    partner_roles: Vec<(RoleRow, Vec<ShownAssignment>)>,
    may_modify: bool,
    profile: SiteLeadProfile,
    done: bool,
}

/// Takes the assignments of a role out of all.
pub(super) fn take(assignments: &mut Vec<ShownAssignment>, role: Role) -> Vec<ShownAssignment> {
    let (of_role, rest) =
        std::mem::take(assignments).into_iter().partition(|assignment| assignment.row.role == role);
    *assignments = rest;
    of_role
}

/// Each role with its assignments, taken out of all.
fn with_assignments(
    roles: Vec<RoleRow>,
    assignments: &mut Vec<ShownAssignment>,
) -> Vec<(RoleRow, Vec<ShownAssignment>)> {
    let with = |role: RoleRow| {
        let its = take(assignments, Role::Custom(role.id));
        (role, its)
    };
    roles.into_iter().map(with).collect()
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "roles").await?;
    let (app, caller) = (&web.app, &signed.caller);
    let mut assignments = ask(app, caller, &OwnAssignments::default()).await?;
    let roles = ask(app, caller, &RolesIn { context: RoleContext::Own, to_modify: false }).await?;
    let mut at_partners = ask(app, caller, &PartnerAssignments).await?;
    let partner_roles = ask(app, caller, &PartnerRoles).await?;
    let built_in = roles.built_in.into_iter().filter(|(role, _)| !role.is_partner_role());
    html(&ListPage {
        built_in: built_in
            .map(|(role, permissions)| (role, permissions, take(&mut assignments, role.into())))
            .collect(),
        custom: with_assignments(roles.custom, &mut assignments),
        partner_roles: with_assignments(partner_roles, &mut at_partners),
        primary_admins: at_partners,
        may_modify: roles.may_modify,
        profile: ask(app, caller, &SiteLead).await?,
        done: fields.text("done") == "saved",
        frame,
    })
}

pub(super) async fn choose_site_lead(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    let profile = SiteLeadProfile::from_key(form.text("profile"));
    let profile = profile.ok_or_else(|| Refusal::field("profile", Code::UnknownValue))?;
    run(&web.app, &signed.caller, ChooseSiteLead { profile }).await?;
    redirect("/settings/roles?done=saved")
}
