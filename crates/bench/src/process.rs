//! A server under measurement: its own process, its own database.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use testkit::{Database, Kind};

/// A running server.
pub struct Server {
    child: Child,
    /// Its address, such as `http://127.0.0.1:4711`.
    pub url: String,
    /// From its start until it was ready.
    pub ready_after: Duration,
}

impl Server {
    /// Starts a server on a database and waits until it is ready.
    pub async fn start(program: &Path, database: &Path, data: &Path, port: Option<u16>) -> Result<Self> {
        Self::start_on(program, &format!("sqlite:{}", database.display()), data, port).await
    }

    /// The same on any database, by its address.
    pub async fn start_on(program: &Path, database: &str, data: &Path, port: Option<u16>) -> Result<Self> {
        let port = match port {
            Some(port) => port,
            None => free_port()?,
        };
        let url = format!("http://127.0.0.1:{port}");
        let key: PathBuf = data.join("seal.key");
        if !key.exists() {
            std::fs::write(&key, crate::world::SEAL_KEY_FILE)?;
        }
        let log = std::fs::File::create(data.join(format!("server-{port}.log")))?;
        let started = Instant::now();
        let child = Command::new(program)
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{port}"), "--public-url", &url])
            .arg("--database")
            .arg(database)
            .arg("--seal-key-file")
            .arg(&key)
            .args(["--requests-per-second", "1000000", "--onboarding-cap", "100000"])
            .args(["--reports-per-second", "1000000"])
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let client = reqwest::Client::new();
        let mut server = Self { child, url, ready_after: Duration::ZERO };
        loop {
            if let Ok(answer) = client.get(format!("{}/readyz", server.url)).send().await
                && answer.status().is_success()
            {
                server.ready_after = started.elapsed();
                return Ok(server);
            }
            if server.child.try_wait()?.is_some() {
                bail!("the server stopped; see its log under {}", data.display());
            }
            if started.elapsed() > Duration::from_secs(60) {
                bail!("the server was not ready within a minute");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Resident memory in megabytes.
    pub fn resident_mb(&self) -> Result<f64> {
        resident_mb(self.child.id())
    }

    /// How many seconds of a processor it has used so far.
    pub fn cpu_seconds(&self) -> Result<f64> {
        // The ticks of a second, which Linux fixes for programs.
        const TICKS: f64 = 100.0;
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let (_, fields) = stat.rsplit_once(") ").context("no fields")?;
        let ticks = |field| -> Result<f64> {
            Ok(fields.split_whitespace().nth(field).context("no such field")?.parse()?)
        };
        Ok((ticks(11)? + ticks(12)?) / TICKS)
    }

    /// Ends the process without ceremony.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address of a database as a server takes it.
pub fn address(database: &Database) -> String {
    let address = database.address();
    if database.kind == Kind::Sqlite {
        return format!("sqlite:{address}");
    }
    let pairs = address.split_whitespace().filter_map(|pair| pair.split_once('='));
    let query = pairs.map(|(name, value)| format!("{name}={}", value.trim_matches('\'').replace('/', "%2F")));
    format!("postgresql://?{}", query.collect::<Vec<_>>().join("&"))
}

/// Resident memory of a process in megabytes.
pub fn resident_mb(process: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
    let kilobytes: f64 = line.split_whitespace().nth(1).context("no figure")?.parse()?;
    Ok(kilobytes / 1024.0)
}

/// A port that is free at the moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
