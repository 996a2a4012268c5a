//! What became of devices that were submitted together.

use askama::Template;
use axum::extract::State;
use domain::autopilot::RuleSet;
use service::{
    ask,
    autopilot::{AutopilotSubmission, AutopilotSubmissions, ResultRow, Submission, SubmissionRow},
};

use super::{NamedSubmission, Side, Whose};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    partner_center::describe,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/autopilot/submissions.html")]
struct ListPage {
    frame: Frame,
    side: Side,
    rows: Vec<SubmissionRow>,
}

pub(super) async fn list(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
) -> PageResult {
    let mut side = Side::of(&signed, tenant)?;
    let rows = ask(&web.app, &signed.caller, &AutopilotSubmissions { tenant: side.tenant }).await?;
    html(&ListPage { frame: side.frame(&web, &signed).await?, side, rows })
}

#[derive(Template)]
#[template(path = "portal/autopilot/submission.html")]
struct ShowPage {
    frame: Frame,
    side: Side,
    it: Submission,
}

impl ShowPage {
    /// What became of a device, in words.
    fn outcome(&self, result: &ResultRow) -> String {
        describe(&self.frame.t, result.outcome, result.rules.map(RuleSet::key))
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedSubmission { tenant, submission }): PagePath<NamedSubmission>,
) -> PageResult {
    let mut side = Side::of(&signed, tenant)?;
    let it = ask(&web.app, &signed.caller, &AutopilotSubmission { tenant: side.tenant, submission }).await?;
    html(&ShowPage { frame: side.frame(&web, &signed).await?, side, it })
}
