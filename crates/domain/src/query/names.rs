//! What the names in a filter stand for: properties of the item, or variables of the lambdas around them.
//! Invariant: a name is resolved once, here, against the schema and the variables in scope.

use super::error::{Problem, Purpose, QueryError};
use super::filter::Path;
use super::schema::{Kind, Property, Schema};

/// The names that a filter may use at one place.
#[derive(Debug)]
pub(super) struct Names {
    properties: &'static [Property],
    /// Variables with the kind of the element, innermost last.
    variables: Vec<(String, Kind)>,
}

/// A resolved path.
#[derive(Debug)]
pub(super) struct Operand {
    pub(super) path: Path,
    pub(super) kind: Kind,
    /// As written, for messages.
    pub(super) name: String,
    position: usize,
}

impl Names {
    pub(super) fn new(schema: &Schema) -> Self {
        Self { properties: schema.properties, variables: Vec::new() }
    }

    /// Whether the word alone is a name.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.variable(word).is_some() || self.properties.iter().any(|p| p.name == word)
    }

    /// What the path stands for.
    pub(super) fn resolve(&self, name: &str, position: usize) -> Result<Operand, QueryError> {
        let (first, rest) = match name.split_once('/') {
            Some((first, rest)) => (first, Some(rest)),
            None => (name, None),
        };
        let (path, kind) = match (self.variable(first), rest) {
            (None, _) => {
                let property = filterable(self.properties, name, name, position)?;
                (Path::Own(property.name), property.kind)
            }
            (Some(element), None) => (element_path(first, None), element),
            (Some(Kind::Record(properties)), Some(rest)) => {
                let property = filterable(properties, rest, name, position)?;
                (element_path(first, Some(property.name)), property.kind)
            }
            (Some(_), Some(_)) => {
                let (name, known) = (name.to_owned(), Vec::new());
                let problem = Problem::UnknownProperty { name, known };
                return Err(QueryError::new("$filter", position, problem));
            }
        };
        Ok(Operand { path, kind, name: name.to_owned(), position })
    }

    /// From here on the variable stands for an element of this kind.
    pub(super) fn enter(&mut self, variable: &str, element: Kind, position: usize) -> Result<(), QueryError> {
        if self.hides(variable) {
            let name = variable.to_owned();
            let problem = Problem::VariableTaken { name };
            return Err(QueryError::new("$filter", position, problem));
        }
        self.variables.push((variable.to_owned(), element));
        Ok(())
    }

    /// Whether a variable of this name would make another name unreachable.
    fn hides(&self, variable: &str) -> bool {
        let first = |name: &'static str| name.split('/').next();
        self.variable(variable).is_some() || self.properties.iter().any(|p| first(p.name) == Some(variable))
    }

    /// The innermost variable ends.
    pub(super) fn leave(&mut self) {
        self.variables.pop();
    }

    fn variable(&self, name: &str) -> Option<Kind> {
        let variable = self.variables.iter().find(|(known, _)| known == name);
        variable.map(|(_, kind)| *kind)
    }
}

impl Operand {
    /// A single value is needed.
    pub(super) fn require_value(&self) -> Result<(), QueryError> {
        if !matches!(self.kind, Kind::List(_) | Kind::Record(_)) {
            return Ok(());
        }
        let (name, kind) = (self.name.clone(), self.kind);
        Err(self.error(Problem::NotAValue { name, kind }))
    }

    /// A value that has a text is needed.
    pub(super) fn require_text(&self) -> Result<(), QueryError> {
        self.require_value()?;
        if matches!(self.kind, Kind::Text | Kind::Enum(_) | Kind::Id) {
            return Ok(());
        }
        let (name, kind) = (self.name.clone(), self.kind);
        Err(self.error(Problem::NotText { name, kind }))
    }

    /// The kind of the elements of a collection.
    pub(super) fn element(&self) -> Result<Kind, QueryError> {
        if let Kind::List(element) = self.kind {
            return Ok(*element);
        }
        let name = self.name.clone();
        Err(self.error(Problem::NotACollection { name }))
    }

    fn error(&self, problem: Problem) -> QueryError {
        QueryError::new("$filter", self.position, problem)
    }
}

fn element_path(variable: &str, property: Option<&'static str>) -> Path {
    let variable = variable.to_owned();
    Path::Element { variable, property }
}

/// The property with this name, if `$filter` may name it; `written` is the whole path.
fn filterable(
    properties: &'static [Property],
    name: &str,
    written: &str,
    position: usize,
) -> Result<&'static Property, QueryError> {
    let error = |problem| QueryError::new("$filter", position, problem);
    let Some(property) = properties.iter().find(|p| p.name == name) else {
        let name = written.to_owned();
        let known = properties.iter().map(|p| p.name).collect();
        return Err(error(Problem::UnknownProperty { name, known }));
    };
    if property.filterable {
        return Ok(property);
    }
    let offered = properties.iter().filter(|p| p.filterable);
    Err(error(Problem::NotOffered {
        name: written.to_owned(),
        purpose: Purpose::Filter,
        allowed: offered.map(|p| p.name).collect(),
    }))
}
