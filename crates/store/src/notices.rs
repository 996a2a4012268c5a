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
    sql::{Fetch, Query, Read},
    value::Row,
    values,
    view::View,
};

/// The audience of those who manage roles at the customer in whose part something happened.
pub const ROLE_MANAGERS_THERE: &str = "role_managers_there";

/// The audience of those who look customers up that buy from their organization.
pub const CUSTOMER_AGENTS: &str = "customer_agents";

/// The audience of those who ask customers for relationships and add customers.
pub const REQUEST_AGENTS: &str = "request_agents";

/// The audience of those who look granular relationships up.
pub const DELEGATION_AGENTS: &str = "delegation_agents";

/// The audience of those who say where programs of their organization are told what happens with its customers.
pub const EVENT_AGENTS: &str = "event_agents";

/// The audience of those who ask vendors on behalf of customers.
pub const SUPPORT_AGENTS: &str = "support_agents";

/// The audience of tenant managers and [`CUSTOMER_AGENTS`] together: whoever is both is told once.
pub const MANAGERS_OR_CUSTOMER_AGENTS: &str = "managers_or_customer_agents";

/// The audience of tenant managers and [`DELEGATION_AGENTS`] together.
pub const MANAGERS_OR_DELEGATION_AGENTS: &str = "managers_or_delegation_agents";

/// The audience of an organization's own Global administrators.
pub const GLOBAL_ADMINISTRATORS: &str = "global_administrators";

/// The audience of the operator's people.
pub const OPERATORS: &str = "operators";

/// The audience of a notice for one person or team.
pub const ONE: &str = "one";

/// Whose notices somebody reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The audiences in their organization.
    pub words: Vec<String>,
    /// The customers of which they read what [`ROLE_MANAGERS_THERE`] are told.
    pub customers: Vec<Id<Organization>>,
}

/// A notice to be left.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The organization that is told.
    pub tenant: Id<Organization>,
    /// Who in it: `service_administrators`, `tenant_managers`, `role_managers`, [`CUSTOMER_AGENTS`],
    /// [`REQUEST_AGENTS`], [`DELEGATION_AGENTS`], [`EVENT_AGENTS`], [`SUPPORT_AGENTS`], [`MANAGERS_OR_CUSTOMER_AGENTS`],
    /// [`MANAGERS_OR_DELEGATION_AGENTS`], [`GLOBAL_ADMINISTRATORS`], [`OPERATORS`] or [`ROLE_MANAGERS_THERE`].
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
    /// The organization in whose part something happened: the reader's own, or a customer.
    pub within: Id<Organization>,
    /// What happened: the key of the message.
    pub kind: String,
    /// What it is about.
    pub about: Uuid,
    /// The values of the message, by name.
    pub parameters: std::collections::BTreeMap<String, String>,
    /// Whether the reader has read it.
    pub is_read: bool,
}

const INSERT: &str = "insert into notices (tenant_id, notice_id, at, within_id, audience, to_id, kind, about_id, parameters) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// The word of the audience that one person or team is.
pub fn only(principal: Uuid) -> String {
    format!("only:{principal}")
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    now: Time,
    within: Id<Organization>,
    to: Option<Uuid>,
    notice: Notice,
) -> Result<(), StoreError> {
    let parameters: std::collections::BTreeMap<_, _> = notice.parameters.into_iter().collect();
    let parameters = serde_json::to_string(&parameters)?;
    let audience = to.map_or_else(|| notice.audience.to_owned(), only);
    let values = values![notice.tenant, id, now, within, audience, to, notice.kind, notice.about, parameters];
    run(tx, INSERT, values).await.map(drop)
}

/// What the list of notices offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("kind", Kind::Text).filterable().sortable().searchable(),
        Property::new("aboutId", Kind::Id).filterable(),
        Property::new("withinId", Kind::Id).filterable(),
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
        Column::new("withinId", "n.within_id", Kept::Id),
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

/// What is told to the audiences `$2`, and to those who manage roles at the customers `$3`.
macro_rules! told {
    () => {
        "(n.audience {in $2} or (n.audience = 'role_managers_there' and n.within_id {in $3}))"
    };
}

