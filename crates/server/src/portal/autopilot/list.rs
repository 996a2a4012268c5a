//! The list of devices, and its export.

use askama::Template;
use axum::extract::State;
use domain::{
    autopilot::Origin,
    id::{AutopilotProfile as ProfileId, Id},
};
use service::{
    Export, Refusal, Wanted, ask,
    autopilot::{AutopilotDevices, AutopilotProfiles, COLUMNS, DEVICES, Device, Ground, ProfileRow},
};

use super::{Side, Whose};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    path::PagePath,
    portal::{layout::Frame, listing::Chosen},
    web::Web,
};

const SORTS: [&str; 2] = ["serialNumber", "uploadedDate"];
/// The word for devices without a profile.
const WITHOUT: &str = "none";

#[derive(Template)]
#[template(path = "portal/autopilot/list.html")]
struct ListPage {
    frame: Frame,
    side: Side,
    chosen: Chosen,
    origin: Option<Origin>,
    profile: Option<Option<Id<ProfileId>>>,
    profiles: Vec<ProfileRow>,
    rows: Vec<Device>,
    ground: Ground,
    count: i64,
    next: Option<String>,
    done: Option<&'static str>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("serialNumber", t.t("autopilot-device")), ("uploadedDate", t.t("autopilot-added"))]
    }

    fn is_narrowed(&self) -> bool {
        !self.chosen.q.is_empty() || self.origin.is_some() || self.profile.is_some()
    }

    fn has_profile(&self, id: Id<ProfileId>) -> bool {
        self.profile == Some(Some(id))
    }

    /// Who can have added devices, with the word for it.
    fn origins(&self) -> Vec<(Origin, String)> {
        let t = &self.frame.t;
        if self.side.is_own {
            let partner = t.t("autopilot-origin-partner");
            return vec![(Origin::Own, t.t("autopilot-origin-own")), (Origin::OtherPartner, partner)];
        }
        Origin::ALL.into_iter().map(|origin| (origin, t.word("autopilot-origin-", origin.key()))).collect()
    }

    fn added_by(&self, device: &Device) -> String {
        match &device.origin.name {
            Some(name) if device.origin.seen != Origin::Own => name.clone(),
            _ => self.frame.t.word("autopilot-origin-", device.origin.seen.key()),
        }
    }

    fn may_choose(&self) -> bool {
        self.rows.iter().any(|device| device.allowed.apply)
    }
}

/// The list that an address asks for.
fn read(side: &Side, fields: &Fields) -> Result<(Chosen, AutopilotDevices), Refusal> {
    let mut chosen = Chosen::read(fields, &SORTS, &[]);
    let origin = Origin::from_key(fields.text("origin"));
    let profile = match fields.text("profile") {
        WITHOUT => Some(None),
        text => text.parse().ok().map(Some),
    };
    chosen.also("origin", origin.map_or("", Origin::key));
    let words = profile.map(|profile| profile.map_or(WITHOUT.to_owned(), |id: Id<ProfileId>| id.to_string()));
    chosen.also("profile", &words.unwrap_or_default());
    let wanted = chosen.asked(&DEVICES)?.wanted;
    let question =
        AutopilotDevices { tenant: side.tenant, batch: None, profile, origin, wanted, count: true };
    Ok((chosen, question))
}

pub(super) async fn list(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    fields: Fields,
) -> PageResult {
    let mut side = Side::of(&signed, tenant)?;
    let (chosen, question) = read(&side, &fields)?;
    let found = ask(&web.app, &signed.caller, &question).await?;
    let all = AutopilotProfiles { tenant: side.tenant, wanted: Wanted::first(300), count: false };
    let profiles = ask(&web.app, &signed.caller, &all).await?.found.page.items;
    let done = (fields.text("done") == "removed").then_some("autopilot-done-removed");
    html(&ListPage {
        frame: side.frame(&web, &signed).await?,
        side,
        next: chosen.next(found.found.page.next.as_ref())?,
        chosen,
        origin: question.origin,
        profile: question.profile,
        profiles,
        rows: found.found.page.items,
        ground: found.ground,
        count: found.found.count.unwrap_or_default(),
        done,
    })
}

/// The devices of the search and filters in force as CSV, the columns of an upload first.
pub(super) async fn csv(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    fields: Fields,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let (_, question) = read(&side, &fields)?;
    let question = AutopilotDevices { count: false, ..question };
    let (app, caller) = (web.app, signed.caller);
    let export = Export::begin(&app, &caller, question).await?;
    let [serial, key, hash, maker, model] = COLUMNS;
    let columns = [serial, key, hash, maker, model, "Profile", "Added by", "Channel", "Added"];
    Ok(csv::download("autopilot-devices.csv", columns, (app, caller), export, |device: &Device| {
        let hardware = device.hardware.clone();
        [
            hardware.serial_number,
            hardware.product_key,
            hardware.hardware_hash,
            hardware.manufacturer,
            hardware.model,
            device.profile.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            device.origin.name.clone().unwrap_or_else(|| device.origin.seen.key().to_owned()),
            device.channel.key().to_owned(),
            device.added_at.to_string(),
        ]
    })
    .await?)
}
