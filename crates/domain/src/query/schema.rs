//! What a resource offers to queries: its properties with their kinds, and what may be done with each.
//! Invariant: a parsed query names only what stands in its schema, so a renderer may match names exhaustively.

use std::fmt;

/// One resource's table of properties, written as a `static` beside the resource.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schema {
    /// All properties; each of them may be selected.
    pub properties: &'static [Property],
    /// Names that `$expand` accepts.
    pub expandable: &'static [&'static str],
    /// The largest page: `$top` above it is refused (§4.4: at most 300 on the Graph surface).
    pub top_limit: u32,
}

/// One property of a resource, or of an element of one of its collections.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Property {
    /// The name as in JSON; a member of a complex property is written with a slash (`customer/tenantId`).
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether `$filter` may name it.
    pub filterable: bool,
    /// Whether `$orderby` may name it.
    pub sortable: bool,
    /// Whether `$search` looks into it.
    pub searchable: bool,
}

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Text, compared without regard to case.
    Text,
    /// A whole number of 64 bits.
    Integer,
    /// A number with a fraction.
    Decimal,
    /// True or false.
    Boolean,
    /// A point in time, to the microsecond.
    Time,
    /// A GUID.
    Id,
    /// A length of time.
    Duration,
    /// One of these words, written exactly so.
    Enum(&'static [&'static str]),
    /// A collection of values or records of one kind, reached by `any` and `all`.
    List(&'static Kind),
    /// An element of a collection that has properties of its own.
    Record(&'static [Property]),
}

impl Schema {
    /// A schema with these properties and largest page, and nothing to expand.
    pub const fn new(properties: &'static [Property], top_limit: u32) -> Self {
        Self { properties, expandable: &[], top_limit }
    }

    /// The same with names for `$expand`.
    pub const fn expandable(mut self, names: &'static [&'static str]) -> Self {
        self.expandable = names;
        self
    }

    /// The names of the properties that `$search` looks into; empty where the resource has no search.
    pub fn searched(&self) -> impl Iterator<Item = &'static str> + use<> {
        let searchable = self.properties.iter().filter(|p| p.searchable);
        searchable.map(|p| p.name)
    }
}

impl Property {
    /// A property that may be selected and nothing more.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, filterable: false, sortable: false, searchable: false }
    }

    /// The same, open to `$filter`.
    pub const fn filterable(mut self) -> Self {
        self.filterable = true;
        self
    }

    /// The same, open to `$orderby`.
    pub const fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// The same, looked into by `$search`.
    pub const fn searchable(mut self) -> Self {
        self.searchable = true;
        self
    }
}

impl Kind {
    /// Whether `gt`, `ge`, `lt` and `le` mean something for values of this kind.
    pub(super) const fn is_ordered(self) -> bool {
        matches!(self, Self::Text | Self::Integer | Self::Decimal | Self::Time | Self::Duration)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in single quotes",
            Self::Integer => "a whole number",
            Self::Decimal => "a number",
            Self::Boolean => "true or false",
            Self::Time => "a point in time such as 2026-03-01T09:00:00Z",
            Self::Id => "a GUID",
            Self::Duration => "a duration such as duration'P1D'",
            Self::Enum(_) => "one of its words in single quotes",
            Self::List(_) => "a collection",
            Self::Record(_) => "a record",
        })
    }
}
