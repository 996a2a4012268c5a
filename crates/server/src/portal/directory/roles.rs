//! Directory roles: who holds them, giving and taking them.

use askama::Template;
use axum::{body::Body, extract::State, response::Response};
use domain::role::DirectoryRole;
use service::{
    Refusal, ask,
    directory_roles::{
        DirectoryRoles, ExportDirectoryRoles, GiveDirectoryRole, RoleWithMembers, TakeDirectoryRole,
    },
    principals::PrincipalRow,
    run,
};
use uuid::Uuid;

use super::{
    choose::{self, For, chosen},
    done, frame,
    groups::cells,
};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    caller::Signed,
    csv,
    form::{Fields, Posted},
    path::PagePath,
    portal::{audit_logs::download::attachment, layout::Frame},
    web::Web,
};

const LIST: (&str, &str) = ("nav-directory-roles", "/directory/roles");

#[derive(Template)]
#[template(path = "portal/directory/roles.html")]
struct RolesPage {
    frame: Frame,
    roles: Vec<RoleWithMembers>,
    find: String,
    done: Option<&'static str>,
}

/// Shows the roles with their holders, those of the search alone.
pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let find = fields.text("q").to_owned();
    let key = domain::text::key(&find);
    let mut roles = ask(&web.app, &signed.caller, &DirectoryRoles).await?;
    for role in &mut roles {
        role.members.retain(|who| domain::text::key(&who.name).contains(&key) || who.upn.contains(&key));
    }
    let frame = frame(&web, &signed, "directory-roles").await?;
    html(&RolesPage { frame, roles, find, done: done(fields.text("done")) })
}

/// The roles with their holders as CSV.
pub(super) async fn csv(State(web): State<Web>, signed: Signed) -> PageResult {
    let lines = run(&web.app, &signed.caller, ExportDirectoryRoles).await?;
    let mut file = csv::line(["role", "description", "memberKind", "memberName", "memberUserPrincipalName"]);
    file.extend(lines.into_iter().flat_map(cells));
    Ok(attachment("directory-roles.csv", "text/csv; charset=utf-8", Body::from(file)))
}

/// Chooses who gets a role.
pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(role): PagePath<String>,
    fields: Fields,
) -> PageResult {
    let role = DirectoryRole::from_key(&role).ok_or(Refusal::Missing)?;
    choices(&web, &signed, role, fields.text("find"), None).await
}

/// Gives the role to who was chosen.
pub(super) async fn give(
    State(web): State<Web>,
    signed: Signed,
    PagePath(role): PagePath<String>,
    Posted(form): Posted,
) -> PageResult {
    let role = DirectoryRole::from_key(&role).ok_or(Refusal::Missing)?;
    let outcome = match chosen(&form) {
        Ok(member) => run(&web.app, &signed.caller, GiveDirectoryRole { role, member }).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(()) => redirect("/directory/roles?done=added"),
        Err(refusal) => choices(&web, &signed, role, form.text("find"), Some(refusal)).await,
    }
}

async fn choices(
    web: &Web,
    signed: &Signed,
    role: DirectoryRole,
    find: &str,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let frame = frame(web, signed, "directory-roles").await?;
    let what = For { to: frame.t.word("role-", role.key()), list: LIST, back: LIST.1.to_owned() };
    choose::page(web, signed, frame, what, find, refusal).await
}

#[derive(Template)]
#[template(path = "portal/directory/confirm_role.html")]
struct ConfirmPage {
    frame: Frame,
    role: DirectoryRole,
    who: PrincipalRow,
    faults: Faults,
}

async fn confirm(
    web: &Web,
    signed: &Signed,
    role: DirectoryRole,
    member: Uuid,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let frame = frame(web, signed, "directory-roles").await?;
    let roles = ask(&web.app, &signed.caller, &DirectoryRoles).await?;
    let held = roles.into_iter().filter(|it| it.role == role).flat_map(|it| it.members);
    let who = held.into_iter().find(|who| who.principal.uuid() == member).ok_or(Refusal::Missing)?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &ConfirmPage { frame, role, who, faults })
}

/// Asks before a role is taken.
pub(super) async fn ask_take(
    State(web): State<Web>,
    signed: Signed,
    PagePath((role, member)): PagePath<(String, Uuid)>,
) -> PageResult {
    let role = DirectoryRole::from_key(&role).ok_or(Refusal::Missing)?;
    confirm(&web, &signed, role, member, None).await
}

/// Takes a role.
pub(super) async fn take(
    State(web): State<Web>,
    signed: Signed,
    PagePath((role, member)): PagePath<(String, Uuid)>,
    _: Posted,
) -> PageResult {
    let role = DirectoryRole::from_key(&role).ok_or(Refusal::Missing)?;
    match run(&web.app, &signed.caller, TakeDirectoryRole { role, member }).await {
        Ok(()) => redirect("/directory/roles?done=removed"),
        Err(refusal) => confirm(&web, &signed, role, member, Some(refusal)).await,
    }
}
