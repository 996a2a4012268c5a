//! What the rooms kept after their enrolment: which room each device became, and its credential.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use domain::id::{Id, Room};
use serde::Deserialize;
use uuid::Uuid;

use super::folder::Folder;

/// The rooms by host name.
pub(super) struct Enrolled(BTreeMap<String, (Id<Room>, String)>);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    room: String,
    room_id: Uuid,
    credential: String,
}

impl Enrolled {
    /// Reads what the agent keeps.
    pub(super) fn read(folder: &Folder) -> Result<Self> {
        let path = folder.path().join("rooms").join("simulated-credentials.jsonl");
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let lines = text.lines().map(|line| {
            let line: Line = serde_json::from_str(line)?;
            Ok((line.room, (Id::new(line.room_id), line.credential)))
        });
        Ok(Self(lines.collect::<Result<_>>()?))
    }

    /// The room of a host.
    pub(super) fn room(&self, host: &str) -> Result<Id<Room>> {
        self.0.get(host).map(|(room, _)| *room).with_context(|| format!("{host} did not enrol"))
    }

    /// The credential of a host.
    pub(super) fn credential(&self, host: &str) -> Result<&str> {
        self.0
            .get(host)
            .map(|(_, credential)| credential.as_str())
            .with_context(|| format!("{host} did not enrol"))
    }
}
