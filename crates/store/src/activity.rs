//! The activity log of a partner: lines of its own audit log about its customers and its people.

use domain::{
    id::{Application, Id, Organization},
    query::{Kind, Order, Property, Schema},
    time::{SECOND, Time},
};
use uuid::Uuid;

use crate::{
    audit::LineChange,
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

const MILLISECOND: i64 = SECOND / 1000;

/// A line.
#[derive(Clone, Debug)]
pub struct ActivityRow {
    /// Its place in the log.
    pub sequence: i64,
    /// Its identifier in the log.
    pub event: Uuid,
    /// When it happened.
    pub at: Time,
    /// The stable code of what happened.
    pub kind: String,
    /// Whether it happened at another organization than the partner's own.
    pub is_elsewhere: bool,
    /// The customer, or the other partner; none where it is about the partner itself.
    pub customer: Option<Id<Organization>>,
    /// The customer's name; empty where there is none.
    pub customer_name: String,
    /// The thing that it is about.
    pub subject_id: Uuid,
    /// The name of the thing, where it is the partner's own.
    pub subject: String,
    /// Who of the partner did it, by account name, or which task of Steward; empty where it was somebody of the customer.
    pub by: String,
    /// Whether a task of Steward did it.
    pub is_task: bool,
    /// The application by whose token it was done.
    pub application: Option<Id<Application>>,
    /// Its name at that time; empty where there is none.
    pub application_name: String,
    /// Whether it acted by itself, for nobody.
    pub is_by_itself: bool,
    /// The values that changed, where it is the partner's own.
    pub changes: Vec<LineChange>,
}

/// The kinds of lines that are meant, by where it happened.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    /// At another organization.
    pub elsewhere: Vec<String>,
    /// In the partner's own.
    pub own: Vec<String>,
}

/// What the log offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("sequence", Kind::Integer).sortable(),
        Property::new("customerId", Kind::Id).filterable(),
        Property::new("customerName", Kind::Text).filterable().searchable(),
        Property::new("kind", Kind::Text).filterable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("sequence", "e.sequence", Kept::Integer),
        Column::new("customerId", "coalesce(o.organization_id, a.customer_id)", Kept::Id).nullable(),
        Column::new("customerName", "coalesce(o.name_key, a.name_key, '')", Kept::Key),
        Column::new("kind", "e.kind", Kept::Ascii),
    ],
    order: &[Order { property: "sequence", descending: true }],
    unique: &["sequence"],
    searched: &["customerName"],
};

impl Placed for ActivityRow {
    fn key(&self, property: &str) -> Option<Key> {
        (property == "sequence").then_some(Key::Integer(self.sequence))
    }
}

// What the partner did with a customer that it added is in its own log, under the name that it typed.
macro_rules! lines {
    () => {
        " from audit_events e left join organizations o on o.organization_id = e.target_id \
         and e.target_id <> e.tenant_id left join added_customers a on a.tenant_id = e.tenant_id \
         and a.customer_id = e.subject_id and e.target_id = e.tenant_id where {tenant:e.tenant_id} and e.result = 'Successful' and +e.at >= $1 and +e.at < $2 \
         and (e.target_id <> e.tenant_id and e.kind {in $3} or e.target_id = e.tenant_id and e.kind {in $4})"
    };
}

macro_rules! columns {
    () => {
        "select e.sequence, e.at, e.kind, coalesce(o.organization_id, a.customer_id), \
         coalesce(o.name, a.name, ''), e.subject_name, e.actor_name, e.actor_id is null, e.target_id <> e.tenant_id, e.application_id, \
         e.changes, e.application_name, coalesce(e.application_id = e.actor_id, false), e.subject_id, e.event_id"
    };
}

const LIST: Read = Read::new(concat!(columns!(), lines!()));
// An identifier tells the millisecond of its line, so that no index of identifiers is needed.
const ONE: Read =
    Read::new(concat!(columns!(), lines!(), " and e.at >= $5 and e.at < $6 and e.event_id = $7"));
const COUNT: Read = Read::new(concat!("select count(*)", lines!()));

fn read(row: &Row) -> Result<ActivityRow, StoreError> {
    Ok(ActivityRow {
        sequence: row.get(0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        customer: row.get(3)?,
        customer_name: row.get(4)?,
        subject: row.get(5)?,
        is_task: row.get::<bool>(7)? && !row.text(6)?.is_empty(),
        by: row.get(6)?,
        is_elsewhere: row.get(8)?,
        application: row.get(9)?,
        changes: serde_json::from_str(row.text(10)?)?,
        application_name: row.get(11)?,
        is_by_itself: row.get(12)?,
        subject_id: row.get(13)?,
        event: row.get(14)?,
    })
}

/// A page of the lines between two moments that are of some kinds, newest first.
pub async fn list(
    view: &mut View,
    (from, until): (Time, Time),
    kinds: Kinds,
    wanted: &Wanted,
) -> Result<Listed<ActivityRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![from, until, kinds.elsewhere, kinds.own]), view, read).await
}

/// One line not before a moment, by its identifier.
pub async fn find(
    view: &mut View,
    from: Time,
    kinds: Kinds,
    event: Uuid,
) -> Result<Option<ActivityRow>, StoreError> {
    let Some(at) = moment(event).filter(|at| *at >= from) else { return Ok(None) };
    let until = at.plus(MILLISECOND);
    let values = values![at, until, kinds.elsewhere, kinds.own, at, until, event];
    view.rows(Query::new(&ONE, values)).await?.first().map(read).transpose()
}

/// The millisecond in which a line with an identifier was written.
fn moment(event: Uuid) -> Option<Time> {
    let (seconds, nanos) = event.get_timestamp()?.to_unix();
    let seconds = i64::try_from(seconds).ok()?.checked_mul(SECOND)?;
    seconds.checked_add(i64::from(nanos) / 1000).map(Time::from_micros)
}

/// How many there are on all pages.
pub async fn count(
    view: &mut View,
    (from, until): (Time, Time),
    kinds: Kinds,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![from, until, kinds.elsewhere, kinds.own]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
