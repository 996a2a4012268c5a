//! The program itself: its arguments, its output, its end.

use std::process::{Output, Stdio};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::Command,
};

use crate::fake_server::FakeServer;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_steward-agent"));
    command.args(arguments).kill_on_drop(true);
    // Where a machine has a proxy for everything, loopback must not go there.
    // Tests leave the TPM of the machine alone: without the program that speaks with it, a file keeps the credential.
    command.env("PATH", "/nonexistent");
    command.env("http_proxy", "http://127.0.0.1:9").env("HTTPS_PROXY", "http://127.0.0.1:9");
    command
}

async fn output(arguments: &[&str]) -> (Output, String) {
    let output = program(arguments).output().await.unwrap();
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    (output, told)
}

/// Decision 15: `probe` tells what would be reported, in the shape of the contract.
#[tokio::test]
async fn probe_prints_the_report() {
    let (json, _) = output(&["probe", "--format", "json"]).await;
    let report: wire::agents::ReportRequest = serde_json::from_slice(&json.stdout).unwrap();
    report.check().unwrap();
    assert_eq!((report.signals.len(), report.device.is_some()), (15, true));
    let (table, _) = output(&["probe", "--displays", "0"]).await;
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(
        table.starts_with("PROBE ") && table.contains("agent.version") && !table.contains("display.front")
    );
}

/// started with a key file the agent enrols, reports, and ends at once on SIGTERM.
#[tokio::test]
async fn run_enrols_reports_and_ends_when_told() {
    let mut server = FakeServer::start().await;
    let state = tempfile::tempdir().unwrap();
    let key_file = server.key_file();
    let mut child = program(&["run", "--log-format", "json", "--first-report-within-seconds", "0"])
        .env("STEWARD_AGENT_KEY_FILE", &key_file)
        .env("STEWARD_AGENT_STATE_DIR", state.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    assert_eq!(server.next().await.path, "enrol");
    assert_eq!(server.next().await.path, "report");
    let id = child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    assert!(child.wait().await.unwrap().success());
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut told = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        let line: Value = serde_json::from_str(&line).unwrap();
        told.push(line["message"].as_str().unwrap().to_owned());
    }
    assert_eq!(told.first().map(String::as_str), Some("the agent starts"));
    assert!(told.iter().any(|line| line == "enrolled"));
    assert_eq!(told.last().map(String::as_str), Some("the agent stops"));
    assert!(state.path().join("credential.json").exists());
}

#[tokio::test]
async fn wrong_files_end_the_program_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let config = file("agent.toml", "camera = 1");
    let (ended, told) = output(&["run", "--config", &config]).await;
    assert!(!ended.status.success() && told.contains("agent.toml is not right"), "{told}");
    let scenario = file("scenario.toml", "title = \"x\"\nrooms = []");
    let state = folder.path().to_str().unwrap();
    let (ended, told) = output(&["simulate", "--scenario", &scenario, "--state-dir", state]).await;
    assert!(!ended.status.success() && told.contains("it has no rooms"), "{told}");
    file("credential.json", "spoilt");
    let (ended, told) = output(&["run", "--state-dir", state]).await;
    assert!(!ended.status.success() && told.contains("cannot be read"), "{told}");
}

/// on a disk without room an issue is not taken, which its reporter is told, and nothing is left of it; the disk has room again,
/// and so have issues.
#[tokio::test]
async fn an_issue_that_has_no_room_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let issues = folder.path().display().to_string();
    let left = || std::fs::read_dir(folder.path()).unwrap().count();
    let arguments = ["report-issue", "No sound", "--issues-dir", &issues];
    let mut full = Command::new("/bin/sh");
    // A limit of the size of files stands for the disk.
    full.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_steward-agent")]);
    let refused = full.args(arguments).kill_on_drop(true).output().await.unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && told.contains("the issue cannot be left in"), "{told}");
    assert_eq!(left(), 0, "nothing takes room");
    let (taken, told) = output(&arguments).await;
    assert!(taken.status.success(), "{told}");
    assert_eq!(left(), 1);
}
