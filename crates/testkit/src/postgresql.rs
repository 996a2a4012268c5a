//! The PostgreSQL server of the tests: the one named by `STEWARD_TEST_POSTGRESQL` (a connection string of the
//! form `host=… user=…`), else a private one that the first test starts and all later tests share.
//!
//! Invariant: the private server listens on a socket in a directory that is closed to other users, and on no
//! port. It may outlive the run; the next run uses it again.

use std::{
    fs::File,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use sha2::{Digest, Sha256};
use tokio_postgres::{NoTls, SimpleQueryMessage};

const VARIABLE: &str = "STEWARD_TEST_POSTGRESQL";
const INSTALL: &str = "PostgreSQL 15 is needed for this test; `make test SETUP=1` installs it";

/// A database of one test; dropped with it.
pub(crate) struct OwnDatabase {
    server: String,
    name: String,
    address: String,
}

impl OwnDatabase {
    /// A new database, copied from the migrated template or empty.
    pub(crate) async fn create(migrated: bool) -> Self {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let server = server().await;
        let name = format!("steward_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let template = if migrated { template(&server).await } else { "template0".to_owned() };
        run(&server, &format!("drop database if exists {name} with (force)")).await;
        run(&server, &format!("create database {name} template {template}")).await;
        Self { address: format!("{server} dbname={name}"), server, name }
    }

    /// How it is reached.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for OwnDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A thread of its own, because a runtime cannot be entered from within another.
        let done = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime
                .block_on(simple(&server, &format!("drop database {name} with (force)")))
                .map_err(std::io::Error::other)
        })
        .join();
        if !matches!(done, Ok(Ok(_))) {
            eprintln!("the database {} was left behind: {done:?}", self.name);
        }
    }
}

/// Runs a statement and gives its rows as text.
pub(crate) async fn simple(
    address: &str,
    sql: &str,
) -> Result<Vec<Vec<Option<String>>>, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    let connection = tokio::spawn(connection);
    let messages = client.simple_query(sql).await;
    drop(client);
    // The end of a connection whose client is gone says nothing about the statement.
    let _ = connection.await;
    Ok(messages?
        .into_iter()
        .filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => {
                Some((0..row.len()).map(|index| row.get(index).map(str::to_owned)).collect())
            }
            _ => None,
        })
        .collect())
}

/// Prepares statements without running them; tells for each one that is not understood why not.
pub(crate) async fn prepare(address: &str, statements: &[String]) -> Vec<(usize, String)> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.expect("a connection");
    tokio::spawn(connection);
    let mut faults = Vec::new();
    for (index, sql) in statements.iter().enumerate() {
        if let Err(error) = client.prepare(sql).await {
            let fault = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
            faults.push((index, format!("{fault}: {sql}")));
        }
    }
    faults
}

