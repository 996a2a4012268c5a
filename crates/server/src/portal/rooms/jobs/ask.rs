//! The form by which the device of a room is asked to do something.

use askama::Template;
use axum::extract::State;
use domain::{
    job::{Activity, DeviceSettings, FORCE_REASON_MAX, JobKind, JobTiming, NightlyRestart, SETTING_MAX},
    permission::Permission,
};
use service::{
    Code, Refusal,
    jobs::{JobForm, SubmitJob},
    rooms::Room,
    run,
};

use super::super::{At, Named, Opened, open_again};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/jobs/ask.html")]
struct AskPage {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    kind: JobKind,
    typed: Form,
    /// What makes a new job one, however often its form is sent.
    once: String,
    faults: Faults,
}

impl AskPage {
    fn title(&self) -> String {
        self.frame.t.word("job-", self.kind.key())
    }

    fn is_busy(&self) -> bool {
        self.room.detail.activity == Activity::Busy
    }

    fn has_settings(&self) -> bool {
        self.kind == JobKind::ConfigUpdate
    }

    fn is_tonight(&self) -> bool {
        self.typed.text("timing") == JobTiming::Night.key()
    }

    /// Whose night it is.
    fn zone(&self) -> &str {
        let zone = self.room.detail.record.time_zone.as_str();
        if zone.is_empty() { "UTC" } else { zone }
    }
}

/// What the fields of a form ask for.
pub(in super::super) fn job_form(fields: &Form) -> JobForm {
    let kind = fields.text("kind").to_owned();
    let named = |field: &str| Some(fields.text(field).to_owned()).filter(|text| !text.is_empty());
    let settings = (kind == JobKind::ConfigUpdate.key()).then(|| DeviceSettings {
        default_microphone: named("defaultMicrophone"),
        default_speaker: named("defaultSpeaker"),
        default_camera: named("defaultCamera"),
        nightly_restart: match fields.text("nightlyRestart") {
            "on" => Some(NightlyRestart { is_enabled: true, time: named("nightlyRestartTime") }),
            "off" => Some(NightlyRestart { is_enabled: false, time: None }),
            _ => None,
        },
    });
    let force_reason = fields.has("force").then(|| fields.text("forceReason").to_owned());
    JobForm { kind, timing: fields.text("timing").to_owned(), settings, force_reason }
}

/// The same refusal with its fields called as on this page.
pub(in super::super) fn beside_its_field(mut refusal: Refusal) -> Refusal {
    if let Refusal::Invalid(_, faults) = &mut refusal {
        for fault in faults {
            if let Some(setting) = fault.field.strip_prefix("settings/") {
                let name = setting.replace("nightlyRestart/time", "nightlyRestartTime");
                fault.field = name;
            }
        }
    }
    // A room whose meeting began meanwhile: the page says so, and asks for a reason.
    match refusal {
        Refusal::Conflict(Code::RoomBusy, _) => Refusal::special(Code::RoomBusy, "forceReason"),
        refusal => refusal,
    }
}

/// The form.
pub(in super::super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    show(&web, &signed, named, fields, None).await
}

/// Asks the device.
pub(in super::super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let tenant = named.whose().tenant(&signed);
    let command = SubmitJob { tenant, room: named.room, form: job_form(&fields) };
    match run(&web.app, &fields.once(&signed.caller), command).await {
        Ok(job) => {
            let room = named.whose().at(&signed)?.room(tenant, named.room);
            redirect(&format!("{room}/jobs/{job}?done=submitted"))
        }
        Err(refusal) => show(&web, &signed, named, fields, Some(refusal)).await,
    }
}

async fn show(web: &Web, signed: &Signed, named: Named, typed: Form, refused: Option<Refusal>) -> PageResult {
    let kind = JobKind::from_key(typed.text("kind"))
        .filter(|kind| JobKind::ASKED.contains(kind))
        .ok_or(Refusal::Missing)?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let refused = refused.map(beside_its_field);
    let Opened { frame, at, room, address, faults } = open_again(web, signed, named, refused).await?;
    let room = room.require(Permission::RoomModify)?;
    if !room.is_monitored() {
        return Err(Refusal::Conflict(Code::InvalidState, Some(named.room.uuid())).into());
    }
    let once = web.app.ids.next().to_string();
    form_page(status, &AskPage { frame, at, room, address, kind, typed, once, faults })
}
