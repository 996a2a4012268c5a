//! What is remembered of jobs over a restart of the agent, which a job itself may cause.
//!
//! Invariant: a job is in the ledger before anything is done for it, so that it is never done twice.

use std::{
    collections::VecDeque,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::agents::{JobOrder, JobReport};

use crate::whole_file;

/// How many jobs that are over are remembered.
const REMEMBERED: usize = 256;

/// Everything that is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// The job that is being done, or of whose end the server does not know yet.
    pub current: Option<Taken>,
    /// Jobs of whose end the server knows, the last ones.
    pub done: VecDeque<Uuid>,
}

/// A job that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Taken {
    /// What is to be done.
    pub order: JobOrder,
    /// On which start of the machine it was taken.
    pub boot: String,
    /// Where it stands.
    pub report: JobReport,
}

impl Ledger {
    /// Whether a job was taken before.
    pub fn knows(&self, job: Uuid) -> bool {
        self.done.contains(&job) || self.current.as_ref().is_some_and(|taken| taken.order.id == job)
    }

    /// The server knows how the job ended.
    pub fn close(&mut self) {
        if let Some(taken) = self.current.take() {
            self.done.push_back(taken.order.id);
            if self.done.len() > REMEMBERED {
                self.done.pop_front();
            }
        }
    }
}

/// A place for the ledger of one room.
pub trait Shelf: Send + Sync + 'static {
    /// What was remembered before.
    fn load(&self) -> io::Result<Ledger>;
    /// Remembers it from now on; when this returns, it is on disk.
    fn save(&self, ledger: &Ledger) -> io::Result<()>;
}

/// The file `jobs.json` in the agent's state folder.
#[derive(Debug, Clone)]
pub struct LedgerFile(PathBuf);

impl LedgerFile {
    /// Keeps the ledger in this folder.
    pub fn new(folder: &Path) -> Self {
        Self(folder.join("jobs.json"))
    }
}

impl Shelf for LedgerFile {
    fn load(&self) -> io::Result<Ledger> {
        whole_file::read(&self.0)?
            .map_or_else(|| Ok(Ledger::default()), |text| Ok(serde_json::from_slice(&text)?))
    }

    fn save(&self, ledger: &Ledger) -> io::Result<()> {
        whole_file::write(&self.0, &serde_json::to_vec_pretty(ledger)?)
    }
}

/// A ledger in memory, for as long as the process lives: of simulated rooms.
#[derive(Debug, Clone, Default)]
pub struct InMemory(Arc<Mutex<Ledger>>);

impl Shelf for InMemory {
    fn load(&self) -> io::Result<Ledger> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn save(&self, ledger: &Ledger) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone_from(ledger);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use wire::agents::{JobKind, JobState};

    fn taken(number: u128) -> Taken {
        let id = Uuid::from_u128(number);
        Taken {
            order: JobOrder { id, kind: JobKind::Restart, settings: None, update: None, forced: false },
            boot: "b".to_owned(),
            report: JobReport {
                id,
                state: JobState::Running,
                reason: None,
                progress: String::new(),
                output: String::new(),
            },
        }
    }

    /// what was taken is known after a restart, and stays known when it is over.
    #[test]
    fn jobs_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = LedgerFile::new(&folder.path().join("state"));
        let mut ledger = shelf.load().unwrap();
        assert_eq!(ledger, Ledger::default());
        ledger.current = Some(taken(1));
        shelf.save(&ledger).unwrap();
        let mut again = shelf.load().unwrap();
        assert_eq!(again, ledger);
        assert!(again.knows(Uuid::from_u128(1)) && !again.knows(Uuid::from_u128(2)));
        again.close();
        assert!(again.knows(Uuid::from_u128(1)) && again.current.is_none());
        for number in 2..400 {
            again.current = Some(taken(number));
            again.close();
        }
        assert_eq!(again.done.len(), REMEMBERED);
        assert!(again.knows(Uuid::from_u128(399)) && !again.knows(Uuid::from_u128(1)));
        std::fs::write(folder.path().join("state/jobs.json"), "{").unwrap();
        assert!(shelf.load().is_err(), "a spoilt ledger is no empty one");
    }
}
