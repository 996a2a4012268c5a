//! Jobs: what people ask the device of a room to do, and what became of it (R-263, §3.10).
//!
//! Invariant: a device gets a job only while who asked for it still may, decided in the transaction that hands it over; each
//! step leaves its event in the same transaction. A job is never handed over twice to a device that answered.

mod cancel;
mod download_file;
mod form;
mod hand_over;
mod keep_file;
mod list;
mod output;
mod settle;
mod submit;
mod tend;

use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Job, Room},
    job::JobKind,
};

pub use cancel::CancelJob;
pub(crate) use cancel::{call_off, call_off_all};
pub use download_file::{DownloadJobFile, DownloadedFile};
pub use form::JobForm;
pub(crate) use hand_over::hand_over;
pub use hand_over::{Order, SignedUpdate};
pub use keep_file::SentFile;
pub(crate) use keep_file::{Filed, keep_file};
pub use list::{JobOf, JobsOf, ShownJob, ShownPerson};
pub use output::take_output;
pub(crate) use settle::settle;
pub use settle::{Told, ToldState};
pub use store::jobs::JobFileRow;
pub use submit::{SubmitJob, submit_jobs};
pub use tend::tend;

/// An event about a job of a room.
pub(crate) fn event(kind: EventKind, room: Id<Room>, room_name: &str, id: Id<Job>, job: JobKind) -> Event {
    Event::new(kind, Subject::thing(room.uuid(), room_name)).with("jobId", id).with("kind", job.key())
}
