//! Texts that are checked once, at the edge: names, account names, domain names.
//!
//! Invariant: a value of these types needs no further check anywhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::query::fold;

/// Why a text was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space was given.
    #[error("a value is required")]
    Empty,
    /// More characters than the limit.
    #[error("at most {0} characters are possible")]
    TooLong(usize),
    /// Control characters, or characters this kind of text cannot hold.
    #[error("the value holds characters that are not possible here")]
    Characters,
    /// Not of the form `name@domain`.
    #[error("an account name looks like name@example.com")]
    NotAnAccount,
    /// Not a domain name.
    #[error("a domain name looks like example.com")]
    NotADomain,
}

/// The name of a thing as people type it: single spaces, 1–120 characters, one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Name(String);

impl Name {
    /// Longest name in characters.
    pub const MAX: usize = 120;

    /// Checks and trims a typed name.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = line(text, Self::MAX)?;
        if text.is_empty() { Err(TextError::Empty) } else { Ok(Self(single_spaced(&text))) }
    }

    /// The name as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form by which names are sorted, searched and compared.
    pub fn key(&self) -> String {
        key(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The form by which texts are sorted, searched and compared: single spaces, each character in lower case by itself,
/// as filters compare them.
pub fn key(text: &str) -> String {
    fold(&single_spaced(text))
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of one line, trimmed, of at most `max` characters; empty is possible.
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(TextError::TooLong(max));
    }
    if text.chars().any(|c| c.is_control() || is_unseen(c)) {
        return Err(TextError::Characters);
    }
    Ok(text.to_owned())
}

/// Whether a character is not seen but changes how those around it are read: marks that turn the direction of a text around (Unicode
/// Standard Annex #9), ends of lines and spaces without width. With them a name would look like another one.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{200b}' | '\u{2060}' | '\u{feff}'
    )
}

/// A text of several lines, trimmed, of at most `max` characters; empty is possible.
pub fn paragraph(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > max {
        return Err(TextError::TooLong(max));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextError::Characters);
    }
    Ok(text)
}

/// A domain name in lower case, such as `contoso.com`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct DomainName(String);

impl std::str::FromStr for DomainName {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for DomainName {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        Self::parse(&text)
    }
}

impl DomainName {
    /// Checks the form only (letters, digits, hyphens, at least two labels).
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if text.len() > 253 || !text.contains('.') || !text.split('.').all(label) {
            return Err(TextError::NotADomain);
        }
        Ok(Self(text))
    }

    /// The domain as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A user principal name (account name) such as `anna@contoso.com`, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Upn {
    text: String,
    domain: DomainName,
}

impl Upn {
    /// Checks the form only; whether the domain is verified is for the use case.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(TextError::NotAnAccount)?;
        let domain = DomainName::parse(domain).map_err(|_| TextError::NotAnAccount)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-+'!#^~".contains(c);
        if local.is_empty() || local.len() > 64 || !local.chars().all(allowed) {
            return Err(TextError::NotAnAccount);
        }
        Ok(Self { text: format!("{local}@{domain}"), domain })
    }

    /// The account name as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &DomainName {
        &self.domain
    }
}

impl fmt::Display for Upn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(Name::parse("  Board  room ").map(|n| n.to_string()), Ok("Board room".to_owned()));
        assert_eq!(Name::parse("   "), Err(TextError::Empty));
        assert_eq!(Name::parse(&"x".repeat(121)), Err(TextError::TooLong(120)));
        assert_eq!(Name::parse("a\u{0}b"), Err(TextError::Characters));
        assert_eq!(
            Name::parse("Pg \u{202e}gnp.exe"),
            Err(TextError::Characters),
            "it would be read as another name"
        );
        assert_eq!(Name::parse("Пол\u{200b}"), Err(TextError::Characters));
        assert!(Name::parse("می\u{200c}خواهم 👩\u{200d}💻").is_ok(), "joiners are part of words and signs");
    }

    #[test]
    fn domains_and_accounts_are_checked_by_form() {
        assert!(DomainName::parse("Contoso.COM").is_ok_and(|d| d.as_str() == "contoso.com"));
        for bad in ["", "contoso", "-a.com", "a..com", "a b.com", "http://a.com"] {
            assert!(DomainName::parse(bad).is_err(), "{bad}");
        }
        assert!(Upn::parse("Anna.K@Contoso.com").is_ok_and(|u| u.as_str() == "anna.k@contoso.com"));
        for bad in ["anna", "@contoso.com", "anna@", "an na@contoso.com", "a@b@c"] {
            assert!(Upn::parse(bad).is_err(), "{bad}");
        }
    }
}
