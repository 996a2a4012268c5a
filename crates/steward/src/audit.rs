//! `steward audit verify`: checks an exported audit log without a server.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use service::audit_log::{Exported, Finding, Joining, Known};

/// What is known of the log from before.
#[derive(Debug, Default, clap::Args)]
pub struct Before {
    /// An earlier export: this one must go on from it.
    #[arg(long, value_name = "FILE", conflicts_with = "previous_digest")]
    previous: Option<PathBuf>,
    /// The digest of the last line of an earlier export, as this command printed it.
    #[arg(long, value_name = "DIGEST")]
    previous_digest: Option<String>,
}

/// Checks a file; the first break is named.
#[expect(clippy::print_stdout, reason = "the output is the answer")]
pub fn verify_file(file: &Path, before: Before) -> Result<()> {
    for sentence in sentences(&check(file, before)?) {
        println!("{sentence}");
    }
    Ok(())
}

fn check(file: &Path, before: Before) -> Result<Finding> {
    let exported = read(file)?;
    let known = match before {
        Before { previous: Some(previous), .. } => Some(Known::Export(Box::new(read(&previous)?))),
        Before { previous_digest: Some(digest), .. } => Some(Known::Digest(digest.trim().to_lowercase())),
        Before { .. } => None,
    };
    exported.check(known.as_ref()).context("the log does not hold")
}

fn read(file: &Path) -> Result<Exported> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let exported: Exported = serde_json::from_str(&text).with_context(|| {
        format!("{} is no export for verification, or it is not complete", file.display())
    })?;
    if exported.format != "steward-audit-log" || exported.format_version != 1 {
        bail!(
            "this Steward reads steward-audit-log version 1, not {} {}",
            exported.format,
            exported.format_version
        );
    }
    Ok(exported)
}

/// What was found, in words.
fn sentences(finding: &Finding) -> Vec<String> {
    let Finding { lines, count, last_digest, head, joining } = finding;
    let mut said = Vec::new();
    if let Some((first, last)) = lines {
        said.push(format!("{count} lines ({first} to {last}), the chain is whole"));
        said.push(if finding.starts_at_the_beginning() {
            "begin: the first line of the log".to_owned()
        } else {
            format!("begin: after line {}; what is before is not in this export", first - 1)
        });
        said.push(if finding.reaches_the_head() {
            "end: the head of the log at the time of the export".to_owned()
        } else {
            format!("end: before the head; the log went on to line {head}")
        });
    } else {
        said.push(format!("no lines; the head of the log was line {head}"));
    }
    said.extend(joining.map(|joining| match joining {
        Joining::After(line) => format!("join: goes on right after line {line} of the export before"),
        Joining::Holds(line) => format!("join: holds line {line} of the export before, unchanged"),
        Joining::Unchanged(line) => format!("join: the log still ends with line {line} of the export before"),
    }));
    if lines.is_some() {
        said.push(format!("digest of the last line: {last_digest}"));
    }
    said
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::path::PathBuf;

    use serde_json::{Value, json};
    use service::audit_log::{Line, hex};

    use super::*;

    /// A chain of so many lines.
    fn chain(length: i64) -> Vec<Line> {
        let id = "01890000-0000-7000-8000-000000000001";
        let mut previous = Vec::new();
        let line = |sequence: i64| {
            let mut line: Line = serde_json::from_value(json!({
                "tenantId": id, "sequence": sequence, "eventId": id, "at": "2026-11-03T09:00:00Z", "kind": "room.edited",
                "category": "Room", "operation": "Update", "result": "Successful", "subjectId": id,
                "subjectName": "Board room", "targetId": id, "actorId": null, "actorTenantId": null,
                "actorName": "", "applicationId": null, "applicationName": "", "viaRole": "", "viaId": null, "requestId": "", "address": "", "changes": [],
                "salts": {}, "digest": "",
            }))
            .unwrap();
            previous = line.compute_digest(&previous);
            line.digest = hex(&previous);
            line
        };
        (1..=length).map(line).collect()
    }

    /// A file with the lines from one to another, of a log that ended with line `head`.
    fn file(place: &Path, name: &str, (first, last): (usize, usize), head: usize) -> PathBuf {
        let lines = chain(9);
        let export: Value = json!({
            "format": "steward-audit-log", "formatVersion": 1, "tenantId": lines[0].tenant_id, "from": 0, "until": 9,
            "head": { "sequence": head, "digest": lines[head - 1].digest },
            "previousDigest": if first == 1 { "" } else { lines[first - 2].digest.as_str() },
            "lines": lines[first - 1..last],
        });
        let file = place.join(name);
        std::fs::write(&file, export.to_string()).unwrap();
        file
    }

    fn said(file: &Path, before: Before) -> Result<String> {
        Ok(sentences(&check(file, before)?).join("\n"))
    }

    /// the command says plainly where an export begins, whether it reaches the head, and whether it goes on
    /// from the one before; where it does not, it fails and says why.
    #[test]
    fn it_says_what_an_export_proves() {
        let place = tempfile::tempdir().unwrap();
        let early = file(place.path(), "early.json", (1, 4), 6);
        let late = file(place.path(), "late.json", (5, 8), 8);
        let gap = file(place.path(), "gap.json", (6, 9), 9);
        let text = said(&early, Before::default()).unwrap();
        assert!(text.contains("4 lines (1 to 4), the chain is whole"), "{text}");
        assert!(text.contains("begin: the first line of the log"), "{text}");
        assert!(text.contains("end: before the head; the log went on to line 6"), "{text}");
        let digest = text.rsplit(' ').next().unwrap().to_uppercase();

        let known = |file: &Path| Before { previous: Some(file.to_owned()), previous_digest: None };
        let text = said(&late, known(&early)).unwrap();
        assert!(text.contains("begin: after line 4"), "{text}");
        assert!(text.contains("end: the head of the log at the time of the export"), "{text}");
        assert!(text.contains("join: goes on right after line 4"), "{text}");
        let by_digest = Before { previous: None, previous_digest: Some(digest) };
        assert!(said(&late, by_digest).unwrap().contains("right after line 4"));

        let refused = said(&gap, known(&early)).unwrap_err();
        assert!(format!("{refused:#}").contains("lines 5 to 5 stand neither"), "{refused:#}");
        let refused = said(&early, known(&late)).unwrap_err();
        assert!(format!("{refused:#}").contains("ended with line 8 before, and with line 6"), "{refused:#}");
    }
}
