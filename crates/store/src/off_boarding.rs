//! Off-boarding as rows: what of a partner is left in a customer, and the signed records (decision 4).
//!
//! Invariant: a record is written once and never changed.

pub mod residue;

use domain::{
    id::{Id, OffBoardingRecord, Organization},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    audit::{Head, hex},
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A record without its document.
#[derive(Clone, Debug)]
pub struct RecordRow {
    /// The record.
    pub id: Id<OffBoardingRecord>,
    /// The partner.
    pub partner: Id<Organization>,
    /// The partner's name at that time.
    pub partner_name: String,
    /// Who ended everything, by account name.
    pub issued_by: String,
    /// When.
    pub issued_at: Time,
    /// How many things ended.
    pub ended: i64,
    /// How many kinds of residue it names.
    pub residue: i64,
    /// The document with its signature, in the compact form of RFC 7515.
    pub signed: String,
}

/// What the list of records offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("partnerDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("issuedBy", Kind::Text).filterable(),
        Property::new("issuedDateTime", Kind::Time).filterable().sortable(),
        Property::new("endedCount", Kind::Integer),
        Property::new("residueCount", Kind::Integer).filterable(),
        Property::new("document", Kind::Record(&[])),
        Property::new("signed", Kind::Text),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "b.record_id", Kept::Id),
        Column::new("partnerId", "b.partner_id", Kept::Id),
        Column::new("partnerDisplayName", "b.partner_name_key", Kept::Key),
        Column::new("issuedBy", "b.issued_by", Kept::Key),
        Column::new("issuedDateTime", "b.issued_at", Kept::Time),
        Column::new("residueCount", "b.residue", Kept::Integer),
    ],
    order: &[Order { property: "issuedDateTime", descending: true }],
    unique: &["id"],
    searched: &["partnerDisplayName"],
};

impl Placed for RecordRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "partnerDisplayName" => Key::Text(domain::text::key(&self.partner_name)),
            "issuedDateTime" => Key::Integer(self.issued_at.micros()),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select b.record_id, b.partner_id, b.partner_name, b.issued_by, b.issued_at, b.ended, b.residue, b.signed \
     from off_boarding_records b where {tenant:b.tenant_id}",
);
const COUNT: Read = Read::new("select count(*) from off_boarding_records b where {tenant:b.tenant_id}");

fn read(row: &Row) -> Result<RecordRow, StoreError> {
    Ok(RecordRow {
        id: row.get(0)?,
        partner: row.get(1)?,
        partner_name: row.get(2)?,
        issued_by: row.get(3)?,
        issued_at: row.get(4)?,
        ended: row.get(5)?,
        residue: row.get(6)?,
        signed: row.get(7)?,
    })
}

/// A page of the records of the organization in sight, newest first unless said otherwise.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<RecordRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many records a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One record of the organization in sight.
pub async fn find(view: &mut View, id: Id<OffBoardingRecord>) -> Result<Option<RecordRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and b.record_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const OF_PARTNER: Read = Read::new(
    "select b.record_id, b.partner_id, b.partner_name, b.issued_by, b.issued_at, b.ended, b.residue, b.signed \
     from off_boarding_records b where {tenant:b.tenant_id} and b.partner_id = $1 order by b.issued_at desc limit 100",
);

/// The records about a partner of the organization in sight; the newest hundred.
pub async fn of_partner(view: &mut View, partner: Id<Organization>) -> Result<Vec<RecordRow>, StoreError> {
    view.rows(Query::new(&OF_PARTNER, values![partner])).await?.iter().map(read).collect()
}

const INSERT: Write = Write::new(
    "insert into off_boarding_records (tenant_id, record_id, partner_id, partner_name, partner_name_key, issued_by, \
     issued_at, ended, residue, signed) values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
);

/// Adds the statement that keeps a record.
pub fn insert(batch: Batch, row: &RecordRow) -> Batch {
    let values = values![
        row.id,
        row.partner,
        row.partner_name.clone(),
        domain::text::key(&row.partner_name),
        row.issued_by.clone(),
        row.issued_at,
        row.ended,
        row.residue,
        row.signed.clone()
    ];
    batch.run(&INSERT, values)
}

/// The partner's name, where it ever had to do with the organization of the permit.
const PARTNER: Fetch = Fetch::new(
    "select p.name from organizations p where p.organization_id = $1 and (\
     exists (select 1 from links l where l.tenant_id = {target} and l.partner_id = p.organization_id) \
     or exists (select 1 from reseller_relationships r where r.tenant_id = {target} and r.partner_id = p.organization_id) \
     or exists (select 1 from granular_relationships g where g.customer_id = {target} and g.tenant_id = p.organization_id \
     and (g.approved_at is not null or (g.status = 'approvalPending' and coalesce(g.partner_consent, 'approved') = 'approved'))) \
     or exists (select 1 from subscription_assignments a where a.tenant_id = {target} and a.home_id = p.organization_id \
     and a.home_id <> a.tenant_id) \
     or exists (select 1 from invitations i where i.tenant_id = {target} and i.partner_id = p.organization_id))",
);

/// The name of a partner that holds something in the change's organization, waits for an answer, or once did.
pub async fn fetch_partner(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Option<String>, StoreError> {
    change.find(&PARTNER, values![partner]).await?.map(|row| row.get(0)).transpose()
}

const HEAD: Fetch = Fetch::new("select sequence, digest from audit_heads where tenant_id = {target}");

/// Where the log of the change's organization ended before the change.
pub async fn fetch_log_head(change: &mut Change) -> Result<Head, StoreError> {
    let Some(row) = change.find(&HEAD, values![]).await? else { return Ok(Head::default()) };
    let digest: Vec<u8> = row.get(1)?;
    Ok(Head { sequence: row.get(0)?, digest: hex(&digest) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
