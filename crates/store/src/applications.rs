//! Applications of an organization with their secrets, and the narrow door by which callers are known to be one.
//!
//! Invariant: a secret is stored as its SHA-256 alone, which no list reads; permissions are read anew for each decision.

mod codes;
mod door;
mod secrets;

use std::collections::BTreeSet;

use domain::{
    application::ApiPermission,
    id::{Application, Id, Organization},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

pub use self::{
    codes::{Code, Found, add_code, end_token, use_code},
    door::{Acting, Known},
    secrets::{SecretRow, add_secret, count_secrets, remove_secret, secret, secrets, use_secret},
};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::{Row, Value},
    values,
    view::View,
};

/// What somebody sets of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// What people call it.
    pub name: String,
    /// The addresses to which people are sent back.
    pub redirects: Vec<String>,
    /// Whether it can keep no secret, so that a person's consent is turned into a token without one.
    pub is_public: bool,
    /// What it may do by itself.
    pub application_permissions: BTreeSet<ApiPermission>,
    /// What people can let it do for them.
    pub delegated_permissions: BTreeSet<ApiPermission>,
}

/// An application as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationRow {
    /// The application; its client id.
    pub id: Id<Application>,
    /// What is set.
    pub setting: Setting,
    /// Whether it gets tokens, and those that it has are taken.
    pub is_enabled: bool,
    /// When it was registered.
    pub created_at: Time,
    /// Raised by each change.
    pub stamp: i64,
}

/// What the list of applications offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("appId", Kind::Id),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("isEnabled", Kind::Boolean).filterable().sortable(),
        Property::new("isPublicClient", Kind::Boolean).filterable(),
        Property::new("redirectUris", Kind::List(&Kind::Text)),
        Property::new("applicationPermissions", Kind::List(&Kind::Text)),
        Property::new("delegatedPermissions", Kind::List(&Kind::Text)),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "a.application_id", Kept::Id),
        Column::new("displayName", "a.name_key", Kept::Key),
        Column::new("isEnabled", "a.is_enabled", Kept::Boolean),
        Column::new("isPublicClient", "a.is_public", Kept::Boolean),
        Column::new("createdDateTime", "a.created_at", Kept::Time),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

impl ApplicationRow {
    /// Whether it can act on what a customer lets its organization do, by granular relationships among it or not: by itself, or for the
    /// people of its organization.
    fn acts_on_delegation(&self, is_granular: bool) -> bool {
        let mut granted = self.setting.application_permissions.union(&self.setting.delegated_permissions);
        granted.any(|it| it.is_of_partner_center() || (is_granular && it.is_of_delegation()))
    }
}

impl Placed for ApplicationRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.setting.name)),
            "isEnabled" => Key::Integer(self.is_enabled.into()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

macro_rules! fields {
    () => {
        "a.application_id, a.name, a.redirects, a.is_public, a.is_enabled, a.application_permissions, \
         a.delegated_permissions, a.created_at, a.change_stamp"
    };
}
macro_rules! columns {
    () => {
        concat!(fields!(), " from applications a")
    };
}
/// The applications of a partner, by name, with whether a customer delegated something to it by granular relationships; where it buys
/// from the partner or gave it roles on subscriptions, too. The three conditions name the customer.
macro_rules! of_partner {
    ($granular:literal, $reseller:literal, $role:literal) => {
        concat!(
            "select ",
            fields!(),
            ", exists (select 1 from granular_relationships r where ",
            $granular,
            " and r.tenant_id = a.tenant_id and r.status in ('approved', 'activating', 'active')) as is_granular \
             from applications a where a.tenant_id = $1 and (exists (select 1 from granular_relationships r where ",
            $granular,
            " and r.tenant_id = a.tenant_id and r.status in ('approved', 'activating', 'active')) \
             or exists (select 1 from reseller_relationships s where ",
            $reseller,
            " and s.partner_id = a.tenant_id and s.ended_at is null) \
             or exists (select 1 from subscription_assignments o where ",
            $role,
            " and o.home_id = a.tenant_id))"
        )
    };
}

const LIST: Read = Read::new(concat!("select ", columns!(), " where {tenant:a.tenant_id}"));
const COUNT: Read = Read::new("select count(*) from applications a where {tenant:a.tenant_id}");
const OF_PARTNER: Read = Read::new(concat!(
    of_partner!("{tenant:r.customer_id}", "{tenant:s.tenant_id}", "{tenant:o.tenant_id}"),
    " order by a.name_key, a.application_id"
));
const ONE_OF_PARTNER: Fetch = Fetch::new(concat!(
    of_partner!("r.customer_id = {target}", "s.tenant_id = {target}", "o.tenant_id = {target}"),
    " and a.application_id = $2"
));
const ALL_OF_PARTNER: Fetch = Fetch::new(concat!(
    of_partner!("r.customer_id = {target}", "s.tenant_id = {target}", "o.tenant_id = {target}"),
    " and not exists (select 1 from blocks b where b.tenant_id = {target} and b.user_id = a.application_id) \
     order by a.name_key, a.application_id"
));
const FOUND: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    " where a.tenant_id = {target} and a.application_id = $1{lock}"
));
const HOW_MANY: Fetch = Fetch::new("select count(*) from applications where tenant_id = {target}");
const ADD: Write = Write::new(
    "insert into applications (tenant_id, application_id, name, name_key, redirects, is_public, application_permissions, \
     delegated_permissions, is_enabled, created_at, change_stamp) values ({target}, $1, $2, $3, $4, $5, $6, $7, true, {now}, 1)",
);
const SET: Write = Write::new(
    "update applications set name = $2, name_key = $3, redirects = $4, is_public = $5, application_permissions = $6, \
     delegated_permissions = $7, change_stamp = change_stamp + 1 where tenant_id = {target} and application_id = $1",
);
const ENABLE: Write = Write::new(
    "update applications set is_enabled = $2, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and application_id = $1",
);
const DELETE: Write =
    Write::new("delete from applications where tenant_id = {target} and application_id = $1");

