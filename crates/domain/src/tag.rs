//! Tags: words on a room by which rooms are found, and which choose the rooms of a group.
//!
//! Invariant: a room has each tag once, whatever its case; no tag holds a character by which a line of tags is divided.

use std::{collections::BTreeMap, fmt};

use crate::text::{self, TextError};

/// What stands between the tags of a line, as people of each language type it.
const BETWEEN: [char; 3] = [',', '，', '、'];

/// One word or a few on a room: single spaces, one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(String);

impl Tag {
    /// Longest tag in characters.
    pub const LONGEST: usize = 40;

    /// Checks and trims a typed tag.
    ///
    /// # Errors
    /// Nothing typed, too long, or a character that divides tags or none can hold.
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        let line = text::line(typed, Self::LONGEST)?;
        if line.contains(BETWEEN) {
            return Err(TextError::Characters);
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() { Err(TextError::Empty) } else { Ok(Self(words.join(" "))) }
    }

    /// The tag as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form by which tags are compared.
    pub fn key(&self) -> String {
        text::key(&self.0)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The tags of one room, in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(BTreeMap<String, Tag>);

impl Tags {
    /// Most tags of a room.
    pub const MOST: usize = 20;

    /// The tags, as they are written.
    pub fn iter(&self) -> impl Iterator<Item = &Tag> {
        self.0.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Of one tag written twice the first is kept.
impl FromIterator<Tag> for Tags {
    fn from_iter<T: IntoIterator<Item = Tag>>(tags: T) -> Self {
        let mut kept = BTreeMap::new();
        for tag in tags {
            kept.entry(tag.key()).or_insert(tag);
        }
        Self(kept)
    }
}

/// As a line from which [`divided`] reads them again.
impl fmt::Display for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, tag) in self.iter().enumerate() {
            f.write_str(if nth == 0 { "" } else { ", " })?;
            f.write_str(tag.as_str())?;
        }
        Ok(())
    }
}

/// The tags that somebody typed into one line; nothing between two commas is no tag.
pub fn divided(line: &str) -> Vec<String> {
    line.split(BETWEEN).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// a tag is 1 to 40 characters on one line, and none of those that divide a line of tags.
    #[test]
    fn tags_are_trimmed_and_bounded() {
        assert_eq!(Tag::parse("  Top \u{2003}floor ").unwrap().as_str(), "Top floor");
        assert_eq!(Tag::parse(" "), Err(TextError::Empty));
        assert!(Tag::parse(&"é".repeat(40)).is_ok());
        assert_eq!(Tag::parse(&"é".repeat(41)), Err(TextError::TooLong(40)));
        for typed in ["a,b", "a，b", "a、b", "a\nb"] {
            assert_eq!(Tag::parse(typed), Err(TextError::Characters), "{typed}");
        }
    }

    /// a room has a tag once, in whatever case it is typed; a line of tags is read as it is written.
    #[test]
    fn a_tag_is_there_once() {
        let read = |line: &str| divided(line).iter().map(|tag| Tag::parse(tag).unwrap()).collect::<Tags>();
        let tags = read("VIP, top  floor，vip、, Top Floor,");
        assert_eq!((tags.to_string().as_str(), tags.len()), ("top floor, VIP", 2));
        assert_eq!(read(&tags.to_string()), tags);
        assert_ne!(read("vip"), read("VIP"), "how it is written can be changed");
        assert!(read(" , ").is_empty());
    }
}
