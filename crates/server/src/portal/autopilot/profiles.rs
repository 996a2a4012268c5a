//! The list of profiles.

use askama::Template;
use axum::extract::State;
use service::{
    ask,
    autopilot::{AutopilotProfiles, Ground, PROFILES, ProfileRow},
};

use super::{Side, Whose};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    path::PagePath,
    portal::{layout::Frame, listing::Chosen},
    web::Web,
};

const SORTS: [&str; 2] = ["displayName", "changedDateTime"];

#[derive(Template)]
#[template(path = "portal/autopilot/profiles.html")]
struct ListPage {
    frame: Frame,
    side: Side,
    chosen: Chosen,
    rows: Vec<ProfileRow>,
    ground: Ground,
    count: i64,
    next: Option<String>,
    done: Option<&'static str>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("displayName", t.t("name")), ("changedDateTime", t.t("autopilot-profile-changed"))]
    }

    fn settings(&self, row: &ProfileRow) -> Vec<String> {
        settings(&self.frame.t, row)
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    fields: Fields,
) -> PageResult {
    let mut side = Side::of(&signed, tenant)?;
    let chosen = Chosen::read(&fields, &SORTS, &[]);
    let wanted = chosen.asked(&PROFILES)?.wanted;
    let question = AutopilotProfiles { tenant: side.tenant, wanted, count: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let done = match fields.text("done") {
        "created" => Some("autopilot-profile-created"),
        "deleted" => Some("autopilot-profile-deleted"),
        _ => None,
    };
    html(&ListPage {
        frame: side.frame(&web, &signed).await?,
        side,
        next: chosen.next(found.found.page.next.as_ref())?,
        chosen,
        rows: found.found.page.items,
        ground: found.ground,
        count: found.found.count.unwrap_or_default(),
        done,
    })
}

/// The choices of a profile in words.
pub(super) fn settings(t: &Translator, row: &ProfileRow) -> Vec<String> {
    row.settings.words().into_iter().map(|word| t.word("autopilot-setting-", word)).collect()
}
