//! How busy a node is and what waits for it: numbers alone, of all organizations together, for whoever runs the server.

use store::backlog::Connections;
pub use store::backlog::{Backlog, Waiting};

use crate::{app::App, refusal::Refusal};

/// What a node knows of itself without asking the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Reports that wait to be written together.
    pub reports_waiting: usize,
    /// How many may.
    pub most_reports: usize,
    /// Refusals and views that wait to be written down.
    pub observations_waiting: usize,
    /// Live pages that are open.
    pub live_pages: usize,
    /// Organizations in memory.
    pub organizations: usize,
    /// Rooms that changed since lists read them last.
    pub stirred_rooms: usize,
    /// Connections to the database.
    pub connections: Connections,
}

impl App {
    /// How busy this node is.
    pub fn load(&self) -> Load {
        let (reports_waiting, most_reports) = self.desk.reports_waiting();
        let (organizations, stirred_rooms) = self.store.in_memory();
        Load {
            reports_waiting,
            most_reports,
            observations_waiting: self.observer.waiting(),
            live_pages: self.store.listeners(),
            organizations,
            stirred_rooms,
            connections: self.store.connections(),
        }
    }

    /// What waits in the database.
    pub async fn backlog(&self) -> Result<Backlog, Refusal> {
        Ok(self.store.backlog(self.clock.now()).await?)
    }
}
