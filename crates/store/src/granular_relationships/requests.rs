//! Requests and operations on granular relationships: what the partner asked for, and what became of it (state machine 3.6).

use domain::{
    granular_relationship::RequestAction,
    id::{GranularOperation, GranularRelationship, GranularRequest, Id},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use super::takes_part;
use crate::{
    change::Batch,
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A request.
#[derive(Clone, Debug)]
pub struct GranularRequestRow {
    /// The request.
    pub id: Id<GranularRequest>,
    /// What was asked for.
    pub action: RequestAction,
    /// The published word of its status.
    pub status: String,
    /// When it was made.
    pub created_at: Time,
    /// When it changed last.
    pub changed_at: Time,
}

/// An operation: the change of an access assignment.
#[derive(Clone, Debug)]
pub struct GranularOperationRow {
    /// The operation.
    pub id: Id<GranularOperation>,
    /// The resulting assignment, as a document.
    pub data: String,
    /// The published word of its status.
    pub status: String,
    /// When it was made.
    pub created_at: Time,
    /// When it changed last.
    pub changed_at: Time,
}

impl Placed for GranularRequestRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

impl Placed for GranularOperationRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

const REQUEST_STATES: [&str; 4] = ["created", "pending", "succeeded", "failed"];
const OPERATION_STATES: [&str; 4] = ["notStarted", "running", "succeeded", "failed"];

/// What the list of requests offers to queries.
pub static REQUESTS: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("action", Kind::Enum(&RequestAction::WORDS)).filterable(),
        Property::new("status", Kind::Enum(&REQUEST_STATES)).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastModifiedDateTime", Kind::Time),
    ],
    300,
);

/// The columns behind [`REQUESTS`].
pub static REQUESTS_TABLE: Table = Table {
    columns: &[
        Column::new("id", "q.request_id", Kept::Id),
        Column::new("action", "q.action", Kept::Word),
        Column::new("status", "q.status", Kept::Word),
        Column::new("createdDateTime", "q.created_at", Kept::Time),
    ],
    order: &[Order { property: "createdDateTime", descending: false }],
    unique: &["id"],
    searched: &[],
};

/// What the list of operations offers to queries.
pub static OPERATIONS: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("operationType", Kind::Enum(&["delegatedAdminAccessAssignmentUpdate"])),
        Property::new("data", Kind::Text),
        Property::new("status", Kind::Enum(&OPERATION_STATES)).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastModifiedDateTime", Kind::Time),
    ],
    300,
);

/// The columns behind [`OPERATIONS`].
pub static OPERATIONS_TABLE: Table = Table {
    columns: &[
        Column::new("id", "o.operation_id", Kept::Id),
        Column::new("status", "o.status", Kept::Word),
        Column::new("createdDateTime", "o.created_at", Kept::Time),
    ],
    order: &[Order { property: "createdDateTime", descending: false }],
    unique: &["id"],
    searched: &[],
};

const REQUESTS_LIST: Read = Read::new(
    "select q.request_id, q.action, q.status, q.created_at, q.changed_at from granular_requests q \
     where {tenant:q.tenant_id} and q.relationship_id = $1",
);
const REQUESTS_COUNT: Read = Read::new(
    "select count(*) from granular_requests q where {tenant:q.tenant_id} and q.relationship_id = $1",
);
const OPERATIONS_LIST: Read = Read::new(
    "select o.operation_id, o.data, o.status, o.created_at, o.changed_at from granular_operations o \
     where {tenant:o.tenant_id} and o.relationship_id = $1",
);
const OPERATIONS_COUNT: Read = Read::new(
    "select count(*) from granular_operations o where {tenant:o.tenant_id} and o.relationship_id = $1",
);

fn read_request(row: &Row) -> Result<GranularRequestRow, StoreError> {
    Ok(GranularRequestRow {
        id: row.get(0)?,
        action: word(row, 1, RequestAction::from_key)?,
        status: row.get(2)?,
        created_at: row.get(3)?,
        changed_at: row.get(4)?,
    })
}