async fn run(address: &str, sql: &str) -> Vec<Vec<Option<String>>> {
    simple(address, sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"))
}

/// The connection string of the server, which is started if nobody did yet.
async fn server() -> String {
    if let Ok(address) = std::env::var(VARIABLE) {
        return address;
    }
    let home = home();
    let address = format!("host={} user=postgres", home.display());
    let probe = format!("{address} dbname=postgres connect_timeout=5");
    if simple(&probe, "select 1").await.is_ok() {
        return address;
    }
    let _lock = lock("server");
    if simple(&probe, "select 1").await.is_err() {
        start(&home);
        run(&probe, "select 1").await;
    }
    address
}

/// The directory of the private server. Not under `target`, because the user the server runs as may have no
/// way into the directory of the sources.
fn home() -> PathBuf {
    let sources = Sha256::digest(root().as_os_str().as_encoded_bytes());
    std::env::temp_dir().join(format!("steward-test-postgresql-{}", store::audit::hex(&sources[..6])))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the directory of the sources")
}

/// One process at a time does what bears this name.
fn lock(name: &str) -> File {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::fs::create_dir_all(&target).expect("the target directory");
    let file = File::create(target.join(format!("test-postgresql-{name}.lock"))).expect("a lock file");
    file.lock().expect("the lock");
    file
}

fn start(home: &Path) {
    let bin = binaries();
    if !home.exists() {
        std::fs::DirBuilder::new().mode(0o700).create(home).expect("a directory for PostgreSQL");
    }
    // PostgreSQL refuses to run as root; the server then belongs to the user of the system's package.
    let as_postgres = is_root(home);
    if as_postgres {
        finish(Command::new("chown").arg("postgres").arg(home))
            .unwrap_or_else(|fault| panic!("{fault}. {INSTALL}"));
    }
    let command = |program: &str| {
        let program = bin.join(program);
        let mut command = if as_postgres {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        command
    };
    let data = home.join("data");
    // Data of tests need not survive a crash; that is what makes them fast.
    let options = format!(
        "-k {} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=400 \
         -c shared_buffers=64MB -c autovacuum=off",
        home.display()
    );
    let start = || {
        if !data.join("PG_VERSION").exists() {
            finish(
                command("initdb")
                    .args([
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync",
                    ])
                    .arg("--pgdata")
                    .arg(&data),
            )?;
        }
        finish(
            command("pg_ctl")
                .args(["start", "--wait", "--options", &options, "--log"])
                .arg(home.join("log"))
                .arg("--pgdata")
                .arg(&data),
        )
    };
    let again = || {
        // What a crash of the machine left, or another version of PostgreSQL made, is of no use.
        std::fs::remove_dir_all(&data).map_err(|error| error.to_string())?;
        start()
    };
    if let Err(fault) = start().or_else(|first| again().map_err(|second| format!("{first}; {second}"))) {
        panic!("{fault}. {INSTALL}");
    }
}

/// Whether this process runs as root, told by the owner of what it just made.
fn is_root(home: &Path) -> bool {
    let made = File::create(home.join(".owner")).and_then(|file| file.metadata());
    made.expect("a file in the directory of PostgreSQL").uid() == 0
}

/// Runs a program to its end. Its output goes nowhere but to its own log: a server must not hold the pipes of
/// the test that started it.
fn finish(command: &mut Command) -> Result<(), String> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        outcome => Err(format!("{command:?}: {outcome:?}")),
    }
}

/// Where `initdb` and `pg_ctl` are: the system's package of the highest version, else on the path.
fn binaries() -> PathBuf {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    versions
        .into_iter()
        .rev()
        .map(|(_, bin)| bin)
        .chain(std::env::split_paths(&path))
        .find(|bin| bin.join("initdb").is_file() && bin.join("pg_ctl").is_file())
        .unwrap_or_else(|| panic!("{INSTALL}"))
}

/// The name of the template with the present schema, made by the first test that needs it.
async fn template(server: &str) -> String {
    let name = format!("steward_template_{}", schema());
    let exists = format!("select 1 from pg_database where datname = '{name}'");
    if !run(server, &exists).await.is_empty() {
        return name;
    }
    let _lock = lock("template");
    if !run(server, &exists).await.is_empty() {
        return name;
    }
    let draft = format!("{name}_draft");
    run(server, &format!("drop database if exists {draft} with (force)")).await;
    run(server, &format!("create database {draft} template template0")).await;
    let store =
        store::Store::open_postgresql(&format!("{server} dbname={draft}"), None).expect("the template opens");
    store.migrate(crate::Database::migrated_at()).await.expect("the migrations run on PostgreSQL");
    drop(store);
    // The connections of the store end a little later than the store.
    let rename = format!("alter database {draft} rename to {name}");
    for _ in 0..100 {
        if simple(server, &rename).await.is_ok() {
            return name;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    run(server, &rename).await;
    name
}

/// The digest of all migrations.
fn schema() -> String {
    let source = root().join("crates/store/src");
    let mut files: Vec<PathBuf> = std::fs::read_dir(source.join("migrations"))
        .expect("the migrations")
        .map(|entry| entry.expect("a migration").path())
        .collect();
    files.push(source.join("migrate.rs"));
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        digest.update(std::fs::read(file).expect("a migration"));
    }
    store::audit::hex(&digest.finalize()[..8])
}
