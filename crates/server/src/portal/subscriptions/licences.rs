//! Licences: the subscriptions that have some, and who has one.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{id::Id, subscription::SubscriptionStep};
use service::{
    Refusal, ask, run,
    subscriptions::{
        AssignLicence, Licences, Licensee, SEATS, SeatRow, Seats, SubscriptionShown, WithdrawLicence,
    },
};

use super::{Named, NamedSeat, Side, Whose};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{layout::Frame, listing::Chosen},
    web::Web,
};

const SORTS: [&str; 2] = ["displayName", "assignedDateTime"];

#[derive(Template)]
#[template(path = "portal/subscriptions/licences.html")]
struct LicencesPage {
    frame: Frame,
    side: Side,
    rows: Vec<SubscriptionShown>,
}

pub(super) async fn list(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let rows = ask(&web.app, &signed.caller, &Licences { tenant: side.tenant, one: None }).await?;
    html(&LicencesPage { frame: side.frame(&web, &signed).await?, side, rows })
}

#[derive(Template)]
#[template(path = "portal/subscriptions/seats.html")]
struct SeatsPage {
    frame: Frame,
    side: Side,
    it: SubscriptionShown,
    chosen: Chosen,
    rows: Vec<SeatRow>,
    count: i64,
    next: Option<String>,
    upn: String,
    done: Option<&'static str>,
    faults: Faults,
}

impl SeatsPage {
    fn base(&self) -> String {
        format!("{}/{}/licences", self.side.base, self.it.row.id)
    }

    fn is_in_use(&self) -> bool {
        self.it.status.after(SubscriptionStep::Use).is_some()
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, named, &fields, None).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    named: Named,
    fields: &Fields,
    refused: Option<(Refusal, String)>,
) -> Result<Response, PageError> {
    let side = Side::of(signed, named.tenant)?;
    let (tenant, subscription) = (side.tenant, named.subscription);
    let mut found = ask(&web.app, &signed.caller, &Licences { tenant, one: Some(subscription) }).await?;
    let it = found.pop().ok_or(Refusal::Missing)?;
    let chosen = Chosen::read(fields, &SORTS, &[]);
    let wanted = chosen.asked(&SEATS)?.wanted;
    let seats = Seats { tenant, subscription, wanted, count: true };
    let seats = ask(&web.app, &signed.caller, &seats).await?;
    let frame = side.frame(web, signed).await?;
    let (faults, upn) = match refused {
        Some((refusal, upn)) => (Faults::of(&frame.t, refusal)?, upn),
        None => (Faults::default(), String::new()),
    };
    let done = match fields.text("done") {
        "assigned" => Some("licence-done-assigned"),
        "withdrawn" => Some("licence-done-withdrawn"),
        _ => None,
    };
    let next = chosen.next(seats.page.next.as_ref())?;
    let (rows, count) = (seats.page.items, seats.count.unwrap_or_default());
    let page = SeatsPage { frame, side, it, chosen, rows, count, next, upn, done, faults };
    form_page(page.faults.status(), &page)
}

pub(super) async fn assign(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let upn = form.text("userPrincipalName").to_owned();
    let to = Licensee::Upn(upn.clone());
    let command = AssignLicence { tenant: side.tenant, subscription: named.subscription, to };
    match run(&web.app, &signed.caller, command).await {
        Ok(_) => redirect(&format!("{}/{}/licences?done=assigned", side.base, named.subscription)),
        Err(refusal) => {
            page(&web, &signed, named, &crate::form::Form::parse(b""), Some((refusal, upn))).await
        }
    }
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedSeat { tenant, subscription, user }): PagePath<NamedSeat>,
    Posted(_): Posted,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let user = Id::new(user.uuid());
    run(&web.app, &signed.caller, WithdrawLicence { tenant: side.tenant, subscription, user }).await?;
    redirect(&format!("{}/{subscription}/licences?done=withdrawn", side.base))
}
