//! Inviting a further person of a partner to its Primary admins.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Invitation},
    organization::Face,
};
use service::{
    Code, Refusal, Wanted, ask,
    invitations::{InvitePrimaryAdmin, NamedUser, PreviewPrimaryAdmin, SentInvitationDetail, invite},
    links::LinkRow,
};
use uuid::Uuid;

use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        partners::detail::detail,
        previews::{self, PreviewPart},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/invite.html")]
struct InvitePage {
    frame: Frame,
    link: LinkRow,
    person: NamedUser,
    faults: Faults,
    /// The invitation that waits for the same person.
    in_the_way: Option<Uuid>,
    /// What the person could do by accepting, once that was asked.
    preview: Option<PreviewPart>,
}

/// The form; with `again` filled with whom an earlier invitation named.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let person = match fields.text("again").parse() {
        Ok(earlier) => {
            let invitation: Id<Invitation> = Id::new(earlier);
            let sent = ask(&web.app, &signed.caller, &SentInvitationDetail { invitation }).await?.sent;
            NamedUser { name: sent.row.named_name, upn: sent.row.named_upn.unwrap_or_default() }
        }
        Err(_) => NamedUser::default(),
    };
    html(&page(&web, &signed, id, person).await?)
}

pub(super) async fn send(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let (link, person) = (Id::new(id), typed(&form));
    match form.text("go") {
        "preview" => {
            let mut page = page(&web, &signed, id, person.clone()).await?;
            let question = PreviewPrimaryAdmin { link, person };
            page.preview = Some(previews::shown(&web, &signed.caller, &page.frame, &question).await?);
            html(&page)
        }
        "export" => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
            previews::file(&web, &signed.caller, &frame.t, &PreviewPrimaryAdmin { link, person }).await
        }
        _ => {
            match invite(&web.app, &signed.caller, InvitePrimaryAdmin { link, person: person.clone() }).await
            {
                Ok(sent) => redirect(&format!("/settings/partners/invitations/{sent}?done=sent")),
                Err(refusal) => refused(&web, &signed, id, person, refusal).await,
            }
        }
    }
}

fn typed(form: &Form) -> NamedUser {
    NamedUser { name: form.text("name").to_owned(), upn: form.text("account").to_owned() }
}

async fn refused(web: &Web, signed: &Signed, id: Uuid, person: NamedUser, refusal: Refusal) -> PageResult {
    let mut page = page(web, signed, id, person).await?;
    if let Refusal::Conflict(Code::AlreadyExists, invitation) = &refusal {
        page.in_the_way = *invitation;
    }
    page.faults = Faults::of(&page.frame.t, refusal)?;
    form_page(page.faults.status(), &page)
}

async fn page(web: &Web, signed: &Signed, id: Uuid, person: NamedUser) -> Result<InvitePage, PageError> {
    let frame = Frame::of(web, signed, Face::Rooms, "partners").await?;
    let link = detail(web, signed, id, Wanted::default()).await?.link.row;
    Ok(InvitePage { frame, link, person, faults: Faults::default(), in_the_way: None, preview: None })
}
