//! The change feed: access facts with their old and new value, and the stir that live pages listen to.
//!
//! Invariant: whoever changes an access fact raises the version of each organization whose people it
//! touches and leaves a feed row, in the same transaction (architecture: the image).

use domain::id::{Id, Organization, Room};
use serde::Serialize;
use uuid::Uuid;

use crate::{db::Tx, error::StoreError, value::Value};

/// A change of an access fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The organization whose people's rights it touches.
    pub tenant: Id<Organization>,
    /// Which fact, such as `link.scope` or `group.members`.
    pub fact: &'static str,
    /// The identifier of the thing.
    pub subject: Uuid,
    /// The value before, as a document.
    pub before: Option<String>,
    /// The value after, as a document.
    pub after: Option<String>,
}

impl Fact {
    /// A change of a fact; values are written as documents.
    pub fn new<T>(tenant: Id<Organization>, fact: &'static str, subject: Id<T>) -> Self {
        Self { tenant, fact, subject: subject.uuid(), before: None, after: None }
    }

    /// The value before.
    pub fn before(mut self, value: &impl Serialize) -> Result<Self, StoreError> {
        self.before = Some(serde_json::to_string(value)?);
        Ok(self)
    }

    /// The value after.
    pub fn after(mut self, value: &impl Serialize) -> Result<Self, StoreError> {
        self.after = Some(serde_json::to_string(value)?);
        Ok(self)
    }
}

/// What a committed change stirred, for live pages. It carries no content, only where to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stirred {
    /// A room of an organization shows something new.
    Room(Id<Organization>, Id<Room>),
    /// Rights in or of an organization changed: look whether the stream may go on.
    Access(Id<Organization>),
}

pub(crate) const RAISE: &str = "update access_versions set version = version + 1 where tenant_id = $1";
const APPEND: &str =
    "insert into change_feed (tenant_id, at, fact, subject, before, after) values ($1, $2, $3, $4, $5, $6)";

pub(crate) async fn append(tx: &mut Tx, at: Value, facts: &[Fact]) -> Result<(), StoreError> {
    let mut tenants: Vec<_> = facts.iter().map(|fact| fact.tenant).collect();
    tenants.sort_unstable();
    tenants.dedup();
    for tenant in tenants {
        run(tx, RAISE, vec![tenant.into()]).await?;
    }
    for fact in facts {
        let values = vec![
            fact.tenant.into(),
            at.clone(),
            fact.fact.into(),
            fact.subject.to_string().into(),
            fact.before.clone().into(),
            fact.after.clone().into(),
        ];
        run(tx, APPEND, values).await?;
    }
    Ok(())
}

/// Runs one of the store's own statements.
pub(crate) async fn run(tx: &mut Tx, text: &str, mut values: Vec<Value>) -> Result<u64, StoreError> {
    let sql = crate::sql::render(tx.dialect(), text, &crate::sql::Scope::None, &mut values)?;
    tx.execute(&sql, &values).await
}

/// Asks one of the store's own questions.
pub(crate) async fn ask(
    tx: &mut Tx,
    text: &str,
    mut values: Vec<Value>,
) -> Result<Vec<crate::value::Row>, StoreError> {
    let sql = crate::sql::render(tx.dialect(), text, &crate::sql::Scope::None, &mut values)?;
    tx.query(&sql, &values).await
}
