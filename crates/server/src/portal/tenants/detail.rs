//! One customer: metadata, its primary admins, blocks.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{directory::Principal, id::Id, organization::Face, permission::Permission};
use service::{
    Caller, Refusal, ask,
    assignments::{ChangePrimaryAdmins, Member, Members, RescueOrphan},
    blocks::BlockRow,
    links::{TenantAnswer, TenantDetail, TenantSeen},
    roles::{AssignmentEdit, PreviewChange, Proposed, RoleContext},
    run,
};
use uuid::Uuid;

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
#[template(path = "portal/tenants/detail.html")]
struct DetailPage {
    frame: Frame,
    tenant: TenantSeen,
    members: Vec<Member>,
    blocks: Vec<BlockRow>,
    may_manage: bool,
    may_remove: bool,
    picker: Option<PrincipalPicker>,
    /// What those chosen would gain, once that was asked.
    preview: Option<PreviewPart>,
    faults: Faults,
    done: &'static str,
}

impl DetailPage {
    fn sees_rooms(&self) -> bool {
        self.tenant.permissions.has(Permission::RoomView)
    }

    fn downloads_key(&self) -> bool {
        self.tenant.permissions.has(Permission::RoomDownloadKey)
    }

    fn sees_roles(&self) -> bool {
        self.tenant.permissions.has(Permission::RoleView)
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let done = match fields.text("done") {
        "accepted" => "tenant-done-accepted",
        "admins" => "tenant-done-admins",
        _ => "",
    };
    page(&web, &signed, id, None, Faults::default(), done).await
}

/// Adds primary admins: by role management, or as a rescue where nobody else can.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    if matches!(form.text("go"), "find" | "preview") {
        return page(&web, &signed, id, Some(&form), Faults::default(), "").await;
    }
    if form.text("go") == "export" {
        let frame = Frame::of(&web, &signed, Face::Partner, "tenants").await?;
        let found = ask(&web.app, &signed.caller, &TenantDetail { customer: Id::new(id) }).await?;
        let question = question(&found, &form).ok_or(Refusal::Missing)?;
        return previews::file(&web, &signed.caller, &frame.t, &question).await;
    }
    let chosen = principals_of(&form);
    let outcome = if form.text("go") == "rescue" {
        rescue(&web, &signed.caller, id, chosen).await
    } else {
        let command =
            ChangePrimaryAdmins { customer: Id::new(id), members: Members::Add(chosen), stamp: None };
        run(&web.app, &signed.caller, command).await
    };
    settle(&web, &signed, id, &form, outcome).await
}

/// What those chosen would gain as primary admins; none where there is no assignment to join.
fn question(found: &TenantAnswer, form: &Form) -> Option<PreviewChange> {
    let (row, members) = found.primary_admins.as_ref()?;
    let mut after: Vec<Principal> = members.iter().map(|member| member.principal).collect();
    after
        .extend(principals_of(form).into_iter().filter(|chosen| !after.contains(chosen)).collect::<Vec<_>>());
    let edit = AssignmentEdit { members: Some(after), ..AssignmentEdit::default() };
    let context = RoleContext::At(found.tenant.link.row.tenant);
    Some(PreviewChange { context, proposed: Proposed::EditAssignment(row.id, edit) })
}

async fn rescue(web: &Web, caller: &Caller, id: Uuid, members: Vec<Principal>) -> Result<(), Refusal> {
    run(&web.app, caller, RescueOrphan { customer: Id::new(id), members, stamp: None }).await
}

pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, member)): PagePath<(Uuid, Uuid)>,
    Posted(form): Posted,
) -> PageResult {
    let command =
        ChangePrimaryAdmins { customer: Id::new(id), members: Members::Remove(member), stamp: None };
    let outcome = run(&web.app, &signed.caller, command).await;
    settle(&web, &signed, id, &form, outcome).await
}

async fn settle(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    outcome: Result<(), Refusal>,
) -> PageResult {
    match outcome {
        // Who removed themselves may see nothing of the customer any more.
        Ok(()) => match ask(&web.app, &signed.caller, &TenantDetail { customer: Id::new(id) }).await {
            Ok(_) => redirect(&format!("/partner/tenants/{id}?done=admins")),
            Err(_) => redirect("/partner/tenants"),
        },
        Err(refusal) => {
            let frame = Frame::of(web, signed, Face::Partner, "tenants").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(web, signed, id, Some(form), faults, "").await?))
        }
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    form: Option<&Form>,
    faults: Faults,
    done: &'static str,
) -> Result<Response, PageError> {
    let mut frame = Frame::of(web, signed, Face::Partner, "tenants").await?;
    let found: TenantAnswer = ask(&web.app, &signed.caller, &TenantDetail { customer: Id::new(id) }).await?;
    frame.tenant = Some((found.tenant.link.row.customer_name.clone(), id.to_string()));
    let picker = if found.may_manage || found.may_rescue {
        let (legend, help) = (frame.t.t("primary-admins-add"), frame.t.t("primary-admins-help"));
        let chosen = form.map(principals_of).unwrap_or_default();
        let find = form.map_or("", |form| form.text("find-principal"));
        Some(PrincipalPicker::of(web, signed, &frame, (&legend, &help), chosen, find, String::new()).await?)
    } else {
        None
    };
    let asked = form.filter(|form| form.text("go") == "preview");
    let preview = match asked.and_then(|form| question(&found, form)) {
        Some(question) => Some(previews::shown(web, &signed.caller, &frame, &question).await?),
        None => None,
    };
    let members = found.primary_admins.map(|(_, members)| members).unwrap_or_default();
    html(&DetailPage {
        frame,
        tenant: found.tenant,
        members,
        blocks: found.blocks,
        may_manage: found.may_manage,
        may_remove: found.may_remove,
        picker,
        preview,
        faults,
        done,
    })
}