const LIST: Read = Read::new(concat!(
    "select n.notice_id, n.at, n.within_id, n.kind, n.about_id, n.parameters, r.user_id from notices n \
     left join notice_reads r on r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $1 \
     where {tenant:n.tenant_id} and ",
    told!()
));
const COUNT: Read = Read::new(concat!(
    "select count(*) from notices n \
     left join notice_reads r on r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $1 \
     where {tenant:n.tenant_id} and ",
    told!()
));
const CUSTOMERS: Read = Read::new(
    "select distinct n.within_id from notices n \
     where {tenant:n.tenant_id} and n.audience = 'role_managers_there'",
);
const CUSTOMERS_FETCHED: Fetch = Fetch::new(
    "select distinct n.within_id from notices n \
     where n.tenant_id = {target} and n.audience = 'role_managers_there'",
);

/// The customers of which those who manage roles there were told something.
pub async fn customers(view: &mut View) -> Result<Vec<Id<Organization>>, StoreError> {
    view.rows(Query::new(&CUSTOMERS, values![])).await?.iter().map(|row| row.get(0)).collect()
}

/// The same in a change.
pub async fn fetch_customers(change: &mut Change) -> Result<Vec<Id<Organization>>, StoreError> {
    change.rows(&CUSTOMERS_FETCHED, values![]).await?.iter().map(|row| row.get(0)).collect()
}

/// A page of what an audience is told, newest first.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    reader: Id<User>,
    audience: Audience,
) -> Result<Listed<NoticeRow>, StoreError> {
    wanted
        .read(&TABLE, Query::new(&LIST, values![reader, audience.words, audience.customers]), view, read)
        .await
}

/// Those of the named notices that an audience is told, newest first.
pub async fn named(
    view: &mut View,
    reader: Id<User>,
    audience: Audience,
    notices: Vec<Id<NoticeKind>>,
) -> Result<Vec<NoticeRow>, StoreError> {
    let mut query = Query::new(&LIST, values![reader, audience.words, audience.customers]);
    query.push(" and n.notice_id ").bind_list(notices);
    query.push(" order by n.at desc, n.notice_id");
    view.rows(query).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<NoticeRow, StoreError> {
    let parameters: String = row.get(5)?;
    Ok(NoticeRow {
        id: row.get(0)?,
        at: row.get(1)?,
        within: row.get(2)?,
        kind: row.get(3)?,
        about: row.get(4)?,
        parameters: serde_json::from_str(&parameters)?,
        is_read: row.get::<Option<Uuid>>(6)?.is_some(),
    })
}

/// How many notices there are on all pages.
pub async fn count(
    view: &mut View,
    wanted: &Wanted,
    reader: Id<User>,
    audience: Audience,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![reader, audience.words, audience.customers]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

const COUNT_UNREAD: Read = Read::new(concat!(
    "select count(*) from notices n where {tenant:n.tenant_id} and ",
    told!(),
    " and not exists \
     (select 1 from notice_reads r where r.tenant_id = n.tenant_id and r.notice_id = n.notice_id and r.user_id = $1)",
));

/// How many notices the reader has not read.
pub async fn count_unread(view: &mut View, reader: Id<User>, audience: Audience) -> Result<i64, StoreError> {
    view.count(Query::new(&COUNT_UNREAD, values![reader, audience.words, audience.customers])).await
}

const MARK_READ: &str = concat!(
    "insert into notice_reads (tenant_id, notice_id, user_id) \
     select n.tenant_id, n.notice_id, $1 from notices n where n.tenant_id = $4 and n.at <= $5 and ",
    told!(),
    " and not exists (select 1 from notice_reads r where r.tenant_id = n.tenant_id \
     and r.notice_id = n.notice_id and r.user_id = $1)"
);

/// Marks the notices up to a moment as read by a person. That somebody read something is no change of
/// meaning, so it leaves no event.
pub async fn mark_read(
    change: &mut Change,
    reader: Id<User>,
    audience: Audience,
    until: Time,
) -> Result<u64, StoreError> {
    let tenant = change.tenant();
    let values = values![reader, audience.words, audience.customers, tenant, until];
    run(change.tx_mut(), MARK_READ, values).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
