//! What is wrong with a query, as data: the option, the place in it, what was found and what was expected.
//! Invariant: a position counts characters (not bytes) from 0 in the percent-decoded value of the option.

use std::fmt;

use super::filter::Comparison;
use super::schema::Kind;

/// A refused query; the API answers 422, or 400 on the Graph-compatible surface.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{option}, character {position}: {problem}")]
pub struct QueryError {
    /// The option, `$filter` for instance; an unknown or repeated one as it was written.
    pub option: String,
    /// The character of its value at which the problem begins, counted from 0.
    pub position: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// The ways in which a query can be wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// Something else stands where a certain part of the grammar must follow.
    #[error("found {found}, expected {expected}")]
    Unexpected {
        /// What stands there.
        found: Found,
        /// What may stand there.
        expected: Expected,
    },
    /// No property has this name.
    #[error("there is no property `{}`{}", shown(name), choice(known))]
    UnknownProperty {
        /// The name as written.
        name: String,
        /// The names that exist.
        known: Vec<&'static str>,
    },
    /// The name may not be used for this purpose.
    #[error("`{}` cannot be used to {purpose}; {}", shown(name), offered(allowed))]
    NotOffered {
        /// The name as written.
        name: String,
        /// What it was used for.
        purpose: Purpose,
        /// The names that may be used so.
        allowed: Vec<&'static str>,
    },
    /// The literal is not of the property's kind.
    #[error("`{property}` is compared with {kind}, found {found}")]
    WrongKind {
        /// The property as written.
        property: String,
        /// Its kind.
        kind: Kind,
        /// The literal.
        found: Found,
    },
    /// The text is none of the property's words.
    #[error("`{property}` is never {found}; it is one of {}", listed(allowed))]
    UnknownValue {
        /// The property as written.
        property: String,
        /// The literal.
        found: Found,
        /// The words, in the order of the schema.
        allowed: &'static [&'static str],
    },
    /// The operator means nothing for this property or for null.
    #[error("`{operator}` cannot be used on `{property}` here; use eq or ne")]
    WrongOperator {
        /// The property as written.
        property: String,
        /// The operator.
        operator: Comparison,
    },
    /// A collection or a record stands where a single value is needed.
    #[error("`{name}` is {kind}, not a single value; {}", way_in(*kind))]
    NotAValue {
        /// The path as written.
        name: String,
        /// Its kind.
        kind: Kind,
    },
    /// A text function on something that has no text.
    #[error("`{name}` is {kind}, which has no text to look into")]
    NotText {
        /// The path as written.
        name: String,
        /// Its kind.
        kind: Kind,
    },
    /// `any` or `all` on something that is no collection.
    #[error("`{name}` is no collection, so it has no any or all")]
    NotACollection {
        /// The path as written.
        name: String,
    },
    /// The name of the lambda variable is in use already.
    #[error("the name `{}` is in use already; choose another variable", shown(name))]
    VariableTaken {
        /// The name as written.
        name: String,
    },
    /// No function has this name.
    #[error("there is no function `{}`; {}", shown(name), functions())]
    UnknownFunction {
        /// The name as written.
        name: String,
    },
    /// No option has this name.
    #[error("there is no such option; the options are {}", listed(&super::OPTIONS))]
    UnknownOption,
    /// The option was given before.
    #[error("the option is given twice")]
    Repeated,
    /// The same name twice in one list.
    #[error("`{name}` is named twice")]
    NamedTwice {
        /// The name as written.
        name: String,
    },
    /// The number is outside what is allowed.
    #[error("found {found}, expected a whole number from {least} to {most}")]
    OutOfRange {
        /// What stands there.
        found: Found,
        /// The smallest number allowed.
        least: u32,
        /// The largest number allowed.
        most: u32,
    },
    /// The resource has no search.
    #[error("this resource has no search")]
    NoSearch,
    /// The option, or all options together, are too long.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Too many levels of parentheses.
    #[error("more than {limit} levels of nesting")]
    TooDeep {
        /// The number of levels allowed.
        limit: usize,
    },
    /// Too many parts in one option.
    #[error("more than {limit} parts")]
    TooMany {
        /// The number of parts allowed.
        limit: usize,
    },
}

/// What stands at the place of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: the value ends here.
    End,
    /// This text, as written.
    Text(String),
}

/// What a name was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// In `$filter`.
    Filter,
    /// In `$orderby`.
    Sort,
    /// In `$expand`.
    Expand,
}

