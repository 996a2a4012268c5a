//! An invitation that waits: what R-042 shows and nothing more, accept with primary admins, deny.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    change_control::ControlledEvent, id::Id, invitation::InvitationKind, organization::Face,
    permission::PermissionSet, role::BuiltInRole,
};
use service::{
    Refusal, ask,
    invitations::{
        AcceptInvitation, DenyInvitation, PreviewAcceptance, ReceivedInvitation, ReceivedInvitationDetail,
    },
    run,
};
use uuid::Uuid;

use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        pickers::{PrincipalPicker, principals_of},
        previews::{self, PreviewPart},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/tenants/invitation.html")]
struct InvitationPage {
    frame: Frame,
    invitation: ReceivedInvitation,
    picker: Option<PrincipalPicker>,
    /// What acceptance would give, once that is known.
    preview: Option<PreviewPart>,
    faults: Faults,
    events: Vec<&'static str>,
    permissions: PermissionSet,
}

#[derive(Template)]
#[template(path = "portal/tenants/deny.html")]
struct DenyPage {
    frame: Frame,
    invitation: ReceivedInvitation,
}

async fn invitation(web: &Web, signed: &Signed, id: Uuid) -> Result<ReceivedInvitation, Refusal> {
    ask(&web.app, &signed.caller, &ReceivedInvitationDetail { invitation: Id::new(id) }).await
}

/// What acceptance would give to those chosen so far.
fn question(id: Uuid, form: Option<&Form>) -> PreviewAcceptance {
    let primary_admins = form.map(principals_of).unwrap_or_default();
    PreviewAcceptance { invitation: Id::new(id), primary_admins }
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, PagePath(id): PagePath<Uuid>) -> PageResult {
    page(&web, &signed, id, None, Faults::default()).await
}

pub(super) async fn accept(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    if matches!(form.text("go"), "find" | "preview") {
        return page(&web, &signed, id, Some(&form), Faults::default()).await;
    }
    if form.text("go") == "export" {
        let frame = Frame::of(&web, &signed, Face::Partner, "tenants").await?;
        return previews::file(&web, &signed.caller, &frame.t, &question(id, Some(&form))).await;
    }
    let command = AcceptInvitation {
        invitation: Id::new(id),
        primary_admins: principals_of(&form),
        stamp: form.text("stamp").parse().ok(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(accepted) => redirect(&format!("/partner/tenants/{}?done=accepted", accepted.tenant)),
        Err(refusal @ Refusal::Invalid(..)) => {
            let frame = Frame::of(&web, &signed, Face::Partner, "tenants").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, id, Some(&form), faults).await?))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

pub(super) async fn ask_deny(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Partner, "tenants").await?;
    html(&DenyPage { frame, invitation: invitation(&web, &signed, id).await? })
}

pub(super) async fn deny(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let command = DenyInvitation { invitation: Id::new(id), stamp: form.text("stamp").parse().ok() };
    run(&web.app, &signed.caller, command).await?;
    redirect("/partner/tenants?done=denied")
}

async fn page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    form: Option<&Form>,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = Frame::of(web, signed, Face::Partner, "tenants").await?;
    let invitation = invitation(web, signed, id).await?;
    let picker = if invitation.kind == InvitationKind::Domain {
        let (legend, help) = (frame.t.t("role-primary-admins"), frame.t.t("accept-admins-help"));
        let chosen = form.map(principals_of).unwrap_or_default();
        let find = form.map_or("", |form| form.text("find-principal"));
        let error = faults.at("primaryAdmins").to_owned();
        Some(PrincipalPicker::of(web, signed, &frame, (&legend, &help), chosen, find, error).await?)
    } else {
        None
    };
    // A named person alone gains by accepting; else it is who is chosen.
    let is_asked = picker.is_none() || form.is_some_and(|form| form.text("go") == "preview");
    let preview = if is_asked {
        Some(previews::shown(web, &signed.caller, &frame, &question(id, form)).await?)
    } else {
        None
    };
    let events = ControlledEvent::ALL.iter().map(|event| event.key()).collect();
    let permissions = BuiltInRole::PrimaryAdmins.permissions();
    html(&InvitationPage { frame, invitation, picker, preview, faults, events, permissions })
}
