//! The terms of `$search`. Invariant: there is at least one term and none is empty; all of them must be found.

use super::error::{Expected, Found, Problem, QueryError};
use super::eval::fold;

/// So many bytes may a search have.
pub const MAX_SEARCH: usize = 512;

/// So many terms may a search have.
pub const MAX_TERMS: usize = 10;

/// What is looked for in the searchable properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Words and phrases as written, without quotes.
    pub terms: Vec<String>,
}

impl Search {
    /// The words of a search box, which knows no quotes; none if there is no word. What is over the limits is left out.
    pub fn words(text: &str) -> Option<Self> {
        let terms: Vec<_> = text.split_whitespace().take(MAX_TERMS).map(str::to_owned).collect();
        (!terms.is_empty()).then_some(Self { terms })
    }

    /// The terms of the text: words, and phrases in double quotes with `\"` and `\\` inside.
    pub(super) fn parse(option: &str, text: &str) -> Result<Self, QueryError> {
        let error = |position, problem| QueryError::new(option, position, problem);
        let unexpected = |position, rest: &str, expected| {
            let found = Found::at(rest);
            error(position, Problem::Unexpected { found, expected })
        };
        if text.len() > MAX_SEARCH {
            return Err(error(0, Problem::TooLong { limit: MAX_SEARCH }));
        }
        if let Some(position) = text.chars().position(|c| c == '\0') {
            let found = Found::Text("U+0000".to_owned());
            let expected = Expected::NoNul;
            return Err(error(position, Problem::Unexpected { found, expected }));
        }
        let mut terms = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let position = chars_before(text, rest);
            if terms.len() == MAX_TERMS {
                return Err(error(position, Problem::TooMany { limit: MAX_TERMS }));
            }
            let after = if let Some(inside) = rest.strip_prefix('"') {
                let Some((phrase, after)) = phrase(inside) else {
                    let end = text.chars().count();
                    return Err(unexpected(end, "", Expected::ClosingQuote));
                };
                if phrase.trim().is_empty() {
                    return Err(unexpected(position, rest, Expected::Term));
                }
                terms.push(phrase);
                after
            } else {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"');
                let (word, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
                match word {
                    "OR" | "NOT" => return Err(unexpected(position, rest, Expected::PlainWord)),
                    // Between terms it says what holds anyway.
                    "AND" if !terms.is_empty() && !after.trim().is_empty() => {}
                    _ => terms.push(word.to_owned()),
                }
                after
            };
            if !after.is_empty() && !after.starts_with(char::is_whitespace) {
                let position = chars_before(text, after);
                return Err(unexpected(position, after, Expected::Blank));
            }
            rest = after.trim_start();
        }
        if terms.is_empty() {
            return Err(unexpected(text.chars().count(), "", Expected::Term));
        }
        Ok(Self { terms })
    }

    /// Whether each term occurs in one of the texts, without regard to case.
    pub fn matches(&self, texts: &[&str]) -> bool {
        let texts: Vec<_> = texts.iter().map(|text| fold(text)).collect();
        self.terms.iter().all(|term| {
            let term = fold(term);
            texts.iter().any(|text| text.contains(&term))
        })
    }
}

/// The phrase up to its closing quote, and what follows that.
fn phrase(inside: &str) -> Option<(String, &str)> {
    let mut phrase = String::new();
    let mut chars = inside.chars();
    loop {
        match chars.next()? {
            '"' => return Some((phrase, chars.as_str())),
            '\\' => match chars.next()? {
                escaped @ ('"' | '\\') => phrase.push(escaped),
                other => phrase.extend(['\\', other]),
            },
            plain => phrase.push(plain),
        }
    }
}

/// The position of `rest`, which ends `text`.
fn chars_before(text: &str, rest: &str) -> usize {
    text.chars().count().saturating_sub(rest.chars().count())
}