/// A page of the applications of the organization in sight, by name unless said otherwise.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<ApplicationRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many applications the list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// An application of the organization in sight.
pub async fn find(view: &mut View, id: Id<Application>) -> Result<Option<ApplicationRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and a.application_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

/// The applications of a partner that can act on what the organization in sight lets the partner do: by themselves or for the partner's
/// people, by name.
pub async fn of_partner(
    view: &mut View,
    partner: Id<Organization>,
) -> Result<Vec<ApplicationRow>, StoreError> {
    acting(&view.rows(Query::new(&OF_PARTNER, values![partner])).await?)
}

/// One of these applications, seen from the organization of the change.
pub async fn find_of_partner(
    change: &mut Change,
    partner: Id<Organization>,
    id: Id<Application>,
) -> Result<Option<ApplicationRow>, StoreError> {
    let found = change.find(&ONE_OF_PARTNER, values![partner, id]).await?;
    Ok(acting(found.as_slice())?.pop())
}

/// All of these applications, seen from the organization of the change, but for those that it blocks.
pub async fn fetch_of_partner(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Vec<ApplicationRow>, StoreError> {
    acting(&change.rows(&ALL_OF_PARTNER, values![partner]).await?)
}

/// An application of the change's organization, locked.
pub async fn found(change: &mut Change, id: Id<Application>) -> Result<Option<ApplicationRow>, StoreError> {
    change.find(&FOUND, values![id]).await?.as_ref().map(read).transpose()
}

/// How many applications the change's organization has.
pub async fn how_many(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&HOW_MANY, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Registers an application.
pub fn add(batch: Batch, id: Id<Application>, setting: &Setting) -> Result<Batch, StoreError> {
    Ok(batch.run(&ADD, setting_values(id, setting)?))
}

/// Sets an application.
pub fn set(batch: Batch, id: Id<Application>, setting: &Setting) -> Result<Batch, StoreError> {
    Ok(batch.run(&SET, setting_values(id, setting)?))
}

/// Enables or disables an application.
pub fn enable(batch: Batch, id: Id<Application>, is_enabled: bool) -> Batch {
    batch.run(&ENABLE, values![id, is_enabled])
}

/// Deletes an application with its secrets and the consents that wait.
pub fn delete(batch: Batch, id: Id<Application>) -> Batch {
    batch.run(&DELETE, values![id])
}

fn setting_values(id: Id<Application>, it: &Setting) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        id,
        &it.name,
        domain::text::key(&it.name),
        serde_json::to_string(&it.redirects)?,
        it.is_public,
        document(&it.application_permissions)?,
        document(&it.delegated_permissions)?
    ])
}

fn document(permissions: &BTreeSet<ApiPermission>) -> Result<String, StoreError> {
    Ok(serde_json::to_string(permissions)?)
}

/// The permissions of a column; names of a later version are passed over.
fn permissions(row: &Row, index: usize) -> Result<BTreeSet<ApiPermission>, StoreError> {
    let names: Vec<String> = serde_json::from_str(row.text(index)?)?;
    Ok(names.iter().filter_map(|name| ApiPermission::from_key(name)).collect())
}

fn read(row: &Row) -> Result<ApplicationRow, StoreError> {
    Ok(ApplicationRow {
        id: row.get(0)?,
        setting: Setting {
            name: row.get(1)?,
            redirects: serde_json::from_str(row.text(2)?)?,
            is_public: row.get(3)?,
            application_permissions: permissions(row, 5)?,
            delegated_permissions: permissions(row, 6)?,
        },
        is_enabled: row.get(4)?,
        created_at: row.get(7)?,
        stamp: row.get(8)?,
    })
}

/// Those of a partner's applications that can act on what a customer lets the partner do.
fn acting(rows: &[Row]) -> Result<Vec<ApplicationRow>, StoreError> {
    let mut found = Vec::new();
    for row in rows {
        let application = read(row)?;
        if application.acts_on_delegation(row.get(9)?) {
            found.push(application);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
