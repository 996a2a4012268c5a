//! The partner's roles at a customer chosen in the dropdown: Primary admins > "Assigned admins" > Members.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    organization::Face,
    permission::Permission,
    role::{BuiltInRole, Role},
};
use service::{
    Page, Refusal, Wanted, ask,
    assignments::{ChangePrimaryAdmins, EditAssignment, Members, RolesAt, ShownAssignment},
    links::{TenantSeen, Tenants},
    roles::{AssignmentEdit, PreviewChange, Proposed, RoleContext, RoleRow, RolesIn},
    run,
};
use uuid::Uuid;

use super::{list::take, mail::MailField};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        pickers::{PrincipalPicker, principals_of},
        previews::{self, PreviewPart},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/at_customer.html")]
struct RolesPage {
    frame: Frame,
    tenants: Vec<TenantSeen>,
    chosen: Option<Chosen>,
    faults: Faults,
    saved: bool,
}

struct Chosen {
    tenant: TenantSeen,
    /// The assignment of Primary admins.
    primary: Vec<ShownAssignment>,
    custom: Vec<(RoleRow, Vec<ShownAssignment>)>,
    may_modify: bool,
    picker: Option<PrincipalPicker>,
    /// Whether the primary admins get e-mail, as a form for those who may say so.
    mail: Option<MailField>,
    /// What the choice would give and take, once that was asked.
    preview: Option<PreviewPart>,
    stamp: i64,
}

impl RolesPage {
    /// Whether the reader may assign roles at some customer.
    fn may_assign(&self) -> bool {
        self.tenants.iter().any(|tenant| tenant.permissions.has(Permission::RoleModify))
    }

    fn is_chosen(&self, tenant: &TenantSeen) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| chosen.tenant.link.row.tenant == tenant.link.row.tenant)
    }
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = fields.text("tenant").parse().ok();
    page(&web, &signed, chosen, None, Faults::default(), fields.text("done") == "saved").await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    if matches!(form.text("go"), "find" | "preview") {
        return page(&web, &signed, Some(tenant), Some(&form), Faults::default(), false).await;
    }
    if form.text("go") == "export" {
        let frame = Frame::of(&web, &signed, Face::Partner, "customer-roles").await?;
        let customer = Id::new(tenant);
        let mut assignments = ask(&web.app, &signed.caller, &RolesAt { customer }).await?;
        let primary = take(&mut assignments, BuiltInRole::PrimaryAdmins.into());
        let question = proposed(customer, &primary, &form).ok_or(Refusal::Missing)?;
        return previews::file(&web, &signed.caller, &frame.t, &question).await;
    }
    if form.text("go") == "mail" {
        set_mail(&web, &signed, Id::new(tenant), &form).await?;
        return redirect(&format!("/partner/settings/roles?tenant={tenant}&done=saved"));
    }
    let command = ChangePrimaryAdmins {
        customer: Id::new(tenant),
        members: Members::Replace(principals_of(&form)),
        stamp: form.text("stamp").parse().ok(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/partner/settings/roles?tenant={tenant}&done=saved")),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Partner, "customer-roles").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, Some(tenant), Some(&form), faults, false).await?))
        }
    }
}

/// Says whether the primary admins of a customer get e-mail about its rooms.
async fn set_mail(
    web: &Web,
    signed: &Signed,
    customer: Id<Organization>,
    form: &Form,
) -> Result<(), Refusal> {
    let mut assignments = ask(&web.app, &signed.caller, &RolesAt { customer }).await?;
    let primary = take(&mut assignments, BuiltInRole::PrimaryAdmins.into());
    let row = &primary.first().ok_or(Refusal::Missing)?.row;
    let command = EditAssignment {
        context: RoleContext::At(customer),
        assignment: row.id,
        name: row.name.clone(),
        description: row.description.clone(),
        sends_mail: Some(MailField::is_on(form)),
        stamp: form.text("stamp").parse().ok(),
    };
    run(&web.app, &signed.caller, command).await
}

