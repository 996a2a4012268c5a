//! Changing and ending a role that somebody made; the effect is shown before.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::Id,
    permission::{Permission, PermissionSet},
    role::Role,
};
use service::{
    Refusal, ask, ask_where_allowed,
    assignments::{OwnAssignments, PartnerAssignments, RolesAt, ShownAssignment},
    roles::{
        DeletePartnerRole, DeleteRole, EditRole, PartnerRoles, Proposed, RoleContext, RoleRow, Roles, RolesIn,
    },
    run,
};

use super::{
    list::take,
    place::RolePlace,
    review::{Reviewed, export, is_export, preview_of, review},
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Form, Posted},
    portal::{layout::Frame, previews::PreviewPart},
    web::Web,
};

/// Permissions that can be chosen and whether they are, by what they are about.
pub(super) type Offered = Vec<(&'static str, Vec<(Permission, bool)>)>;

#[derive(Template)]
#[template(path = "portal/roles/custom.html")]
struct RolePage {
    frame: Frame,
    place: RolePlace,
    role: RoleRow,
    name: String,
    description: String,
    offered: Offered,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "portal/roles/custom_delete.html")]
struct DeletePage {
    frame: Frame,
    role: RoleRow,
    preview: PreviewPart,
    assignments: Vec<ShownAssignment>,
    action: String,
    list: String,
    list_name: &'static str,
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, place: RolePlace) -> PageResult {
    let role = found(&web, &signed, place).await?;
    page(&web, &signed, place, role, None, Faults::default()).await
}

/// Saves a role; if it allows something else to people who hold it, their number is shown first.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let role = found(&web, &signed, place).await?;
    if form.text("go") == "back" {
        return page(&web, &signed, place, role, Some(&form), Faults::default()).await;
    }
    let keys: Vec<String> = form.all("permission").map(str::to_owned).collect();
    let permissions: PermissionSet = keys.iter().filter_map(|key| Permission::from_key(key)).collect();
    if is_export(&form) {
        return export(&web, &signed, place, Proposed::EditRole(role.id, permissions)).await;
    }
    let is_complete = !permissions.is_empty() && !form.text("name").is_empty();
    if is_complete && permissions != role.permissions && form.text("confirmed") != "yes" {
        let preview = preview_of(&web, &signed, place, Proposed::EditRole(role.id, permissions)).await?;
        if preview.touches_anybody() {
            let assignments = assignments_of(&web, &signed, place, Role::Custom(role.id)).await?;
            let reviewed = Reviewed { name: &role.name, go: "save", preview, assignments };
            return review(&web, &signed, place, reviewed, &form).await;
        }
    }
    let command = EditRole {
        context: place.context,
        role: Role::Custom(role.id),
        name: Some(form.text("name").to_owned()),
        description: Some(form.text("description").to_owned()),
        permissions: Some(keys),
        stamp: form.text("stamp").parse().ok(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&place.done("saved")),
        Err(refusal) => {
            let frame = place.frame(&web, &signed).await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, place, role, Some(&form), faults).await?))
        }
    }
}

pub(super) async fn ask_delete(State(web): State<Web>, signed: Signed, place: RolePlace) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let role = found(&web, &signed, place).await?;
    html(&DeletePage {
        preview: preview_of(&web, &signed, place, Proposed::DeleteRole(role.id)).await?,
        assignments: assignments_of(&web, &signed, place, Role::Custom(role.id)).await?,
        action: format!("{}/custom/{}/delete", place.base(), role.id),
        frame,
        role,
        list: place.list(),
        list_name: place.list_name(),
    })
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let role = Id::new(place.id()?);
    if is_export(&form) {
        return export(&web, &signed, place, Proposed::DeleteRole(role)).await;
    }
    let role = Role::Custom(role);
    let stamp = form.text("stamp").parse().ok();
    run(&web.app, &signed.caller, DeleteRole { context: place.context, role, stamp }).await?;
    redirect(&place.done("saved"))
}

/// The question before a customer deletes a role that a partner made.
pub(super) async fn ask_delete_of_partner(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let id = place.id()?;
    let roles = ask(&web.app, &signed.caller, &PartnerRoles).await?;
    let role = roles.into_iter().find(|role| role.id.uuid() == id).ok_or(Refusal::Missing)?;
    let mut assignments = ask(&web.app, &signed.caller, &PartnerAssignments).await?;
    html(&DeletePage {
        preview: preview_of(&web, &signed, place, Proposed::DeletePartnerRole(role.id)).await?,
        assignments: take(&mut assignments, Role::Custom(role.id)),
        action: format!("/settings/roles/partner/{id}/delete"),
        frame,
        role,
        list: place.list(),
        list_name: place.list_name(),
    })
}

pub(super) async fn delete_of_partner(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let role = Id::new(place.id()?);
    if is_export(&form) {
        return export(&web, &signed, place, Proposed::DeletePartnerRole(role)).await;
    }
    let command = DeletePartnerRole { role, stamp: form.text("stamp").parse().ok() };
    run(&web.app, &signed.caller, command).await?;
    redirect("/settings/roles?done=saved")
}

/// The roles of a place, read to be changed.
async fn roles(web: &Web, signed: &Signed, place: RolePlace) -> Result<Roles, Refusal> {
    ask(&web.app, &signed.caller, &RolesIn { context: place.context, to_modify: true }).await
}

async fn found(web: &Web, signed: &Signed, place: RolePlace) -> Result<RoleRow, Refusal> {
    let id = place.id()?;
    let roles = roles(web, signed, place).await?.custom;
    roles.into_iter().find(|role| role.id.uuid() == id).ok_or(Refusal::Missing)
}

/// The assignments of a role of a place, as far as the reader sees assignments there.
async fn assignments_of(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    role: Role,
) -> Result<Vec<ShownAssignment>, Refusal> {
    let (app, caller) = (&web.app, &signed.caller);
    let found = match place.context {
        RoleContext::Own => ask_where_allowed(app, caller, &OwnAssignments::default()).await?,
        RoleContext::At(customer) => ask_where_allowed(app, caller, &RolesAt { customer }).await?,
    };
    Ok(found.map(|mut assignments| take(&mut assignments, role)).unwrap_or_default())
}

/// What can be chosen, by what it is about.
pub(super) fn offered(permissions: PermissionSet, is_chosen: impl Fn(Permission) -> bool) -> Offered {
    let with = |permission: Permission| (permission, is_chosen(permission));
    let areas = permissions.by_area().into_iter();
    areas.map(|(area, permissions)| (area, permissions.into_iter().map(with).collect())).collect()
}

async fn page(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    role: RoleRow,
    form: Option<&Form>,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = place.frame(web, signed).await?;
    let chosen = |permission: Permission| match form {
        Some(form) => form.all("permission").any(|key| key == permission.key()),
        None => role.permissions.has(permission),
    };
    let conferrable = roles(web, signed, place).await?.conferrable;
    let typed = |field: &str, stored: &str| match form {
        Some(form) => form.text(field).to_owned(),
        None => stored.to_owned(),
    };
    html(&RolePage {
        name: typed("name", &role.name),
        description: typed("description", &role.description),
        offered: offered(conferrable.or(role.permissions), chosen),
        frame,
        place,
        role,
        faults,
    })
}
