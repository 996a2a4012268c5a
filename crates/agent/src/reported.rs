//! Issues that people in the room report (R-255): a command leaves each as a file in a folder, and the running agent takes it from
//! there, keeps the end of its log with it for 30 days, and tells the server.
//!
//! Invariant: a file stays until the server has answered for it, so that no issue is lost; it keeps its name, so that none is told as
//! two. What lies in the folder was written by anybody, and is read as such.

use std::{
    collections::BTreeSet,
    fs::{self, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use wire::agents::{MAX_OUTPUT_BYTES, MAX_RECORDS, MAX_REPORTED, Record, ReportedIssueRecord, fit_lines};

use crate::{log_tail::LogTail, system::files, whole_file};

/// How long the log of an issue is kept, and an issue that could not be told.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How much of the log is kept with an issue, in bytes: half of what one job gives back.
const LOG: usize = MAX_OUTPUT_BYTES / 2;
/// How many logs are kept: whoever reports more does not fill the disk. What was kept first stays.
const MOST_LOGS: usize = 100;
/// The largest file that is read.
const LARGEST: u64 = 16 * 1024;

/// An issue as its file holds it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Left {
    reported_at: Timestamp,
    description: String,
}

/// Leaves an issue for the agent of this machine, which may run as somebody else; says what it is called.
pub fn leave(folder: &Path, text: &str, now: Timestamp) -> anyhow::Result<String> {
    let description = text.trim();
    if description.is_empty() {
        bail!("say what is wrong, such as: steward-agent report-issue \"no sound\"");
    }
    let length = description.chars().count();
    if length > MAX_REPORTED {
        bail!("the text has {length} characters, at most {MAX_REPORTED} are told");
    }
    let id = format!("{:032x}", rand::random::<u128>());
    let left = Left { reported_at: now, description: description.to_owned() };
    write(folder, &id, &serde_json::to_vec(&left)?)
        .with_context(|| format!("the issue cannot be left in {}", folder.display()))?;
    Ok(id)
}

/// Beside, then renamed, and readable by all: the agent runs as a user of its own, and nobody may list the folder.
fn write(folder: &Path, id: &str, bytes: &[u8]) -> io::Result<()> {
    let beside = folder.join(format!("{id}.new"));
    let written = OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        files::let_all_read(&file)?;
        file.write_all(bytes)?;
        file.sync_all()
    });
    // What has no room takes none away.
    written.or_else(|error| whole_file::remove(&beside).and(Err(error)))?;
    fs::rename(&beside, path(folder, id))
}

fn path(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.json"))
}

/// The server answered for a record: if an issue was left for it, it is not told again.
pub fn answered(folder: &Path, record: &Record) {
    let Record::ReportedIssue { reported_issue } = record else { return };
    if let Err(error) = whole_file::remove(&path(folder, &reported_issue.id)) {
        tracing::warn!(%error, "a reported issue cannot be removed, so a restart tells it again");
    }
}

/// The issues of a room as its agent takes them.
#[derive(Debug)]
pub struct Issues {
    /// Where they are left.
    pub folder: PathBuf,
    /// Where the logs of issues are kept.
    pub logs: PathBuf,
    /// The agent's own log.
    pub log: LogTail,
    /// Those that wait to be told already.
    pub taken: BTreeSet<String>,
}

impl Issues {
    /// Takes what was left since the last look, and forgets what is too old.
    pub fn look(&mut self, now: Timestamp) -> Vec<Record> {
        let oldest = now.checked_sub(KEPT).unwrap_or(now);
        for (at, kept) in logs(&self.logs) {
            if at < oldest {
                told(whole_file::remove(&kept));
            }
        }
        let mut records = Vec::new();
        for id in names(&self.folder) {
            if records.len() >= MAX_RECORDS || !self.taken.insert(id.clone()) {
                continue;
            }
            match read(&path(&self.folder, &id)) {
                Ok(left) if left.reported_at >= oldest => records.push(self.take(id, left, now)),
                Ok(_) => told(whole_file::remove(&path(&self.folder, &id))),
                Err(error) => {
                    tracing::warn!(%error, "a file among the reported issues is none");
                    told(whole_file::remove(&path(&self.folder, &id)));
                }
            }
        }
        records
    }

