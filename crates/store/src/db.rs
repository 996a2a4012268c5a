//! The only file with connections. SQLite: one writer with `begin immediate`, several readers, WAL.
//! PostgreSQL: a pool. Nobody outside this crate gets a connection.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use crate::{
    backlog::Connections,
    error::StoreError,
    sql::Dialect,
    value::{Row, Value},
};

/// How many readers SQLite gets.
const READERS: usize = 8;
/// How many connections PostgreSQL gets from each node.
const POOL: usize = 16;
/// How many prepared statements a connection keeps: filters and sights of lists have more shapes than that.
const STATEMENTS: usize = 256;

#[derive(Clone)]
pub(crate) enum Db {
    Lite(Arc<Lite>),
    Pg(Pool),
}

pub(crate) struct Lite {
    writer: Arc<tokio::sync::Mutex<rusqlite::Connection>>,
    readers: Mutex<Vec<rusqlite::Connection>>,
    free: Arc<Semaphore>,
}

impl Db {
    pub(crate) fn open_lite(path: &Path) -> Result<Self, StoreError> {
        make_private(path)?;
        let writer = connect_lite(path)?;
        let readers = (0..READERS).map(|_| connect_lite(path)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self::Lite(Arc::new(Lite {
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            readers: Mutex::new(readers),
            free: Arc::new(Semaphore::new(READERS)),
        })))
    }

    pub(crate) fn open_pg(url: &str, roots: Option<rustls::RootCertStore>) -> Result<Self, StoreError> {
        let config: tokio_postgres::Config = url.parse()?;
        let manager_config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match roots {
            Some(roots) => {
                let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
                Manager::from_config(
                    config,
                    tokio_postgres_rustls::MakeRustlsConnect::new(tls),
                    manager_config,
                )
            }
            None => Manager::from_config(config, tokio_postgres::NoTls, manager_config),
        };
        let pool = Pool::builder(manager)
            .max_size(POOL)
            .build()
            .map_err(|error| StoreError::Pool(Box::new(error)))?;
        Ok(Self::Pg(pool))
    }

    /// A transaction that reads one state of the database.
    pub(crate) async fn begin_read(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Lite(lite) => {
                let permit = lite.free.clone().acquire_owned().await.map_err(|_| StoreError::Busy)?;
                let connection = lite
                    .readers
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .pop()
                    .ok_or(StoreError::Busy)?;
                let connection = LiteConnection::Reader(Reader {
                    connection: Some(connection),
                    home: lite.clone(),
                    _permit: permit,
                });
                connection.get()?.execute_batch("begin")?;
                Ok(Tx::Lite { connection, open: true })
            }
            Self::Pg(pool) => begin_pg(pool, "begin isolation level repeatable read read only").await,
        }
    }

    /// For one statement that reads, and no second one. PostgreSQL makes a transaction of it by itself, which saves two ways there
    /// and back.
    pub(crate) async fn read_once(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Lite(_) => self.begin_read().await,
            Self::Pg(pool) => {
                let client = pool.get().await.map_err(|error| StoreError::Pool(Box::new(error)))?;
                Ok(Tx::Pg { client: Some(client), open: false })
            }
        }
    }

    /// A transaction that writes; on SQLite there is one at a time.
    pub(crate) async fn begin_write(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Lite(lite) => {
                let connection = LiteConnection::Writer(lite.writer.clone().lock_owned().await);
                connection.get()?.execute_batch("begin immediate")?;
                Ok(Tx::Lite { connection, open: true })
            }
            Self::Pg(pool) => begin_pg(pool, "begin").await,
        }
    }

    /// The connections of this node.
    pub(crate) fn connections(&self) -> Connections {
        match self {
            // One writer and the readers.
            Self::Lite(lite) => {
                let writing = usize::from(lite.writer.try_lock().is_err());
                let reading = READERS.saturating_sub(lite.free.available_permits());
                Connections { open: READERS + 1, in_use: reading + writing }
            }
            Self::Pg(pool) => {
                let status = pool.status();
                Connections { open: status.size, in_use: status.size.saturating_sub(status.available) }
            }
        }
    }

    /// Refreshes the statistics by which plans are chosen.
    pub(crate) async fn optimize(&self) -> Result<(), StoreError> {
        match self {
            Self::Lite(lite) => Ok(lite
                .writer
                .lock()
                .await
                .execute_batch("pragma analysis_limit = 1000; pragma optimize = 0x10002")?),
            Self::Pg(pool) => {
                let client = pool.get().await.map_err(|error| StoreError::Pool(Box::new(error)))?;
                Ok(client.batch_execute("analyze").await?)
            }
        }
    }
}

async fn begin_pg(pool: &Pool, begin: &str) -> Result<Tx, StoreError> {
    let client = pool.get().await.map_err(|error| StoreError::Pool(Box::new(error)))?;
    client.batch_execute(begin).await?;
    Ok(Tx::Pg { client: Some(client), open: true })
}

