//! Filters and searches as conditions in SQL.
//! Invariant: true, false and unknown come out as in `Filter::matches`: comparisons are never unknown, text functions
//! of an absent value are.

use domain::query::{Comparison, Filter, Lambda, Literal, Path, Search, TextTest, fold};

use super::{Column, Kept, Table};
use crate::{error::StoreError, sql::Query, value::Value};

/// Adds a filter as one condition.
pub(super) fn push(table: &Table, filter: &Filter, query: &mut Query) -> Result<(), StoreError> {
    Rendering { table, around: Vec::new() }.filter(filter, query)
}

/// Adds a search: each term must occur in one of the searched columns.
pub(super) fn push_search(table: &Table, search: &Search, query: &mut Query) -> Result<(), StoreError> {
    for term in &search.terms {
        query.push(" and (1 = 0");
        for name in table.searched {
            query.push(" or ");
            Operand { alias: None, column: table.column(name)? }.like(TextTest::Contains, term, query);
        }
        query.push(")");
    }
    Ok(())
}

/// The pattern of `like` that finds a text in its place, under `escape '\'`.
pub(super) fn pattern(test: TextTest, text: &str) -> String {
    let (before, after) = match test {
        TextTest::StartsWith => ("", "%"),
        TextTest::EndsWith => ("%", ""),
        TextTest::Contains => ("%", "%"),
    };
    let mut pattern = before.to_owned();
    for c in fold(text).chars() {
        if matches!(c, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern + after
}

struct Rendering<'a> {
    table: &'a Table,
    /// The collections of the lambdas around: variable and columns of the element. The alias follows the depth.
    around: Vec<(&'a str, &'static [Column])>,
}

/// A column where it stands.
struct Operand {
    alias: Option<usize>,
    column: &'static Column,
}

impl<'a> Rendering<'a> {
    fn filter(&mut self, filter: &'a Filter, query: &mut Query) -> Result<(), StoreError> {
        match filter {
            Filter::And(left, right) => self.joined(left, " and ", right, query),
            Filter::Or(left, right) => self.joined(left, " or ", right, query),
            Filter::Not(inner) => {
                query.push("not (");
                self.filter(inner, query)?;
                query.push(")");
                Ok(())
            }
            Filter::Compare { path, operator, literal } => {
                self.operand(path)?.compare(*operator, literal, query)
            }
            Filter::In { path, literals } => self.operand(path)?.one_of(literals, query),
            Filter::Text { test, path, text } => {
                self.operand(path)?.like(*test, text, query);
                Ok(())
            }
            Filter::Any { collection, lambda: None } => {
                let collection = self.operand(collection)?;
                exists(&collection, self.around.len(), query)?;
                query.push(")");
                Ok(())
            }
            Filter::Any { collection, lambda: Some(lambda) } => {
                self.quantified(collection, lambda, true, query)
            }
            Filter::All { collection, lambda } => self.quantified(collection, lambda, false, query),
        }
    }

    fn joined(
        &mut self,
        left: &'a Filter,
        word: &'static str,
        right: &'a Filter,
        query: &mut Query,
    ) -> Result<(), StoreError> {
        query.push("(");
        self.filter(left, query)?;
        query.push(word);
        self.filter(right, query)?;
        query.push(")");
        Ok(())
    }

    /// `any` holds by one element that fulfils the condition, `all` fails by one that does not; without such an
    /// element, one for which the condition is unknown makes the whole unknown.
    fn quantified(
        &mut self,
        collection: &'a Path,
        lambda: &'a Lambda,
        any: bool,
        query: &mut Query,
    ) -> Result<(), StoreError> {
        let collection = self.operand(collection)?;
        let Kept::Many { columns, .. } = collection.column.kept else {
            return Err(StoreError::Door("a lambda over no collection"));
        };
        let depth = self.around.len();
        self.around.push((&lambda.variable, columns));
        query.push("case when ");
        exists(&collection, depth, query)?;
        query.push(if any { " and (" } else { " and not (" });
        self.filter(&lambda.condition, query)?;
        query.push(if any { ")) then true" } else { ")) then false" });
        if self.may_be_unknown(&lambda.condition)? {
            query.push(" when ");
            exists(&collection, depth, query)?;
            query.push(" and (");
            self.filter(&lambda.condition, query)?;
            query.push(") is null) then null");
        }
        query.push(if any { " else false end" } else { " else true end" });
        self.around.pop();
        Ok(())
    }

    fn may_be_unknown(&mut self, filter: &'a Filter) -> Result<bool, StoreError> {
        Ok(match filter {
            Filter::And(left, right) | Filter::Or(left, right) => {
                self.may_be_unknown(left)? || self.may_be_unknown(right)?
            }
            Filter::Not(inner) => self.may_be_unknown(inner)?,
            Filter::Compare { .. } | Filter::In { .. } | Filter::Any { lambda: None, .. } => false,
            Filter::Text { path, .. } => self.operand(path)?.column.nullable,
            Filter::Any { collection, lambda: Some(lambda) } | Filter::All { collection, lambda } => {
                let Kept::Many { columns, .. } = self.operand(collection)?.column.kept else {
                    return Ok(false);
                };
                self.around.push((&lambda.variable, columns));
                let unknown = self.may_be_unknown(&lambda.condition);
                self.around.pop();
                unknown?
            }
        })
    }

    fn operand(&self, path: &Path) -> Result<Operand, StoreError> {
        match path {
            Path::Own(name) => Ok(Operand { alias: None, column: self.table.column(name)? }),
            Path::Element { variable, property } => {
                let missing = StoreError::Door("a variable without a collection");
                let found = self.around.iter().enumerate().rev().find(|(_, (name, _))| name == variable);
                let (depth, (_, columns)) = found.ok_or(missing)?;
                let name = property.unwrap_or_default();
                let column = columns.iter().find(|column| column.name == name);
                let column = column.ok_or(StoreError::Door("an element without such a column"))?;
                Ok(Operand { alias: Some(depth), column })
            }
        }
    }
}

/// Opens `exists (select … where …` over the elements of a collection.
fn exists(collection: &Operand, depth: usize, query: &mut Query) -> Result<(), StoreError> {
    let Kept::Many { on, .. } = collection.column.kept else {
        return Err(StoreError::Door("no collection"));
    };
    query.push("exists (select 1 from ").push(collection.column.sql).push(" ");
    push_alias(depth, query);
    query.push(" where 1 = 1");
    for (element, item) in on {
        query.push(" and ");
        push_alias(depth, query);
        query.push(".").push(element).push(" = ");
        if let Some(around) = collection.alias {
            push_alias(around, query);
            query.push(".");
        }
        query.push(item);
    }
    Ok(())
}

/// Aliases by depth: `e`, `ee`, …; the parser bounds the depth.
fn push_alias(depth: usize, query: &mut Query) {
    for _ in 0..=depth {
        query.push("e");
    }
}

impl Operand {
    fn push(&self, query: &mut Query) {
        if let Some(depth) = self.alias {
            push_alias(depth, query);
            query.push(".");
        }
        query.push(self.column.sql);
    }

    /// The column in the form in which texts are compared.
    fn push_text(&self, query: &mut Query) {
        match self.column.kept {
            Kept::Ascii | Kept::Word => {
                query.push("lower(");
                self.push(query);
                query.push(")");
            }
            Kept::Id => {
                query.push("{guid:");
                self.push(query);
                query.push("}");
            }
            _ => self.push(query),
        }
    }

    fn compare(&self, operator: Comparison, literal: &Literal, query: &mut Query) -> Result<(), StoreError> {
        if *literal == Literal::Null {
            match (operator == Comparison::Eq, self.column.nullable) {
                (true, false) => query.push("1 = 0"),
                (false, false) => query.push("1 = 1"),
                (is_null, true) => {
                    self.push(query);
                    query.push(if is_null { " is null" } else { " is not null" })
                }
            };
            return Ok(());
        }
        query.push("(");
        if self.column.nullable {
            self.push(query);
            query.push(if operator == Comparison::Ne { " is null or " } else { " is not null and " });
        }
        self.push_compared(query);
        query.push(match operator {
            Comparison::Eq => " = ",
            Comparison::Ne => " <> ",
            Comparison::Gt => " > ",
            Comparison::Ge => " >= ",
            Comparison::Lt => " < ",
            Comparison::Le => " <= ",
        });
        query.bind(self.value(literal)?).push(")");
        Ok(())
    }

    fn one_of(&self, literals: &[Literal], query: &mut Query) -> Result<(), StoreError> {
        query.push("(");
        if self.column.nullable {
            self.push(query);
            query.push(" is not null and ");
        }
        self.push_compared(query);
        match literals.iter().map(|l| self.value(l)).collect::<Result<Vec<_>, _>>()?.as_slice() {
            values @ [Value::Id(_), ..] => {
                let id = |value: &Value| if let Value::Id(id) = value { Some(*id) } else { None };
                query.push(" {in ").bind(values.iter().filter_map(id).collect::<Vec<_>>()).push("}");
            }
            values @ [Value::Text(_), ..] => {
                let text =
                    |value: &Value| if let Value::Text(text) = value { Some(text.clone()) } else { None };
                query.push(" {in ").bind(values.iter().filter_map(text).collect::<Vec<_>>()).push("}");
            }
            values => {
                query.push(" in (");
                for (index, value) in values.iter().enumerate() {
                    query.push(if index == 0 { "" } else { ", " }).bind(value.clone());
                }
                query.push(")");
            }
        }
        query.push(")");
        Ok(())
    }

    /// The column in the form in which it is compared as a whole: words as they are, so that an index serves.
    fn push_compared(&self, query: &mut Query) {
        match self.column.kept {
            Kept::Ascii => self.push_text(query),
            _ => self.push(query),
        }
    }

    fn like(&self, test: TextTest, text: &str, query: &mut Query) {
        self.push_text(query);
        query.push(" like ").bind(pattern(test, text)).push(" escape '\\'");
    }

    fn value(&self, literal: &Literal) -> Result<Value, StoreError> {
        Ok(match (self.column.kept, literal) {
            (Kept::Key | Kept::Ascii, Literal::Text(text)) => fold(text).into(),
            (Kept::Word, Literal::Text(word)) => word.into(),
            (Kept::Integer, Literal::Integer(number)) => (*number).into(),
            (Kept::Boolean, Literal::Boolean(truth)) => (*truth).into(),
            (Kept::Time, Literal::Time(time)) => (*time).into(),
            (Kept::Id, Literal::Id(id)) => (*id).into(),
            _ => return Err(StoreError::Door("a literal that its column cannot hold")),
        })
    }
}
