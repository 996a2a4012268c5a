//! One webhook: what it is told, and what became of its messages.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, SecurityGroup},
    permission::Permission,
    webhook::{Covers, Told},
};
use service::{
    Page, Wanted, ask, ask_where_allowed, cursor,
    rooms::CustomerNames,
    run,
    webhooks::{
        DeliveryLog, DeliveryOf, DeliveryRow, EditWebhook, ReplayDelivery, TeamsToChoose, WebhookForm,
        WebhookRow,
    },
};

use super::{At, Named, NamedMessage, last_answer, look, teams};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// How many messages a page of the log has.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "portal/webhooks/show.html")]
struct ShowPage {
    frame: Frame,
    at: At,
    row: WebhookRow,
    customers: Vec<(Id<Organization>, String)>,
    teams: Vec<(Id<SecurityGroup>, String)>,
    log: Vec<DeliveryRow>,
    next: Option<String>,
    /// The test that was just sent.
    tested: Option<DeliveryRow>,
    done: Option<&'static str>,
}

impl ShowPage {
    fn state(&self, message: &DeliveryRow) -> (&'static str, &'static str, String) {
        let (tone, icon) = look(message.state);
        (tone, icon, self.frame.t.word("webhook-state-", message.state.key()))
    }

    /// How the last try went.
    fn answer(&self, message: &DeliveryRow) -> String {
        last_answer(&self.frame.t, message)
    }

    fn may_replay(&self, message: &DeliveryRow) -> bool {
        self.row.setting.is_on && !message.is_taken && message.told != Told::Test
    }

    /// How many of the teams it names are gone, or not known to the reader.
    fn unnamed_teams(&self) -> usize {
        self.row.setting.teams.len().saturating_sub(self.teams.len())
    }

    /// How many of the customers it names are out of the reader's sight.
    fn unnamed(&self) -> usize {
        self.row.setting.customers.len().saturating_sub(self.customers.len())
    }
}

/// The page.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let row = at.find(&web, &signed, webhook).await?;
    let after = Some(fields.text("after")).filter(|after| !after.is_empty());
    let wanted =
        Wanted { after: after.map(cursor::read).transpose()?, page: Page::of(SHOWN), ..Wanted::default() };
    let found = ask(&web.app, &signed.caller, &DeliveryLog { webhook, wanted, count: false }).await?.page;
    let tested = match fields.text("tested").parse() {
        Ok(delivery) => Some(ask(&web.app, &signed.caller, &DeliveryOf { webhook, delivery }).await?),
        Err(_) => None,
    };
    let tenants = row.setting.customers.clone();
    let customers = if at.0 == Covers::Customers && !tenants.is_empty() {
        let question = CustomerNames { tenants, permission: Permission::TicketView };
        ask_where_allowed(&web.app, &signed.caller, &question).await?.unwrap_or_default()
    } else {
        Vec::new()
    };
    let chosen = row.setting.teams.clone();
    let teams = if chosen.is_empty() {
        Vec::new()
    } else {
        let question = TeamsToChoose { chosen, ..TeamsToChoose::default() };
        teams(&web, &signed, question).await?.unwrap_or_default().chosen
    };
    let done = match fields.text("done") {
        "saved" => Some("changes-saved"),
        "on" => Some("webhook-is-on"),
        "off" => Some("webhook-is-off"),
        "replayed" => Some("webhook-replayed"),
        _ => None,
    };
    let next = found.next.as_ref().map(cursor::write).transpose()?;
    let frame = at.frame(&web, &signed).await?;
    html(&ShowPage { frame, at, row, customers, teams, log: found.items, next, tested, done })
}

/// Sends a test, and shows how that went.
pub(super) async fn test(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
    _: Posted,
) -> PageResult {
    at.find(&web, &signed, webhook).await?;
    let sent = service::webhooks::test(&web.app, &web.messenger, &signed.caller, webhook).await?;
    redirect(&format!("{}?tested={}", at.address(webhook), sent.id))
}

/// Switches a webhook on or off.
pub(super) async fn switch(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    at.find(&web, &signed, webhook).await?;
    let is_on = form.text("isEnabled") == "yes";
    let form = WebhookForm { is_on: Some(is_on), ..WebhookForm::default() };
    run(&web.app, &signed.caller, EditWebhook { webhook, stamp: None, form }).await?;
    redirect(&format!("{}?done={}", at.address(webhook), if is_on { "on" } else { "off" }))
}

/// Lets a message be sent once more.
pub(super) async fn replay(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(NamedMessage { webhook, delivery }): PagePath<NamedMessage>,
    _: Posted,
) -> PageResult {
    at.find(&web, &signed, webhook).await?;
    run(&web.app, &signed.caller, ReplayDelivery { webhook, delivery }).await?;
    redirect(&format!("{}?done=replayed", at.address(webhook)))
}
