//! `PUT /agents/v1/jobs/{job}/files/{name}`: a device gives a file back with its job. It is kept as it came, and given out as a
//! download alone.

use std::time::Duration;

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::HeaderMap,
};
use domain::id::{Id, Job};
use service::{devices, jobs::SentFile};
use wire::agents::{FileAnswer, MAX_FILE_BYTES, is_file_name};

use super::{answer::Turned, message::whole, report::credential};
use crate::web::Web;

/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_mins(5);

pub(super) async fn put(
    State(web): State<Web>,
    Path((job, name)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<FileAnswer>, Turned> {
    let sender = devices::sender(&web.app, credential(&headers)?).await?;
    let job: Id<Job> = job.parse().map_err(|_| Turned::malformed("job: is no identifier"))?;
    if !is_file_name(&name) {
        return Err(Turned::malformed("name: is no name of a file"));
    }
    let content = whole(&headers, body, MAX_FILE_BYTES, PATIENCE).await?;
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    let sha256 = sender.keep(&web.app, SentFile { job, name, content }).await?;
    Ok(Json(FileAnswer { sha256, size }))
}
