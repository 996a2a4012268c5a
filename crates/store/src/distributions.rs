//! Distributions as rows: who sells through whom.
//!
//! Invariant: a row belongs to the indirect reseller, which agreed; each of the two reads and ends it, and nobody else knows of it.

use domain::{
    distribution::Part,
    id::{Distribution, Id, Organization, ResellerRequest},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A live distribution as one of its sides sees it.
#[derive(Clone, Debug)]
pub struct DistributionRow {
    /// The distribution.
    pub id: Id<Distribution>,
    /// The indirect reseller, to which the row belongs.
    pub reseller: Id<Organization>,
    /// What the other side is in it.
    pub part: Part,
    /// The other side.
    pub other: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its first domain.
    pub domain: String,
    /// Its country.
    pub country: String,
    /// Since when.
    pub started_at: Time,
}

impl Placed for DistributionRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "startedDateTime" => Key::Integer(self.started_at.micros()),
            _ => return None,
        })
    }
}

/// What the list offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("part", Kind::Enum(&["indirectProvider", "indirectReseller"])).filterable(),
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("defaultDomain", Kind::Text).filterable().searchable(),
        Property::new("country", Kind::Text),
        Property::new("startedDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "e.distribution_id", Kept::Id),
        Column::new("part", "e.part", Kept::Word),
        Column::new("partnerId", "e.other_id", Kept::Id),
        Column::new("displayName", "p.name_key", Kept::Key),
        Column::new("defaultDomain", default_domain!("e.other_id"), Kept::Key),
        Column::new("startedDateTime", "e.started_at", Kept::Time),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "defaultDomain"],
};

/// Both ways that an organization stands in one; each goes by its own index.
macro_rules! both {
    () => {
        " from (select d.distribution_id, d.tenant_id, 'indirectProvider' as part, d.provider_id as other_id, d.started_at \
           from distributions d where {partner:d.tenant_id} and d.ended_at is null \
           union all select d.distribution_id, d.tenant_id, 'indirectReseller', d.tenant_id, d.started_at \
           from distributions d where {partner:d.provider_id} and d.ended_at is null) e \
         join organizations p on p.organization_id = e.other_id where 1 = 1"
    };
}

const LIST: Read = Read::new(concat!(
    "select e.distribution_id, e.tenant_id, e.part, e.other_id, p.name, ",
    default_domain!("e.other_id"),
    ", p.country, e.started_at",
    both!()
));
const COUNT: Read = Read::new(concat!("select count(*)", both!()));

fn part(text: &str) -> Result<Part, StoreError> {
    let found = Part::ALL.into_iter().find(|part| part.key() == text);
    found.ok_or_else(|| StoreError::Word(text.to_owned()))
}

fn read(row: &Row) -> Result<DistributionRow, StoreError> {
    Ok(DistributionRow {
        id: row.get(0)?,
        reseller: row.get(1)?,
        part: part(row.text(2)?)?,
        other: row.get(3)?,
        name: row.get(4)?,
        domain: row.get(5)?,
        country: row.get(6)?,
        started_at: row.get(7)?,
    })
}

/// A page of the distributions of the organization in sight, by the other side's name.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<DistributionRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many distributions the list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// The indirect providers of the organization in sight, by name; at most a hundred.
pub async fn providers(view: &mut View) -> Result<Vec<DistributionRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and e.part = 'indirectProvider' order by p.name_key, e.distribution_id limit 100");
    view.rows(query).await?.iter().map(read).collect()
}

/// One distribution of the organization in sight.
pub async fn find(view: &mut View, id: Id<Distribution>) -> Result<Option<DistributionRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and e.distribution_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const LIVE: Fetch = Fetch::new(
    "select d.distribution_id from distributions d where d.tenant_id = {target} and d.provider_id = $1 \
     and d.ended_at is null{lock}",
);

/// The live distribution by which the change's organization sells through a provider.
pub async fn fetch_with(
    change: &mut Change,
    provider: Id<Organization>,
) -> Result<Option<Id<Distribution>>, StoreError> {
    change.find(&LIVE, values![provider]).await?.map(|row| row.get(0)).transpose()
}

const LOCK: Fetch = Fetch::new(
    "select d.distribution_id from distributions d where d.distribution_id = $1 and d.ended_at is null \
     and (d.tenant_id = {target} or d.provider_id = {target}){lock}",
);
const ONE: Fetch = Fetch::new(concat!(
    "select d.distribution_id, d.tenant_id, \
     case when d.tenant_id = {target} then 'indirectProvider' else 'indirectReseller' end, p.organization_id, p.name, ",
    default_domain!("p.organization_id"),
    ", p.country, d.started_at from distributions d join organizations p \
     on p.organization_id = case when d.tenant_id = {target} then d.provider_id else d.tenant_id end \
     where d.distribution_id = $1 and d.ended_at is null and (d.tenant_id = {target} or d.provider_id = {target})"
));

/// A live distribution of the change's organization, locked until the change is done.
pub async fn fetch(change: &mut Change, id: Id<Distribution>) -> Result<Option<DistributionRow>, StoreError> {
    change.rows(&LOCK, values![id]).await?;
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

const INSERT: Write = Write::new(
    "insert into distributions (tenant_id, distribution_id, provider_id, request_id, accepted_by, started_at) \
     values ({target}, $1, $2, $3, $4, {now})",
);
const END: Write = Write::new(
    "update distributions set ended_at = {now}, ended_by = $2 where distribution_id = $1 and ended_at is null \
     and (tenant_id = {target} or provider_id = {target})",
);

/// Adds the statement that begins a distribution.
pub fn begin(
    batch: Batch,
    id: Id<Distribution>,
    provider: Id<Organization>,
    request: Id<ResellerRequest>,
    accepted_by: &str,
) -> Batch {
    batch.run(&INSERT, values![id, provider, request, accepted_by])
}

/// Adds the statement that ends a distribution, by the side whose part it says.
pub fn end(batch: Batch, id: Id<Distribution>, by: Part) -> Batch {
    batch.run(&END, values![id, by.key()])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
