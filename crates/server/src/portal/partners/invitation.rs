//! One invitation of one's own organization.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Invitation},
    invitation::InvitationState,
    organization::Face,
};
use service::{
    ask,
    invitations::{SentDetail, SentInvitationDetail, WithdrawInvitation},
    run,
};

use crate::{
    answer::{Faults, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/invitation.html")]
struct InvitationPage {
    frame: Frame,
    detail: SentDetail,
    faults: Faults,
    done: &'static str,
}

impl InvitationPage {
    fn name(&self) -> &str {
        let row = &self.detail.sent.row;
        row.named_upn.as_deref().unwrap_or(&row.domain)
    }

    fn is_pending(&self) -> bool {
        self.detail.sent.row.state == InvitationState::Pending
    }

    fn may_be_sent_again(&self) -> bool {
        let row = &self.detail.sent.row;
        let ended = [InvitationState::Denied, InvitationState::Expired, InvitationState::Withdrawn];
        // What ended with its link needs a new one.
        ended.contains(&row.state) && (row.link.is_none() || row.reason.is_empty())
    }

    /// The form that begins with what it had.
    fn again(&self) -> String {
        let row = &self.detail.sent.row;
        match row.link {
            Some(link) => format!("/settings/partners/{link}/invite?again={}", row.id),
            None => format!("/settings/partners/new?again={}", row.id),
        }
    }
}

async fn page(web: &Web, signed: &Signed, id: uuid::Uuid, faults: Faults, done: &'static str) -> PageResult {
    let frame = Frame::of(web, signed, Face::Rooms, "partners").await?;
    let invitation: Id<Invitation> = Id::new(id);
    let detail = ask(&web.app, &signed.caller, &SentInvitationDetail { invitation }).await?;
    html(&InvitationPage { frame, detail, faults, done })
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
    fields: Fields,
) -> PageResult {
    let done = match fields.text("done") {
        "sent" => "partners-sent",
        "withdrawn" => "invitation-withdrawn",
        _ => "",
    };
    page(&web, &signed, id, Faults::default(), done).await
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let command = WithdrawInvitation { invitation: Id::new(id), stamp: form.text("stamp").parse().ok() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/settings/partners/invitations/{id}?done=withdrawn")),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, id, faults, "").await?))
        }
    }
}
