//! The tokens of a filter, one at a time. Invariant: reading never goes back and never looks further than the
//! token needs, so the work is linear in the text read before the first error.

use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::fmt::temporal::SpanParser;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::time::Time;

use super::error::{Expected, Found, Problem, QueryError};

/// One token with its place.
#[derive(Clone, Debug)]
pub(super) struct Lexeme<'a> {
    pub(super) token: Token<'a>,
    /// Its first character, counted from 0.
    pub(super) position: usize,
    /// As written; empty at the end.
    pub(super) source: &'a str,
}

impl Lexeme<'_> {
    /// The token as something found where another was expected.
    pub(super) fn found(&self) -> Found {
        if self.token == Token::End { Found::End } else { Found::Text(self.source.to_owned()) }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    Comma,
    Slash,
    Colon,
    /// A name or keyword; also a bare duration, which only the parser can tell from a name.
    Word(&'a str),
    Text(String),
    /// The text of a finite number, read when the kind is known.
    Number(&'a str),
    Time(Time),
    Id(Uuid),
    Duration(SignedDuration),
    End,
}

#[derive(Debug)]
pub(super) struct Lexer<'a> {
    rest: &'a str,
    position: usize,
}

/// A hyphenated GUID has this many characters.
const GUID_LENGTH: usize = 36;

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, position: 0 }
    }

    /// The next token; `End` for ever once the text is used up.
    pub(super) fn next(&mut self) -> Result<Lexeme<'a>, QueryError> {
        let blank = self.rest.len() - self.rest.trim_start().len();
        self.take(blank);
        let (start, position) = (self.rest, self.position);
        let token = self.token()?;
        let length = start.len() - self.rest.len();
        let source = start.get(..length).unwrap_or(start);
        Ok(Lexeme { token, position, source })
    }

    fn token(&mut self) -> Result<Token<'a>, QueryError> {
        let mut chars = self.rest.chars();
        let Some(first) = chars.next() else {
            return Ok(Token::End);
        };
        let second = chars.next();
        if let Some(id) = self.guid() {
            return Ok(Token::Id(id));
        }
        let mark = match first {
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '/' => Token::Slash,
            ':' => Token::Colon,
            '\'' => {
                self.take(1);
                return self.text().map(Token::Text);
            }
            '0'..='9' => return self.number_or_time(),
            '-' if second.is_some_and(|c| c.is_ascii_digit()) => return self.number_or_time(),
            '-' if second == Some('P') => {
                let (rest, position) = (self.rest, self.position);
                let run = self.run(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
                return duration(run)
                    .map(Token::Duration)
                    .ok_or_else(|| unexpected(position, Found::at(rest), Expected::Duration));
            }
            c if c.is_alphabetic() || c == '_' => return self.word(),
            _ => {
                let found = Found::Text(first.to_string());
                return Err(unexpected(self.position, found, Expected::Condition));
            }
        };
        self.take(1);
        Ok(mark)
    }

    /// A GUID, if the text goes on with one and nothing is attached to it.
    fn guid(&mut self) -> Option<Uuid> {
        let (written, after) = self.rest.split_at_checked(GUID_LENGTH)?;
        let attached = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if after.starts_with(attached) {
            return None;
        }
        let id = Uuid::try_parse(written).ok()?;
        self.take(GUID_LENGTH);
        Some(id)
    }

    fn word(&mut self) -> Result<Token<'a>, QueryError> {
        let word = self.run(|c| c.is_alphanumeric() || c == '_' || c == '.');
        if word != "duration" || !self.rest.starts_with('\'') {
            return Ok(Token::Word(word));
        }
        self.take(1);
        let position = self.position;
        let text = self.text()?;
        match duration(&text) {
            Some(duration) => Ok(Token::Duration(duration)),
            None => Err(unexpected(position, Found::Text(text), Expected::Duration)),
        }
    }

    fn number_or_time(&mut self) -> Result<Token<'a>, QueryError> {
        let position = self.position;
        let run = self.run(|c| c.is_ascii_alphanumeric() || ".:+-".contains(c));
        if let Ok(number) = run.parse::<f64>()
            && number.is_finite()
        {
            return Ok(Token::Number(run));
        }
        if let Some(time) = time(run) {
            return Ok(Token::Time(time));
        }
        let dated = run.contains(':') || run.char_indices().any(|(i, c)| i > 0 && c == '-');
        let expected = if dated { Expected::Time } else { Expected::Number };
        Err(unexpected(position, Found::Text(run.to_owned()), expected))
    }

    /// The rest of a quoted text, its opening quote being read; a doubled quote stands for one.
    fn text(&mut self) -> Result<String, QueryError> {
        let mut text = String::new();
        loop {
            let part = self.run(|c| c != '\'' && c != '\0');
            text.push_str(part);
            if self.rest.starts_with('\0') {
                let found = Found::Text("U+0000".to_owned());
                return Err(unexpected(self.position, found, Expected::NoNul));
            }
            if self.take(1).is_empty() {
                let problem = Expected::ClosingQuote;
                return Err(unexpected(self.position, Found::End, problem));
            }
            if !self.rest.starts_with('\'') {
                return Ok(text);
            }
            self.take(1);
            text.push('\'');
        }
    }

    /// The characters up to the first that does not belong.
    fn run(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// The next bytes, or nothing where so many do not exist.
    fn take(&mut self, bytes: usize) -> &'a str {
        let Some((taken, rest)) = self.rest.split_at_checked(bytes) else {
            return "";
        };
        self.rest = rest;
        self.position += taken.chars().count();
        taken
    }
}

/// A time with its offset, or a date (its first moment in UTC), cut to the microsecond that the databases keep.
pub(super) fn time(text: &str) -> Option<Time> {
    /// `2026-03-01`
    const DATE_LENGTH: usize = 10;
    if text.len() != DATE_LENGTH {
        return text.parse().ok();
    }
    let date: Date = text.parse().ok()?;
    let first = date.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(Time::from_micros(first.as_microsecond()))
}

/// An ISO 8601 duration; a year counts 365 days, months have no fixed length and are refused.
pub(super) fn duration(text: &str) -> Option<SignedDuration> {
    const HOURS_PER_DAY: i64 = 24;
    const LONGEST: SignedDuration = SignedDuration::from_hours(1000 * 365 * HOURS_PER_DAY);
    let span = SpanParser::new().parse_span(text).ok()?;
    if span.get_months() != 0 {
        return None;
    }
    let days =
        i64::from(span.get_years()) * 365 + i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
    let clock = SignedDuration::try_from(span.years(0).weeks(0).days(0)).ok()?;
    let duration = SignedDuration::from_hours(days * HOURS_PER_DAY).checked_add(clock)?;
    (duration.unsigned_abs() <= LONGEST.unsigned_abs()).then_some(duration)
}

/// The error of a filter in which something stands that may not stand there.
pub(super) fn unexpected(position: usize, found: Found, expected: Expected) -> QueryError {
    QueryError::new("$filter", position, Problem::Unexpected { found, expected })
}
