//! A file that the device of a room gives back with a job while it runs. Said twice, it is there once.

use authz::SystemTask;
use domain::{
    attachment::MediaType,
    event::EventKind,
    id::{Id, Job, Organization, Room},
    job::{FILE_MAX, FILES_MAX, FILES_OF_ORGANIZATION, JobState},
};
use sha2::{Digest as _, Sha256};
use store::{
    Batch, Change, attachments,
    audit::hex,
    jobs::{self, JobFileRow, NewFile},
    rooms,
};

use super::event;
use crate::{app::App, refusal::Refusal, run::perform};

/// A file as a device sends it.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// The job.
    pub job: Id<Job>,
    /// What the device calls it; of one job no two files have the same name.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filed {
    /// It is on disk; the digest of its content.
    Kept(Vec<u8>),
    /// The room has no such job that runs.
    NotRunning,
    /// It is nothing that is taken: empty, too large, or neither text, archive, picture, video nor PDF.
    Unfit,
    /// The job or the organization has as many as it may.
    Full,
}

/// Keeps a file of a job of a room.
pub(crate) async fn keep_file(
    app: &App,
    tenant: Id<Organization>,
    room: Id<Room>,
    file: SentFile,
) -> Result<Filed, Refusal> {
    let media_type = MediaType::of(&file.content).filter(|_| file.content.len() <= FILE_MAX);
    let Some(media_type) = media_type else { return Ok(Filed::Unfit) };
    let work = async |change: &mut Change| keep(change, room, file, media_type).await;
    perform(app, SystemTask::Jobs, tenant, "", "", work).await
}

async fn keep(
    change: &mut Change,
    room: Id<Room>,
    file: SentFile,
    media_type: MediaType,
) -> Result<Filed, Refusal> {
    let SentFile { job, name, content } = file;
    let Some(of) = rooms::find(change, room).await? else { return Ok(Filed::NotRunning) };
    let found = jobs::found(change, room, job).await?.filter(|found| found.state == JobState::Running);
    let Some(found) = found else { return Ok(Filed::NotRunning) };
    let digest = Sha256::digest(&content).to_vec();
    let present = jobs::fetch_files(change, room, job).await?;
    let same = present.iter().find(|(row, _)| row.name == name);
    if same.is_some_and(|(_, before)| *before == digest) {
        return Ok(Filed::Kept(digest));
    }
    let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let replaced = same.map_or(0, |(row, _)| row.size);
    let is_one_more = same.is_none();
    if (is_one_more && present.len() >= FILES_MAX)
        || jobs::bytes_of_files(change).await? - replaced + size > FILES_OF_ORGANIZATION
    {
        return Ok(Filed::Full);
    }
    // The log holds what proves which file it was; its name is the device's.
    let event = event(EventKind::JobFileAdded, room, &of.record.name, job, found.kind)
        .with("contentType", media_type.as_str())
        .with("size", size)
        .with("sha256", hex(&digest));
    let mut batch = Batch::of(event);
    if let Some((row, before)) = same {
        // Whoever stores the same content meanwhile waits, and stores it anew.
        attachments::content(change, before).await?;
        batch = jobs::remove_file(batch, room, job, row.id, before.clone());
    }
    let row = JobFileRow { id: change.new_id(), name, media_type, size, added_at: change.now() };
    let batch = jobs::keep_file(batch, room, job, NewFile { row, digest: digest.clone(), content });
    change.write(batch.stirs(room)).await?;
    Ok(Filed::Kept(digest))
}
