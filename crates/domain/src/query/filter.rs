//! A filter as a tree of closed enums, with every literal already of its property's kind.
//! Invariant: a tree made by the parser names only properties of its schema, and `parse(print(tree)) == tree`.

use jiff::SignedDuration;
use uuid::Uuid;

use crate::time::Time;

/// All functions, for the message about an unknown one.
pub(super) const FUNCTIONS: [&str; 5] = ["contains", "startswith", "endswith", "tolower", "toupper"];

/// A condition on one item of a collection.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Both hold.
    And(Box<Filter>, Box<Filter>),
    /// At least one holds.
    Or(Box<Filter>, Box<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// The value stands in this relation to the literal.
    Compare {
        /// The value; always left, whichever way it was written.
        path: Path,
        /// The relation.
        operator: Comparison,
        /// The literal; `Null` only with `eq` and `ne`.
        literal: Literal,
    },
    /// The value equals one of the literals; there is at least one and none is `Null`.
    In {
        /// The value.
        path: Path,
        /// The literals.
        literals: Vec<Literal>,
    },
    /// The text of the value has the literal in this place, without regard to case.
    Text {
        /// The place.
        test: TextTest,
        /// The value.
        path: Path,
        /// What is looked for.
        text: String,
    },
    /// Some element fulfils the condition; without a condition: there is an element.
    Any {
        /// The collection.
        collection: Path,
        /// The condition on an element.
        lambda: Option<Lambda>,
    },
    /// No element fails the condition.
    All {
        /// The collection.
        collection: Path,
        /// The condition on an element.
        lambda: Lambda,
    },
}

/// A condition on the elements of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// The name that stands for the element.
    pub variable: String,
    /// What the element must fulfil.
    pub condition: Box<Filter>,
}

/// Where a value is found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Path {
    /// A property of the item, by its name in the schema.
    Own(&'static str),
    /// The element that a lambda variable stands for, or one of its properties.
    Element {
        /// The variable.
        variable: String,
        /// The property by its name in the schema; none means the element itself.
        property: Option<&'static str>,
    },
}

/// The relations between a value and a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater, or later.
    Gt,
    /// Greater or equal.
    Ge,
    /// Less, or earlier.
    Lt,
    /// Less or equal.
    Le,
}

/// The places in which a text can be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// At the beginning.
    StartsWith,
    /// At the end.
    EndsWith,
    /// Anywhere.
    Contains,
}

/// A value written into a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// No value.
    Null,
    /// A text, or a word of an enum.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Decimal(f64),
    /// True or false.
    Boolean(bool),
    /// A point in time, cut to the microsecond.
    Time(Time),
    /// A GUID.
    Id(Uuid),
    /// A length of time, a year counted as 365 days.
    Duration(SignedDuration),
}

impl Comparison {
    /// The relation with this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "gt" => Self::Gt,
            "ge" => Self::Ge,
            "lt" => Self::Lt,
            "le" => Self::Le,
            _ => return None,
        })
    }

    /// The name of the relation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
        }
    }

    /// The relation that holds with the sides exchanged.
    pub(super) const fn mirrored(self) -> Self {
        match self {
            Self::Eq => Self::Eq,
            Self::Ne => Self::Ne,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
        }
    }

    /// Whether it needs an order, not equality alone.
    pub(super) const fn needs_order(self) -> bool {
        !matches!(self, Self::Eq | Self::Ne)
    }
}

impl TextTest {
    /// The test with this function name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "startswith" => Self::StartsWith,
            "endswith" => Self::EndsWith,
            "contains" => Self::Contains,
            _ => return None,
        })
    }

    /// The name of the function.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::Contains => "contains",
        }
    }
}
