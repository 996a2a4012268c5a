//! Handing files of a job to the session, which sends each to the server in a request of its own.

use std::time::Duration;

use tokio::{
    sync::{mpsc, oneshot},
    time::sleep,
};
use uuid::Uuid;

use crate::channel::Failure;

/// How often a file is tried.
const TRIES: u32 = 5;
/// The shortest pause after a failure; each further one is twice as long.
const PAUSE: Duration = Duration::from_secs(2);
/// The longest pause, whatever the server says.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A file on its way.
#[derive(Debug, Clone)]
pub struct OutFile {
    /// Its name, one of `wire::agents::is_file_name`.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// A file that the session is to send, and where it says what became of it.
#[derive(Debug)]
pub struct Parcel {
    /// The job.
    pub job: Uuid,
    /// The file.
    pub file: OutFile,
    /// What became of it.
    pub outcome: oneshot::Sender<Result<(), Failure>>,
}

/// What a job hands its files to; clones lead to the same session.
#[derive(Debug, Clone)]
pub struct Courier(mpsc::Sender<Parcel>);

impl Courier {
    /// A courier, and where its parcels come out.
    pub fn new() -> (Self, mpsc::Receiver<Parcel>) {
        let (sender, parcels) = mpsc::channel(1);
        (Self(sender), parcels)
    }

    /// Brings a file of a job to the server. It is tried again where the server is away or busy; put twice, it is there once.
    pub async fn bring(&self, job: Uuid, file: &OutFile) -> Result<(), Failure> {
        let mut pause = PAUSE;
        for left in (0..TRIES).rev() {
            let failure = match self.try_once(job, file).await {
                Ok(()) => return Ok(()),
                Err(failure) => failure,
            };
            let told = match &failure {
                Failure::Busy { after, .. } => *after,
                Failure::Unreachable(_) => None,
                _ => return Err(failure),
            };
            if left == 0 {
                return Err(failure);
            }
            sleep(told.unwrap_or_default().max(pause).min(LONGEST_PAUSE)).await;
            pause *= 2;
        }
        Ok(())
    }

    async fn try_once(&self, job: Uuid, file: &OutFile) -> Result<(), Failure> {
        let gone = || Failure::Unexpected("the agent stops".to_owned());
        let (outcome, came) = oneshot::channel();
        self.0.send(Parcel { job, file: file.clone(), outcome }).await.map_err(|_| gone())?;
        came.await.map_err(|_| gone())?
    }
}
