//! Whom organizations block: people and applications of partners, denied everything there from whatever source (decision 8).
//!
//! Invariant: a block hangs on the person or the application, not on a relationship; what ends or begins one lifts none.

use authz::{Fact, fact::Turn};
use domain::{
    id::{GranularRelationship, Id, Organization, User},
    time::Time,
};
use uuid::Uuid;

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A block with what both sides see of it.
#[derive(Clone, Debug)]
pub struct BlockRow {
    /// The blocked person, or the application by its identifier.
    pub user: Id<User>,
    /// The name; empty if the person or the application was deleted since.
    pub name: String,
    /// The person's account name; empty for an application.
    pub upn: String,
    /// Whether it is an application.
    pub is_application: bool,
    /// Why.
    pub reason: String,
    /// Who blocked, by account name.
    pub blocked_by: String,
    /// When.
    pub blocked_at: Time,
}

macro_rules! blocks {
    ($sight:literal) => {
        concat!(
            "select b.user_id, coalesce(u.display_name, a.name, ''), coalesce(u.upn, ''), b.reason, b.blocked_by, b.blocked_at, \
             (a.application_id is not null) from blocks b \
             left join users u on u.tenant_id = b.partner_id and u.user_id = b.user_id \
             left join applications a on a.tenant_id = b.partner_id and a.application_id = b.user_id where ",
            $sight
        )
    };
}

const OF_PARTNER: Read = Read::new(concat!(
    blocks!("{tenant:b.tenant_id} and b.partner_id = $1"),
    " order by b.blocked_at, b.user_id"
));
const BY_CUSTOMER: Read =
    Read::new(concat!(blocks!("{reseller:b} and b.tenant_id = $1"), " order by b.blocked_at, b.user_id"));
const BY_LINKED: Read = Read::new(concat!(
    blocks!(
        "exists (select 1 from links l where {link:l} and l.tenant_id = b.tenant_id and l.partner_id = b.partner_id and l.link_id = $1)"
    ),
    " order by b.blocked_at, b.user_id"
));
const BY_DELEGATING: Read = Read::new(concat!(
    blocks!(
        "exists (select 1 from granular_relationships r where {tenant:r.tenant_id} and r.relationship_id = $1 \
         and r.customer_id = b.tenant_id and r.tenant_id = b.partner_id and r.status in ('approved', 'activating', 'active'))"
    ),
    " order by b.blocked_at, b.user_id"
));
const ONE: Fetch =
    Fetch::new(concat!(blocks!("b.tenant_id = {target} and b.partner_id = $1 and b.user_id = $2")));
const BLOCK: Write = Write::new(
    "insert into blocks (tenant_id, user_id, partner_id, reason, blocked_by, blocked_at) \
     values ({target}, $1, $2, $3, $4, {now})",
);
const UNBLOCK: Write = Write::new("delete from blocks where tenant_id = {target} and user_id = $1");

fn read(row: &Row) -> Result<BlockRow, StoreError> {
    Ok(BlockRow {
        user: row.get(0)?,
        name: row.get(1)?,
        upn: row.get(2)?,
        reason: row.get(3)?,
        blocked_by: row.get(4)?,
        blocked_at: row.get(5)?,
        is_application: row.get(6)?,
    })
}

/// Whom of a partner the organization in sight blocks.
pub async fn of_partner(view: &mut View, partner: Id<Organization>) -> Result<Vec<BlockRow>, StoreError> {
    view.rows(Query::new(&OF_PARTNER, values![partner])).await?.iter().map(read).collect()
}

/// Whom of the reader's organization a customer blocks to which it sells.
pub async fn by_customer(view: &mut View, customer: Id<Organization>) -> Result<Vec<BlockRow>, StoreError> {
    view.rows(Query::new(&BY_CUSTOMER, values![customer])).await?.iter().map(read).collect()
}

/// Whom of its partner the customer of a link blocks; either side reads it.
pub async fn by_linked(view: &mut View, link: Id<domain::id::Link>) -> Result<Vec<BlockRow>, StoreError> {
    view.rows(Query::new(&BY_LINKED, values![link])).await?.iter().map(read).collect()
}

/// Whom of the reader's organization the customer of a granular relationship blocks, as long as that is in force.
pub async fn by_delegating(
    view: &mut View,
    relationship: Id<GranularRelationship>,
) -> Result<Vec<BlockRow>, StoreError> {
    view.rows(Query::new(&BY_DELEGATING, values![relationship])).await?.iter().map(read).collect()
}

/// The block of a person or an application of a partner, if there is one.
pub async fn fetch(
    change: &mut Change,
    partner: Id<Organization>,
    user: Id<User>,
) -> Result<Option<BlockRow>, StoreError> {
    change.find(&ONE, values![partner, user]).await?.as_ref().map(read).transpose()
}

const BARS: Fetch = Fetch::new(
    "select b.user_id from blocks b where b.tenant_id = $1 and b.partner_id = {target} and b.user_id {in $2}",
);

/// Whether an organization blocks somebody of the change's organization: any of these people and applications, by identifier.
pub async fn bars(change: &mut Change, by: Id<Organization>, who: Vec<Uuid>) -> Result<bool, StoreError> {
    Ok(change.find(&BARS, values![by, who]).await?.is_some())
}

/// Adds the statement that blocks a person or an application of a partner, and its fact.
pub fn block(batch: Batch, partner: Id<Organization>, user: Id<User>, reason: &str, by: &str) -> Batch {
    batch.run(&BLOCK, values![user, partner, reason, by]).fact(Fact::Block { user, is: Turn::BEGINS })
}

/// Adds the statement that lifts a block, and its fact.
pub fn unblock(batch: Batch, user: Id<User>) -> Batch {
    batch.run(&UNBLOCK, values![user]).fact(Fact::Block { user, is: Turn::ENDS })
}
