//! The options that are lists of names: `$orderby`, `$select` and `$expand`.
//! Invariant: a list names each thing at most once, so its length is bounded by the schema.

use super::error::{Expected, Found, Problem, Purpose, QueryError};
use super::schema::Schema;

/// One key of the sort order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The property by its name in the schema.
    pub property: &'static str,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// One name of a list with its place.
struct Item<'a> {
    /// Without the blanks around it.
    text: &'a str,
    position: usize,
}

/// `displayName desc,createdDateTime`
pub(super) fn order_by(option: &str, text: &str, schema: &Schema) -> Result<Vec<Order>, QueryError> {
    let mut orders: Vec<Order> = Vec::new();
    for item in items(option, text)? {
        let (name, direction) = match item.text.split_once(char::is_whitespace) {
            Some((name, direction)) => (name, direction.trim_start()),
            None => (item.text, "asc"),
        };
        let error = |problem| QueryError::new(option, item.position, problem);
        let Some(property) = schema.properties.iter().find(|p| p.name == name) else {
            return Err(error(unknown(name, schema)));
        };
        if !property.sortable {
            let sortable = schema.properties.iter().filter(|p| p.sortable);
            return Err(error(Problem::NotOffered {
                name: name.to_owned(),
                purpose: Purpose::Sort,
                allowed: sortable.map(|p| p.name).collect(),
            }));
        }
        let descending = match direction {
            "asc" => false,
            "desc" => true,
            _ => {
                let before = item.text.chars().count() - direction.chars().count();
                let found = Found::at(direction);
                let expected = Expected::Direction;
                let problem = Problem::Unexpected { found, expected };
                return Err(QueryError::new(option, item.position + before, problem));
            }
        };
        let property = property.name;
        if orders.iter().any(|o| o.property == property) {
            return Err(error(twice(name)));
        }
        orders.push(Order { property, descending });
    }
    Ok(orders)
}

/// `id,displayName,customer`; nothing when everything is selected with `*`.
pub(super) fn select(
    option: &str,
    text: &str,
    schema: &Schema,
) -> Result<Option<Vec<&'static str>>, QueryError> {
    let mut names = Vec::new();
    let mut everything = false;
    for item in items(option, text)? {
        let error = |problem| QueryError::new(option, item.position, problem);
        if item.text == "*" {
            everything = true;
            continue;
        }
        let Some(name) = selectable(item.text, schema) else {
            return Err(error(unknown(item.text, schema)));
        };
        if names.contains(&name) {
            return Err(error(twice(name)));
        }
        names.push(name);
    }
    Ok((!everything).then_some(names))
}

/// `members,owner`
pub(super) fn expand(option: &str, text: &str, schema: &Schema) -> Result<Vec<&'static str>, QueryError> {
    let mut names = Vec::new();
    for item in items(option, text)? {
        let error = |problem| QueryError::new(option, item.position, problem);
        let Some(name) = schema.expandable.iter().find(|name| **name == item.text) else {
            return Err(error(Problem::NotOffered {
                name: item.text.to_owned(),
                purpose: Purpose::Expand,
                allowed: schema.expandable.to_vec(),
            }));
        };
        if names.contains(name) {
            return Err(error(twice(name)));
        }
        names.push(*name);
    }
    Ok(names)
}

/// The name of a property, or the part before a slash of one that has members.
fn selectable(written: &str, schema: &Schema) -> Option<&'static str> {
    schema.properties.iter().find_map(|property| {
        let rest = property.name.strip_prefix(written)?;
        let whole = !written.is_empty() && (rest.is_empty() || rest.starts_with('/'));
        whole.then(|| property.name.strip_suffix(rest)).flatten()
    })
}

/// The parts between the commas, none of them empty.
fn items<'a>(option: &str, text: &'a str) -> Result<Vec<Item<'a>>, QueryError> {
    let mut items = Vec::new();
    let mut start = 0;
    for part in text.split(',') {
        let trimmed = part.trim_start();
        let length = part.chars().count();
        let position = start + length - trimmed.chars().count();
        let item = trimmed.trim_end();
        if item.is_empty() {
            let found =
                if start + length < text.chars().count() { Found::Text(",".to_owned()) } else { Found::End };
            let expected = Expected::Property;
            let problem = Problem::Unexpected { found, expected };
            return Err(QueryError::new(option, position, problem));
        }
        items.push(Item { text: item, position });
        start += length + 1;
    }
    Ok(items)
}

fn unknown(name: &str, schema: &Schema) -> Problem {
    Problem::UnknownProperty {
        name: name.to_owned(),
        known: schema.properties.iter().map(|p| p.name).collect(),
    }
}

fn twice(name: &str) -> Problem {
    Problem::NamedTwice { name: name.to_owned() }
}