fn read_operation(row: &Row) -> Result<GranularOperationRow, StoreError> {
    Ok(GranularOperationRow {
        id: row.get(0)?,
        data: row.get(1)?,
        status: row.get(2)?,
        created_at: row.get(3)?,
        changed_at: row.get(4)?,
    })
}

/// A page of the requests on a relationship of the partner in sight.
pub async fn requests(
    view: &mut View,
    of: Id<GranularRelationship>,
    wanted: &Wanted,
) -> Result<Listed<GranularRequestRow>, StoreError> {
    wanted.read(&REQUESTS_TABLE, Query::new(&REQUESTS_LIST, values![of]), view, read_request).await
}

/// How many such requests a list has on all its pages.
pub async fn count_requests(
    view: &mut View,
    of: Id<GranularRelationship>,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&REQUESTS_COUNT, values![of]);
    wanted.narrow(&REQUESTS_TABLE, &mut query)?;
    view.count(query).await
}

/// One request on a relationship of the partner in sight.
pub async fn request(
    view: &mut View,
    of: Id<GranularRelationship>,
    id: Id<GranularRequest>,
) -> Result<Option<GranularRequestRow>, StoreError> {
    let mut query = Query::new(&REQUESTS_LIST, values![of]);
    query.push(" and q.request_id = ").bind(id);
    view.rows(query).await?.first().map(read_request).transpose()
}

/// A page of the operations on a relationship of the partner in sight.
pub async fn operations(
    view: &mut View,
    of: Id<GranularRelationship>,
    wanted: &Wanted,
) -> Result<Listed<GranularOperationRow>, StoreError> {
    wanted.read(&OPERATIONS_TABLE, Query::new(&OPERATIONS_LIST, values![of]), view, read_operation).await
}

/// How many such operations a list has on all its pages.
pub async fn count_operations(
    view: &mut View,
    of: Id<GranularRelationship>,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&OPERATIONS_COUNT, values![of]);
    wanted.narrow(&OPERATIONS_TABLE, &mut query)?;
    view.count(query).await
}

/// One operation on a relationship of the partner in sight.
pub async fn operation(
    view: &mut View,
    of: Id<GranularRelationship>,
    id: Id<GranularOperation>,
) -> Result<Option<GranularOperationRow>, StoreError> {
    let mut query = Query::new(&OPERATIONS_LIST, values![of]);
    query.push(" and o.operation_id = ").bind(id);
    view.rows(query).await?.first().map(read_operation).transpose()
}

const INSERT_REQUEST: Write = Write::new(concat!(
    "insert into granular_requests (tenant_id, request_id, relationship_id, action, status, created_at, changed_at) \
     select r.tenant_id, $2, r.relationship_id, $3, 'created', {now}, {now} from granular_relationships r \
     where r.relationship_id = $1 and ",
    takes_part!()
));
const INSERT_OPERATION: Write = Write::new(concat!(
    "insert into granular_operations (tenant_id, operation_id, relationship_id, data, status, created_at, changed_at) \
     select r.tenant_id, $2, r.relationship_id, $3, 'notStarted', {now}, {now} from granular_relationships r \
     where r.relationship_id = $1 and ",
    takes_part!()
));
/// Adds the statement that notes a request.
pub fn insert_request(
    batch: Batch,
    of: Id<GranularRelationship>,
    id: Id<GranularRequest>,
    action: RequestAction,
) -> Batch {
    batch.run(&INSERT_REQUEST, values![of, id, action.key()])
}

/// Adds the statement that notes an operation, with the document of its result.
pub fn insert_operation(
    batch: Batch,
    of: Id<GranularRelationship>,
    id: Id<GranularOperation>,
    data: String,
) -> Batch {
    batch.run(&INSERT_OPERATION, values![of, id, data])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        let none = Vec::<&str>::new();
        assert_eq!(super::REQUESTS_TABLE.lacks(&super::REQUESTS), none);
        assert_eq!(super::OPERATIONS_TABLE.lacks(&super::OPERATIONS), none);
    }
}
