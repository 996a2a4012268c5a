//! Values that go into statements and rows that come out, the same for both databases.
//!
//! Invariant: six stored kinds (identifier, text, 64-bit integer, truth value, bytes, time), each with a
//! typed null, and lists of identifiers, texts and bytes.

use domain::{id::Id, time::Time};
use uuid::Uuid;

use crate::error::StoreError;

/// A value bound to a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An identifier.
    Id(Uuid),
    /// An identifier or nothing.
    MaybeId(Option<Uuid>),
    /// A text.
    Text(String),
    /// A text or nothing.
    MaybeText(Option<String>),
    /// A whole number.
    Integer(i64),
    /// A whole number (or a time) or nothing.
    MaybeInteger(Option<i64>),
    /// A truth value.
    Bool(bool),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A list of identifiers, for `{in $n}`.
    Ids(Vec<Uuid>),
    /// A list of texts, for `{in $n}`.
    Texts(Vec<String>),
    /// A list of bytes, for `{in $n}`.
    Many(Vec<Vec<u8>>),
}

macro_rules! from {
    ($($from:ty, $value:ident => $into:expr;)*) => { $(
        impl From<$from> for Value { fn from($value: $from) -> Self { $into } }
    )* };
}
from! {
    Uuid, v => Self::Id(v);
    Option<Uuid>, v => Self::MaybeId(v);
    String, v => Self::Text(v);
    &str, v => Self::Text(v.to_owned());
    &String, v => Self::Text(v.clone());
    Option<String>, v => Self::MaybeText(v);
    i64, v => Self::Integer(v);
    Option<i64>, v => Self::MaybeInteger(v);
    bool, v => Self::Bool(v);
    Vec<u8>, v => Self::Bytes(v);
    Time, v => Self::Integer(v.micros());
    Option<Time>, v => Self::MaybeInteger(v.map(Time::micros));
    Vec<Uuid>, v => Self::Ids(v);
    Vec<String>, v => Self::Texts(v);
    Vec<Vec<u8>>, v => Self::Many(v);
}
impl<T> From<Id<T>> for Value {
    fn from(id: Id<T>) -> Self {
        Self::Id(id.uuid())
    }
}
impl<T> From<Option<Id<T>>> for Value {
    fn from(id: Option<Id<T>>) -> Self {
        Self::MaybeId(id.map(Id::uuid))
    }
}
impl<T> From<Vec<Id<T>>> for Value {
    fn from(ids: Vec<Id<T>>) -> Self {
        Self::Ids(ids.into_iter().map(Id::uuid).collect())
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value as Lite, ValueRef};
        // The name by which SQLite knows the list that `rarray` unrolls.
        let list = |values: Vec<Lite>| ToSqlOutput::from_rc(std::rc::Rc::new(values), c"rarray");
        Ok(match self {
            Self::Id(id) | Self::MaybeId(Some(id)) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Self::Text(text) | Self::MaybeText(Some(text)) => {
                ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
            }
            Self::Integer(number) | Self::MaybeInteger(Some(number)) => {
                ToSqlOutput::Borrowed(ValueRef::Integer(*number))
            }
            Self::Bool(truth) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*truth))),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::MaybeId(None) | Self::MaybeText(None) | Self::MaybeInteger(None) => {
                ToSqlOutput::Borrowed(ValueRef::Null)
            }
            Self::Ids(ids) => list(ids.iter().map(|id| Lite::Blob(id.as_bytes().to_vec())).collect()),
            Self::Texts(texts) => list(texts.iter().cloned().map(Lite::Text).collect()),
            Self::Many(many) => list(many.iter().cloned().map(Lite::Blob).collect()),
        })
    }
}

impl tokio_postgres::types::ToSql for Value {
    fn to_sql(
        &self,
        ty: &tokio_postgres::types::Type,
        out: &mut tokio_postgres::types::private::BytesMut,
    ) -> Result<tokio_postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Id(id) => id.to_sql(ty, out),
            Self::MaybeId(id) => id.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
            Self::MaybeText(text) => text.to_sql(ty, out),
            Self::Integer(number) => number.to_sql(ty, out),
            Self::MaybeInteger(number) => number.to_sql(ty, out),
            Self::Bool(truth) => truth.to_sql(ty, out),
            Self::Bytes(bytes) => bytes.to_sql(ty, out),
            Self::Ids(ids) => ids.to_sql(ty, out),
            Self::Texts(texts) => texts.to_sql(ty, out),
            Self::Many(many) => many.to_sql(ty, out),
        }
    }

    fn accepts(_: &tokio_postgres::types::Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

/// A value of SQLite. An identifier stands in its row and not beside it: most cells are identifiers.
#[derive(Debug)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number that is not whole; Steward stores none.
    Real,
    /// A text.
    Text(Box<str>),
    /// Sixteen bytes.
    Id(Uuid),
    /// Other bytes.
    Bytes(Box<[u8]>),
}

