//! Orders and the places in them, by row values where all directions agree.
//! Invariant: an order ends with the unique properties, so that each place is that of one item; no value is before
//! all others, as in OData.

use std::cmp::Ordering;

use domain::query::Order;

use super::{Column, Kept, Key, Place, Placed, Table};
use crate::{error::StoreError, sql::Query};

/// One part of an order.
pub(super) struct Part {
    column: &'static Column,
    descending: bool,
}

/// The wanted order, or the table's own, made unique; what is added goes in the last direction.
pub(super) fn full(table: &Table, wanted: &[Order]) -> Result<Vec<Part>, StoreError> {
    let wanted = if wanted.is_empty() { table.order } else { wanted };
    let last = wanted.last().is_some_and(|order| order.descending);
    let ends = table.unique.iter().filter(|name| wanted.iter().all(|order| order.property != **name));
    wanted
        .iter()
        .map(|order| (order.property, order.descending))
        .chain(ends.map(|name| (*name, last)))
        .map(|(name, descending)| Ok(Part { column: table.column(name)?, descending }))
        .collect()
}

/// The place of an item.
pub(super) fn place(order: &[Part], item: &impl Placed) -> Result<Place, StoreError> {
    let key = |part: &Part| item.key(part.column.name).ok_or(StoreError::Door("an item without this key"));
    order.iter().map(key).collect::<Result<_, _>>().map(Place)
}

/// Which of two places of this order comes first, as the databases compare them; keys of other kinds are not of this order.
pub(super) fn compare(order: &[Part], left: &[Key], right: &[Key]) -> Ordering {
    let one = |(part, (left, right)): (&Part, (&Key, &Key))| {
        let ordering = match (left, right) {
            (Key::Text(left), Key::Text(right)) => left.cmp(right),
            (Key::Integer(left), Key::Integer(right)) => left.cmp(right),
            (Key::Id(left), Key::Id(right)) => left.cmp(right),
            _ => Ordering::Equal,
        };
        if part.descending { ordering.reverse() } else { ordering }
    };
    let ordered = order.iter().zip(left.iter().zip(right)).map(one);
    ordered.fold(Ordering::Equal, Ordering::then)
}

/// Whether the keys are those of this order.
pub(super) fn fits(order: &[Part], keys: &[Key]) -> bool {
    let fits = |(part, key): (&Part, &Key)| {
        if part.column.rank.is_some() {
            return matches!(key, Key::Integer(_));
        }
        matches!(
            (part.column.kept, key),
            (Kept::Key | Kept::Ascii | Kept::Word, Key::Text(_))
                | (Kept::Integer | Kept::Time, Key::Integer(_))
                | (Kept::Id, Key::Id(_))
        )
    };
    order.len() == keys.len() && order.iter().zip(keys).all(fits)
}

/// Adds the condition that an item comes after the place.
pub(super) fn push_after(order: &[Part], keys: &[Key], query: &mut Query) -> Result<(), StoreError> {
    if !fits(order, keys) {
        return Err(StoreError::Place);
    }
    let Some(first) = order.first() else { return Ok(()) };
    if order.iter().all(|part| part.descending == first.descending) {
        query.push(" and (");
        for (index, part) in order.iter().enumerate() {
            query.push(if index == 0 { "" } else { ", " });
            part.push(query);
        }
        query.push(if first.descending { ") < (" } else { ") > (" });
        for (index, key) in keys.iter().enumerate() {
            query.push(if index == 0 { "" } else { ", " }).bind(key);
        }
        query.push(")");
        return Ok(());
    }
    // a > x or (a = x and (b < y or (b = y and …))); the bound on the first lets an index begin there.
    query.push(" and ");
    first.push_bound(keys, query);
    let mut open = 0;
    for (index, (part, key)) in order.iter().zip(keys).enumerate() {
        query.push(" and (");
        part.push(query);
        query.push(if part.descending { " < " } else { " > " }).bind(key);
        open += 1;
        if index + 1 < order.len() {
            query.push(" or (");
            part.push(query);
            query.push(" = ").bind(key);
            open += 1;
        }
    }
    for _ in 0..open {
        query.push(")");
    }
    Ok(())
}

/// Adds the order.
pub(super) fn push(order: &[Part], query: &mut Query) {
    for (index, part) in order.iter().enumerate() {
        query.push(if index == 0 { " order by " } else { ", " });
        part.push(query);
        if part.descending {
            query.push(" desc");
        }
    }
}

impl Part {
    /// The column, with no value before all others.
    fn push(&self, query: &mut Query) {
        if let Some(rank) = self.column.rank {
            query.push(rank);
            return;
        }
        match (self.column.nullable, self.column.kept) {
            (false, Kept::Ascii) => query.push("lower(").push(self.column.sql).push(")"),
            (false, _) => query.push(self.column.sql),
            (true, Kept::Ascii) => query.push("coalesce(lower(").push(self.column.sql).push("), '')"),
            (true, Kept::Integer | Kept::Time) => query.push("coalesce(").push(self.column.sql).push(", 0)"),
            (true, _) => query.push("coalesce(").push(self.column.sql).push(", '')"),
        };
    }

    fn push_bound(&self, keys: &[Key], query: &mut Query) {
        self.push(query);
        query.push(if self.descending { " <= " } else { " >= " });
        if let Some(key) = keys.first() {
            query.bind(key);
        }
    }
}
