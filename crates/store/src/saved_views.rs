//! What people chose in lists and keep for themselves.

use domain::{
    id::{Id, SavedView as Kind, User},
    saved_view::SavedList,
};

use crate::{
    change::Change,
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A saved view of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedViewRow {
    /// The view.
    pub id: Id<Kind>,
    /// Of which list.
    pub list: SavedList,
    /// What its owner calls it.
    pub name: String,
    /// The choices, as the query part of an address.
    pub choices: String,
}

const OF_LIST: Read = Read::new(
    "select p.view_id, p.list, p.name, p.choices from saved_views p where {person:p} and p.list = $1 \
     order by p.name_key, p.view_id",
);

const FETCH: Fetch = Fetch::new(
    "select view_id, list, name, choices from saved_views where tenant_id = {target} and user_id = $1 \
     order by name_key, view_id",
);

/// Keeps a view: person, view, list, name, its key, choices. Of the same name in the same list it replaces the choices.
pub const SAVE: Write = Write::new(
    "insert into saved_views (tenant_id, user_id, view_id, list, name, name_key, choices) \
     values ({target}, $1, $2, $3, $4, $5, $6) on conflict (tenant_id, user_id, list, name_key) \
     do update set name = excluded.name, choices = excluded.choices",
);

/// Forgets a view: person, view.
pub const REMOVE: Write =
    Write::new("delete from saved_views where tenant_id = {target} and user_id = $1 and view_id = $2");

/// The reader's views of a list, by name.
pub async fn of_list(view: &mut View, list: SavedList) -> Result<Vec<SavedViewRow>, StoreError> {
    view.rows(Query::new(&OF_LIST, values![list.key()])).await?.iter().map(row).collect()
}

/// The views of a person of the organization of the change.
pub async fn fetch(change: &mut Change, user: Id<User>) -> Result<Vec<SavedViewRow>, StoreError> {
    change.rows(&FETCH, values![user]).await?.iter().map(row).collect()
}

fn row(row: &Row) -> Result<SavedViewRow, StoreError> {
    Ok(SavedViewRow {
        id: row.get(0)?,
        list: word(row, 1, SavedList::from_key)?,
        name: row.get(2)?,
        choices: row.get(3)?,
    })
}
