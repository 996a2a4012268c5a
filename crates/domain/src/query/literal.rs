//! Literals read for the property they are compared with.
//! Invariant: what comes out is `Null` or of the property's kind, so that nothing later converts a value.

use uuid::Uuid;

use super::error::{Expected, Problem, QueryError};
use super::filter::Literal;
use super::lexer::{Lexeme, Token, duration, time, unexpected};
use super::names::Operand;
use super::schema::Kind;

/// The literal that the token means where the operand's kind is expected.
pub(super) fn read(operand: &Operand, written: &Lexeme<'_>) -> Result<Literal, QueryError> {
    let error = |problem| QueryError::new("$filter", written.position, problem);
    let value = match &written.token {
        Token::Word(word) => spelled_out(word),
        Token::Text(text) => Some(quoted(operand.kind, text)),
        Token::Number(text) => return number(operand, written, text),
        Token::Time(time) => Some(Literal::Time(*time)),
        Token::Id(id) => Some(Literal::Id(*id)),
        Token::Duration(duration) => Some(Literal::Duration(*duration)),
        Token::Open | Token::Close | Token::Comma | Token::Slash | Token::Colon | Token::End => None,
    };
    let Some(value) = value else {
        let found = written.found();
        return Err(unexpected(written.position, found, Expected::Value));
    };
    if let (Kind::Enum(allowed), Literal::Text(word)) = (operand.kind, &value)
        && !allowed.contains(&word.as_str())
    {
        return Err(error(Problem::UnknownValue {
            property: operand.name.clone(),
            found: written.found(),
            allowed,
        }));
    }
    if is_of(operand.kind, &value) { Ok(value) } else { Err(wrong_kind(operand, written)) }
}

/// A literal that is written with letters alone.
pub(super) fn spelled_out(word: &str) -> Option<Literal> {
    match word {
        "null" => Some(Literal::Null),
        // Shells print their own true and false with a capital.
        "true" | "True" => Some(Literal::Boolean(true)),
        "false" | "False" => Some(Literal::Boolean(false)),
        _ if word.starts_with('P') => duration(word).map(Literal::Duration),
        _ => None,
    }
}

/// What a text in quotes means for the kind; clients quote GUIDs, times and durations too.
fn quoted(kind: Kind, text: &str) -> Literal {
    /// A hyphenated GUID has this many characters; the other forms are not accepted.
    const GUID_LENGTH: usize = 36;
    let read = match kind {
        Kind::Id if text.len() == GUID_LENGTH => Uuid::try_parse(text).ok().map(Literal::Id),
        Kind::Time => time(text).map(Literal::Time),
        Kind::Duration => duration(text).map(Literal::Duration),
        _ => None,
    };
    read.unwrap_or_else(|| Literal::Text(text.to_owned()))
}

fn number(operand: &Operand, written: &Lexeme<'_>, text: &str) -> Result<Literal, QueryError> {
    let is_whole = !text.contains(['.', 'e', 'E']);
    let read = match operand.kind {
        Kind::Integer if is_whole => text.parse().ok().map(Literal::Integer),
        Kind::Decimal => text.parse().ok().map(Literal::Decimal),
        _ => return Err(wrong_kind(operand, written)),
    };
    let found = written.found();
    read.ok_or_else(|| unexpected(written.position, found, Expected::Number))
}

fn is_of(kind: Kind, value: &Literal) -> bool {
    matches!(
        (kind, value),
        (_, Literal::Null)
            | (Kind::Text | Kind::Enum(_), Literal::Text(_))
            | (Kind::Boolean, Literal::Boolean(_))
            | (Kind::Time, Literal::Time(_))
            | (Kind::Id, Literal::Id(_))
            | (Kind::Duration, Literal::Duration(_))
    )
}

fn wrong_kind(operand: &Operand, written: &Lexeme<'_>) -> QueryError {
    let problem =
        Problem::WrongKind { property: operand.name.clone(), kind: operand.kind, found: written.found() };
    QueryError::new("$filter", written.position, problem)
}
