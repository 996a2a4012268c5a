//! Profiles.

use domain::{
    autopilot::ProfileSettings,
    id::{AutopilotProfile, Id},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A profile.
#[derive(Clone, Debug)]
pub struct ProfileRow {
    /// The profile.
    pub id: Id<AutopilotProfile>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its choices.
    pub settings: ProfileSettings,
    /// How many devices have it.
    pub devices: i64,
    /// When it was made.
    pub created_at: Time,
    /// When it changed last.
    pub changed_at: Time,
    /// Grows with each change.
    pub stamp: i64,
}

/// What the list of profiles offers to queries.
pub static PROFILES: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("changedDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`PROFILES`].
pub static PROFILES_TABLE: Table = Table {
    columns: &[
        Column::new("id", "p.profile_id", Kept::Id),
        Column::new("displayName", "p.name_key", Kept::Key),
        Column::new("changedDateTime", "p.changed_at", Kept::Time),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

impl Placed for ProfileRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "changedDateTime" => Key::Integer(self.changed_at.micros()),
            _ => return None,
        })
    }
}

macro_rules! select {
    () => {
        "select p.profile_id, p.name, p.description, p.settings, p.created_at, p.changed_at, p.change_stamp, \
         (select count(*) from autopilot_devices d where d.tenant_id = p.tenant_id and d.profile_id = p.profile_id) \
         from autopilot_profiles p where "
    };
}

fn read(row: &Row) -> Result<ProfileRow, StoreError> {
    let words = row.text(3)?;
    let settings = ProfileSettings::read(words.split(' '));
    Ok(ProfileRow {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        settings: settings.ok_or_else(|| StoreError::Word(words.to_owned()))?,
        created_at: row.get(4)?,
        changed_at: row.get(5)?,
        stamp: row.get(6)?,
        devices: row.get(7)?,
    })
}

const LIST: Read = Read::new(concat!(select!(), "{tenant:p.tenant_id}"));
const COUNT: Read = Read::new("select count(*) from autopilot_profiles p where {tenant:p.tenant_id}");

/// A page of the profiles of the organization in sight.
pub async fn profiles(view: &mut View, wanted: &Wanted) -> Result<Listed<ProfileRow>, StoreError> {
    wanted.read(&PROFILES_TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many profiles a list has on all its pages.
pub async fn count_profiles(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&PROFILES_TABLE, &mut query)?;
    view.count(query).await
}

/// One profile of the organization in sight.
pub async fn profile(view: &mut View, id: Id<AutopilotProfile>) -> Result<Option<ProfileRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and p.profile_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const ONE: Fetch = Fetch::new(concat!(select!(), "p.tenant_id = {target} and p.profile_id = $1"));
const NAMED: Fetch =
    Fetch::new("select profile_id from autopilot_profiles where tenant_id = {target} and name_key = $1");
const THERE: Fetch = Fetch::new(
    "select profile_id, name from autopilot_profiles where tenant_id = {target} and profile_id {in $1}",
);
const HOW_MANY: Fetch = Fetch::new("select count(*) from autopilot_profiles where tenant_id = {target}");

/// A profile of the change's organization.
pub async fn fetch_profile(
    change: &mut Change,
    id: Id<AutopilotProfile>,
) -> Result<Option<ProfileRow>, StoreError> {
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// The profile of a name, folded.
pub async fn fetch_named_profile(
    change: &mut Change,
    name_key: &str,
) -> Result<Option<Id<AutopilotProfile>>, StoreError> {
    change.find(&NAMED, values![name_key]).await?.as_ref().map(|row| row.get(0)).transpose()
}

/// Which of these profiles there are, with their names.
pub async fn fetch_profiles(
    change: &mut Change,
    ids: Vec<Id<AutopilotProfile>>,
) -> Result<Vec<(Id<AutopilotProfile>, String)>, StoreError> {
    let rows = change.rows(&THERE, values![ids]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// How many profiles the change's organization has.
pub async fn how_many_profiles(change: &mut Change) -> Result<i64, StoreError> {
    let row = change.find(&HOW_MANY, values![]).await?;
    row.ok_or(StoreError::Column { index: 0 })?.get(0)
}

const INSERT: Write = Write::new(
    "insert into autopilot_profiles (tenant_id, profile_id, name, name_key, description, settings, created_at, changed_at, \
     change_stamp) values ({target}, $1, $2, $3, $4, $5, {now}, {now}, 1)",
);
const UPDATE: Write = Write::new(
    "update autopilot_profiles set name = $2, name_key = $3, description = $4, settings = $5, changed_at = {now}, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and profile_id = $1",
);
const DELETE: Write =
    Write::new("delete from autopilot_profiles where tenant_id = {target} and profile_id = $1");

/// Adds the statement that makes a profile.
pub fn add_profile(
    batch: Batch,
    id: Id<AutopilotProfile>,
    (name, description): (&str, &str),
    settings: &ProfileSettings,
) -> Batch {
    batch.run(&INSERT, set(id, (name, description), settings))
}

/// Adds the statement that changes one.
pub fn set_profile(
    batch: Batch,
    id: Id<AutopilotProfile>,
    (name, description): (&str, &str),
    settings: &ProfileSettings,
) -> Batch {
    batch.run(&UPDATE, set(id, (name, description), settings))
}

fn set(
    id: Id<AutopilotProfile>,
    (name, description): (&str, &str),
    settings: &ProfileSettings,
) -> Vec<crate::Value> {
    values![id, name, domain::text::key(name), description, settings.words().join(" ")]
}

/// Adds the statement that deletes one.
pub fn delete_profile(batch: Batch, id: Id<AutopilotProfile>) -> Batch {
    batch.run(&DELETE, values![id])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::PROFILES_TABLE.lacks(&super::PROFILES), Vec::<&str>::new());
    }
}
