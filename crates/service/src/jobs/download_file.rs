//! Downloading a file that a device gave back: written down in the transaction that reads it (decision 18).

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Job, JobFile, Organization, Room},
    permission::Permission,
};
use store::{
    Batch, Change, attachments,
    audit::hex,
    jobs::{self, JobFileRow},
    rooms,
};

use super::event;
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Downloads a file of a job.
#[derive(Clone, Copy, Debug)]
pub struct DownloadJobFile {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The job.
    pub job: Id<Job>,
    /// The file.
    pub file: Id<JobFile>,
}

/// A file of a job with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownloadedFile {
    /// What is told of it.
    pub row: JobFileRow,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Command for DownloadJobFile {
    type Output = DownloadedFile;
    const NAME: &'static str = "room.download_job_file";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomView), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<DownloadedFile, Refusal> {
        let of = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        let job = jobs::found(change, self.room, self.job).await?.ok_or(Refusal::Missing)?;
        let files = jobs::fetch_files(change, self.room, self.job).await?;
        let found = files.into_iter().find(|(row, _)| row.id == self.file);
        let (row, digest) = found.ok_or(Refusal::Missing)?;
        let content = attachments::content(change, &digest).await?.ok_or(Refusal::Missing)?;
        let event = event(EventKind::JobFileDownloaded, self.room, &of.record.name, job.id, job.kind)
            .with("sha256", hex(&digest));
        change.write(Batch::of(event)).await?;
        Ok(DownloadedFile { row, content })
    }
}
