//! The change feed: access facts with their old and new value, and the stir that live pages listen to.
//!
//! Invariant: whoever changes an access fact leaves a feed row and raises the version of each organization whose people
//! it touches, in the same transaction (architecture: the image).

use std::collections::BTreeSet;

use authz::Fact;
use domain::{
    id::{Id, Organization, Room},
    time::Time,
};

use crate::{
    db::Tx,
    error::StoreError,
    sql::Dialect,
    value::{Row, Value},
    values,
};

/// What a committed change stirred, for live pages. It carries no content, only where to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stirred {
    /// A room of an organization shows something new.
    Room(Id<Organization>, Id<Room>),
    /// Something of an organization as a whole is new, such as a right: decide again whether the stream may go on.
    Organization(Id<Organization>),
    /// How a rollout of an organization goes on as a whole.
    Rollouts(Id<Organization>),
}

/// The stored word for rollouts.
const ROLLOUTS: &str = "rollouts";

impl Stirred {
    /// What is stored for other nodes: the organization, the room, and what of the organization it is.
    pub(crate) const fn stored(self) -> (Id<Organization>, Option<Id<Room>>, &'static str) {
        match self {
            Self::Room(tenant, room) => (tenant, Some(room), ""),
            Self::Organization(tenant) => (tenant, None, ""),
            Self::Rollouts(tenant) => (tenant, None, ROLLOUTS),
        }
    }

    /// What was stored.
    pub(crate) fn read(tenant: Id<Organization>, room: Option<Id<Room>>, what: &str) -> Self {
        match room {
            Some(room) => Self::Room(tenant, room),
            None if what == ROLLOUTS => Self::Rollouts(tenant),
            None => Self::Organization(tenant),
        }
    }
}

/// Facts of one organization that a transaction let become true, and the versions it raised for them.
#[derive(Clone, Debug)]
pub(crate) struct Raised {
    pub(crate) tenant: Id<Organization>,
    pub(crate) version: i64,
    pub(crate) facts: Vec<Fact>,
    /// Partners whose people are touched, with their new versions.
    pub(crate) partners: Vec<(Id<Organization>, i64)>,
}

pub(crate) const RAISE: &str =
    "update access_versions set version = version + 1 where tenant_id = $1 returning version";
const APPEND: &str = "insert into change_feed (tenant_id, version, number, at, kind, document) values ($1, $2, $3, $4, $5, $6)";
const PARTNERS: &str = "select partner_id from links where tenant_id = $1 and state in ('active', 'suspended') order by partner_id";
/// Of what is delegated, a customer's block alone decides beside the relationship itself.
const RESELLERS: &str = "select partner_id from reseller_relationships where tenant_id = $1 and ended_at is null \
     union select tenant_id from granular_relationships where customer_id = $1 \
     and status in ('approved', 'activating', 'active') \
     union select home_id from subscription_assignments where tenant_id = $1 and home_id <> $1";
const LOCK: &str = "select version from access_versions where tenant_id {in $1} order by tenant_id{lock}";

/// Appends facts of an organization and raises the versions of those whose people they touch, partners in ascending
/// order.
pub(crate) async fn append(
    tx: &mut Tx,
    at: Value,
    tenant: Id<Organization>,
    facts: Vec<Fact>,
) -> Result<Raised, StoreError> {
    let version = raise(tx, tenant).await?;
    for (fact, number) in facts.iter().zip(1_i64..) {
        let document = serde_json::to_string(fact)?;
        run(tx, APPEND, values![tenant, version, number, at.clone(), fact.kind(), document]).await?;
    }
    let mut partners = BTreeSet::new();
    if facts.iter().any(|fact| !fact.is_of_directory()) {
        for row in ask(tx, PARTNERS, values![tenant]).await? {
            partners.insert(row.get(0)?);
        }
        if facts.iter().any(|fact| matches!(fact, Fact::Block { .. })) {
            for row in ask(tx, RESELLERS, values![tenant]).await? {
                partners.insert(row.get(0)?);
            }
        }
        for fact in &facts {
            if let Fact::Link { is, .. } = fact {
                partners.extend([&is.before, &is.after].into_iter().flatten().map(|link| link.partner));
            }
            if let Fact::Reseller { is, .. } = fact {
                partners.extend([&is.before, &is.after].into_iter().flatten().map(|it| it.partner));
            }
            if let Fact::SubscriptionRole { is, .. } = fact {
                partners.extend([&is.before, &is.after].into_iter().flatten().map(|it| it.home));
            }
            if let Fact::Granular { is, .. } = fact {
                partners.extend([&is.before, &is.after].into_iter().flatten().map(|it| it.partner));
            }
        }
        partners.remove(&tenant);
    }
    if tx.dialect() == Dialect::Pg && partners.len() > 1 {
        ask(tx, LOCK, values![partners.iter().copied().collect::<Vec<_>>()]).await?;
    }
    let mut raised = Vec::with_capacity(partners.len());
    for partner in partners {
        raised.push((partner, raise(tx, partner).await?));
    }
    Ok(Raised { tenant, version, facts, partners: raised })
}

async fn raise(tx: &mut Tx, tenant: Id<Organization>) -> Result<i64, StoreError> {
    let rows = ask(tx, RAISE, values![tenant]).await?;
    rows.first().ok_or(StoreError::Door("an organization without a version"))?.get(0)
}

const SINCE: &str = "select document from change_feed where tenant_id = $1 and version > $2 and version <= $3 \
     order by version, number";

/// The facts of an organization between two versions, in order.
pub(crate) async fn between(
    tx: &mut Tx,
    tenant: Id<Organization>,
    after: i64,
    until: i64,
) -> Result<Vec<Fact>, StoreError> {
    let rows = ask(tx, SINCE, values![tenant, after, until]).await?;
    rows.iter().map(read).collect()
}

/// The facts of an organization that changed after a moment, newest first.
pub(crate) async fn changed_after(
    tx: &mut Tx,
    tenant: Id<Organization>,
    moment: Time,
) -> Result<Vec<Fact>, StoreError> {
    let text = "select document from change_feed where tenant_id = $1 and at > $2 order by version desc, number desc";
    let rows = ask(tx, text, values![tenant, moment]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Fact, StoreError> {
    Ok(serde_json::from_str(&row.get::<String>(0)?)?)
}

/// Runs one of the store's own statements.
pub(crate) async fn run(tx: &mut Tx, text: &str, mut values: Vec<Value>) -> Result<u64, StoreError> {
    let sql = crate::sql::render(tx.dialect(), text, &crate::sql::Scope::None, &mut values)?;
    tx.execute(&sql, &values).await
}

/// Asks one of the store's own questions.
pub(crate) async fn ask(tx: &mut Tx, text: &str, mut values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
    let sql = crate::sql::render(tx.dialect(), text, &crate::sql::Scope::None, &mut values)?;
    tx.query(&sql, &values).await
}
