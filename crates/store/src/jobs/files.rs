//! Files that devices gave back with jobs. Their content is stored like that of attachments, once in each organization.

use domain::{
    attachment::MediaType,
    id::{Id, Job, JobFile, Room},
    time::Time,
};

use crate::{
    attachments::{FORGET_FILE, PUT_FILE},
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A file of a job, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobFileRow {
    /// The file.
    pub id: Id<JobFile>,
    /// What the device calls it.
    pub name: String,
    /// What it holds, judged by its content.
    pub media_type: MediaType,
    /// Its size in bytes.
    pub size: i64,
    /// When it came.
    pub added_at: Time,
}

/// A file that a device gives back.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// What it is.
    pub row: JobFileRow,
    /// The SHA-256 of its content.
    pub digest: Vec<u8>,
    /// What it holds.
    pub content: Vec<u8>,
}

const OF_JOB: Read = Read::new(
    "select f.file_id, f.name, f.media_type, f.size, f.added_at from rooms r \
     join job_files f on f.tenant_id = r.tenant_id and f.room_id = r.room_id \
     where {room:r} and r.room_id = $1 and f.job_id = $2 order by f.added_at, f.file_id",
);

const FETCH: Fetch = Fetch::new(
    "select file_id, name, media_type, size, added_at, digest from job_files \
     where tenant_id = {target} and room_id = $1 and job_id = $2 order by file_id",
);

const BYTES: Fetch =
    Fetch::new("select cast(coalesce(sum(size), 0) as bigint) from job_files where tenant_id = {target}");

const ADD: Write = Write::new(
    "insert into job_files (tenant_id, room_id, job_id, file_id, name, media_type, size, digest, added_at) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8)",
);

const REMOVE: Write = Write::new(
    "delete from job_files where tenant_id = {target} and room_id = $1 and job_id = $2 and file_id = $3",
);

/// The files of a job of a room in sight, in the order in which they came.
pub async fn files(view: &mut View, room: Id<Room>, job: Id<Job>) -> Result<Vec<JobFileRow>, StoreError> {
    view.rows(Query::new(&OF_JOB, values![room, job])).await?.iter().map(row).collect()
}

/// The files of a job, each with the digest of its content.
pub async fn fetch_files(
    change: &mut Change,
    room: Id<Room>,
    job: Id<Job>,
) -> Result<Vec<(JobFileRow, Vec<u8>)>, StoreError> {
    let rows = change.rows(&FETCH, values![room, job]).await?;
    rows.iter().map(|found| Ok((row(found)?, found.get(5)?))).collect()
}

/// How many bytes the files of all jobs of the organization of the change have, each counted.
pub async fn bytes_of_files(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&BYTES, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Keeps a file of a job.
pub fn keep_file(batch: Batch, room: Id<Room>, job: Id<Job>, file: NewFile) -> Batch {
    let NewFile { row, digest, content } = file;
    let added = values![
        room,
        job,
        row.id,
        &row.name,
        row.media_type.as_str(),
        row.size,
        digest.clone(),
        row.added_at
    ];
    batch.run(&PUT_FILE, values![digest, content]).run(&ADD, added)
}

/// Takes a file from a job, and its content with the last that has it.
pub fn remove_file(batch: Batch, room: Id<Room>, job: Id<Job>, file: Id<JobFile>, digest: Vec<u8>) -> Batch {
    batch.run(&REMOVE, values![room, job, file]).run(&FORGET_FILE, values![digest])
}

fn row(row: &Row) -> Result<JobFileRow, StoreError> {
    Ok(JobFileRow {
        id: row.get(0)?,
        name: row.get(1)?,
        media_type: word(row, 2, MediaType::from_media_type)?,
        size: row.get(3)?,
        added_at: row.get(4)?,
    })
}
