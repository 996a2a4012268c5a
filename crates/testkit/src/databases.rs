//! A fresh, migrated database for each test: SQLite in a directory of its own, PostgreSQL copied from a
//! migrated template.

use domain::time::Time;
use store::Store;
use tempfile::TempDir;

use crate::{clock::FakeClock, postgresql};

/// The kind of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgresql,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgresql];
}

/// A database of one test; it is gone when this is dropped.
pub struct Database {
    /// The opened store.
    pub store: Store,
    /// Its kind.
    pub kind: Kind,
    place: Place,
}

enum Place {
    Directory(TempDir),
    Server(postgresql::OwnDatabase),
}

const FILE: &str = "steward.db";

impl Database {
    /// A fresh database with the present schema.
    pub async fn fresh(kind: Kind) -> Self {
        let database = Self::empty(kind, true).await;
        if kind == Kind::Sqlite {
            database.store.migrate(Self::migrated_at()).await.expect("the migrations run on SQLite");
        }
        database
    }

    /// A fresh database without any table.
    pub async fn unmigrated(kind: Kind) -> Self {
        Self::empty(kind, false).await
    }

    async fn empty(kind: Kind, migrated: bool) -> Self {
        match kind {
            Kind::Sqlite => {
                let directory = tempfile::tempdir().expect("a temporary directory");
                let store = Store::open_sqlite(&directory.path().join(FILE)).expect("SQLite opens");
                Self { store, kind, place: Place::Directory(directory) }
            }
            Kind::Postgresql => {
                let own = postgresql::OwnDatabase::create(migrated).await;
                let store = Store::open_postgresql(own.address(), None).expect("PostgreSQL opens");
                Self { store, kind, place: Place::Server(own) }
            }
        }
    }

    /// The moment at which schemas of tests were made.
    pub const fn migrated_at() -> Time {
        FakeClock::START
    }

    /// Where the database is: a path or a PostgreSQL address.
    pub fn address(&self) -> String {
        match &self.place {
            Place::Directory(directory) => directory.path().join(FILE).display().to_string(),
            Place::Server(own) => own.address().to_owned(),
        }
    }

    /// The same as a server takes it: `sqlite:`, or `postgresql://` with the pairs of the other form as its query.
    pub fn url(&self) -> String {
        let address = self.address();
        if self.kind == Kind::Sqlite {
            return format!("sqlite:{address}");
        }
        let pairs = address.split_whitespace().filter_map(|pair| pair.split_once('='));
        let query =
            pairs.map(|(name, value)| format!("{name}={}", value.trim_matches('\'').replace('/', "%2F")));
        format!("postgresql://?{}", query.collect::<Vec<_>>().join("&"))
    }

    /// Another store over the same database: a second node.
    pub fn second_node(&self) -> Store {
        match &self.place {
            Place::Directory(directory) => Store::open_sqlite(&directory.path().join(FILE)),
            Place::Server(own) => Store::open_postgresql(own.address(), None),
        }
        .expect("the database opens a second time")
    }

    /// Runs SQL past all doors, as somebody with the database in hand could; rows come as text.
    pub async fn raw(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        match &self.place {
            Place::Directory(directory) => {
                let connection =
                    rusqlite::Connection::open(directory.path().join(FILE)).expect("SQLite opens");
                connection.busy_timeout(std::time::Duration::from_secs(10)).expect("a time to wait");
                let mut statement = connection.prepare(sql).expect(sql);
                let columns = statement.column_count();
                let rows = statement
                    .query_map((), |row| (0..columns).map(|index| row.get_ref(index).map(text)).collect());
                rows.expect(sql).collect::<Result<_, _>>().expect(sql)
            }
            Place::Server(own) => postgresql::simple(own.address(), sql).await.expect(sql),
        }
    }

    /// Prepares statements without running them; tells for each one that is not understood why not.
    pub async fn prepare(&self, statements: &[String]) -> Vec<(usize, String)> {
        match &self.place {
            Place::Directory(directory) => {
                let connection =
                    rusqlite::Connection::open(directory.path().join(FILE)).expect("SQLite opens");
                rusqlite::vtab::array::load_module(&connection).expect("lists can be bound");
                let fault = |sql: &String| connection.prepare(sql).err().map(|error| error.to_string());
                let faults = statements.iter().map(fault).enumerate();
                faults.filter_map(|(index, fault)| Some((index, fault?))).collect()
            }
            Place::Server(own) => postgresql::prepare(own.address(), statements).await,
        }
    }

    /// The number that a statement answers.
    pub async fn number(&self, sql: &str) -> i64 {
        let rows = self.raw(sql).await;
        let cell = rows.first().and_then(|row| row.first()).cloned().flatten();
        cell.and_then(|cell| cell.parse().ok()).unwrap_or_else(|| panic!("no number: {sql}"))
    }
}

fn text(value: rusqlite::types::ValueRef<'_>) -> Option<String> {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Some(match uuid::Uuid::from_slice(bytes) {
            Ok(id) => id.to_string(),
            Err(_) => format!("\\x{}", store::audit::hex(bytes)),
        }),
    }
}
