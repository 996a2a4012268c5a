//! Making, changing and ending a role of one's own.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::Id,
    permission::{Permission, PermissionSet},
    role::Role,
};
use service::{
    Refusal, ask,
    roles::{
        CreateRole, DeletePartnerRole, DeleteRole, EditRole, PartnerRoles, RoleForm, RoleRow, Roles, RolesIn,
    },
    run,
};
use uuid::Uuid;

use super::place::RolePlace;
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{layout::Frame, partners::with_status},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/custom.html")]
struct RolePage {
    frame: Frame,
    place: RolePlace,
    role: Option<RoleRow>,
    once: String,
    name: String,
    description: String,
    offered: Vec<(Permission, bool)>,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "portal/roles/custom_delete.html")]
struct DeletePage {
    frame: Frame,
    role: RoleRow,
    action: String,
    list: String,
    list_name: &'static str,
}

pub(super) async fn begin(State(web): State<Web>, signed: Signed, place: RolePlace) -> PageResult {
    page(&web, &signed, place, None, None, Faults::default()).await
}

pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let command = CreateRole {
        context: place.context,
        form: RoleForm {
            name: form.text("name").to_owned(),
            description: form.text("description").to_owned(),
            permissions: permissions_of(&form),
        },
        first: None,
    };
    match run(&web.app, &form.once(&signed.caller), command).await {
        Ok(role) => redirect(&format!("{}/new?role={role}&done=made", place.base())),
        Err(refusal) => refused(&web, &signed, place, None, &form, refusal).await,
    }
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, place: RolePlace) -> PageResult {
    let role = found(&web, &signed, place).await?;
    page(&web, &signed, place, Some(role), None, Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let command = EditRole {
        context: place.context,
        role: Role::Custom(Id::new(place.id()?)),
        name: Some(form.text("name").to_owned()),
        description: Some(form.text("description").to_owned()),
        permissions: Some(permissions_of(&form)),
        stamp: form.text("stamp").parse().ok(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&place.done("saved")),
        Err(refusal) => {
            let role = found(&web, &signed, place).await?;
            refused(&web, &signed, place, Some(role), &form, refusal).await
        }
    }
}

pub(super) async fn ask_delete(State(web): State<Web>, signed: Signed, place: RolePlace) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let role = found(&web, &signed, place).await?;
    let action = format!("{}/custom/{}/delete", place.base(), role.id);
    html(&DeletePage { frame, role, action, list: place.list(), list_name: place.list_name() })
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let role = Role::Custom(Id::new(place.id()?));
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
    let action = format!("/settings/roles/partner/{id}/delete");
    html(&DeletePage { frame, role, action, list: place.list(), list_name: place.list_name() })
}

pub(super) async fn delete_of_partner(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let command = DeletePartnerRole { role: Id::new(id), stamp: form.text("stamp").parse().ok() };
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

fn permissions_of(form: &Form) -> Vec<String> {
    form.all("permission").map(str::to_owned).collect()
}

async fn refused(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    role: Option<RoleRow>,
    form: &Form,
    refusal: Refusal,
) -> PageResult {
    let frame = place.frame(web, signed).await?;
    let status = refusal.status();
    let faults = Faults::of(&frame.t, refusal)?;
    Ok(with_status(status, page(web, signed, place, role, Some(form), faults).await?))
}

async fn page(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    role: Option<RoleRow>,
    form: Option<&Form>,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = place.frame(web, signed).await?;
    let stored = role.as_ref().map_or(PermissionSet::NONE, |role| role.permissions);
    let chosen = |permission: Permission| match form {
        Some(form) => form.all("permission").any(|key| key == permission.key()),
        None => stored.has(permission),
    };
    let conferrable = roles(web, signed, place).await?.conferrable;
    let offered = conferrable.or(stored).iter().map(|permission| (permission, chosen(permission))).collect();
    let typed = |field: &str, stored: Option<&String>| match form {
        Some(form) => form.text(field).to_owned(),
        None => stored.cloned().unwrap_or_default(),
    };
    html(&RolePage {
        name: typed("name", role.as_ref().map(|role| &role.name)),
        description: typed("description", role.as_ref().map(|role| &role.description)),
        once: web.app.ids.next().to_string(),
        frame,
        place,
        role,
        offered,
        faults,
    })
}