    fn take(&self, id: String, left: Left, now: Timestamp) -> Record {
        let reported_at = left.reported_at.min(now);
        let log = self.logs.join(format!("{}-{id}.log", reported_at.as_second()));
        // After a restart the log begins anew; what was kept first tells more.
        let is_kept =
            log.exists() || self.has_room() && kept(whole_file::write(&log, self.log_end().as_bytes()));
        let until = reported_at.checked_add(KEPT).ok().filter(|_| is_kept);
        let reported_issue = ReportedIssueRecord {
            id,
            reported_at: reported_at.to_string(),
            description: left.description,
            logs_kept_until: until.map(|until| until.to_string()),
        };
        Record::ReportedIssue { reported_issue }
    }

    fn log_end(&self) -> String {
        fit_lines(&self.log.text(), LOG)
    }

    fn has_room(&self) -> bool {
        let has_room = logs(&self.logs).len() < MOST_LOGS;
        if !has_room {
            tracing::error!("{MOST_LOGS} logs of reported issues are kept, so none is with another issue");
        }
        has_room
    }
}

/// The log as it is handed over: its end, then what was kept with the newest issues, as much as one job gives back.
pub fn collected(log: &str, folder: &Path) -> String {
    let mut kept = logs(folder);
    kept.sort();
    let mut told = if kept.is_empty() { log.to_owned() } else { fit_lines(log, LOG) };
    for (at, path) in kept.into_iter().rev() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let part = format!("\n== kept with the issue that was reported at {at} ==\n{text}");
        if told.len() + part.len() > MAX_OUTPUT_BYTES {
            break;
        }
        told.push_str(&part);
    }
    told
}

/// The names of what was left; plain ones alone.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let name = |entry: fs::DirEntry| Some(entry.file_name().to_str()?.strip_suffix(".json")?.to_owned());
    let is_plain = |id: &String| {
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
    };
    entries.filter_map(name).filter(is_plain).collect()
}

/// The logs that are kept, with the moments of their issues.
fn logs(folder: &Path) -> Vec<(Timestamp, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let log = |entry: fs::DirEntry| {
        let name = entry.file_name();
        let (second, _) = name.to_str()?.strip_suffix(".log")?.split_once('-')?;
        Some((Timestamp::from_second(second.parse().ok()?).ok()?, entry.path()))
    };
    entries.filter_map(log).collect()
}

/// A plain file and not more of it than an issue takes: no link is followed, nothing is waited for.
fn read(path: &Path) -> anyhow::Result<Left> {
    let file = files::open_itself(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        bail!("{} is no plain file of at most {LARGEST} bytes", path.display());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} is no issue", path.display()))
}

fn told(outcome: io::Result<()>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "what is over among the reported issues cannot be removed");
    }
}

