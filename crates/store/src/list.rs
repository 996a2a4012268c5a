//! Lists as people ask for them: filter, search, order and the place where a page begins, rendered into a
//! [`Query`] from a resource's static table of columns.
//!
//! Invariant: the rendered conditions are true for exactly the items for which [`Filter::matches`] is; only text of a
//! [`Table`] becomes SQL, what a caller wrote is bound.

mod filter;
mod order;

use domain::{
    id::{Id, RoomGroup},
    query::{Comparison, Filter, Kind, Lambda, Literal, Order, Path, Schema, Search, fold},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::StoreError,
    page::{Page, PageOf},
    sql::Query,
    value::{Row, Value},
    view::View,
};

/// The columns behind the properties of a resource. A list is then
/// `wanted.read(&TABLE, Query::new(&LIST, values![…]), view, read_row)`, a count
/// `wanted.narrow(&TABLE, &mut query)` and `view.count(query)`.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// One column for each property that can be filtered, sorted or searched.
    pub columns: &'static [Column],
    /// The order where a caller wishes none.
    pub order: &'static [Order],
    /// The properties that tell any two items apart; they end each order.
    pub unique: &'static [&'static str],
    /// The properties that a search looks into.
    pub searched: &'static [&'static str],
}

/// Where the values of a property are stored.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The property, as in the schema.
    pub name: &'static str,
    /// The column in SQL, with its alias; inside [`Kept::Many`] without.
    pub sql: &'static str,
    /// How the values are stored.
    pub kept: Kept,
    /// Whether there may be no value.
    pub nullable: bool,
    /// The whole number by which values are ordered, where it is not themselves.
    pub rank: Option<&'static str>,
}

/// How values are stored.
#[derive(Clone, Copy, Debug)]
pub enum Kept {
    /// A text whose column holds it folded already (`name_key`, account names, domain names).
    Key,
    /// A text that is ASCII alone; it is folded when compared.
    Ascii,
    /// One of some words.
    Word,
    /// A whole number.
    Integer,
    /// A truth value.
    Boolean,
    /// A point in time.
    Time,
    /// An identifier.
    Id,
    /// A collection: `sql` is a table (or a query in brackets) of its elements.
    Many {
        /// Pairs of a column of the elements' table and the column of the item that it equals.
        on: &'static [(&'static str, &'static str)],
        /// The columns of an element; the one named `""` is the element itself.
        columns: &'static [Column],
    },
}

impl Column {
    /// A column that always holds a value.
    pub const fn new(name: &'static str, sql: &'static str, kept: Kept) -> Self {
        Self { name, sql, kept, nullable: false, rank: None }
    }

    /// The same, with rows that hold none.
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// The same, ordered by a whole number instead of the word.
    pub const fn ranked(mut self, rank: &'static str) -> Self {
        self.rank = Some(rank);
        self
    }

    const fn holds(&self, kind: Kind) -> bool {
        matches!(
            (self.kept, kind),
            (Kept::Key | Kept::Ascii, Kind::Text)
                | (Kept::Word, Kind::Enum(_))
                | (Kept::Integer, Kind::Integer)
                | (Kept::Boolean, Kind::Boolean)
                | (Kept::Time, Kind::Time)
                | (Kept::Id, Kind::Id)
                | (Kept::Many { .. }, Kind::List(_))
        )
    }
}

impl Table {
    fn column(&self, name: &str) -> Result<&'static Column, StoreError> {
        self.columns
            .iter()
            .find(|column| column.name == name)
            .ok_or(StoreError::Door("a property without a column"))
    }

    /// The properties of a schema that could be asked for but have no column that holds their kind: none, which a
    /// test of each resource asserts.
    pub fn lacks(&self, schema: &Schema) -> Vec<&'static str> {
        let asked = |p: &&domain::query::Property| p.filterable || p.sortable || p.searchable;
        let held = |name: &str, kind| self.columns.iter().any(|c| c.name == name && c.holds(kind));
        let properties =
            schema.properties.iter().filter(asked).filter(|p| !held(p.name, p.kind)).map(|p| p.name);
        let unique =
            self.unique.iter().chain(self.searched).copied().filter(|name| self.column(name).is_err());
        properties.chain(unique).collect()
    }
}

/// The pattern by which `like … escape '\\'` finds a text anywhere in a folded column.
pub fn like(text: &str) -> String {
    filter::pattern(domain::query::TextTest::Contains, text.trim())
}

/// The identifier that an element is asked to be.
fn element(lambda: &Lambda) -> Option<Uuid> {
    match lambda.condition.as_ref() {
        Filter::Compare {
            path: Path::Element { property: None, .. },
            operator: Comparison::Eq,
            literal: Literal::Id(id),
        } => Some(*id),
        _ => None,
    }
}

/// A group or a place in which the rooms of a list are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Group(Id<RoomGroup>),
    Place(Id<domain::id::Place>),
}

