//! When people of a partner used delegated admin privileges at a customer, by the hour.
//!
//! Invariant: a use is written with the event that tells the customer of it, never alone; the last one of a relationship is kept.

use domain::{
    id::{Id, Organization, ResellerRelationship, User},
    time::{HOUR, Time},
};

use crate::{
    Store,
    change::{Batch, Change},
    error::StoreError,
    feed::{ask, run},
    opening::Opening,
    sql::{Fetch, Write},
    values,
};

/// What was used in the hour already is added up.
macro_rules! added_up {
    () => {
        " on conflict (tenant_id, relationship_id, user_id, hour) \
         do update set uses = delegation_uses.uses + excluded.uses, last_at = case \
         when excluded.last_at > delegation_uses.last_at then excluded.last_at else delegation_uses.last_at end"
    };
}

const USED: Write = Write::new(concat!(
    "insert into delegation_uses (tenant_id, relationship_id, user_id, hour, uses, last_at) \
     values ({target}, $1, $2, $3, $4, $5)",
    added_up!()
));
const USED_NOW: &str = concat!(
    "insert into delegation_uses (tenant_id, relationship_id, user_id, hour, uses, last_at) \
     values ($6, $1, $2, $3, $4, $5)",
    added_up!()
);

/// Adds the statement that somebody used the privileges of a relationship, some times from a moment on.
pub fn used(
    batch: Batch,
    relationship: Id<ResellerRelationship>,
    user: Id<User>,
    uses: i64,
    at: Time,
) -> Batch {
    batch.run(&USED, values![relationship, user, at.micros() / HOUR, uses, at])
}

/// Notes that somebody uses the privileges of a relationship of the change's organization by this very change.
pub async fn use_now(
    change: &mut Change,
    relationship: Id<ResellerRelationship>,
    user: Id<User>,
) -> Result<(), StoreError> {
    let (now, tenant) = (change.now(), change.tenant());
    let values = values![relationship, user, now.micros() / HOUR, 1_i64, now, tenant];
    run(change.tx_mut(), USED_NOW, values).await.map(drop)
}

/// Privileges without a use since a moment: of `r`, with that moment as `$1`.
macro_rules! idle {
    () => {
        "r.ended_at is null and r.has_privileges = true and r.privileges_since <= $1 and not exists \
         (select 1 from delegation_uses u where u.tenant_id = r.tenant_id \
         and u.relationship_id = r.relationship_id and u.last_at > $1)"
    };
}

const IDLE: &str = concat!(
    "select r.tenant_id, r.partner_id, r.relationship_id from reseller_relationships r where ",
    idle!(),
    " order by r.tenant_id, r.relationship_id limit $2"
);
const IS_IDLE: Fetch = Fetch::new(concat!(
    "select r.relationship_id from reseller_relationships r where r.tenant_id = {target} \
     and r.relationship_id = $2 and ",
    idle!()
));
const FORGET: &str = "delete from delegation_uses where last_at < $1 and exists (select 1 from delegation_uses n \
     where n.tenant_id = delegation_uses.tenant_id and n.relationship_id = delegation_uses.relationship_id \
     and n.last_at > delegation_uses.last_at)";

/// Privileges that lie idle: customer, partner, relationship.
pub type Idle = (Id<Organization>, Id<Organization>, Id<ResellerRelationship>);

impl Opening {
    /// Privileges that nobody has used since a moment, some of them.
    pub async fn idle_privileges(&mut self, since: Time, most: i64) -> Result<Vec<Idle>, StoreError> {
        let rows = ask(&mut self.tx, IDLE, values![since, most]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
    }
}

/// Whether nobody has used the privileges of a relationship of the change's organization since a moment, and they are there.
pub async fn are_idle(
    change: &mut Change,
    relationship: Id<ResellerRelationship>,
    since: Time,
) -> Result<bool, StoreError> {
    Ok(change.find(&IS_IDLE, values![since, relationship]).await?.is_some())
}

impl Store {
    /// Forgets uses before a moment, but for the last one of each relationship.
    pub async fn forget_delegation_uses(&self, before: Time) -> Result<u64, StoreError> {
        let mut tx = self.db.begin_write().await?;
        let forgotten = run(&mut tx, FORGET, values![before]).await?;
        tx.commit().await?;
        Ok(forgotten)
    }
}
