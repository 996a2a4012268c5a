//! `steward audit verify`: checks an exported audit log without a server.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use service::audit_log::{Line, verify};

/// The export of the page Audit logs, "Download for verification".
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Exported {
    format: String,
    format_version: u32,
    tenant_id: uuid::Uuid,
    previous_digest: String,
    lines: Vec<Line>,
}

/// Checks a file; the first break is named.
#[expect(clippy::print_stdout, reason = "the output is the answer")]
pub fn verify_file(file: &Path) -> Result<()> {
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
    if let Some(foreign) = exported.lines.iter().find(|line| line.tenant_id != exported.tenant_id) {
        bail!("line {} belongs to another organization", foreign.sequence);
    }
    let last = verify(&exported.previous_digest, &exported.lines).context("the chain is broken")?;
    match (exported.lines.first(), exported.lines.last()) {
        (Some(first), Some(end)) => {
            println!(
                "{} lines ({} to {}), the chain is whole",
                exported.lines.len(),
                first.sequence,
                end.sequence
            );
            println!("digest of the last line: {last}");
        }
        _ => println!("no lines in this period"),
    }
    Ok(())
}
