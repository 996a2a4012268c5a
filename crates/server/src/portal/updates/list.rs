//! Updates in one list: of one's own organization, of all customers, or of the one that is chosen (decision 1, R-259).

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    permission::Permission,
    rollout::{RolloutState, RoomState},
    room::DeviceType,
};
use service::{
    ask,
    releases::{ReleaseRow, Releases, ReleasesOf},
    rollouts::{ListRollouts, RolloutAct, RolloutLine, RolloutList},
};

use super::{bulk, chosen::Chosen, done, icon, tone};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{customer_filter::CustomerFilter, layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/updates/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    found: RolloutList,
    /// Of one organization; none where all customers are shown.
    releases: Option<Releases>,
    customers: CustomerFilter,
    chosen: Chosen,
    next: Option<String>,
    /// What can be done to the updates that are ticked.
    acts: &'static [RolloutAct],
    done: Option<&'static str>,
}

impl ListPage {
    fn address(&self, line: &RolloutLine) -> String {
        self.at.update(line.row.tenant, line.row.release)
    }

    fn address_of(&self, release: &ReleaseRow) -> String {
        self.at.update(release.tenant, release.id)
    }

    fn state(&self, state: &RolloutState) -> (&'static str, &'static str, String) {
        (tone(*state), icon(*state), self.frame.t.word("rollout-", state.key()))
    }

    /// How many rooms in sight have it, of how many that need it as far as it got.
    fn progress(&self, line: &RolloutLine) -> (i64, i64, String) {
        let (have, need) = (line.of(RoomState::Succeeded), line.needing());
        let (shown, of) = (self.frame.t.number(have), self.frame.t.number(need));
        (have, need.max(1), self.frame.t.with2("update-rooms-of", "done", &shown, "all", &of))
    }

    fn select(&self, line: &RolloutLine) -> String {
        let name = if self.shows_customers() {
            format!("{}, {}", line.row.version, line.row.tenant_name)
        } else {
            line.row.version.to_string()
        };
        self.frame.t.with("select-row", "name", name)
    }

    fn failed(line: &RolloutLine) -> i64 {
        line.of(RoomState::Failed)
    }

    /// Releases that are not rolled out.
    fn waiting(&self) -> Vec<&ReleaseRow> {
        let own = self.releases.iter().flat_map(|releases| &releases.own);
        own.filter(|release| release.rollout.is_none()).collect()
    }

    fn offered(&self) -> &[ReleaseRow] {
        self.releases.as_ref().map_or(&[], |releases| releases.offered.as_slice())
    }

    fn may_register(&self) -> bool {
        self.releases.as_ref().is_some_and(|releases| releases.may_register)
    }

    fn may_set_key(&self) -> bool {
        self.releases.as_ref().is_some_and(|releases| releases.may_set_key)
    }

    fn has_key(&self) -> bool {
        self.releases.as_ref().is_some_and(|releases| releases.key.is_some())
    }

    fn shows_customers(&self) -> bool {
        self.at == At::Customers
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        format!("{}{}", self.at.updates(), self.chosen.of(tenant.copied()))
    }

    fn act(act: &RolloutAct) -> (&'static str, &'static str) {
        (bulk::name(*act), bulk::icon(*act))
    }
}

/// One's own updates.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    show(&web, &signed, signed.at(None), &fields).await
}

/// The updates of customers.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = signed.at_customers(Chosen::read(&fields).tenant);
    show(&web, &signed, at, &fields).await
}

async fn show(web: &Web, signed: &Signed, at: At, fields: &Fields) -> PageResult {
    let tenant = at.customer();
    let chosen = Chosen { tenant, ..Chosen::read(fields) };
    let filter = CustomerFilter::question(fields, Permission::RingView, tenant);
    let (mut frame, customers) = Frame::with_filter(web, signed, at, at.updates_entry(), filter).await?;
    let question =
        ListRollouts { realm: at.realm(), wanted: chosen.wanted()?, with_past: chosen.shows_past() };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let releases = match at {
        At::Customers => None,
        _ => Some(ask(&web.app, &signed.caller, &ReleasesOf { realm: at.realm() }).await?),
    };
    if let (Some(tenant), Some(releases)) = (tenant, &releases) {
        frame.tenant = Some((releases.tenant_name.clone(), tenant.to_string()));
    }
    let next = chosen.next(found.next.as_ref())?.map(|next| format!("{}{next}", at.updates()));
    let done = done(fields.text("done"));
    let may = if at.is_partner() { frame.shell.at_customers } else { frame.shell.own };
    let acts: &[RolloutAct] = if may.has(Permission::RingModify) { &RolloutAct::ALL } else { &[] };
    html(&ListPage { frame, at, found, releases, customers, chosen, next, acts, done })
}
