//! Notices in the portal: what the administrators of an organization are told.

use domain::{
    id::{Id, Notice as NoticeKind, Organization, User},
    query::{Kind, Order, Property, Schema},
    time::Time,
};
use uuid::Uuid;

use crate::{
    change::Change,
    db::Tx,
    error::StoreError,
    feed::run,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// A notice to be left.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The organization that is told.
    pub tenant: Id<Organization>,
    /// Who in it: `service_administrators` or `tenant_managers`.
    pub audience: &'static str,
    /// What happened: the key of the message.
    pub kind: &'static str,
    /// What it is about.
    pub about: Uuid,
    /// The values of the message, by name.
    pub parameters: Vec<(&'static str, String)>,
}

/// A notice as shown.
#[derive(Clone, Debug)]
pub struct NoticeRow {
    /// The notice.
    pub id: Id<NoticeKind>,
    /// When it was left.
    pub at: Time,
    /// What happened: the key of the message.
    pub kind: String,
    /// What it is about.
    pub about: Uuid,
    /// The values of the message, by name.
    pub parameters: std::collections::BTreeMap<String, String>,
    /// Whether the reader has read it.
    pub is_read: bool,
}

const INSERT: &str = "insert into notices (tenant_id, notice_id, at, audience, kind, about_id, parameters) \
     values ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) async fn insert(tx: &mut Tx, id: Uuid, now: Time, notice: Notice) -> Result<(), StoreError> {
    let parameters: std::collections::BTreeMap<_, _> = notice.parameters.into_iter().collect();
    let parameters = serde_json::to_string(&parameters)?;
    let values = values![notice.tenant, id, now, notice.audience, notice.kind, notice.about, parameters];
    run(tx, INSERT, values).await.map(drop)
}

/// What the list of notices offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("kind", Kind::Text).filterable().sortable().searchable(),
        Property::new("aboutId", Kind::Id).filterable(),
        Property::new("parameters", Kind::Record(&[])),
        Property::new("isRead", Kind::Boolean).filterable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "n.notice_id", Kept::Id),
        Column::new("createdDateTime", "n.at", Kept::Time),
        Column::new("kind", "n.kind", Kept::Ascii),
        Column::new("aboutId", "n.about_id", Kept::Id),
        Column::new("isRead", "(r.user_id is not null)", Kept::Boolean),
    ],
    order: &[Order { property: "createdDateTime", descending: true }],
    unique: &["id"],
    searched: &["kind"],
};

impl Placed for NoticeRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "createdDateTime" => Key::Integer(self.at.micros()),
            "kind" => Key::text(&self.kind),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select n.notice_id, n.at, n.kind, n.about_id, n.parameters, r.user_id from notices n \
     left join notice_reads r on r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $1 \
     where {tenant:n.tenant_id} and n.audience {in $2}",
);
const COUNT: Read = Read::new(
    "select count(*) from notices n \
     left join notice_reads r on r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $1 \
     where {tenant:n.tenant_id} and n.audience {in $2}",
);

/// A page of what some audiences are told, newest first.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    reader: Id<User>,
    audiences: Vec<String>,
) -> Result<Listed<NoticeRow>, StoreError> {
    let read = |row: &Row| {
        let parameters: String = row.get(4)?;
        Ok(NoticeRow {
            id: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            about: row.get(3)?,
            parameters: serde_json::from_str(&parameters)?,
            is_read: row.get::<Option<Uuid>>(5)?.is_some(),
        })
    };
    wanted.read(&TABLE, Query::new(&LIST, values![reader, audiences]), view, read).await
}

/// How many notices there are on all pages.
pub async fn count(
    view: &mut View,
    wanted: &Wanted,
    reader: Id<User>,
    audiences: Vec<String>,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![reader, audiences]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

const COUNT_UNREAD: Read = Read::new(
    "select count(*) from notices n where {tenant:n.tenant_id} and n.audience {in $2} and not exists \
     (select 1 from notice_reads r where r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $1)",
);

/// How many notices the reader has not read.
pub async fn count_unread(
    view: &mut View,
    reader: Id<User>,
    audiences: Vec<String>,
) -> Result<i64, StoreError> {
    view.count(Query::new(&COUNT_UNREAD, values![reader, audiences])).await
}

const MARK_READ: &str = "insert into notice_reads (tenant_id, notice_id, user_id) \
     select n.tenant_id, n.notice_id, $2 from notices n where n.tenant_id = $1 and n.audience {in $3} \
     and n.at <= $4 and not exists (select 1 from notice_reads r where r.tenant_id = n.tenant_id \
     and r.notice_id = n.notice_id and r.user_id = $2)";

/// Marks the notices up to a moment as read by a person. That somebody read something is no change of
/// meaning, so it leaves no event.
pub async fn mark_read(
    change: &mut Change,
    reader: Id<User>,
    audiences: Vec<String>,
    until: Time,
) -> Result<u64, StoreError> {
    let tenant = change.tenant();
    run(change.tx_mut(), MARK_READ, values![tenant, reader, audiences, until]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
