//! Pages of the log, newest first unless asked otherwise.

use domain::{
    event::Category,
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use super::Line;
use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// What the log offers to queries. Its order is that of the chain or of time alone, which indexes serve.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("sequence", Kind::Integer).filterable().sortable(),
        Property::new("creationTime", Kind::Time).filterable().sortable(),
        Property::new("kind", Kind::Text).filterable(),
        Property::new("category", Kind::Enum(Category::NAMES)).filterable(),
        Property::new("operation", Kind::Enum(&["Create", "Update", "Delete"])).filterable(),
        Property::new("resultStatus", Kind::Enum(&["Successful", "Failed"])).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("objectId", Kind::Id).filterable(),
        Property::new("objectName", Kind::Text).filterable().searchable(),
        Property::new("userId", Kind::Id).filterable(),
        Property::new("userTenantId", Kind::Id).filterable(),
        Property::new("userName", Kind::Text).filterable().searchable(),
        Property::new("applicationId", Kind::Id).filterable(),
        Property::new("applicationName", Kind::Text),
        Property::new("role", Kind::Text).filterable(),
        Property::new("requestId", Kind::Text).filterable(),
        Property::new("address", Kind::Text).filterable().searchable(),
        Property::new("changes", Kind::Record(&[])),
        Property::new("digest", Kind::Text),
    ],
    300,
);

/// The columns behind [`SCHEMA`], with the one of time as a statement names it.
const fn columns(at: &'static str) -> [Column; 17] {
    [
        Column::new("id", "e.event_id", Kept::Id),
        Column::new("sequence", "e.sequence", Kept::Integer),
        Column::new("creationTime", at, Kept::Time),
        Column::new("kind", "e.kind", Kept::Ascii),
        Column::new("category", "e.category", Kept::Word),
        Column::new("operation", "e.operation", Kept::Word),
        Column::new("resultStatus", "e.result", Kept::Word),
        Column::new("tenantId", "e.target_id", Kept::Id),
        Column::new("objectId", "e.subject_id", Kept::Id),
        Column::new("objectName", "e.subject_key", Kept::Key),
        Column::new("userId", "e.actor_id", Kept::Id).nullable(),
        Column::new("userTenantId", "e.actor_tenant_id", Kept::Id).nullable(),
        Column::new("userName", "e.actor_name", Kept::Ascii),
        Column::new("applicationId", "e.application_id", Kept::Id).nullable(),
        Column::new("role", "e.via_role", Kept::Ascii),
        Column::new("requestId", "e.request_id", Kept::Ascii),
        Column::new("address", "e.address", Kept::Ascii),
    ]
}

const fn table(columns: &'static [Column]) -> Table {
    Table {
        columns,
        order: &[Order { property: "sequence", descending: true }],
        unique: &["sequence"],
        searched: &["objectName", "userName", "address"],
    }
}

/// The time of a line, for conditions that the index by time serves.
pub(super) const AT: &str = "e.at";
/// The same where the order is that of the chain: the plus sign keeps that index out of it, through which a database
/// would collect and sort a whole period for one page.
pub(super) const AT_APART: &str = "+e.at";

static COLUMNS: [Column; 17] = columns(AT_APART);
static COLUMNS_BY_TIME: [Column; 17] = columns(AT);

/// In the order of the chain.
pub(super) static TABLE: Table = table(&COLUMNS);
/// In the order of time; counts go by it as well.
static BY_TIME: Table = table(&COLUMNS_BY_TIME);

impl Placed for Line {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "sequence" => Key::Integer(self.sequence),
            "creationTime" => Key::Integer(self.at.micros()),
            _ => return None,
        })
    }
}

pub(super) const LIST: Read = Read::new(
    "select e.tenant_id, e.sequence, e.event_id, e.at, e.kind, e.category, e.operation, e.result, \
     e.subject_id, e.subject_name, e.target_id, e.actor_id, e.actor_tenant_id, e.actor_name, e.via_role, e.via_id, \
     e.request_id, e.address, e.changes, e.salts, e.digest, e.application_id, e.application_name from audit_events e where {tenant:e.tenant_id}",
);
const COUNT: Read = Read::new("select count(*) from audit_events e where {tenant:e.tenant_id}");

/// Adds that the lines lie in a period.
pub(super) fn within(query: &mut Query, at: &'static str, from: Time, until: Time) {
    query.push(" and ").push(at).push(" >= ").bind(from);
    query.push(" and ").push(at).push(" < ").bind(until);
}

/// A page of the log between two moments.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    from: Time,
    until: Time,
) -> Result<Listed<Line>, StoreError> {
    let (table, query) = page(wanted, from, until);
    wanted.read(table, query, view, read).await
}

fn page(wanted: &Wanted, from: Time, until: Time) -> (&'static Table, Query) {
    let by_time = wanted.order.first().is_some_and(|order| order.property == "creationTime");
    let (table, at) = if by_time { (&BY_TIME, AT) } else { (&TABLE, AT_APART) };
    let mut query = Query::new(&LIST, values![]);
    within(&mut query, at, from, until);
    (table, query)
}

/// How many lines there are between two moments, whatever the page.
pub async fn count(view: &mut View, wanted: &Wanted, from: Time, until: Time) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    within(&mut query, AT, from, until);
    wanted.narrow(&BY_TIME, &mut query)?;
    view.count(query).await
}

/// The plan of a page, as text: for tests.
pub async fn explain(
    view: &mut View,
    wanted: &Wanted,
    from: Time,
    until: Time,
) -> Result<Vec<String>, StoreError> {
    let (table, mut query) = page(wanted, from, until);
    wanted.render(table, &mut query)?;
    view.explain(query).await
}

pub(super) fn read(row: &Row) -> Result<Line, StoreError> {
    let changes: String = row.get(18)?;
    let salts: String = row.get(19)?;
    let digest: Vec<u8> = row.get(20)?;
    Ok(Line {
        tenant_id: row.get(0)?,
        sequence: row.get(1)?,
        event_id: row.get(2)?,
        at: row.get(3)?,
        kind: row.get(4)?,
        category: row.get(5)?,
        operation: row.get(6)?,
        result: row.get(7)?,
        subject_id: row.get(8)?,
        subject_name: row.get(9)?,
        target_id: row.get(10)?,
        actor_id: row.get(11)?,
        actor_tenant_id: row.get(12)?,
        actor_name: row.get(13)?,
        via_role: row.get(14)?,
        via_id: row.get(15)?,
        request_id: row.get(16)?,
        address: row.get(17)?,
        changes: serde_json::from_str(&changes)?,
        salts: serde_json::from_str(&salts)?,
        digest: super::hex(&digest),
        application_id: row.get(21)?,
        application_name: row.get(22)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
        assert_eq!(BY_TIME.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
