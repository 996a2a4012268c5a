//! The simulated rooms: `steward-agent simulate` as a child process, so that what runs is the real agent.
//!
//! Invariant: the child never outlives the demonstration.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context as _, Result, bail, ensure};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStdin, Command},
    sync::watch,
    task::JoinHandle,
};

/// How long the rooms have to stop before they are cut off.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long all rooms may take to connect for the first time.
const FIRST_CONTACT: Duration = Duration::from_secs(120);

/// Running rooms.
pub(super) struct Rooms {
    child: Child,
    /// Held open as long as the rooms shall run: they stop when it ends, in whatever way we do.
    input: Option<ChildStdin>,
    log: JoinHandle<Result<()>>,
    connected: watch::Receiver<bool>,
}

impl Rooms {
    /// Starts a scenario; its key files and credentials lie in the same folder, its log too.
    pub(super) async fn start(folder: &Path, scenario: &str, server: &str) -> Result<Self> {
        let program = program()?;
        let mut child = Command::new(&program)
            .args(["--log-format", "json", "simulate", "--scenario"])
            .arg(folder.join(scenario))
            .arg("--state-dir")
            .arg(folder.join("rooms"))
            .args(["--server", server, "--until-input-ends"])
            // Options of an agent that really runs on this machine are not meant for these rooms.
            .env_remove("STEWARD_AGENT_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let lines = child.stderr.take().context("the rooms have no log")?;
        let mut file = tokio::fs::File::create(folder.join("rooms.log")).await?;
        let (sender, connected) = watch::channel(false);
        let log = tokio::spawn(async move {
            let mut lines = BufReader::new(lines).lines();
            while let Some(line) = lines.next_line().await? {
                if line.contains("\"all rooms are connected\"") {
                    sender.send_replace(true);
                }
                file.write_all(line.as_bytes()).await?;
                file.write_all(b"\n").await?;
            }
            file.flush().await?;
            Ok(())
        });
        let input = child.stdin.take();
        Ok(Self { child, input, log, connected })
    }

    /// Waits until every room has reported.
    pub(super) async fn all_connected(&mut self) -> Result<()> {
        let wait = self.connected.wait_for(|connected| *connected);
        tokio::select! {
            reached = tokio::time::timeout(FIRST_CONTACT, wait) => {
                reached.context("the rooms do not reach the server; see rooms.log")??;
                Ok(())
            }
            status = self.child.wait() => bail!("the rooms ended ({}); see rooms.log", status?),
        }
    }

    /// Waits until the rooms end by themselves, which they should not.
    pub(super) async fn ended(&mut self) -> Result<()> {
        let status = self.child.wait().await?;
        ensure!(status.success(), "the rooms ended ({status}); see rooms.log");
        Ok(())
    }

    /// Stops the rooms and waits for their last line.
    pub(super) async fn stop(mut self) -> Result<()> {
        drop(self.input.take());
        if tokio::time::timeout(PATIENCE, self.child.wait()).await.is_err() {
            self.child.kill().await?;
        }
        self.log.await?
    }
}

/// The agent beside our own program.
fn program() -> Result<PathBuf> {
    let beside = std::env::current_exe()?.with_file_name("steward-agent");
    ensure!(
        beside.is_file(),
        "there is no {}: build it with `cargo build -p agent` (or start with `make demo`)",
        beside.display()
    );
    Ok(beside)
}
