//! What the devices of rooms are asked to do: the form, the page of a job, many rooms at once.

mod ask;
mod many;
mod show;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Job, JobFile, Organization, Room as RoomId},
    job::{JobState, JobTiming},
};
use serde::Deserialize;
use service::jobs::{ShownJob, ShownPerson};

pub(super) use ask::{beside_its_field, job_form};

use super::Named;
use crate::{i18n::Translator, web::Web};

/// The pages below a room.
pub(super) fn pages_of_one(room: &str) -> Router<Web> {
    Router::new()
        .route(&format!("{room}/jobs/new"), get(ask::new).post(ask::create))
        .route(&format!("{room}/jobs/{{job}}"), get(show::show))
        .route(&format!("{room}/jobs/{{job}}/output.txt"), get(show::output))
        .route(&format!("{room}/jobs/{{job}}/files/{{file}}"), get(show::download))
        .route(&format!("{room}/jobs/{{job}}/cancel"), post(show::cancel))
}

/// The page of many rooms.
pub(super) fn pages_of_all(rooms: &str) -> Router<Web> {
    Router::new().route(&format!("{rooms}/jobs"), post(many::create))
}

/// A job as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedJob {
    tenant: Option<Id<Organization>>,
    room: Id<RoomId>,
    job: Id<Job>,
}

impl NamedJob {
    const fn room(self) -> Named {
        Named { tenant: self.tenant, room: self.room }
    }
}

/// A file of a job as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedFile {
    tenant: Option<Id<Organization>>,
    room: Id<RoomId>,
    job: Id<Job>,
    file: Id<JobFile>,
}

/// The look of a state's mark.
pub(super) const fn tone(state: &JobState) -> &'static str {
    match state {
        JobState::Completed => "badge-good",
        JobState::CompletedWithErrors => "badge-warn",
        JobState::Failed => "badge-bad",
        _ => "",
    }
}

/// The icon of a state's mark; told by its form, not by its colour alone.
pub(super) const fn icon(state: &JobState) -> &'static str {
    match state {
        JobState::Submitted => "time",
        JobState::Running => "refresh",
        JobState::Completed => "check",
        JobState::CompletedWithErrors => "warning",
        JobState::Failed => "error",
        JobState::Canceled => "close",
    }
}

/// Where a job stands, in words: its state, what it waits for, why it ended so.
pub(super) fn standing(t: &Translator, job: &ShownJob) -> String {
    let state = match job.detail {
        Some(detail) => t.word("job-detail-", detail),
        None => t.word("job-state-", job.row.state.key()),
    };
    match job.row.reason {
        Some(reason) => format!("{state}: {}", t.word("job-reason-", reason.key())),
        None => state,
    }
}

/// Who did something, of which organization.
pub(super) fn person(shown: &ShownPerson) -> String {
    match &shown.name {
        Some((name, _)) => format!("{name} · {}", shown.organization),
        None => shown.organization.clone(),
    }
}

/// When a job is to be done, in the reader's time; the night is that of the room.
fn when(t: &Translator, job: &ShownJob) -> String {
    match job.row.timing {
        JobTiming::Now => t.t("job-timing-now"),
        JobTiming::Night => t.with("job-night-from", "time", t.time(job.row.due_at)),
    }
}
