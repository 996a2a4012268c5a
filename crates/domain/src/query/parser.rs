//! From the text of `$filter` to a tree, by recursive descent with counted depth and size.
//! Invariant: whatever the text, the recursion is at most `MAX_DEPTH` deep and the tree has at most `MAX_NODES` nodes.

use super::error::{Expected, Problem, QueryError};
use super::filter::{Comparison, Filter, Lambda, Literal, TextTest};
use super::lexer::{Lexeme, Lexer, Token, unexpected};
use super::literal;
use super::names::{Names, Operand};
use super::schema::Schema;

/// So many parentheses may stand inside each other.
pub const MAX_DEPTH: usize = 64;

/// So many conditions, connectives and values of `in` lists may a filter have, together.
pub const MAX_NODES: usize = 256;

type Result<T> = std::result::Result<T, QueryError>;

impl Filter {
    /// The filter that the text means for a resource with this schema.
    pub fn parse(text: &str, schema: &Schema) -> Result<Self> {
        let mut lexer = Lexer::new(text);
        let current = lexer.next()?;
        let mut parser = Parser { lexer, current, names: Names::new(schema), depth: 0, nodes: 0 };
        let filter = parser.alternatives()?;
        match parser.current.token {
            Token::End => Ok(filter),
            _ => Err(parser.unexpected(Expected::Connective)),
        }
    }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The token to be read next.
    current: Lexeme<'a>,
    names: Names,
    depth: usize,
    nodes: usize,
}

