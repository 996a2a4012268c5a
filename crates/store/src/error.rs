//! What can go wrong in storage.

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
    /// An error of SQLite.
    #[error("sqlite")]
    Lite(#[source] rusqlite::Error),
    /// An error of PostgreSQL.
    #[error("postgresql")]
    Pg(#[source] tokio_postgres::Error),
    /// The database file could not be made.
    #[error("the database file")]
    File(#[source] std::io::Error),
    /// No connection could be had.
    #[error("no connection to the database")]
    Pool(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A document could not be written or read.
    #[error("document")]
    Document(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match &error {
            rusqlite::Error::SqliteFailure(code, message) => match code.code {
                ErrorCode::ConstraintViolation => Self::Constraint(message.clone().unwrap_or_default()),
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                _ => Self::Lite(error),
            },
            _ => Self::Lite(error),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(db) = error.as_db_error() else { return Self::Pg(error) };
        match *db.code() {
            SqlState::UNIQUE_VIOLATION | SqlState::FOREIGN_KEY_VIOLATION => {
                Self::Constraint(db.constraint().unwrap_or_default().to_owned())
            }
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Self::Busy,
            _ => Self::Pg(error),
        }
    }
}
