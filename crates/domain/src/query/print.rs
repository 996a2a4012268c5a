//! Filters as text again. Invariant: parsing what is printed gives the same tree, so parentheses stand exactly where the tree needs them.

use std::fmt::{Display, Formatter, Result};

use super::filter::{Comparison, Filter, Lambda, Literal, Path, TextTest};

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            // Connectives associate to the left: a nested one on the right needs its parentheses.
            Self::And(left, right) => {
                side(left, matches!(**left, Self::Or(..)), f)?;
                f.write_str(" and ")?;
                side(right, matches!(**right, Self::And(..) | Self::Or(..)), f)
            }
            Self::Or(left, right) => {
                write!(f, "{left} or ")?;
                side(right, matches!(**right, Self::Or(..)), f)
            }
            Self::Not(inner) => {
                let calls =
                    matches!(**inner, Self::Not(_) | Self::Text { .. } | Self::Any { .. } | Self::All { .. });
                f.write_str("not ")?;
                side(inner, !calls, f)
            }
            Self::Compare { path, operator, literal } => write!(f, "{path} {operator} {literal}"),
            Self::In { path, literals } => {
                write!(f, "{path} in (")?;
                for (i, literal) in literals.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    write!(f, "{comma}{literal}")?;
                }
                f.write_str(")")
            }
            Self::Text { test, path, text } => {
                write!(f, "{test}({path},")?;
                quoted(text, f)?;
                f.write_str(")")
            }
            Self::Any { collection, lambda: None } => write!(f, "{collection}/any()"),
            Self::Any { collection, lambda: Some(lambda) } => write!(f, "{collection}/any({lambda})"),
            Self::All { collection, lambda } => write!(f, "{collection}/all({lambda})"),
        }
    }
}

/// One side of a connective, in parentheses where needed.
fn side(filter: &Filter, parentheses: bool, f: &mut Formatter<'_>) -> Result {
    if parentheses { write!(f, "({filter})") } else { filter.fmt(f) }
}

/// A text in single quotes, each quote inside it doubled.
fn quoted(text: &str, f: &mut Formatter<'_>) -> Result {
    write!(f, "'{}'", text.replace('\'', "''"))
}

impl Display for Lambda {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}: {}", self.variable, self.condition)
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Own(name) => f.write_str(name),
            Self::Element { variable, property: None } => f.write_str(variable),
            Self::Element { variable, property: Some(name) } => write!(f, "{variable}/{name}"),
        }
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Text(text) => quoted(text, f),
            Self::Integer(number) => number.fmt(f),
            // `Display` of a float never has an exponent; `f64` reads it back exactly.
            Self::Decimal(number) => number.fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Id(id) => id.fmt(f),
            Self::Duration(duration) => write!(f, "duration'{duration}'"),
        }
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.name())
    }
}

impl Display for TextTest {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.name())
    }
}
