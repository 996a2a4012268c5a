//! Signed records of what ended and what is left (decision 4).

use askama::Template;
use axum::extract::State;
use domain::{
    id::Id,
    off_boarding::{HoldingKind, ResidueKind},
    time::Time,
};
use service::{
    ask,
    off_boarding::{Ended, OffBoardingRecordOf, OffBoardingRecords, Opened, RecordRow, SCHEMA},
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{self, PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 2] = ["issuedDateTime", "partnerDisplayName"];
const STATES: States = &[("residue", "residueCount gt 0"), ("clean", "residueCount eq 0")];

#[derive(Template)]
#[template(path = "portal/partner_relationships/records.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<RecordRow>,
    count: i64,
    next: Option<String>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("partnerDisplayName", t.t("partner")), ("issuedDateTime", t.t("off-boarding-issued"))]
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &OffBoardingRecords { wanted, count: true }).await?;
    html(&ListPage {
        frame: frame(&web, &signed).await?,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
    })
}

#[derive(Template)]
#[template(path = "portal/partner_relationships/record.html")]
struct RecordPage {
    frame: Frame,
    it: Opened,
    is_done: bool,
}

impl RecordPage {
    /// What something that ended is called; the document that is signed has one name of it in every language.
    fn name(&self, ended: &Ended) -> String {
        let kind = HoldingKind::from_key(&ended.kind);
        super::holdings::called(&self.frame.t, kind, &ended.display_name, &ended.roles)
    }

    /// The roles of something that ended, as they are called.
    fn roles(&self, ended: &Ended) -> Vec<String> {
        let t = &self.frame.t;
        let called = |role: &String| match HoldingKind::from_key(&ended.kind) {
            Some(HoldingKind::SubscriptionRole) => t.word("subscription-role-", role),
            _ => role.clone(),
        };
        ended.roles.iter().map(called).collect()
    }

    /// Where something that is left is looked after, if the portal has a page for it that the reader may open.
    fn page(&self, kind: &str) -> Option<&'static str> {
        page_of(&self.frame, ResidueKind::from_key(kind)?)
    }

    fn date(&self, at: Time) -> String {
        self.frame.t.date(at)
    }
}

/// Where something that is left is looked after and ended, if the portal has a page for it that the reader may open.
pub(super) fn page_of(frame: &Frame, kind: ResidueKind) -> Option<&'static str> {
    let reads_directory = !frame.shell.directory_roles.is_empty();
    Some(match kind {
        ResidueKind::EnrolmentKey => "/settings/general",
        ResidueKind::Subscriptions | ResidueKind::Resources | ResidueKind::Licences => {
            "/settings/subscriptions"
        }
        ResidueKind::Copies => "/settings/audit-logs",
        ResidueKind::Suppressions | ResidueKind::Rooms => "/rooms",
        ResidueKind::RoomGroups => "/groups",
        ResidueKind::MaintenanceWindows => "/maintenance-windows",
        ResidueKind::Rollouts => "/updates",
        ResidueKind::People | ResidueKind::ChangedPeople if reads_directory => "/directory/users",
        ResidueKind::Groups | ResidueKind::GroupMembers if reads_directory => "/directory/groups",
        ResidueKind::AutopilotDevices => "/settings/autopilot",
        ResidueKind::AutopilotProfiles => "/settings/autopilot/profiles",
        ResidueKind::RunningJobs
        | ResidueKind::People
        | ResidueKind::ChangedPeople
        | ResidueKind::Groups
        | ResidueKind::GroupMembers => return None,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &OffBoardingRecordOf { record: Id::new(id) }).await?;
    let is_done = fields.text("done") == "ended";
    html(&RecordPage { frame: frame(&web, &signed).await?, it, is_done })
}

/// The record as it was signed.
pub(super) async fn file(State(web): State<Web>, signed: Signed, PagePath(id): PagePath<Uuid>) -> PageResult {
    let it = ask(&web.app, &signed.caller, &OffBoardingRecordOf { record: Id::new(id) }).await?;
    Ok(answer::file(&format!("off-boarding-{id}.jws"), "application/jose", it.row.signed.into_bytes()))
}