fn kept(outcome: io::Result<()>) -> bool {
    outcome.inspect_err(|error| tracing::warn!(%error, "the log of a reported issue cannot be kept")).is_ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + hours * 3600).unwrap()
    }

    fn open(root: &Path) -> Issues {
        let (folder, logs) = (root.join("left"), root.join("logs"));
        fs::create_dir_all(&folder).unwrap();
        Issues { folder, logs, log: LogTail::default(), taken: BTreeSet::new() }
    }

    fn texts(records: &[Record]) -> Vec<&str> {
        fn text(record: &Record) -> &str {
            match record {
                Record::ReportedIssue { reported_issue } => &reported_issue.description,
                other => panic!("{other:?}"),
            }
        }
        records.iter().map(text).collect()
    }

    /// R-255: an issue is taken once, told again after a restart under the same name until the server answered, and its log is kept
    /// for 30 days and handed over with the others.
    #[test]
    fn an_issue_waits_until_it_is_answered() {
        let root = tempfile::tempdir().unwrap();
        let mut first = open(root.path());
        writeln!(first.log, "the sound card is gone").unwrap();
        let id = leave(&first.folder, " No sound\n", at(0)).unwrap();
        let taken = first.look(at(1));
        assert_eq!(texts(&taken), ["No sound"]);
        let Record::ReportedIssue { reported_issue } = &taken[0] else { panic!("{taken:?}") };
        assert_eq!((&reported_issue.id, &reported_issue.reported_at), (&id, &at(0).to_string()));
        assert_eq!(reported_issue.logs_kept_until, Some(at(30 * 24).to_string()));
        assert_eq!(first.look(at(1)), [], "it waits already");
        let mut second = open(root.path());
        assert_eq!(second.look(at(2)), taken, "nobody answered before the restart");
        answered(&second.folder, &taken[0]);
        assert_eq!(open(root.path()).look(at(3)), []);
        let told = collected("the agent starts\n", &second.logs);
        assert!(told.starts_with("the agent starts\n") && told.contains("the sound card is gone"), "{told}");
        second.look(at(30 * 24));
        assert!(collected("", &second.logs).contains("sound card"));
        second.look(at(30 * 24 + 1));
        assert_eq!(collected("", &second.logs), "");
    }

    /// R-255: however many issues are left, they are told, and the logs that are kept with them have an end; the first ones stay.
    #[test]
    fn the_kept_logs_have_an_end() {
        let root = tempfile::tempdir().unwrap();
        let mut issues = open(root.path());
        for number in 0..=MOST_LOGS {
            let at = at(0).checked_add(SignedDuration::from_secs(i64::try_from(number).unwrap())).unwrap();
            leave(&issues.folder, &format!("No sound, for the {number}. time"), at).unwrap();
            assert_eq!(issues.look(at).len(), 1);
        }
        let mut kept = super::logs(&issues.logs);
        kept.sort();
        assert_eq!((kept.len(), kept[0].0), (MOST_LOGS, at(0)));
        issues.look(at(30 * 24 + 1));
        leave(&issues.folder, "No picture", at(30 * 24 + 1)).unwrap();
        let Record::ReportedIssue { reported_issue } = &issues.look(at(30 * 24 + 1))[0] else { panic!() };
        assert!(reported_issue.logs_kept_until.is_some(), "there is room again");
    }

    /// R-255: what is no issue, is too large or leads elsewhere is thrown away, and keeps no other out.
    #[test]
    fn what_is_no_issue_is_thrown_away() {
        let root = tempfile::tempdir().unwrap();
        let mut issues = open(root.path());
        let folder = issues.folder.clone();
        let secret = root.path().join("secret");
        fs::write(&secret, r#"{"reportedAt": "2026-11-20T00:00:00Z", "description": "secret"}"#).unwrap();
        std::os::unix::fs::symlink(&secret, folder.join("a.json")).unwrap();
        fs::write(folder.join("b.json"), "nonsense").unwrap();
        fs::write(folder.join("c.json"), " ".repeat(20_000)).unwrap();
        leave(&folder, "Too old", at(-31 * 24)).unwrap();
        leave(&folder, "Too dark", at(0)).unwrap();
        assert_eq!(texts(&issues.look(at(0))), ["Too dark"]);
        assert_eq!(names(&folder).len(), 1, "the one that waits");
        assert!(secret.exists());
        assert!(leave(&folder, " ", at(0)).is_err());
        assert!(leave(&folder, &"é".repeat(MAX_REPORTED + 1), at(0)).is_err());
        assert!(leave(&root.path().join("nowhere"), "x", at(0)).is_err());
    }
}
