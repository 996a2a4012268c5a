//! People of an organization's directory.
//!
//! Invariant: an account name is unique on the whole server and lies in a verified domain of its organization.

use domain::{
    id::{Id, User},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A person as shown.
#[derive(Clone, Debug)]
pub struct UserRow {
    /// The person.
    pub id: Id<User>,
    /// The account name.
    pub upn: String,
    /// The name as shown.
    pub display_name: String,
    /// The language tag.
    pub language: String,
    /// The time zone by its IANA name.
    pub time_zone: String,
    /// Whether the person may sign in and has rights.
    pub enabled: bool,
    /// Whether a password is set.
    pub has_password: bool,
    /// When the record was made.
    pub created_at: Time,
    /// When the person last signed in.
    pub last_sign_in_at: Option<Time>,
    /// Grows with each edit.
    pub stamp: i64,
    /// Whether nothing that is given to the person counts, since a partner had a hand in the account or the password (decision 6).
    pub is_unconfirmed: bool,
}

/// What queries may name.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("mail", Kind::Text),
        Property::new("accountEnabled", Kind::Boolean).filterable(),
        Property::new("preferredLanguage", Kind::Text).filterable().sortable(),
        Property::new("timeZone", Kind::Text).filterable(),
        Property::new("hasPassword", Kind::Boolean),
        Property::new("confirmed", Kind::Boolean).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastSignInDateTime", Kind::Time).filterable().sortable(),
    ],
    999,
);

/// The columns behind the properties.
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "u.user_id", Kept::Id),
        Column::new("displayName", "u.name_key", Kept::Key),
        Column::new("userPrincipalName", "u.upn", Kept::Key),
        Column::new("accountEnabled", "u.enabled", Kept::Boolean),
        Column::new("confirmed", "(u.unconfirmed_by is null)", Kept::Boolean),
        Column::new("preferredLanguage", "u.language", Kept::Ascii),
        Column::new("timeZone", "u.time_zone", Kept::Ascii),
        Column::new("createdDateTime", "u.created_at", Kept::Time),
        Column::new("lastSignInDateTime", "u.last_sign_in_at", Kept::Time).nullable(),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "userPrincipalName"],
};

impl Placed for UserRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.display_name)),
            "userPrincipalName" => Key::Text(self.upn.clone()),
            "preferredLanguage" => Key::text(&self.language),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            "lastSignInDateTime" => Key::Integer(self.last_sign_in_at.map_or(0, Time::micros)),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select u.user_id, u.upn, u.display_name, u.language, u.time_zone, u.enabled, u.password_hash is not null, \
     u.created_at, u.last_sign_in_at, u.change_stamp, u.unconfirmed_by is not null from users u where {tenant:u.tenant_id}",
);
const COUNT: Read = Read::new("select count(*) from users u where {tenant:u.tenant_id}");
const ONE: Read = Read::new(
    "select u.user_id, u.upn, u.display_name, u.language, u.time_zone, u.enabled, u.password_hash is not null, \
     u.created_at, u.last_sign_in_at, u.change_stamp, u.unconfirmed_by is not null from users u where {tenant:u.tenant_id} and u.user_id = $1",
);
const SELF: Read = Read::new(
    "select u.user_id, u.upn, u.display_name, u.language, u.time_zone, u.enabled, u.password_hash is not null, \
     u.created_at, u.last_sign_in_at, u.change_stamp, u.unconfirmed_by is not null from users u where {person:u}",
);

/// A page of people.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<UserRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many people there are, whatever the page.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// A person of the organization in sight.
pub async fn find(view: &mut View, user: Id<User>) -> Result<Option<UserRow>, StoreError> {
    view.find(&ONE, values![user]).await?.as_ref().map(read).transpose()
}

/// The person whose sight this is.
pub async fn own(view: &mut View) -> Result<Option<UserRow>, StoreError> {
    view.find(&SELF, values![]).await?.as_ref().map(read).transpose()
}

/// Reads a row of `LIST`, [`EXPORT`] or [`LOCK`].
pub fn read(row: &Row) -> Result<UserRow, StoreError> {
    Ok(UserRow {
        id: row.get(0)?,
        upn: row.get(1)?,
        display_name: row.get(2)?,
        language: row.get(3)?,
        time_zone: row.get(4)?,
        enabled: row.get(5)?,
        has_password: row.get(6)?,
        created_at: row.get(7)?,
        last_sign_in_at: row.get(8)?,
        stamp: row.get(9)?,
        is_unconfirmed: row.get(10)?,
    })
}

/// The people whose name or account name is like a pattern and who are in a state (`enabled`, `disabled`, `unconfirmed` or
/// empty for all), by name; at most a hundred thousand.
pub const EXPORT: Fetch = Fetch::new(
    "select u.user_id, u.upn, u.display_name, u.language, u.time_zone, u.enabled, u.password_hash is not null, \
     u.created_at, u.last_sign_in_at, u.change_stamp, u.unconfirmed_by is not null from users u where u.tenant_id = {target} \
     and (u.name_key like $1 escape '\\' or u.upn like $1 escape '\\') \
     and ($2 = '' or ($2 = 'enabled' and u.enabled = true) or ($2 = 'disabled' and u.enabled = false) \
     or ($2 = 'unconfirmed' and u.unconfirmed_by is not null)) \
     order by u.name_key, u.user_id limit 100000",
);

/// A person, locked for a change.
pub const LOCK: Fetch = Fetch::new(
    "select u.user_id, u.upn, u.display_name, u.language, u.time_zone, u.enabled, u.password_hash is not null, \
     u.created_at, u.last_sign_in_at, u.change_stamp, u.unconfirmed_by is not null from users u where u.tenant_id = {target} and u.user_id = $1{lock}",
);

/// The account name of a person.
pub const NAME_OF: Fetch = Fetch::new("select upn from users where tenant_id = {target} and user_id = $1");

/// The person of the organization with an account name.
pub const BY_UPN: Fetch = Fetch::new("select user_id from users where tenant_id = {target} and upn = $1");

/// Adds a person.
pub const ADD: Write = Write::new(
    "insert into users (tenant_id, user_id, upn, display_name, name_key, language, time_zone, enabled, \
     password_hash, created_at, last_sign_in_at, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, true, null, $7, null, 1)",
);

/// Changes a person's record.
pub const EDIT: Write = Write::new(
    "update users set display_name = $2, name_key = $3, language = $4, time_zone = $5, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and user_id = $1",
);

/// Enables or disables a person.
pub const ENABLE: Write = Write::new(
    "update users set enabled = $2, change_stamp = change_stamp + 1 where tenant_id = {target} and user_id = $1",
);

/// Deletes a person; references go first.
pub const DELETE: Write = Write::new("delete from users where tenant_id = {target} and user_id = $1");

/// Deletes the one-time links of a person.
pub const DELETE_LINKS: Write =
    Write::new("delete from one_time_links where tenant_id = {target} and user_id = $1");

/// Deletes the access tokens of a person.
pub const DELETE_TOKENS: Write =
    Write::new("delete from access_tokens where tenant_id = {target} and user_id = $1");

/// Deletes what a person has read.
pub const DELETE_READS: Write =
    Write::new("delete from notice_reads where tenant_id = {target} and user_id = $1");

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
