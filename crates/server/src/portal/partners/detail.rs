//! One partner: everything it holds, on one page (decision 4).

use askama::Template;
use axum::extract::State;
use domain::{
    directory::Principal,
    id::{Id, Link},
    organization::Face,
    permission::EXTENDABLE,
};
use service::{
    Refusal, Wanted, ask,
    assignments::Member,
    links::{ExtendLink, LinkDetail, PartnerDetail},
    run,
};

use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        paging::{after, token},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/detail.html")]
struct DetailPage {
    frame: Frame,
    detail: LinkDetail,
    next: Option<String>,
    done: &'static str,
}

impl DetailPage {
    fn is_blocked(&self, member: &Member) -> bool {
        matches!(member.principal, Principal::User(user) if self.detail.blocks.iter().any(|block| block.user == user))
    }
}

/// A partner as its pages need it, with some of its people.
pub(super) async fn detail(
    web: &Web,
    signed: &Signed,
    id: uuid::Uuid,
    people: Wanted,
) -> Result<LinkDetail, Refusal> {
    let link: Id<Link> = Id::new(id);
    ask(&web.app, &signed.caller, &PartnerDetail { link, people }).await
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
    fields: Fields,
) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
    let people = Wanted { after: after(&fields, "people")?, ..Wanted::default() };
    let detail = detail(&web, &signed, id, people).await?;
    let done = match fields.text("done") {
        "scope" => "partner-done-scope",
        "extended" => "partner-done-extended",
        "blocked" => "partner-done-blocked",
        "unblocked" => "partner-done-unblocked",
        _ => "",
    };
    html(&DetailPage { frame, next: token(detail.people.next.as_ref())?, detail, done })
}

/// Switches permissions on for the partner beyond Primary admins, or off again.
pub(super) async fn extend(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let permissions = form.all("permission").map(str::to_owned).collect();
    let command = ExtendLink { link: Id::new(id), permissions, stamp: form.text("stamp").parse().ok() };
    run(&web.app, &signed.caller, command).await?;
    redirect(&format!("/settings/partners/{id}?done=extended"))
}