impl rusqlite::types::FromSql for Cell {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        use rusqlite::types::ValueRef;
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(_) => Self::Real,
            ValueRef::Text(_) => Self::Text(value.as_str()?.into()),
            ValueRef::Blob(bytes) => match Uuid::from_slice(bytes) {
                Ok(id) => Self::Id(id),
                Err(_) => Self::Bytes(bytes.into()),
            },
        })
    }
}

/// A row of an answer.
#[derive(Debug)]
pub enum Row {
    /// From SQLite, copied out of the statement.
    Lite(Vec<Cell>),
    /// From PostgreSQL.
    Pg(tokio_postgres::Row),
}

/// A type that can be read from a column.
pub trait Column: Sized {
    /// Reads a value of SQLite.
    fn lite(value: &Cell) -> Option<Self>;
    /// Reads a value of PostgreSQL.
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error>;
}

impl Row {
    /// The value of a column by position.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, StoreError> {
        match self {
            Self::Lite(values) => values.get(index).and_then(T::lite).ok_or(StoreError::Column { index }),
            Self::Pg(row) if index < row.len() => Ok(T::pg(row, index)?),
            Self::Pg(_) => Err(StoreError::Column { index }),
        }
    }

    /// The text of a column by position, where it stands.
    pub fn text(&self, index: usize) -> Result<&str, StoreError> {
        match self {
            Self::Lite(cells) => match cells.get(index) {
                Some(Cell::Text(text)) => Ok(text),
                _ => Err(StoreError::Column { index }),
            },
            Self::Pg(row) if index < row.len() => Ok(row.try_get(index)?),
            Self::Pg(_) => Err(StoreError::Column { index }),
        }
    }
}

impl Column for Uuid {
    fn lite(value: &Cell) -> Option<Self> {
        match value {
            Cell::Id(id) => Some(*id),
            _ => None,
        }
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get(index)
    }
}
impl Column for String {
    fn lite(value: &Cell) -> Option<Self> {
        match value {
            Cell::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get(index)
    }
}
impl Column for i64 {
    fn lite(value: &Cell) -> Option<Self> {
        match value {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get(index)
    }
}
impl Column for bool {
    fn lite(value: &Cell) -> Option<Self> {
        match value {
            Cell::Integer(number) => Some(*number != 0),
            _ => None,
        }
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get(index)
    }
}
impl Column for Vec<u8> {
    fn lite(value: &Cell) -> Option<Self> {
        match value {
            Cell::Id(id) => Some(id.as_bytes().to_vec()),
            Cell::Bytes(bytes) => Some(bytes.to_vec()),
            _ => None,
        }
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get(index)
    }
}
impl Column for Time {
    fn lite(value: &Cell) -> Option<Self> {
        i64::lite(value).map(Time::from_micros)
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get(index).map(Time::from_micros)
    }
}
impl<K> Column for Id<K> {
    fn lite(value: &Cell) -> Option<Self> {
        Uuid::lite(value).map(Id::new)
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get::<_, Uuid>(index).map(Id::new)
    }
}
macro_rules! maybe {
    ($($ty:ty as $raw:ty => $new:expr;)*) => { $(
        impl Column for Option<$ty> {
            fn lite(value: &Cell) -> Option<Self> {
                if matches!(value, Cell::Null) { Some(None) } else { <$ty>::lite(value).map(Some) }
            }
            fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
                row.try_get::<_, Option<$raw>>(index).map(|value| value.map($new))
            }
        }
    )* };
}
maybe! {
    Uuid as Uuid => std::convert::identity;
    String as String => std::convert::identity;
    i64 as i64 => std::convert::identity;
    bool as bool => std::convert::identity;
    Time as i64 => Time::from_micros;
}
impl<K> Column for Option<Id<K>> {
    fn lite(value: &Cell) -> Option<Self> {
        if matches!(value, Cell::Null) { Some(None) } else { Uuid::lite(value).map(|id| Some(Id::new(id))) }
    }
    fn pg(row: &tokio_postgres::Row, index: usize) -> Result<Self, tokio_postgres::Error> {
        row.try_get::<_, Option<Uuid>>(index).map(|id| id.map(Id::new))
    }
}