impl<'a> Parser<'a> {
    /// `a or b or c`
    fn alternatives(&mut self) -> Result<Filter> {
        let mut left = self.conjunction()?;
        while self.current.token == Token::Word("or") {
            self.count_node()?;
            self.advance()?;
            let right = self.conjunction()?;
            left = Filter::Or(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    /// `a and b and c`
    fn conjunction(&mut self) -> Result<Filter> {
        let mut left = self.negation()?;
        while self.current.token == Token::Word("and") {
            self.count_node()?;
            self.advance()?;
            let right = self.negation()?;
            left = Filter::And(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    /// `not …`, any number of times; counted in a loop, so that a row of them needs no stack.
    fn negation(&mut self) -> Result<Filter> {
        let mut negations = 0;
        while self.current.token == Token::Word("not") {
            self.count_node()?;
            self.advance()?;
            negations += 1;
        }
        let start = self.current.clone();
        let mut filter = self.primary()?;
        let compares = matches!(filter, Filter::Compare { .. } | Filter::In { .. });
        if negations > 0 && compares && start.token != Token::Open {
            let found = start.found();
            return Err(unexpected(start.position, found, Expected::OpenAfterNot));
        }
        for _ in 0..negations {
            filter = Filter::Not(Box::new(filter));
        }
        Ok(filter)
    }

    fn primary(&mut self) -> Result<Filter> {
        let start = self.current.clone();
        match start.token {
            Token::Open => {
                self.open()?;
                let filter = self.alternatives()?;
                self.close()?;
                Ok(filter)
            }
            Token::Word(word) => self.word(word, &start),
            Token::Text(_) | Token::Number(_) | Token::Time(_) | Token::Id(_) | Token::Duration(_) => {
                self.advance()?;
                self.literal_first(&start)
            }
            _ => Err(self.unexpected(Expected::Condition)),
        }
    }

    /// A condition that begins with a word: a function, a path, or a literal made of letters.
    fn word(&mut self, word: &'a str, start: &Lexeme<'a>) -> Result<Filter> {
        self.advance()?;
        match self.current.token {
            Token::Open => {
                if let Some(test) = TextTest::named(word) {
                    return self.text_test(test);
                }
                let operand = self.folded(word, start)?;
                self.condition_on(operand)
            }
            Token::Slash => self.path_first(word, start),
            _ if self.names.contains(word) || literal::spelled_out(word).is_none() => {
                self.path_first(word, start)
            }
            _ => self.literal_first(start),
        }
    }

    fn path_first(&mut self, word: &str, start: &Lexeme<'a>) -> Result<Filter> {
        let (name, quantifier) = self.path(word)?;
        let operand = self.names.resolve(&name, start.position)?;
        match quantifier {
            Some(quantifier) => self.quantified(quantifier, operand),
            None => self.condition_on(operand),
        }
    }

    /// The rest of a path whose first word is read, and its `any` or `all` if it ends in a call of one.
    fn path(&mut self, word: &str) -> Result<(String, Option<Quantifier>)> {
        let mut name = word.to_owned();
        while self.current.token == Token::Slash {
            self.advance()?;
            let Token::Word(segment) = self.current.token else {
                return Err(self.unexpected(Expected::Property));
            };
            self.advance()?;
            if self.current.token == Token::Open
                && let Some(quantifier) = Quantifier::named(segment)
            {
                return Ok((name, Some(quantifier)));
            }
            name.push('/');
            name.push_str(segment);
        }
        Ok((name, None))
    }

    /// `path eq literal` or `path in (…)`, the path being read.
    fn condition_on(&mut self, operand: Operand) -> Result<Filter> {
        self.count_node()?;
        operand.require_value()?;
        let at = self.current.clone();
        let Token::Word(word) = at.token else {
            return Err(self.unexpected(Expected::Operator));
        };
        if word == "in" {
            self.advance()?;
            return self.list(operand);
        }
        let Some(operator) = Comparison::named(word) else {
            return Err(self.unexpected(Expected::Operator));
        };
        self.advance()?;
        let (value, closing) = self.value()?;
        let literal = literal::read(&operand, &value)?;
        for _ in 0..closing {
            self.close()?;
        }
        compare(operand, operator, literal, at.position)
    }

    /// `literal eq path`, the literal being read.
    fn literal_first(&mut self, value: &Lexeme<'a>) -> Result<Filter> {
        self.count_node()?;
        let at = self.current.clone();
        let operator = match at.token {
            Token::Word(word) => Comparison::named(word),
            _ => None,
        };
        let Some(operator) = operator else {
            return Err(self.unexpected(Expected::OperatorAfterLiteral));
        };
        self.advance()?;
        let operand = self.operand()?;
        operand.require_value()?;
        let literal = literal::read(&operand, value)?;
        compare(operand, operator.mirrored(), literal, at.position)
    }

    /// `('a','b')`
    fn list(&mut self, operand: Operand) -> Result<Filter> {
        self.open()?;
        let mut literals = Vec::new();
        loop {
            self.count_node()?;
            let value = self.current.clone();
            let literal = literal::read(&operand, &value)?;
            if literal == Literal::Null {
                return Err(self.unexpected(Expected::Value));
            }
            literals.push(literal);
            self.advance()?;
            match self.current.token {
                Token::Comma => self.advance()?,
                Token::Close => break,
                _ => return Err(self.unexpected(Expected::CommaOrClose)),
            }
        }
        self.close()?;
        let path = operand.path;
        Ok(Filter::In { path, literals })
    }

    /// `(path,'text')` after the name of the function.
    fn text_test(&mut self, test: TextTest) -> Result<Filter> {
        self.count_node()?;
        self.open()?;
        let operand = self.operand()?;
        operand.require_text()?;
        if self.current.token != Token::Comma {
            return Err(self.unexpected(Expected::Comma));
        }
        self.advance()?;
        let (value, closing) = self.value()?;
        let Token::Text(text) = value.token else {
            let found = value.found();
            return Err(unexpected(value.position, found, Expected::Text));
        };
        for _ in 0..closing {
            self.close()?;
        }
        self.close()?;
        let path = operand.path;
        Ok(Filter::Text { test, path, text })
    }

    /// A path, perhaps inside `tolower` or `toupper`.
    fn operand(&mut self) -> Result<Operand> {
        let start = self.current.clone();
        let Token::Word(word) = start.token else {
            return Err(self.unexpected(Expected::Property));
        };
        self.advance()?;
        if self.current.token == Token::Open {
            return self.folded(word, &start);
        }
        let (name, quantifier) = self.path(word)?;
        if quantifier.is_some() {
            return Err(self.unexpected(Expected::Operator));
        }
        self.names.resolve(&name, start.position)
    }

    /// `tolower(path)`: since text is compared without regard to case, it is the path itself.
    fn folded(&mut self, function: &str, start: &Lexeme<'a>) -> Result<Operand> {
        if !is_folding(function) {
            let name = function.to_owned();
            let problem = Problem::UnknownFunction { name };
            return Err(QueryError::new("$filter", start.position, problem));
        }
        self.open()?;
        let operand = self.operand()?;
        operand.require_text()?;
        self.close()?;
        Ok(operand)
    }

    /// A literal on the right, perhaps inside `tolower` or `toupper`; the number of parentheses it leaves open.
    fn value(&mut self) -> Result<(Lexeme<'a>, usize)> {
        let mut opened = 0;
        loop {
            let value = self.current.clone();
            self.advance()?;
            match value.token {
                Token::Word(word) if self.current.token == Token::Open && is_folding(word) => {
                    self.open()?;
                    opened += 1;
                }
                _ if opened > 0 && !matches!(value.token, Token::Text(_)) => {
                    let found = value.found();
                    return Err(unexpected(value.position, found, Expected::Text));
                }
                _ => return Ok((value, opened)),
            }
        }
    }

    /// `(x: condition)` after `any` or `all`.
    fn quantified(&mut self, quantifier: Quantifier, operand: Operand) -> Result<Filter> {
        self.count_node()?;
        let element = operand.element()?;
        let collection = operand.path;
        self.open()?;
        if quantifier == Quantifier::Any && self.current.token == Token::Close {
            self.close()?;
            let lambda = None;
            return Ok(Filter::Any { collection, lambda });
        }
        let Token::Word(variable) = self.current.token else {
            return Err(self.unexpected(Expected::Variable));
        };
        self.names.enter(variable, element, self.current.position)?;
        self.advance()?;
        if self.current.token != Token::Colon {
            return Err(self.unexpected(Expected::Colon));
        }
        self.advance()?;
        let condition = Box::new(self.alternatives()?);
        self.close()?;
        self.names.leave();
        let variable = variable.to_owned();
        let lambda = Lambda { variable, condition };
        Ok(match quantifier {
            Quantifier::Any => Filter::Any { collection, lambda: Some(lambda) },
            Quantifier::All => Filter::All { collection, lambda },
        })
    }

    fn open(&mut self) -> Result<()> {
        if self.current.token != Token::Open {
            return Err(self.unexpected(Expected::Open));
        }
        if self.depth == MAX_DEPTH {
            let problem = Problem::TooDeep { limit: MAX_DEPTH };
            return Err(QueryError::new("$filter", self.current.position, problem));
        }
        self.depth += 1;
        self.advance()
    }

    fn close(&mut self) -> Result<()> {
        if self.current.token != Token::Close {
            return Err(self.unexpected(Expected::Close));
        }
        self.depth = self.depth.saturating_sub(1);
        self.advance()
    }

    fn count_node(&mut self) -> Result<()> {
        if self.nodes == MAX_NODES {
            let problem = Problem::TooMany { limit: MAX_NODES };
            return Err(QueryError::new("$filter", self.current.position, problem));
        }
        self.nodes += 1;
        Ok(())
    }

    fn advance(&mut self) -> Result<()> {
        self.current = self.lexer.next()?;
        Ok(())
    }

    /// The current token stands where something else must.
    fn unexpected(&self, expected: Expected) -> QueryError {
        let found = self.current.found();
        unexpected(self.current.position, found, expected)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quantifier {
    Any,
    All,
}

impl Quantifier {
    fn named(name: &str) -> Option<Self> {
        match name {
            "any" => Some(Self::Any),
            "all" => Some(Self::All),
            _ => None,
        }
    }
}

/// Whether the function changes nothing but case.
fn is_folding(function: &str) -> bool {
    matches!(function, "tolower" | "toupper")
}

/// The comparison, if the operator fits the kind and the literal.
fn compare(operand: Operand, operator: Comparison, literal: Literal, position: usize) -> Result<Filter> {
    let ordered = operand.kind.is_ordered() && literal != Literal::Null;
    if operator.needs_order() && !ordered {
        let property = operand.name;
        let problem = Problem::WrongOperator { property, operator };
        return Err(QueryError::new("$filter", position, problem));
    }
    let path = operand.path;
    Ok(Filter::Compare { path, operator, literal })
}
