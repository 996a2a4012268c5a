//! Making and setting a webhook.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, RoomGroup, SecurityGroup, Webhook},
    permission::Permission,
    signal::Severity,
    webhook::{Covers, Told, event_type},
};
use service::{
    Action, May, Realm, Refusal, Wanted, ask,
    groups::ListGroups,
    run,
    webhooks::{CreateWebhook, EditWebhook, Teams, TeamsToChoose, WebhookForm, WebhookRow},
};

use super::{At, Named, secret, teams};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{layout::Frame, pickers::CustomersPicker},
    web::Web,
};

/// How many groups are offered.
const GROUPS: i64 = 300;

#[derive(Template)]
#[template(path = "portal/webhooks/form.html")]
struct FormPage {
    frame: Frame,
    at: At,
    /// The webhook that is set; none for a new one.
    row: Option<WebhookRow>,
    typed: Typed,
    groups: Vec<(Id<RoomGroup>, String)>,
    /// The customers to choose from; none for one that tells of own rooms.
    customers: Option<CustomersPicker>,
    /// None where the caller may not look up the organization's groups: then they stay as they are.
    teams: Option<Teams>,
    once: String,
    faults: Faults,
}

/// What the fields hold.
#[derive(Default)]
struct Typed {
    name: String,
    address: String,
    events: BTreeSet<String>,
    group: String,
    customers: Vec<Id<Organization>>,
    teams: Vec<Id<SecurityGroup>>,
    severity: String,
    find: String,
    find_team: String,
    stamp: String,
}

impl FormPage {
    fn title(&self) -> String {
        let key = if self.row.is_some() { "webhook-edit" } else { "webhook-new" };
        self.frame.t.t(key)
    }

    fn back(&self) -> String {
        self.row.as_ref().map_or_else(|| self.at.base().to_owned(), |row| self.at.address(row.id))
    }

    /// The types of events with their names, and whether they are chosen.
    fn events(&self) -> Vec<(&'static str, String, bool)> {
        let types = Told::EVENTS.into_iter().map(event_type);
        types
            .map(|it| (it, self.frame.t.word("webhook-event-", it), self.typed.events.contains(it)))
            .collect()
    }
}

/// The form of a new webhook.
pub(super) async fn new(State(web): State<Web>, signed: Signed, at: At) -> PageResult {
    let events =
        ["ticket.opened", "ticket.reactivated", "ticket.raised", "issue.recorded", "ticket.resolved"];
    let typed = Typed {
        events: events.map(str::to_owned).into(),
        severity: Severity::Important.key().to_owned(),
        ..Typed::default()
    };
    page(&web, &signed, at, None, typed, None).await
}

/// Makes a webhook; the answer shows its secret, this once.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    Posted(form): Posted,
) -> PageResult {
    if form.text("go") == "find" {
        return page(&web, &signed, at, None, typed(&form), None).await;
    }
    let command = CreateWebhook { covers: at.0, form: wanted(&form, at) };
    match run(&web.app, &form.once(&signed.caller), command).await {
        Ok(made) => secret::shown(&web, &signed, at, made.id, &made.secret, true).await,
        Err(refusal) => page(&web, &signed, at, None, typed(&form), Some(refusal)).await,
    }
}

/// The form of a webhook.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
) -> PageResult {
    let row = at.find(&web, &signed, webhook).await?;
    let setting = &row.setting;
    let typed = Typed {
        name: setting.name.clone(),
        address: setting.address.clone(),
        events: setting.events.iter().map(|it| event_type(*it).to_owned()).collect(),
        group: setting.group.map(|group| group.to_string()).unwrap_or_default(),
        customers: setting.customers.clone(),
        teams: setting.teams.clone(),
        severity: setting.lowest_severity.key().to_owned(),
        find: String::new(),
        find_team: String::new(),
        stamp: row.change_stamp.to_string(),
    };
    page(&web, &signed, at, Some(row), typed, None).await
}

/// Sets a webhook.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let row = at.find(&web, &signed, webhook).await?;
    if form.text("go") == "find" {
        return page(&web, &signed, at, Some(row), typed(&form), None).await;
    }
    let stamp = form.text("stamp").parse().ok();
    match run(&web.app, &signed.caller, EditWebhook { webhook, stamp, form: wanted(&form, at) }).await {
        Ok(()) => redirect(&saved(at, webhook)),
        Err(refusal) => page(&web, &signed, at, Some(row), typed(&form), Some(refusal)).await,
    }
}

fn saved(at: At, webhook: Id<Webhook>) -> String {
    format!("{}?done=saved", at.address(webhook))
}

fn wanted(form: &Form, at: At) -> WebhookForm {
    let text = |name: &str| Some(form.text(name).to_owned());
    let is_own = at.0 == Covers::Own;
    WebhookForm {
        name: text("displayName"),
        address: text("url"),
        events: Some(form.all("events").map(str::to_owned).collect()),
        customers: (!is_own).then(|| form.ids("tenantIds")),
        group: is_own.then(|| form.text("roomGroupId").parse().ok()),
        teams: (form.text("offersTeams") == "yes").then(|| form.ids("teamIds")),
        lowest_severity: text("lowestSeverity"),
        is_on: None,
    }
}

fn typed(form: &Form) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    Typed {
        name: text("displayName"),
        address: text("url"),
        events: form.all("events").map(str::to_owned).collect(),
        group: text("roomGroupId"),
        customers: form.ids("tenantIds"),
        teams: form.ids("teamIds"),
        severity: text("lowestSeverity"),
        find: text("find"),
        find_team: text("find-team"),
        stamp: text("stamp"),
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    at: At,
    row: Option<WebhookRow>,
    typed: Typed,
    refusal: Option<Refusal>,
) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let frame = at.frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let (mut groups, mut customers) = (Vec::new(), None);
    match at.0 {
        Covers::Own if frame.may("group.view") => {
            let question = ListGroups { realm: Realm::Own, wanted: Wanted::first(GROUPS), counts: false };
            let found = ask(&web.app, &signed.caller, &question).await?.groups;
            groups = found.into_iter().map(|group| (group.id, group.name)).collect();
        }
        Covers::Own => {}
        Covers::Customers => {
            let words = (&frame.t, frame.icons.as_str(), frame.t.t("webhook-customers-help"));
            let (chosen, error) = (typed.customers.clone(), faults.at("tenantIds"));
            let picker = CustomersPicker::of(web, signed, words, chosen, &typed.find, error).await?;
            customers = Some(picker);
        }
    }
    let (search, chosen) = (typed.find_team.clone(), typed.teams.clone());
    let teams = teams(web, signed, TeamsToChoose { search, chosen }).await?;
    let once = web.app.ids.next().to_string();
    form_page(faults.status(), &FormPage { frame, at, row, typed, groups, customers, teams, once, faults })
}
