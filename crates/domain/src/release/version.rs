//! Versions: numbers with dots between them, compared number by number.

use std::{cmp::Ordering, fmt};

/// How many numbers a version has at most.
const MOST_PARTS: usize = 6;

/// A version such as `5.4.2`; the same with zeros at its end is the same version.
#[derive(Clone, Debug)]
pub struct Version(Vec<u32>);

impl Version {
    /// The version of a text; none where it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |part: &str| {
            let is_plain = (1..=9).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
            is_plain.then(|| part.parse().ok()).flatten()
        };
        let parts: Vec<u32> = text.trim().split('.').map(number).collect::<Option<_>>()?;
        (parts.len() <= MOST_PARTS).then_some(Self(parts))
    }

    /// A text by which versions are sorted and compared.
    pub fn key(&self) -> String {
        let parts = self.significant().iter().map(|part| format!("{part:09}"));
        parts.collect::<Vec<_>>().join(".")
    }

    /// The numbers without the zeros at the end.
    fn significant(&self) -> &[u32] {
        let zeros = self.0.iter().rev().take_while(|part| **part == 0).count();
        self.0.get(..self.0.len() - zeros).unwrap_or_default()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&parts.join("."))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.significant() == other.significant()
    }
}
impl Eq for Version {}
impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.significant().cmp(other.significant())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    /// 5.10 comes after 5.9, and the keys sort as the versions do.
    #[test]
    fn versions_are_compared_number_by_number() {
        let ordered = ["0", "0.1", "1", "5.4", "5.4.2", "5.9", "5.10", "10.0.0.1"];
        for (number, text) in ordered.iter().enumerate() {
            for (other, than) in ordered.iter().enumerate() {
                assert_eq!(version(text).cmp(&version(than)), number.cmp(&other), "{text} {than}");
                assert_eq!(
                    version(text).key().cmp(&version(than).key()),
                    number.cmp(&other),
                    "{text} {than}"
                );
            }
        }
        assert_eq!((version("5.4.0"), version("5.4.0").key()), (version("5.4"), version("5.4").key()));
        assert_eq!(version(" 5.04.2 ").to_string(), "5.4.2");
    }

    #[test]
    fn what_is_no_version_is_none() {
        for text in ["", "5.", ".5", "5.x", "-1", "+1", "5 4", "1.2.3.4.5.6.7", "1234567890"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
