//! Whether an item in memory fulfils a filter: the slow, obvious answer that the SQL form must agree with.
//! Invariant: absent values follow OData. A comparison is always true or false: only null equals null, and nothing is
//! greater or less than null. A text function of null is unknown, unknown passes through `not`, and what is unknown in the
//! end does not match. An absent collection is empty.

use std::cmp::Ordering;

use super::filter::{Comparison, Filter, Lambda, Literal, Path, TextTest};

/// What a property of an item in memory holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A single value; `Null` is the same as no value.
    One(Literal),
    /// The elements of a collection.
    List(Vec<Value>),
    /// An element with properties, by their names in the schema.
    Record(Vec<(&'static str, Value)>),
}

/// The text as it is compared: each character in lower case by itself, so that a part of a text folds as in the whole.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

impl Filter {
    /// Whether the item matches, whose own properties `value` tells; none means null.
    pub fn matches(&self, value: &dyn Fn(&Path) -> Option<Value>) -> bool {
        self.truth(&Item { value, scope: None }) == Some(true)
    }

    /// True, false, or unknown.
    fn truth(&self, item: &Item<'_>) -> Option<bool> {
        match self {
            Self::And(left, right) => both(left.truth(item), || right.truth(item)),
            Self::Or(left, right) => either(left.truth(item), || right.truth(item)),
            Self::Not(inner) => inner.truth(item).map(|truth| !truth),
            Self::Compare { path, operator, literal } => Some(holds(&item.single(path), *operator, literal)),
            Self::In { path, literals } => {
                let value = item.single(path);
                Some(literals.iter().any(|l| holds(&value, Comparison::Eq, l)))
            }
            Self::Text { test, path, text } => {
                let value = match item.single(path) {
                    Literal::Text(value) => fold(&value),
                    Literal::Id(id) => id.to_string(),
                    _ => return None,
                };
                let text = fold(text);
                Some(match test {
                    TextTest::StartsWith => value.starts_with(&text),
                    TextTest::EndsWith => value.ends_with(&text),
                    TextTest::Contains => value.contains(&text),
                })
            }
            Self::Any { collection, lambda } => {
                let elements = item.elements(collection);
                let Some(lambda) = lambda else {
                    return Some(!elements.is_empty());
                };
                let mut truth = Some(false);
                for element in &elements {
                    truth = either(truth, || lambda.truth(element, item));
                }
                truth
            }
            Self::All { collection, lambda } => {
                let elements = item.elements(collection);
                let mut truth = Some(true);
                for element in &elements {
                    truth = both(truth, || lambda.truth(element, item));
                }
                truth
            }
        }
    }
}

impl Lambda {
    fn truth(&self, element: &Value, item: &Item<'_>) -> Option<bool> {
        let scope = Scope { variable: &self.variable, element, outer: item.scope };
        self.condition.truth(&Item { value: item.value, scope: Some(&scope) })
    }
}

/// The item with the variables around a condition.
struct Item<'a> {
    value: &'a dyn Fn(&Path) -> Option<Value>,
    scope: Option<&'a Scope<'a>>,
}

struct Scope<'a> {
    variable: &'a str,
    element: &'a Value,
    outer: Option<&'a Scope<'a>>,
}

impl Item<'_> {
    fn value(&self, path: &Path) -> Option<Value> {
        let Path::Element { variable, property } = path else {
            return (self.value)(path);
        };
        let mut scope = self.scope;
        while let Some(Scope { variable: name, element, outer }) = scope {
            if name == variable {
                return match (property, element) {
                    (None, element) => Some((*element).clone()),
                    (Some(property), Value::Record(properties)) => {
                        let mut found = properties.iter().filter(|(name, _)| name == property);
                        found.next().map(|(_, value)| value.clone())
                    }
                    (Some(_), _) => None,
                };
            }
            scope = *outer;
        }
        None
    }

    fn single(&self, path: &Path) -> Literal {
        match self.value(path) {
            Some(Value::One(literal)) => literal,
            _ => Literal::Null,
        }
    }

    fn elements(&self, path: &Path) -> Vec<Value> {
        match self.value(path) {
            Some(Value::List(elements)) => elements,
            _ => Vec::new(),
        }
    }
}

fn holds(value: &Literal, operator: Comparison, literal: &Literal) -> bool {
    let order = order(value, literal);
    match operator {
        Comparison::Eq => order == Some(Ordering::Equal),
        Comparison::Ne => order != Some(Ordering::Equal),
        Comparison::Gt => order == Some(Ordering::Greater),
        Comparison::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::Lt => order == Some(Ordering::Less),
        Comparison::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
    }
}

/// How two values of one kind stand to each other; nothing if they are of different kinds.
fn order(value: &Literal, literal: &Literal) -> Option<Ordering> {
    match (value, literal) {
        (Literal::Null, Literal::Null) => Some(Ordering::Equal),
        (Literal::Text(a), Literal::Text(b)) => Some(fold(a).cmp(&fold(b))),
        (Literal::Integer(a), Literal::Integer(b)) => Some(a.cmp(b)),
        (Literal::Decimal(a), Literal::Decimal(b)) => a.partial_cmp(b),
        (Literal::Boolean(a), Literal::Boolean(b)) => Some(a.cmp(b)),
        (Literal::Time(a), Literal::Time(b)) => Some(a.cmp(b)),
        (Literal::Id(a), Literal::Id(b)) => Some(a.cmp(b)),
        (Literal::Duration(a), Literal::Duration(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn both(left: Option<bool>, right: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) => Some(false),
        (Some(true), right) => right(),
        (None, right) => (right() == Some(false)).then_some(false),
    }
}

fn either(left: Option<bool>, right: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(true), _) => Some(true),
        (Some(false), right) => right(),
        (None, right) => (right() == Some(true)).then_some(true),
    }
}
