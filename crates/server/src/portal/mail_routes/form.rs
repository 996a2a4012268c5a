//! Making and changing a mail route.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, SecurityGroup},
    permission::Permission,
    signal::Severity,
    webhook::Covers,
};
use service::{
    Action, May, Refusal, ask, ask_where_allowed,
    mail_routes::{CreateMailRoute, EditMailRoute, MailRouteForm, MailRouteRow},
    rooms::CustomerNames,
    run,
    webhooks::{Teams, TeamsToChoose},
};

use super::{At, Named};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{layout::Frame, pickers::CustomersPicker},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/mail_routes/form.html")]
struct FormPage {
    frame: Frame,
    at: At,
    /// The route that is changed; none for a new one.
    row: Option<MailRouteRow>,
    typed: Typed,
    customers: Option<CustomersPicker>,
    teams: Teams,
    once: String,
    faults: Faults,
}

/// What the fields hold.
#[derive(Default)]
struct Typed {
    customers: Vec<Id<Organization>>,
    team: Option<Id<SecurityGroup>>,
    severity: String,
    find: String,
    find_team: String,
    stamp: String,
}

impl FormPage {
    fn title(&self) -> String {
        let key = if self.row.is_some() { "mail-route-edit" } else { "mail-route-new" };
        self.frame.t.t(key)
    }

    /// Why there are no customers to choose from, where there are none.
    fn without_customers(&self) -> Option<&'static str> {
        let picker = self.customers.as_ref()?;
        let is_limited = self.row.as_ref().is_some_and(|row| !row.route.customers.is_empty());
        match (picker.has_any(), is_limited) {
            (true, _) => None,
            (false, false) => Some("mail-route-customers-none"),
            (false, true) => Some("mail-route-customers-stay"),
        }
    }

    /// The teams to choose from, the chosen one first.
    fn teams(&self) -> impl Iterator<Item = (&Id<SecurityGroup>, &str, bool)> {
        let all = self.teams.chosen.iter().chain(&self.teams.found);
        all.map(|(team, name)| (team, name.as_str(), self.typed.team == Some(*team)))
    }
}

/// The form of a new route.
pub(super) async fn new(State(web): State<Web>, signed: Signed, at: At) -> PageResult {
    let typed = Typed { severity: Severity::Important.key().to_owned(), ..Typed::default() };
    page(&web, &signed, at, None, typed, None).await
}

/// Makes a route.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    Posted(form): Posted,
) -> PageResult {
    if form.text("go") == "find" {
        return page(&web, &signed, at, None, typed(&form), None).await;
    }
    let command = CreateMailRoute { covers: at.0, form: wanted(&form, at) };
    match run(&web.app, &form.once(&signed.caller), command).await {
        Ok(_) => redirect(&format!("{}?done=saved", at.base())),
        Err(refusal) => page(&web, &signed, at, None, typed(&form), Some(refusal)).await,
    }
}

/// The form of a route.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { route }): PagePath<Named>,
) -> PageResult {
    let row = at.find(&web, &signed, route).await?;
    let typed = Typed {
        customers: row.route.customers.clone(),
        team: Some(row.route.team),
        severity: row.route.lowest_severity.key().to_owned(),
        stamp: row.stamp.to_string(),
        ..Typed::default()
    };
    page(&web, &signed, at, Some(row), typed, None).await
}

/// Changes a route.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { route }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let row = at.find(&web, &signed, route).await?;
    if form.text("go") == "find" {
        return page(&web, &signed, at, Some(row), typed(&form), None).await;
    }
    let stamp = form.text("stamp").parse().ok();
    let mut wanted = wanted(&form, at);
    if let Some(customers) = &mut wanted.customers {
        customers.extend(unseen(&web, &signed, &row).await?);
    }
    match run(&web.app, &signed.caller, EditMailRoute { route, stamp, form: wanted }).await {
        Ok(()) => redirect(&format!("{}?done=saved", at.base())),
        Err(refusal) => page(&web, &signed, at, Some(row), typed(&form), Some(refusal)).await,
    }
}

/// The customers of a route that its editor does not see, who stay: the form offered no choice of them.
async fn unseen(web: &Web, signed: &Signed, row: &MailRouteRow) -> Result<Vec<Id<Organization>>, Refusal> {
    let mut customers = row.route.customers.clone();
    let question = CustomerNames { tenants: customers.clone(), permission: Permission::TicketView };
    match ask(&web.app, &signed.caller, &question).await {
        Ok(seen) => customers.retain(|it| seen.iter().all(|(customer, _)| customer != it)),
        Err(Refusal::Denied(..) | Refusal::Missing) => {}
        Err(refusal) => return Err(refusal),
    }
    Ok(customers)
}

fn wanted(form: &Form, at: At) -> MailRouteForm {
    MailRouteForm {
        customers: (at.0 == Covers::Customers).then(|| form.ids("tenantIds")),
        lowest_severity: Some(form.text("lowestSeverity").to_owned()),
        team: form.text("teamId").parse().ok(),
    }
}

fn typed(form: &Form) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    Typed {
        customers: form.ids("tenantIds"),
        team: form.text("teamId").parse().ok(),
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
    row: Option<MailRouteRow>,
    typed: Typed,
    refusal: Option<Refusal>,
) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let frame = at.frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let customers = if at.0 == Covers::Customers {
        let words = (&frame.t, frame.icons.as_str(), frame.t.t("mail-route-customers-help"));
        let (chosen, error) = (typed.customers.clone(), faults.at("tenantIds"));
        Some(CustomersPicker::of(web, signed, words, chosen, &typed.find, error).await?)
    } else {
        None
    };
    let question =
        TeamsToChoose { search: typed.find_team.clone(), chosen: typed.team.into_iter().collect() };
    // Whoever may not look up groups has none to choose.
    let teams = ask_where_allowed(&web.app, &signed.caller, &question).await?.unwrap_or_default();
    let once = web.app.ids.next().to_string();
    form_page(faults.status(), &FormPage { frame, at, row, typed, customers, teams, once, faults })
}
