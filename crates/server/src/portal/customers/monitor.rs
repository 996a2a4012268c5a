//! Customers > Monitor: how delegated admin privileges are used, as a page and as a file.

use askama::Template;
use axum::extract::State;
use domain::{
    agent::AgentRight,
    delegated_admin::{CAPPED_DAYS, INACTIVE_DAYS, NEW_DAYS, REMOVAL_DAYS, Recommendation, WATCHED_DAYS},
    time::{DAY, Time},
};
use service::{
    Export, Refusal, ask,
    delegated_admin_statistics::{DelegatedAdminStatistics, SCHEMA, Statistics},
};

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 4] = ["inactiveSinceDateTime", "enabledSinceDateTime", "displayName", "defaultDomain"];
/// What the list can be cut to; each is a filter of the moment.
const STATES: States = &[("new", ""), ("30", ""), ("60", ""), ("90", "")];
/// The columns of the file.
const COLUMNS: [&str; 8] = [
    "Microsoft ID",
    "Company name",
    "Primary domain name",
    "Agents in the last day",
    "Uses in the last day",
    "Days enabled",
    "Days inactive",
    "Recommendation",
];

#[derive(Template)]
#[template(path = "portal/customers/monitor.html")]
struct MonitorPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<Statistics>,
    count: i64,
    next: Option<String>,
    /// Whether the reader gives privileges back.
    may_return: bool,
    /// Whether nothing was ticked.
    nothing: bool,
    /// Whether privileges end by themselves after 90 days.
    ends: bool,
}

impl MonitorPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [
            ("enabledSinceDateTime", t.t("monitor-enabled-days")),
            ("inactiveSinceDateTime", t.t("monitor-inactive-days")),
        ]
    }

    /// The filters with their names.
    fn states(&self) -> [(&'static str, String); 4] {
        ["new", "30", "60", "90"].map(|state| (state, self.frame.t.word("monitor-show-", state)))
    }

    /// For how many days there are privileges: past some it no longer matters.
    fn enabled(&self, it: &Statistics) -> String {
        enabled(it, |days| self.frame.t.number(days))
    }
}

/// Tone and icon of a recommendation.
const fn look(recommendation: Recommendation) -> (&'static str, &'static str) {
    match recommendation {
        Recommendation::Keep => ("badge-good", "check"),
        Recommendation::Remove => ("badge-warn", "warning"),
        Recommendation::Inactive => ("badge-bad", "error"),
    }
}

fn enabled(it: &Statistics, number: impl Fn(i64) -> String) -> String {
    let plus = if it.enabled_days >= CAPPED_DAYS { "+" } else { "" };
    format!("{}{plus}", number(it.enabled_days.min(CAPPED_DAYS)))
}

/// The question of a choice at a moment.
fn question(chosen: &Chosen, now: Time, count: bool) -> Result<DelegatedAdminStatistics, Refusal> {
    let ago = |days: i64| now.plus(-days * DAY);
    let idle = |from, until: Option<i64>| {
        let longest = until.map(|days| format!(" and inactiveSinceDateTime gt {}", ago(days)));
        format!("inactiveSinceDateTime le {}{}", ago(from), longest.unwrap_or_default())
    };
    let filter = match chosen.state.as_str() {
        "new" => Some(format!("enabledSinceDateTime ge {}", ago(NEW_DAYS))),
        "30" => Some(idle(WATCHED_DAYS, Some(REMOVAL_DAYS))),
        "60" => Some(idle(REMOVAL_DAYS, Some(INACTIVE_DAYS))),
        "90" => Some(idle(INACTIVE_DAYS, None)),
        _ => None,
    };
    Ok(DelegatedAdminStatistics { wanted: chosen.asked_for(&SCHEMA, filter.as_deref())?.wanted, count })
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let question = question(&chosen, web.app.clock.now(), true)?;
    let found = ask(&web.app, &signed.caller, &question).await?;
    let frame = frame(&web, &signed).await?;
    html(&MonitorPage {
        may_return: frame.shell.agent_rights.contains(&AgentRight::RemoveDelegation),
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        nothing: fields.text("done") == "nothing",
        ends: web.app.settings.end_idle_privileges,
        frame,
        chosen,
    })
}

/// The customers of the search and filter in force as CSV.
pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let question = question(&chosen, web.app.clock.now(), false)?;
    let (app, caller) = (web.app, signed.caller);
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("delegated-admin-privileges.csv", COLUMNS, (app, caller), export, cells).await?)
}

fn cells(it: &Statistics) -> [String; 8] {
    let row = &it.row;
    [
        row.tenant.to_string(),
        row.name.clone(),
        row.domain.clone(),
        row.agents.to_string(),
        row.uses.to_string(),
        enabled(it, |days| days.to_string()),
        it.inactive_days.to_string(),
        it.recommendation.key().to_owned(),
    ]
}