/// Ends the transaction of a connection, which then goes back to the pool: every reader leaves one behind, and a new
/// connection costs more than what it asks. A connection inside a transaction never goes back.
fn roll_back(client: deadpool_postgres::Object) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        drop(deadpool_postgres::Object::take(client));
        return;
    };
    runtime.spawn(async move {
        if let Err(error) = client.batch_execute("rollback").await {
            tracing::debug!(%error, "a connection is given up");
            drop(deadpool_postgres::Object::take(client));
        }
    });
}

/// A statement from the cache of its connection, which is emptied when it is full: what is still in use is soon there
/// again, what nobody asks any more is forgotten here and on the server.
async fn prepared(
    client: &deadpool_postgres::Object,
    sql: &str,
) -> Result<tokio_postgres::Statement, StoreError> {
    if client.statement_cache.size() >= STATEMENTS {
        client.statement_cache.clear();
    }
    Ok(client.prepare_cached(sql).await?)
}

/// Makes the file readable by its owner alone before SQLite does; its companions get the same rights.
fn make_private(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::File(error)),
    }
}

fn connect_lite(path: &Path) -> Result<rusqlite::Connection, StoreError> {
    let connection = rusqlite::Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Without this SQLite plans a prepared statement anew whenever another value is bound.
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
         pragma temp_store = memory; pragma cache_size = -8000;",
    )?;
    rusqlite::vtab::array::load_module(&connection)?;
    Ok(connection)
}

/// A transaction. Dropped without commit, it is rolled back.
pub(crate) enum Tx {
    Lite { connection: LiteConnection, open: bool },
    Pg { client: Option<deadpool_postgres::Object>, open: bool },
}

pub(crate) enum LiteConnection {
    Writer(OwnedMutexGuard<rusqlite::Connection>),
    Reader(Reader),
}

pub(crate) struct Reader {
    connection: Option<rusqlite::Connection>,
    home: Arc<Lite>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.home.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}

impl LiteConnection {
    fn get(&self) -> Result<&rusqlite::Connection, StoreError> {
        match self {
            Self::Writer(guard) => Ok(guard),
            Self::Reader(reader) => reader.connection.as_ref().ok_or(StoreError::Busy),
        }
    }

    /// The connection inside its transaction. A full disk ends the transaction by itself: what came after it would be a change of
    /// its own.
    fn inside(&self) -> Result<&rusqlite::Connection, StoreError> {
        let connection = self.get()?;
        if connection.is_autocommit() {
            return Err(StoreError::Door("the transaction is over"));
        }
        Ok(connection)
    }
}

