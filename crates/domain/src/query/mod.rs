//! The query options of the API (`$filter`, `$orderby`, `$select`, `$top`, `$count`, `$search`, `$expand`, `$skiptoken`):
//! one parser for every collection, described in `docs/api-query.md`. It knows no resource, SQL or HTTP; a resource
//! gives its `Schema` and gets a `Query`.
//! Invariant: a `Query` that exists fits its schema, and any text at all gives a `Query` or a `QueryError` in bounded
//! time and stack.

mod error;
mod eval;
mod filter;
mod lexer;
mod lists;
mod literal;
mod names;
mod parser;
mod print;
mod schema;
mod search;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
mod tests;

pub use error::{Expected, Found, Problem, Purpose, QueryError};
pub use eval::{Value, fold};
pub use filter::{Comparison, Filter, Lambda, Literal, Path, TextTest};
pub use lists::Order;
pub use parser::{MAX_DEPTH, MAX_NODES};
pub use schema::{Kind, Property, Schema};
pub use search::{MAX_SEARCH, MAX_TERMS, Search};

/// All options together may have so many bytes.
pub const MAX_LENGTH: usize = 8 * 1024;

/// The options by their names.
const OPTIONS: [&str; 8] =
    ["$filter", "$orderby", "$select", "$top", "$count", "$search", "$expand", "$skiptoken"];

/// What a caller asks of a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Which items; none means all that the caller may see.
    pub filter: Option<Filter>,
    /// In which order; empty means the resource's own.
    pub order_by: Vec<Order>,
    /// Which properties; none means all.
    pub select: Option<Vec<&'static str>>,
    /// The size of a page, from 1 to the schema's limit; none means the resource's own.
    pub top: Option<u32>,
    /// Whether the first page tells how many items there are.
    pub count: bool,
    /// What the searchable properties must contain.
    pub search: Option<Search>,
    /// Which related things come with each item.
    pub expand: Vec<&'static str>,
    /// Where the page begins: a token of ours, opaque here.
    pub skip_token: Option<String>,
}

impl Query {
    /// The query in these percent-decoded pairs; names that do not begin with `$` belong to others and are passed over.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        schema: &Schema,
    ) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let mut seen: Vec<&'static str> = Vec::new();
        let mut left = MAX_LENGTH;
        for (written, value) in pairs {
            if !written.starts_with('$') {
                continue;
            }
            let Some(option) = option(written) else {
                return Err(QueryError::new(&error::shown(written), 0, Problem::UnknownOption));
            };
            if seen.contains(&option) {
                return Err(QueryError::new(written, 0, Problem::Repeated));
            }
            seen.push(option);
            if value.len() > left {
                let position = value.char_indices().take_while(|(i, c)| i + c.len_utf8() <= left);
                let limit = MAX_LENGTH;
                let problem = Problem::TooLong { limit };
                return Err(QueryError::new(option, position.count(), problem));
            }
            left -= value.len();
            query.read(option, value, schema)?;
        }
        Ok(query)
    }

    fn read(&mut self, option: &str, value: &str, schema: &Schema) -> Result<(), QueryError> {
        match option {
            "$filter" => self.filter = Some(Filter::parse(value, schema)?),
            "$orderby" => self.order_by = lists::order_by(option, value, schema)?,
            "$select" => self.select = lists::select(option, value, schema)?,
            "$expand" => self.expand = lists::expand(option, value, schema)?,
            "$top" => self.top = Some(top(option, value, schema.top_limit)?),
            "$count" => self.count = flag(option, value)?,
            "$search" => {
                if schema.searched().next().is_none() {
                    return Err(QueryError::new(option, 0, Problem::NoSearch));
                }
                self.search = Some(Search::parse(option, value)?);
            }
            "$skiptoken" if value.is_empty() => {
                return Err(unexpected(option, value, Expected::SkipToken));
            }
            "$skiptoken" => self.skip_token = Some(value.to_owned()),
            _ => return Err(QueryError::new(option, 0, Problem::UnknownOption)),
        }
        Ok(())
    }
}

/// The option with this name. Clients write two of them in two ways.
fn option(written: &str) -> Option<&'static str> {
    let name = match written {
        "$orderBy" => "$orderby",
        "$skipToken" => "$skiptoken",
        _ => written,
    };
    OPTIONS.into_iter().find(|option| *option == name)
}

fn top(option: &str, value: &str, most: u32) -> Result<u32, QueryError> {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    match value.parse() {
        Ok(top) if digits && (1..=most).contains(&top) => Ok(top),
        _ => {
            let (found, least) = (Found::at(value), 1);
            let problem = Problem::OutOfRange { found, least, most };
            Err(QueryError::new(option, 0, problem))
        }
    }
}

fn flag(option: &str, value: &str) -> Result<bool, QueryError> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(unexpected(option, value, Expected::TrueOrFalse)),
    }
}

/// The value is not what the option takes.
fn unexpected(option: &str, value: &str, expected: Expected) -> QueryError {
    let found = Found::at(value);
    QueryError::new(option, 0, Problem::Unexpected { found, expected })
}
