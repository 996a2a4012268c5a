//! Through whom one's organization sells, and who sells through it: the list, its ends, and the page behind the link of an indirect provider
//!

use askama::Template;
use axum::extract::State;
use domain::{
    agent::AgentRight,
    distribution::Part,
    id::{Distribution, Id},
};
use service::{
    Code, Refusal, Requirement, ask,
    distributions::{
        AcceptDistribution, DistributionOf, DistributionRow, Distributions, EndDistribution,
        OpenDistribution, OpenedDistribution, SCHEMA,
    },
    run,
};

use super::{frame, requests};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 2] = ["displayName", "startedDateTime"];
const STATES: States =
    &[("provider", "part eq 'indirectProvider'"), ("reseller", "part eq 'indirectReseller'")];

#[derive(Template)]
#[template(path = "portal/customers/distributions.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<DistributionRow>,
    count: i64,
    next: Option<String>,
    may_request: bool,
    /// Whether the reader prepares granular relationships for indirect resellers.
    may_prepare: bool,
    may_end: bool,
    /// What was just done, as the key of its message.
    done: Option<&'static str>,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let listed = ask(&web.app, &signed.caller, &Distributions { wanted, count: true }).await?;
    let frame = frame(&web, &signed).await?;
    html(&ListPage {
        may_request: requests(&frame),
        may_prepare: frame.shell.agent_rights.contains(&AgentRight::RequestDelegation),
        may_end: listed.may_end,
        next: chosen.next(listed.found.page.next.as_ref())?,
        rows: listed.found.page.items,
        count: listed.found.count.unwrap_or_default(),
        done: match fields.text("done") {
            "accepted" => Some("distribution-done-accepted"),
            "ended" => Some("distribution-done-ended"),
            "prepared" => Some("distribution-done-prepared"),
            _ => None,
        },
        chosen,
        frame,
    })
}

#[derive(Template)]
#[template(path = "portal/customers/distribution_end.html")]
struct EndPage {
    frame: Frame,
    row: DistributionRow,
}

pub(super) async fn ask_end(
    State(web): State<Web>,
    signed: Signed,
    PagePath(distribution): PagePath<Id<Distribution>>,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &DistributionOf { distribution }).await?;
    let frame = frame(&web, &signed).await?;
    if !frame.is_global_administrator() {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::GlobalAdministrator)).into());
    }
    html(&EndPage { frame, row })
}

pub(super) async fn end(
    State(web): State<Web>,
    signed: Signed,
    PagePath(distribution): PagePath<Id<Distribution>>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, EndDistribution { distribution }).await?;
    redirect("/partner/customers/distributions?done=ended")
}

#[derive(Template)]
#[template(path = "portal/customers/distribution_accept.html")]
struct AcceptPage {
    frame: Frame,
    it: OpenedDistribution,
    token: String,
}

pub(super) async fn open(
    State(web): State<Web>,
    signed: Signed,
    PagePath(token): PagePath<String>,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &OpenDistribution { token: token.clone() }).await?;
    html(&AcceptPage { frame: frame(&web, &signed).await?, it, token })
}

pub(super) async fn accept(
    State(web): State<Web>,
    signed: Signed,
    PagePath(token): PagePath<String>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, AcceptDistribution { token }).await?;
    redirect("/partner/customers/distributions?done=accepted")
}
