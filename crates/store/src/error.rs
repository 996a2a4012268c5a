//! What can go wrong in storage.

use std::error::Error;

/// A storage error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A uniqueness or reference rule of the schema was broken; the name of the index or table.
    #[error("the rule {0} was broken")]
    Constraint(String),
    /// The database is busy; trying again may work.
    #[error("the database is busy")]
    Busy,
    /// A row does not hold what the code expects at this position.
    #[error("column {index} does not hold the expected kind of value")]
    Column {
        /// The position of the column.
        index: usize,
    },
    /// A stored word is none that this version knows.
    #[error("stored word not known: {0}")]
    Word(String),
    /// A change was refused by the doors of the store: a mistake of the program.
    #[error("{0}")]
    Door(&'static str),
    /// The place where a page should begin is none of this list.
    #[error("a place of another list")]
    Place,
    /// A migration cannot be applied.
    #[error("migration: {0}")]
    Migration(String),
    /// Nothing can be written, or read: the disk of the database is full, or fails. Nothing of the transaction is kept.
    #[error("the disk of the database is full or fails")]
    Disk(#[source] Box<dyn Error + Send + Sync>),
    /// An error of SQLite.
    #[error("sqlite")]
    Lite(#[source] rusqlite::Error),
    /// An error of PostgreSQL.
    #[error("postgresql")]
    Pg(#[source] tokio_postgres::Error),
    /// The database file could not be made.
    #[error("the database file")]
    File(#[source] std::io::Error),
    /// No connection could be had, or it was lost. Whether a commit that was under way counts is not known.
    #[error("no connection to the database")]
    Pool(#[source] Box<dyn Error + Send + Sync>),
    /// A document could not be written or read.
    #[error("document")]
    Document(#[from] serde_json::Error),
}

impl StoreError {
    /// Whether the database as a whole is the cause, so that any other change would fail now, too.
    pub const fn is_of_the_whole(&self) -> bool {
        matches!(self, Self::Disk(_) | Self::Pool(_))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match &error {
            rusqlite::Error::SqliteFailure(code, message) => match code.code {
                ErrorCode::ConstraintViolation => Self::Constraint(message.clone().unwrap_or_default()),
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                // A quota, or a limit of the size of files, is told as a failed write.
                ErrorCode::DiskFull | ErrorCode::SystemIoFailure => Self::Disk(Box::new(error)),
                _ => Self::Lite(error),
            },
            _ => Self::Lite(error),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(db) = error.as_db_error() else {
            let is_cut = error.is_closed() || error.source().is_some_and(<dyn Error>::is::<std::io::Error>);
            return if is_cut { Self::Pool(Box::new(error)) } else { Self::Pg(error) };
        };
        match *db.code() {
            SqlState::UNIQUE_VIOLATION | SqlState::FOREIGN_KEY_VIOLATION => {
                Self::Constraint(db.constraint().unwrap_or_default().to_owned())
            }
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Self::Busy,
            SqlState::DISK_FULL | SqlState::IO_ERROR => Self::Disk(Box::new(error)),
            // A server whose log of changes found no room ends, and begins anew.
            SqlState::ADMIN_SHUTDOWN
            | SqlState::CRASH_SHUTDOWN
            | SqlState::CANNOT_CONNECT_NOW
            | SqlState::TOO_MANY_CONNECTIONS => Self::Pool(Box::new(error)),
            _ => Self::Pg(error),
        }
    }
}
