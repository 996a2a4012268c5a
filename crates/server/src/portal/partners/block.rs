//! Blocking one person of a partner, and lifting the block (decision 8).

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::Id,
    organization::Face,
    query::{Comparison, Filter, Literal, Path},
};
use service::{
    Refusal, Wanted,
    assignments::Member,
    links::{BlockPerson, LinkRow, UnblockPerson},
    run,
};
use uuid::Uuid;

use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::{layout::Frame, partners::detail::detail},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/block.html")]
struct BlockPage {
    frame: Frame,
    link: LinkRow,
    person: Member,
    reason: String,
    faults: Faults,
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, user)): PagePath<(Uuid, Uuid)>,
) -> PageResult {
    page(&web, &signed, id, user, String::new(), Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, user)): PagePath<(Uuid, Uuid)>,
    Posted(form): Posted,
) -> PageResult {
    let reason = form.text("reason").to_owned();
    let command = BlockPerson { link: Id::new(id), user: Id::new(user), reason: reason.clone() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/settings/partners/{id}?done=blocked")),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, id, user, reason, faults).await?))
        }
    }
}

pub(super) async fn lift(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, user)): PagePath<(Uuid, Uuid)>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, UnblockPerson { link: Id::new(id), user: Id::new(user) }).await?;
    redirect(&format!("/settings/partners/{id}?done=unblocked"))
}

async fn page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    user: Uuid,
    reason: String,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = Frame::of(web, signed, Face::Rooms, "partners").await?;
    let them =
        Filter::Compare { path: Path::Own("id"), operator: Comparison::Eq, literal: Literal::Id(user) };
    let people = Wanted { filter: Some(them), ..Wanted::default() };
    let detail = detail(web, signed, id, people).await?;
    let person = detail.people.items.into_iter().next().ok_or(Refusal::Missing)?;
    html(&BlockPage { frame, link: detail.link.row, person, reason, faults })
}
