//! Delegated admin privileges that a granular relationship is to take the place of, and those whose time beside one is over.
//!
//! Invariant: where a customer ever approved a granular relationship of the partner, as far as that is remembered, nothing is moved over:
//! what was ended there was ended on purpose.

use domain::{
    id::{Id, Organization, ResellerRelationship},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    feed::ask,
    opening::Opening,
    sql::{Fetch, Write},
    value::Row,
    values,
};

/// Delegated admin privileges of a partner at a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Privileges {
    /// The reseller relationship they come with.
    pub relationship: Id<ResellerRelationship>,
    /// The customer.
    pub customer: Id<Organization>,
    /// Its name.
    pub customer_name: String,
    /// The partner.
    pub partner: Id<Organization>,
    /// Its name.
    pub partner_name: String,
    /// Whether the customer approved a granular relationship of the partner before, so that nothing is moved over.
    pub has_granular: bool,
    /// When they end, where they were moved over.
    pub ends_at: Option<Time>,
}

macro_rules! approved {
    ($customer:literal, $partner:literal) => {
        concat!(
            "exists (select 1 from granular_relationships g where g.customer_id = ",
            $customer,
            " and g.tenant_id = ",
            $partner,
            " and g.approved_at is not null)"
        )
    };
}
const ALL: &str = concat!(
    "select r.relationship_id, r.tenant_id, c.name, r.partner_id, p.name, ",
    approved!("r.tenant_id", "r.partner_id"),
    ", r.privileges_end_at from reseller_relationships r join organizations c on c.organization_id = r.tenant_id \
     join organizations p on p.organization_id = r.partner_id and p.is_partner = true \
     where r.ended_at is null and r.has_privileges = true order by p.name_key, r.partner_id, c.name_key, r.tenant_id"
);
const DUE: &str = "select r.relationship_id, r.tenant_id, r.partner_id from reseller_relationships r \
     where r.privileges_end_at <= $1 and r.has_privileges = true and r.ended_at is null order by r.privileges_end_at limit $2";
const IS_DUE: Fetch = Fetch::new(
    "select 1 from reseller_relationships where tenant_id = {target} and relationship_id = $1 and privileges_end_at <= {now} \
     and has_privileges = true and ended_at is null",
);
const HAS_GRANULAR: Fetch = Fetch::new(
    "select 1 from granular_relationships where customer_id = {target} and tenant_id = $1 and approved_at is not null limit 1",
);
const END_AT: Write = Write::new(
    "update reseller_relationships set privileges_end_at = $2, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and relationship_id = $1 and has_privileges = true and ended_at is null",
);

impl Opening {
    /// Every partner's delegated admin privileges, by partner and customer.
    pub async fn privileges(&mut self) -> Result<Vec<Privileges>, StoreError> {
        ask(&mut self.tx, ALL, values![]).await?.iter().map(read).collect()
    }

    /// Privileges whose time beside a granular relationship is over, some of them: relationship, customer, partner.
    pub async fn superseded_privileges(
        &mut self,
        now: Time,
        most: i64,
    ) -> Result<Vec<(Id<ResellerRelationship>, Id<Organization>, Id<Organization>)>, StoreError> {
        let rows = ask(&mut self.tx, DUE, values![now, most]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
    }
}

/// Whether the time of privileges of the change's organization is over.
pub async fn is_due(change: &mut Change, relationship: Id<ResellerRelationship>) -> Result<bool, StoreError> {
    Ok(change.find(&IS_DUE, values![relationship]).await?.is_some())
}

/// Whether the change's organization approved a granular relationship of a partner before.
pub async fn has_granular(change: &mut Change, partner: Id<Organization>) -> Result<bool, StoreError> {
    Ok(change.find(&HAS_GRANULAR, values![partner]).await?.is_some())
}

/// Adds the statement that lets privileges end at a moment; until then they go on.
pub fn end_at(batch: Batch, relationship: Id<ResellerRelationship>, at: Time) -> Batch {
    batch.run(&END_AT, values![relationship, at])
}

fn read(row: &Row) -> Result<Privileges, StoreError> {
    Ok(Privileges {
        relationship: row.get(0)?,
        customer: row.get(1)?,
        customer_name: row.get(2)?,
        partner: row.get(3)?,
        partner_name: row.get(4)?,
        has_granular: row.get(5)?,
        ends_at: row.get(6)?,
    })
}
