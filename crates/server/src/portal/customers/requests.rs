//! Requests for reseller relationships: the list, the form of a new one, and revoking one.

use askama::Template;
use axum::extract::State;
use domain::{distribution::Asks, id::Id};
use service::{
    Refusal, ask,
    distributions::{DistributionRow, IndirectProviders},
    reseller_requests::{
        ListResellerRequests, MakeResellerRequest, ResellerRequestOf, RevokeResellerRequest, SCHEMA, Shown,
    },
    run,
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 1] = ["-createdDateTime"];
const STATES: States = &[("open", "revoked eq false"), ("revoked", "revoked eq true")];

#[derive(Template)]
#[template(path = "portal/customers/requests.html")]
struct RequestsPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<Shown>,
    count: i64,
    next: Option<String>,
    revoked: bool,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &ListResellerRequests { wanted, count: true }).await?;
    html(&RequestsPage {
        frame: frame(&web, &signed).await?,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        revoked: fields.text("done") == "revoked",
    })
}

#[derive(Template)]
#[template(path = "portal/customers/request_form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    with_privileges: bool,
    may_ask_privileges: bool,
    /// Whom it asks: `customer`, `partner`, or the identifier of an indirect provider.
    asks: String,
    /// The indirect providers with whom customers can be asked at once.
    providers: Vec<DistributionRow>,
}

/// The form of a new request. Whoever makes none has no such page.
pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    let wanted = service::Wanted { page: service::Page::of(1), ..service::Wanted::default() };
    ask(&web.app, &signed.caller, &ListResellerRequests { wanted, count: false }).await?;
    let may_ask_privileges = web.app.settings.privileges_with_reseller;
    let providers = ask(&web.app, &signed.caller, &IndirectProviders).await?;
    let (frame, faults) = (frame(&web, &signed).await?, Faults::default());
    let (with_privileges, asks) = (may_ask_privileges, "customer".to_owned());
    html(&FormPage { frame, faults, with_privileges, may_ask_privileges, asks, providers })
}

pub(super) async fn make(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let asks = match form.text("asks") {
        "" | "customer" => Asks::Customer,
        "partner" => Asks::Partner,
        provider => Asks::CustomerWith(provider.parse().map_err(|_| Refusal::Missing)?),
    };
    // Privileges are those of a customer.
    let with_privileges = form.text("privileges") == "on" && asks != Asks::Partner;
    match run(&web.app, &signed.caller, MakeResellerRequest { with_privileges, asks }).await {
        Ok(request) => redirect(&format!("/partner/customers/requests/{request}")),
        Err(refusal) => {
            let frame = frame(&web, &signed).await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            let may_ask_privileges = web.app.settings.privileges_with_reseller;
            let providers = ask(&web.app, &signed.caller, &IndirectProviders).await?;
            let asks = form.text("asks").to_owned();
            form_page(
                status,
                &FormPage { frame, faults, with_privileges, may_ask_privileges, asks, providers },
            )
        }
    }
}

#[derive(Template)]
#[template(path = "portal/customers/revoke.html")]
struct RevokePage {
    frame: Frame,
    it: Shown,
}

pub(super) async fn ask_revoke(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &ResellerRequestOf { request: Id::new(id) }).await?;
    html(&RevokePage { frame: frame(&web, &signed).await?, it })
}

pub(super) async fn revoke(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RevokeResellerRequest { request: Id::new(id) }).await?;
    redirect("/partner/customers/requests?done=revoked")
}