impl Tx {
    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Lite { .. } => Dialect::Lite,
            Self::Pg { .. } => Dialect::Pg,
        }
    }

    /// Runs a finished statement and collects its rows.
    pub(crate) async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        tracing::trace!(sql = sql);
        match self {
            Self::Lite { connection, .. } => {
                let mut statement = connection.inside()?.prepare_cached(sql)?;
                let columns = statement.column_count();
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                let mut out = Vec::new();
                while let Some(row) = rows.next()? {
                    let cells = (0..columns).map(|index| row.get(index)).collect::<Result<Vec<_>, _>>()?;
                    out.push(Row::Lite(cells));
                }
                Ok(out)
            }
            Self::Pg { client, .. } => {
                let client = client.as_ref().ok_or(StoreError::Door("the transaction is over"))?;
                let statement = prepared(client, sql).await?;
                let values: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> =
                    values.iter().map(|value| value as _).collect();
                Ok(client.query(&statement, &values).await?.into_iter().map(Row::Pg).collect())
            }
        }
    }

    /// Runs a finished statement and counts the rows it touched.
    pub(crate) async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        tracing::trace!(sql = sql);
        match self {
            Self::Lite { connection, .. } => {
                let mut statement = connection.inside()?.prepare_cached(sql)?;
                Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
            }
            Self::Pg { client, .. } => {
                let client = client.as_ref().ok_or(StoreError::Door("the transaction is over"))?;
                let statement = prepared(client, sql).await?;
                let values: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> =
                    values.iter().map(|value| value as _).collect();
                Ok(client.execute(&statement, &values).await?)
            }
        }
    }

    /// Runs several statements without values: migrations.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::Lite { connection, .. } => Ok(connection.inside()?.execute_batch(sql)?),
            Self::Pg { client, .. } => {
                let client = client.as_ref().ok_or(StoreError::Door("the transaction is over"))?;
                Ok(client.batch_execute(sql).await?)
            }
        }
    }

    /// Makes everything durable. When this returns, it is on disk.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        tracing::trace!(sql = "commit");
        match &mut self {
            Self::Lite { connection, open } => {
                connection.inside()?.execute_batch("commit")?;
                *open = false;
            }
            Self::Pg { client, .. } => {
                let owned = client.take().ok_or(StoreError::Door("the transaction is over"))?;
                if let Err(error) = owned.batch_execute("commit").await {
                    drop(deadpool_postgres::Object::take(owned));
                    return Err(error.into());
                }
            }
        }
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        match self {
            Self::Lite { connection, open: true } => {
                if let Ok(connection) = connection.inside()
                    && let Err(error) = connection.execute_batch("rollback")
                {
                    tracing::error!(%error, "a transaction could not be rolled back");
                }
            }
            Self::Lite { .. } => {}
            Self::Pg { client, open } => {
                if let Some(client) = client.take().filter(|_| *open) {
                    roll_back(client);
                }
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    /// Decision 0001: who reads leaves the connection behind for the next, outside any transaction.
    #[tokio::test]
    async fn readers_take_turns_on_one_connection() {
        let database = testkit::Database::fresh(testkit::Kind::Postgresql).await;
        let db = Db::open_pg(&database.address(), None).unwrap();
        let Db::Pg(pool) = &db else { panic!("a pool") };
        let mut backends = std::collections::BTreeSet::new();
        for _ in 0..20 {
            let mut tx = db.begin_read().await.unwrap();
            let rows = tx.query("select cast(pg_backend_pid() as bigint)", &[]).await.unwrap();
            backends.insert(rows.first().unwrap().get::<i64>(0).unwrap());
            drop(tx);
            while pool.status().available == 0 {
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(backends.len(), 1);
    }

    /// Decision 0001: no connection remembers without bound what was asked once, here or on the server.
    #[tokio::test]
    async fn a_connection_keeps_a_bounded_number_of_statements() {
        let database = testkit::Database::fresh(testkit::Kind::Postgresql).await;
        let db = Db::open_pg(&database.address(), None).unwrap();
        let mut tx = db.begin_read().await.unwrap();
        for shape in 0..2 * STATEMENTS {
            let rows = tx.query(&format!("select cast({shape} as bigint) + $1"), &[Value::Integer(1)]).await;
            assert!(rows.is_ok(), "{shape}");
        }
        let Tx::Pg { client: Some(client), .. } = &tx else { panic!("a connection") };
        assert!(client.statement_cache.size() <= STATEMENTS);
        let known = tx.query("select count(*) from pg_prepared_statements", &[]).await.unwrap();
        let known: i64 = known.first().unwrap().get(0).unwrap();
        assert!(known <= i64::try_from(STATEMENTS).unwrap(), "{known}");
    }

    /// Architecture §5: a full disk is told as what it is and ends the whole transaction, of which nothing is left whatever is tried
    /// after it; when there is room again, work goes on.
    #[tokio::test]
    async fn a_full_disk_leaves_nothing_half_done() {
        let database = testkit::Database::fresh(testkit::Kind::Sqlite).await;
        let db = Db::open_lite(Path::new(&database.address())).unwrap();
        let mut tx = db.begin_write().await.unwrap();
        tx.script("create table heap (content blob)").await.unwrap();
        tx.commit().await.unwrap();
        let kept = async || {
            let rows = db.begin_read().await.unwrap().query("select count(*) from heap", &[]).await.unwrap();
            rows.first().unwrap().get::<i64>(0).unwrap()
        };
        let (small, large) =
            ("insert into heap values (zeroblob(1))", "insert into heap values (zeroblob(1000000))");

        let mut tx = db.begin_write().await.unwrap();
        // No less than there are.
        tx.query("pragma max_page_count = 1", &[]).await.unwrap();
        tx.execute(small, &[]).await.unwrap();
        assert!(matches!(tx.execute(large, &[]).await, Err(StoreError::Disk(_))));
        assert!(matches!(tx.execute(small, &[]).await, Err(StoreError::Door(_))), "it would count by itself");
        assert!(tx.commit().await.is_err());
        assert_eq!(kept().await, 0);

        let mut tx = db.begin_write().await.unwrap();
        tx.query("pragma max_page_count = 1000000", &[]).await.unwrap();
        tx.execute(large, &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(kept().await, 1);
    }

    /// Architecture §5: a server of PostgreSQL whose disk is full, or that ends, is told from a mistake of the program.
    #[tokio::test]
    async fn what_a_server_lacks_is_told_from_mistakes() {
        let database = testkit::Database::fresh(testkit::Kind::Postgresql).await;
        let db = Db::open_pg(&database.address(), None).unwrap();
        let raised = async |code: &str| {
            let raise = format!("do $$ begin raise exception using errcode = '{code}'; end $$");
            db.begin_write().await.unwrap().script(&raise).await.unwrap_err()
        };
        for full in ["53100", "58030"] {
            assert!(matches!(raised(full).await, StoreError::Disk(_)), "{full}");
        }
        for away in ["53300", "57P01", "57P02", "57P03"] {
            assert!(matches!(raised(away).await, StoreError::Pool(_)), "{away}");
        }
        assert!(matches!(raised("22012").await, StoreError::Pg(_)));
        let mut tx = db.begin_write().await.unwrap();
        let ended = tx.query("select pg_terminate_backend(pg_backend_pid())", &[]).await;
        assert!(matches!(ended, Err(StoreError::Pool(_))));
        assert!(matches!(tx.query("select 1", &[]).await, Err(StoreError::Pool(_))), "nobody is there");
        assert!(db.begin_read().await.unwrap().query("select 1", &[]).await.is_ok(), "but for the next");
    }
}
