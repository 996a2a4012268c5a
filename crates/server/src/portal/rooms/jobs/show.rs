//! The page of a job: where it stands, step by step, and what the device gave back. It looks again when the room stirs.

use askama::Template;
use axum::{body::Body, extract::State};
use domain::{
    job::{DeviceSettings, JobStep},
    permission::Permission,
    time::Time,
};
use service::{
    ask,
    jobs::{CancelJob, DownloadJobFile, JobFileRow, JobOf, ShownJob, take_output},
    rooms::Room,
    run,
};

use super::{
    super::{At, Named, Opened, open_again},
    NamedFile, NamedJob, icon, person, standing, tone, when,
};
use crate::{
    answer::{Faults, PageResult, file, form_page, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{audit_logs::download::attachment, layout::Frame},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/jobs/show.html")]
struct JobPage {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    job: ShownJob,
    done: String,
    faults: Faults,
}

impl JobPage {
    fn title(&self) -> String {
        self.frame.t.word("job-", self.job.row.kind.key())
    }

    fn standing(&self) -> String {
        standing(&self.frame.t, &self.job)
    }

    fn tone(&self) -> &'static str {
        tone(&self.job.row.state)
    }

    fn icon(&self) -> &'static str {
        icon(&self.job.row.state)
    }

    fn time(&self, at: &Time) -> String {
        self.frame.t.time(at)
    }

    fn when(&self) -> String {
        when(&self.frame.t, &self.job)
    }

    fn owner(&self) -> String {
        person(&self.job.owner)
    }

    fn ender(&self) -> Option<String> {
        self.job.ender.as_ref().map(person)
    }

    /// How large a file is, in words.
    fn size(&self, file: &JobFileRow) -> String {
        let kilobytes = file.size.max(1).saturating_add(1023) / 1024;
        self.frame.t.with("attachment-size", "kilobytes", self.frame.t.number(kilobytes))
    }

    fn may_cancel(&self) -> bool {
        self.job.row.state.after(JobStep::Cancel).is_some() && self.room.may.has(Permission::RoomModify)
    }

    /// The settings to take, as label and value.
    fn settings(&self) -> Vec<(String, String)> {
        let t = &self.frame.t;
        let Some(DeviceSettings { default_microphone, default_speaker, default_camera, nightly_restart }) =
            &self.job.row.settings
        else {
            return Vec::new();
        };
        let names = [
            ("setting-microphone", default_microphone),
            ("setting-speaker", default_speaker),
            ("setting-camera", default_camera),
        ];
        let mut all: Vec<_> =
            names.iter().filter_map(|(key, name)| Some((t.t(key), name.as_ref()?.clone()))).collect();
        if let Some(restart) = nightly_restart {
            let word = t.t(if restart.is_enabled { "setting-restart-on" } else { "setting-restart-off" });
            let time = restart.time.as_deref().unwrap_or_default();
            all.push((t.t("setting-restart"), format!("{word} {time}").trim_end().to_owned()));
        }
        all
    }
}

/// The page.
pub(in super::super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedJob>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, named, fields.text("done"), None).await
}

/// What the device gave back, as a file.
pub(in super::super) async fn output(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedJob>,
) -> PageResult {
    let whose = named.room().whose();
    let at = (whose.at(&signed)?.realm(), whose.tenant(&signed));
    let shown = take_output(&web.app, &signed.caller, at, named.room, named.job).await?;
    Ok(attachment("job-output.txt", "text/plain; charset=utf-8", Body::from(shown.row.output)))
}

/// A file that the device gave back.
pub(in super::super) async fn download(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedFile>,
) -> PageResult {
    let whose = Named { tenant: named.tenant, room: named.room }.whose();
    whose.at(&signed)?;
    let (tenant, room) = (whose.tenant(&signed), named.room);
    let command = DownloadJobFile { tenant, room, job: named.job, file: named.file };
    let found = run(&web.app, &signed.caller, command).await?;
    Ok(file(&found.row.name, found.row.media_type.as_str(), found.content))
}

/// Takes the job back.
pub(in super::super) async fn cancel(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedJob>,
    _: Posted,
) -> PageResult {
    let whose = named.room().whose();
    let command = CancelJob { tenant: whose.tenant(&signed), room: named.room, job: named.job };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => {
            let room = whose.at(&signed)?.room(whose.tenant(&signed), named.room);
            redirect(&format!("{room}/jobs/{}?done=canceled", named.job))
        }
        // The device was faster: the page says where the job stands now.
        Err(refusal) => page(&web, &signed, named, "", Some(refusal)).await,
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    named: NamedJob,
    done: &str,
    refused: Option<service::Refusal>,
) -> PageResult {
    let status = refused.as_ref().map_or(200, service::Refusal::status);
    let Opened { frame, at, room, address, faults } = open_again(web, signed, named.room(), refused).await?;
    let question = JobOf { realm: at.realm(), room: named.room, job: named.job };
    let job = ask(&web.app, &signed.caller, &question).await?;
    let done =
        ["submitted", "canceled"].into_iter().find(|word| *word == done).unwrap_or_default().to_owned();
    form_page(status, &JobPage { frame, at, room, address, job, done, faults })
}