/// The parts of the grammar that can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A comparison, a function call, `not` or an opening parenthesis.
    Condition,
    /// `eq ne gt ge lt le in`.
    Operator,
    /// The operators that a literal may stand left of.
    OperatorAfterLiteral,
    /// A literal.
    Value,
    /// A literal in single quotes.
    Text,
    /// The quote that ends a text or phrase.
    ClosingQuote,
    /// Any character but U+0000.
    NoNul,
    /// The name of a property.
    Property,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `,` or `)`
    CommaOrClose,
    /// `,` or the end.
    CommaOrEnd,
    /// `:`
    Colon,
    /// The name of a lambda variable.
    Variable,
    /// `(` or a function after `not`, which binds tighter than a comparison.
    OpenAfterNot,
    /// `and`, `or`, a closing parenthesis or the end.
    Connective,
    /// A number that fits.
    Number,
    /// A time with its offset.
    Time,
    /// A duration of days, hours, minutes and seconds.
    Duration,
    /// `asc`, `desc`, a comma or the end.
    Direction,
    /// `true` or `false`.
    TrueOrFalse,
    /// A word or a quoted phrase.
    Term,
    /// A blank between two terms.
    Blank,
    /// A word that is no search operator.
    PlainWord,
    /// A token from `@odata.nextLink`.
    SkipToken,
}

impl QueryError {
    /// The error of the given option.
    pub(super) fn new(option: &str, position: usize, problem: Problem) -> Self {
        Self { option: option.to_owned(), position, problem }
    }
}

impl Found {
    /// What stands at the beginning of `rest`, the unread part of the value.
    pub(super) fn at(rest: &str) -> Self {
        let end = rest.char_indices().skip(1).find(|(_, c)| c.is_whitespace() || "(),'\"/:;".contains(*c));
        let word = match end {
            Some((end, _)) => rest.get(..end).unwrap_or(rest),
            None => rest,
        };
        if word.is_empty() { Self::End } else { Self::Text(word.to_owned()) }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => f.write_str("the end"),
            Self::Text(text) => write!(f, "`{}`", shown(text)),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Filter => "filter",
            Self::Sort => "sort",
            Self::Expand => "expand",
        })
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Condition => "a condition",
            Self::Operator => "an operator (eq, ne, gt, ge, lt, le, in)",
            Self::OperatorAfterLiteral => "an operator (eq, ne, gt, ge, lt, le)",
            Self::Value => "a value",
            Self::Text => "a text in single quotes",
            Self::ClosingQuote => "the closing quote",
            Self::NoNul => "text without the character U+0000",
            Self::Property => "the name of a property",
            Self::Open => "`(`",
            Self::Close => "`)`",
            Self::Comma => "`,`",
            Self::CommaOrClose => "`,` or `)`",
            Self::CommaOrEnd => "`,` or the end",
            Self::Colon => "`:`",
            Self::Variable => "the name of a variable",
            Self::OpenAfterNot => "`(`, since `not` binds tighter than a comparison",
            Self::Connective => "`and`, `or` or the end of the condition",
            Self::Number => "a number within range",
            Self::Time => "a date, or a time with its offset such as 2026-03-01T09:00:00Z",
            Self::Duration => "a duration of at most 1000 years such as P1D or PT8H, without months",
            Self::Direction => "`asc`, `desc`, `,` or the end",
            Self::TrueOrFalse => "`true` or `false`",
            Self::Term => "a word or a phrase in double quotes",
            Self::Blank => "a blank between two terms",
            Self::PlainWord => "a word, or this one in double quotes (OR and NOT are not offered)",
            Self::SkipToken => "the token of an @odata.nextLink",
        })
    }
}

/// What the caller wrote, cut to what is enough to recognize it in a message.
pub(super) fn shown(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// `a, b, c`.
fn listed(names: &[&str]) -> String {
    names.join(", ")
}

/// The properties that exist, if there are any.
fn choice(names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { format!("; the properties are {}", listed(names)) }
}

/// Which names may be used instead.
fn offered(names: &[&str]) -> String {
    if names.is_empty() {
        "nothing here can".to_owned()
    } else {
        format!("what can be used so is {}", listed(names))
    }
}

/// The sentence that names all functions.
fn functions() -> String {
    let names = super::filter::FUNCTIONS;
    format!("the functions are {}", listed(&names))
}

/// How to get from a collection or record to a value.
fn way_in(kind: Kind) -> String {
    match kind {
        Kind::Record(properties) => {
            let names: Vec<_> = properties.iter().map(|p| p.name).collect();
            format!("name one of its properties: {}", listed(&names))
        }
        _ => "use any or all".to_owned(),
    }
}