/// The group or place that a condition names, if it is one of that kind.
pub(crate) fn within(filter: &Filter) -> Option<Within> {
    let Filter::Any { collection: Path::Own(collection), lambda: Some(lambda) } = filter else { return None };
    let id = element(lambda)?;
    match *collection {
        "groupIds" => Some(Within::Group(Id::new(id))),
        "placeIds" => Some(Within::Place(Id::new(id))),
        _ => None,
    }
}

/// What somebody wants of a list.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Which items; none means all in sight.
    pub filter: Option<Filter>,
    /// What one of the searched properties must contain.
    pub search: Option<Search>,
    /// In which order; empty means the table's own.
    pub order: Vec<Order>,
    /// After which item the page begins.
    pub after: Option<Place>,
    /// How many items.
    pub page: Page,
}

/// Where an item stands in an order: its values of the order's properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Vec<Key>);

impl Place {
    /// The place of an item of a list that is held in memory.
    pub const fn of(keys: Vec<Key>) -> Self {
        Self(keys)
    }

    /// The values, in the order of the properties.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }
}

/// One value by which is ordered; no value is before all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Key {
    /// A text or word.
    Text(String),
    /// A whole number, a truth value or a time.
    Integer(i64),
    /// An identifier.
    Id(Uuid),
}

impl Key {
    /// A text, in the form by which it is compared.
    pub fn text(text: &str) -> Self {
        Self::Text(fold(text))
    }
}

/// Items that know their place.
pub trait Placed {
    /// The value of a sortable property.
    fn key(&self, property: &str) -> Option<Key>;
}

/// A page with the place where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The items.
    pub items: Vec<T>,
    /// The place of the last item, where more follow.
    pub next: Option<Place>,
}

impl Wanted {
    /// The first so many of all, in the table's own order.
    pub fn first(size: i64) -> Self {
        Self { page: Page::of(size), ..Self::default() }
    }

    /// Adds the conditions, without order and page: for lists and counts.
    pub fn narrow(&self, table: &Table, query: &mut Query) -> Result<(), StoreError> {
        if let Some(filter) = &self.filter {
            query.push(" and (");
            filter::push(table, filter, query)?;
            query.push(")");
        }
        if let Some(search) = &self.search {
            filter::push_search(table, search, query)?;
        }
        Ok(())
    }

    /// Reads one page of a list; `query` ends inside its `where`.
    pub async fn read<T: Placed>(
        &self,
        table: &Table,
        mut query: Query,
        view: &mut View,
        read: impl Fn(&Row) -> Result<T, StoreError>,
    ) -> Result<Listed<T>, StoreError> {
        self.render(table, &mut query)?;
        let PageOf { items, has_more } = self.page.cut(view.rows(query).await?, read)?;
        let next = if has_more { self.place_after(table, items.last())? } else { None };
        Ok(Listed { items, next })
    }

    /// The place where the page after an item begins.
    pub fn place_after(
        &self,
        table: &Table,
        item: Option<&impl Placed>,
    ) -> Result<Option<Place>, StoreError> {
        item.map(|item| order::place(&order::full(table, &self.order)?, item)).transpose()
    }

    /// One page of items that are held in memory, and the place where the next one begins; filter and search chose them before.
    pub fn pick<T: Placed>(&self, table: &Table, items: Vec<T>) -> Result<Listed<T>, StoreError> {
        let order = order::full(table, &self.order)?;
        let placed = |item: T| Ok((order::place(&order, &item)?, item));
        let mut placed = items.into_iter().map(placed).collect::<Result<Vec<_>, StoreError>>()?;
        if let Some(Place(after)) = &self.after {
            if !order::fits(&order, after) {
                return Err(StoreError::Place);
            }
            placed.retain(|(place, _)| order::compare(&order, place.keys(), after).is_gt());
        }
        placed.sort_by(|(left, _), (right, _)| order::compare(&order, left.keys(), right.keys()));
        let has_more = placed.len() > self.page.size();
        placed.truncate(self.page.size());
        let next = placed.last().filter(|_| has_more).map(|(place, _)| place.clone());
        Ok(Listed { items: placed.into_iter().map(|(_, item)| item).collect(), next })
    }

    /// Adds the conditions, the beginning, the order and the size of the page.
    pub fn render(&self, table: &Table, query: &mut Query) -> Result<(), StoreError> {
        self.narrow(table, query)?;
        let order = order::full(table, &self.order)?;
        if let Some(Place(keys)) = &self.after {
            order::push_after(&order, keys, query)?;
        }
        order::push(&order, query);
        query.push(" limit ").bind(self.page.limit());
        Ok(())
    }
}

impl From<&Key> for Value {
    fn from(key: &Key) -> Self {
        match key {
            Key::Text(text) => text.into(),
            Key::Integer(number) => (*number).into(),
            Key::Id(id) => (*id).into(),
        }
    }
}