/// What other primary admins would gain and lose; none where the reader sees no assignment of theirs.
fn proposed(customer: Id<Organization>, primary: &[ShownAssignment], form: &Form) -> Option<PreviewChange> {
    let edit = AssignmentEdit { members: Some(principals_of(form)), ..AssignmentEdit::default() };
    let proposed = Proposed::EditAssignment(primary.first()?.row.id, edit);
    Some(PreviewChange { context: RoleContext::At(customer), proposed })
}

async fn page(
    web: &Web,
    signed: &Signed,
    tenant: Option<Uuid>,
    form: Option<&Form>,
    faults: Faults,
    saved: bool,
) -> Result<Response, PageError> {
    let mut frame = Frame::of(web, signed, Face::Partner, "customer-roles").await?;
    let wanted = Wanted { page: Page::of(1000), ..Wanted::default() };
    let question = Tenants { with_role: true, wanted, count: false };
    let mut tenants = ask(&web.app, &signed.caller, &question).await?.page.items;
    tenants.retain(|tenant| tenant.permissions.has(Permission::RoleView));
    // Where there is one customer alone, there is nothing to choose.
    let only = || match tenants.as_slice() {
        [tenant] => Some(tenant.link.row.tenant.uuid()),
        _ => None,
    };
    let chosen = match tenant.or_else(only) {
        Some(id) => {
            let customer: Id<Organization> = Id::new(id);
            let found = tenants.iter().find(|tenant| tenant.link.row.tenant == customer).cloned();
            let found = found.ok_or(Refusal::Missing)?;
            frame.tenant = Some((found.link.row.customer_name.clone(), id.to_string()));
            Some(choose(web, signed, &frame, found, form).await?)
        }
        None => None,
    };
    html(&RolesPage { frame, tenants, chosen, faults, saved })
}

async fn choose(
    web: &Web,
    signed: &Signed,
    frame: &Frame,
    tenant: TenantSeen,
    form: Option<&Form>,
) -> Result<Chosen, Refusal> {
    let question = RolesAt { customer: tenant.link.row.tenant };
    let mut assignments = ask(&web.app, &signed.caller, &question).await?;
    let primary = take(&mut assignments, BuiltInRole::PrimaryAdmins.into());
    let stored = primary.first().map_or(0, |assignment| assignment.row.stamp);
    // A form that only asks goes on with the version that it was made from.
    let asks = form.filter(|form| matches!(form.text("go"), "find" | "preview"));
    let stamp = asks.and_then(|form| form.text("stamp").parse().ok()).unwrap_or(stored);
    let question = RolesIn { context: RoleContext::At(tenant.link.row.tenant), to_modify: false };
    let roles = ask(&web.app, &signed.caller, &question).await?;
    let picker = if tenant.permissions.has(Permission::RoleModify) {
        let words = (frame.t.t("role-primary-admins"), frame.t.t("primary-admins-help"));
        let stored = || {
            let members = primary.iter().flat_map(|assignment| &assignment.members);
            members.map(|member| member.principal).collect()
        };
        let chosen = form.map_or_else(stored, principals_of);
        let find = form.map_or("", |form| form.text("find-principal"));
        let words = (words.0.as_str(), words.1.as_str());
        Some(PrincipalPicker::of(web, signed, frame, words, chosen, find, String::new()).await?)
    } else {
        None
    };
    let asked = form.filter(|form| form.text("go") == "preview");
    let preview = match asked.and_then(|form| proposed(tenant.link.row.tenant, &primary, form)) {
        Some(question) => Some(previews::shown(web, &signed.caller, frame, &question).await?),
        None => None,
    };
    let custom = roles.custom.into_iter().map(|role| {
        let assigned = take(&mut assignments, Role::Custom(role.id));
        (role, assigned)
    });
    let custom = custom.collect();
    let mail = (tenant.permissions.has(Permission::RoleModify))
        .then(|| primary.first().map(|it| MailField::of(&frame.t, web, it.row.sends_mail)))
        .flatten();
    Ok(Chosen { tenant, primary, custom, may_modify: roles.may_modify, picker, mail, preview, stamp })
}
