//! Blocking one person of a partner, and lifting the block (decision 8).

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::Id,
    query::{Comparison, Filter, Literal, Path},
};
use service::{
    Code, Refusal, Requirement, Wanted, ask,
    blocks::{BlockPerson, Of, UnblockPerson},
    partner_holdings::{HoldingPartner, HoldingPeople, HoldingPerson},
    run,
};
use uuid::Uuid;

use super::{frame, holdings};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partner_relationships/block.html")]
struct BlockPage {
    frame: Frame,
    partner: HoldingPartner,
    person: HoldingPerson,
    reason: String,
    faults: Faults,
}

impl BlockPage {
    fn base(&self) -> String {
        holdings(self.partner.partner)
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath((partner, user)): PagePath<(Uuid, Uuid)>,
) -> PageResult {
    page(&web, &signed, partner, user, String::new(), Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath((partner, user)): PagePath<(Uuid, Uuid)>,
    Posted(form): Posted,
) -> PageResult {
    let reason = form.text("reason").to_owned();
    let of = Of::Partner(Id::new(partner));
    let command = BlockPerson { of, user: Id::new(user), reason: reason.clone() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&people(partner, "blocked")),
        Err(refusal) => {
            let frame = frame(&web, &signed).await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, partner, user, reason, faults).await?))
        }
    }
}

pub(super) async fn lift(
    State(web): State<Web>,
    signed: Signed,
    PagePath((partner, user)): PagePath<(Uuid, Uuid)>,
    Posted(_): Posted,
) -> PageResult {
    let command = UnblockPerson { of: Of::Partner(Id::new(partner)), user: Id::new(user) };
    run(&web.app, &signed.caller, command).await?;
    redirect(&people(partner, "unblocked"))
}

/// The list from which people are blocked.
fn people(partner: Uuid, done: &str) -> String {
    format!("{}/people?done={done}", holdings(Id::new(partner)))
}

async fn page(
    web: &Web,
    signed: &Signed,
    partner: Uuid,
    user: Uuid,
    reason: String,
    faults: Faults,
) -> Result<Response, PageError> {
    let them =
        Filter::Compare { path: Path::Own("id"), operator: Comparison::Eq, literal: Literal::Id(user) };
    let wanted = Wanted { filter: Some(them), ..Wanted::default() };
    let question = HoldingPeople { partner: Id::new(partner), wanted, count: false };
    let found = ask(&web.app, &signed.caller, &question).await?;
    if !found.may_block {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::ServiceAdministrator)).into());
    }
    let person = found.people.page.items.into_iter().next().ok_or(Refusal::Missing)?;
    html(&BlockPage { frame: frame(web, signed).await?, partner: found.partner, person, reason, faults })
}
