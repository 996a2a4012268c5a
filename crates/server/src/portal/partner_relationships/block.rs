//! Blocking one person or one application of a partner, and lifting the block (decision 8).

use askama::Template;
use axum::extract::State;
use domain::{
    id::Id,
    query::{Comparison, Filter, Literal, Path},
};
use service::{
    Code, Refusal, Requirement, Wanted,
    applications::ApplicationRow,
    ask,
    blocks::{BlockApplication, BlockPerson, Of, UnblockPerson},
    partner_holdings::{HoldingPartner, HoldingPeople, HoldingPeopleOf, HoldingPerson},
    run,
};
use uuid::Uuid;

use super::{frame, holdings};
use crate::{
    answer::{Faults, PageResult, html, redirect, with_status},
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
    whom: Whom,
    reason: String,
    faults: Faults,
}

/// Who is blocked.
enum Whom {
    Person(HoldingPerson),
    Application(ApplicationRow),
}

impl Whom {
    fn name(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Application(application) => &application.setting.name,
        }
    }

    /// Where they are, below the partner.
    fn path(&self) -> String {
        match self {
            Self::Person(person) => format!("people/{}", person.id),
            Self::Application(application) => format!("applications/{}", application.id),
        }
    }
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
    let (found, person) = person(&web, &signed, partner, user).await?;
    page(&web, &signed, found, Whom::Person(person), String::new(), Faults::default()).await
}

pub(super) async fn show_application(
    State(web): State<Web>,
    signed: Signed,
    PagePath((partner, application)): PagePath<(Uuid, Uuid)>,
) -> PageResult {
    let (found, application) = one_application(&web, &signed, partner, application).await?;
    page(&web, &signed, found, Whom::Application(application), String::new(), Faults::default()).await
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
            let (found, person) = person(&web, &signed, partner, user).await?;
            refused(&web, &signed, found, Whom::Person(person), reason, refusal).await
        }
    }
}

pub(super) async fn save_application(
    State(web): State<Web>,
    signed: Signed,
    PagePath((partner, application)): PagePath<(Uuid, Uuid)>,
    Posted(form): Posted,
) -> PageResult {
    let reason = form.text("reason").to_owned();
    let (of, id) = (Id::new(partner), Id::new(application));
    let command = BlockApplication { partner: of, application: id, reason: reason.clone() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&people(partner, "application-blocked")),
        Err(refusal) => {
            let (found, application) = one_application(&web, &signed, partner, application).await?;
            refused(&web, &signed, found, Whom::Application(application), reason, refusal).await
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

/// The form as it was sent, with what is wrong with it.
async fn refused(
    web: &Web,
    signed: &Signed,
    found: HoldingPeopleOf,
    whom: Whom,
    reason: String,
    refusal: Refusal,
) -> PageResult {
    let status = refusal.status();
    let faults = Faults::of(&frame(web, signed).await?.t, refusal)?;
    Ok(with_status(status, page(web, signed, found, whom, reason, faults).await?))
}

/// Somebody of the partner who holds anything, for whoever may block.
async fn person(
    web: &Web,
    signed: &Signed,
    partner: Uuid,
    user: Uuid,
) -> Result<(HoldingPeopleOf, HoldingPerson), Refusal> {
    let mut found = holding(web, signed, partner, user).await?;
    let person = found.people.page.items.pop().ok_or(Refusal::Missing)?;
    Ok((found, person))
}

/// An application of the partner that can act on what is delegated, for whoever may block.
async fn one_application(
    web: &Web,
    signed: &Signed,
    partner: Uuid,
    application: Uuid,
) -> Result<(HoldingPeopleOf, ApplicationRow), Refusal> {
    let mut found = holding(web, signed, partner, application).await?;
    let position = found.applications.iter().position(|it| it.id.uuid() == application);
    let application = position.map(|position| found.applications.swap_remove(position));
    Ok((found, application.ok_or(Refusal::Missing)?))
}

async fn holding(
    web: &Web,
    signed: &Signed,
    partner: Uuid,
    person: Uuid,
) -> Result<HoldingPeopleOf, Refusal> {
    let them =
        Filter::Compare { path: Path::Own("id"), operator: Comparison::Eq, literal: Literal::Id(person) };
    let wanted = Wanted { filter: Some(them), ..Wanted::default() };
    let question = HoldingPeople { partner: Id::new(partner), wanted, count: false };
    let found = ask(&web.app, &signed.caller, &question).await?;
    if !found.may_block {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::ServiceAdministrator)));
    }
    Ok(found)
}

async fn page(
    web: &Web,
    signed: &Signed,
    found: HoldingPeopleOf,
    whom: Whom,
    reason: String,
    faults: Faults,
) -> PageResult {
    html(&BlockPage { frame: frame(web, signed).await?, partner: found.partner, whom, reason, faults })
}
