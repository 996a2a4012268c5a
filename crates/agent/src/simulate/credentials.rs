//! The credentials of all simulated rooms in one file, a line for each enrolment; the last line of a room
//! counts.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::{
    keeper::{Keeper, Kept},
    system::files,
};

/// The open file.
pub(super) struct Credentials(Mutex<Inner>);

struct Inner {
    known: HashMap<String, Kept>,
    file: File,
}

#[derive(Serialize, Deserialize)]
struct Line {
    room: String,
    #[serde(flatten)]
    kept: Kept,
}

impl Credentials {
    /// Opens `simulated-credentials.jsonl` in the folder.
    pub(super) fn open(folder: &Path) -> anyhow::Result<Self> {
        files::make_private_folder(folder)
            .with_context(|| format!("the state folder {} cannot be made", folder.display()))?;
        let path = folder.join("simulated-credentials.jsonl");
        let unusable = || format!("the credentials in {} cannot be used", path.display());
        let file = files::private(OpenOptions::new().read(true).append(true).create(true))
            .open(&path)
            .with_context(unusable)?;
        let text = fs::read_to_string(&path).with_context(unusable)?;
        let mut known = HashMap::new();
        // What follows the last line's end was torn by a process that was killed: that room enrols again.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let whole_bytes = if whole.is_empty() { 0 } else { whole.len() + 1 };
        // Not by the other handle: on Windows what appends may not cut.
        let cut = OpenOptions::new().write(true).open(&path).with_context(unusable)?;
        cut.set_len(u64::try_from(whole_bytes)?).with_context(unusable)?;
        for line in whole.lines() {
            let line: Line = serde_json::from_str(line).with_context(unusable)?;
            known.insert(line.room, line.kept);
        }
        Ok(Self(Mutex::new(Inner { known, file })))
    }

    /// The keeper of one room.
    pub(super) fn of(self: &Arc<Self>, room: &str) -> RoomCredential {
        RoomCredential { all: Arc::clone(self), room: room.to_owned() }
    }
}

/// One room's place in the file.
#[derive(Clone)]
pub(super) struct RoomCredential {
    all: Arc<Credentials>,
    room: String,
}

impl Keeper for RoomCredential {
    fn load(&self) -> io::Result<Option<Kept>> {
        Ok(self.all.0.lock().unwrap_or_else(PoisonError::into_inner).known.get(&self.room).cloned())
    }

    fn save(&self, kept: &Kept) -> io::Result<()> {
        let mut line = serde_json::to_vec(&Line { room: self.room.clone(), kept: kept.clone() })?;
        line.push(b'\n');
        let mut inner = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.file.write_all(&line)?;
        inner.known.insert(self.room.clone(), kept.clone());
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use wire::agents::Credential;

    fn kept(credential: &str) -> Kept {
        Kept {
            server: "http://127.0.0.1:1".parse().unwrap(),
            tenant_id: uuid::Uuid::from_u128(1),
            room_id: uuid::Uuid::from_u128(2),
            credential: Credential(credential.to_owned()),
            report_key: None,
        }
    }

    #[test]
    fn the_last_line_of_a_room_counts_and_a_torn_line_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Arc::new(Credentials::open(folder.path()).unwrap());
        let credentials = open();
        credentials.of("A").save(&kept("1")).unwrap();
        credentials.of("B").save(&kept("2")).unwrap();
        credentials.of("A").save(&kept("3")).unwrap();
        let path = folder.path().join("simulated-credentials.jsonl");
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"room\":\"C\",\"ser").unwrap();
        let again = open();
        again.of("C").save(&kept("4")).unwrap();
        assert_eq!(again.of("A").load().unwrap(), Some(kept("3")));
        assert_eq!(again.of("B").load().unwrap(), Some(kept("2")));
        assert_eq!(again.of("D").load().unwrap(), None);
        assert_eq!(open().of("C").load().unwrap(), Some(kept("4")));
        fs::write(&path, "{}\n").unwrap();
        assert!(Credentials::open(folder.path()).is_err());
    }
}
