//! Checking an exported log offline: every digest and every link of the chain, and where it begins and ends.

use serde::{Deserialize, Serialize};
use store::audit::{Head, Line, hex};
use uuid::Uuid;

use super::join::{Joining, Known, joins};

/// An export for verification, as a file holds it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// `steward-audit-log`.
    pub format: String,
    /// The version of the format.
    pub format_version: u32,
    /// Whose log it is.
    pub tenant_id: Uuid,
    /// Where the log ended when the export began.
    pub head: Head,
    /// The digest before the first line; empty at the start of the log.
    pub previous_digest: String,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
}

/// What an unbroken export shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The first and the last line; none without lines.
    pub lines: Option<(i64, i64)>,
    /// How many lines.
    pub count: usize,
    /// The digest of the last line; without lines the one before.
    pub last_digest: String,
    /// Where the log ended when the export began.
    pub head: i64,
    /// How it goes on from what is known.
    pub joining: Option<Joining>,
}

impl Finding {
    /// Whether the log is exported from its first line on.
    pub fn starts_at_the_beginning(&self) -> bool {
        self.lines.is_some_and(|(first, _)| first == 1)
    }

    /// Whether the export goes up to the end of the log at its time.
    pub fn reaches_the_head(&self) -> bool {
        self.lines.is_some_and(|(_, last)| last == self.head)
    }
}

/// Where a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// A line is missing, added or out of order.
    #[error("after line {after} comes line {found}")]
    Sequence {
        /// The last good sequence number.
        after: i64,
        /// What came instead of the next.
        found: i64,
    },
    /// A line does not fit its digest or the line before.
    #[error("line {0} was changed, or a line before it")]
    Digest(i64),
    /// Lines of different organizations.
    #[error("line {0} belongs to another organization")]
    Foreign(i64),
    /// A digest that is not hexadecimal.
    #[error("line {0} has no readable digest")]
    Unreadable(i64),
    /// The digest before the first line is missing, or there is one before line 1.
    #[error("the digest before line {0} is wrong")]
    Beginning(i64),
    /// The head that the export states is not the head of these lines.
    #[error("the export says that the log ended with line {head}, which its last line {last} contradicts")]
    Head {
        /// The stated head.
        head: i64,
        /// The last line.
        last: i64,
    },
    /// The export before is of another organization.
    #[error("the export before is of another organization")]
    Other,
    /// The log was longer before.
    #[error("the log ended with line {before} before, and with line {now} in this export")]
    Shorter {
        /// The head before.
        before: i64,
        /// The head now.
        now: i64,
    },
    /// Lines stand in neither export.
    #[error("lines {} to {} stand neither in this export nor in the one before", after + 1, found - 1)]
    Missing {
        /// The last line of the export before.
        after: i64,
        /// The first line of this one.
        found: i64,
    },
    /// A line is not what it was.
    #[error("line {0} is not what it was before")]
    Rewritten(i64),
    /// This export ends before the earlier one does.
    #[error("this export does not go as far as line {0}, with which the one before ends")]
    Behind(i64),
    /// The known digest is that of no line here.
    #[error("the digest from before is neither that of a line here nor that of the line before the first")]
    Unknown,
}

/// Checks lines in order, from the digest of the line before the first (empty at the start of the log).
/// Returns the digest of the last line.
pub fn verify(previous_digest: &str, lines: &[Line]) -> Result<String, Break> {
    let mut last: Option<&Line> = None;
    let mut previous = previous_digest.to_owned();
    for line in lines {
        if let Some(last) = last {
            if line.tenant_id != last.tenant_id {
                return Err(Break::Foreign(line.sequence));
            }
            if line.sequence != last.sequence + 1 {
                return Err(Break::Sequence { after: last.sequence, found: line.sequence });
            }
        }
        let bytes = unhex(&previous).ok_or(Break::Unreadable(line.sequence))?;
        if hex(&line.compute_digest(&bytes)) != line.digest {
            return Err(Break::Digest(line.sequence));
        }
        previous = line.digest.clone();
        last = Some(line);
    }
    Ok(previous)
}

impl Exported {
    /// Checks the export by itself and, where something is known from before, that it goes on from there.
    pub fn check(&self, known: Option<&Known>) -> Result<Finding, Break> {
        let (first, last) = (self.lines.first(), self.lines.last());
        if let Some(first) = first {
            if first.tenant_id != self.tenant_id {
                return Err(Break::Foreign(first.sequence));
            }
            if (first.sequence == 1) != self.previous_digest.is_empty() {
                return Err(Break::Beginning(first.sequence));
            }
        }
        let last_digest = verify(&self.previous_digest, &self.lines)?;
        if let Some(last) = last {
            let is_head = last.sequence == self.head.sequence;
            if last.sequence > self.head.sequence || is_head && last_digest != self.head.digest {
                return Err(Break::Head { head: self.head.sequence, last: last.sequence });
            }
        }
        Ok(Finding {
            lines: first.zip(last).map(|(first, last)| (first.sequence, last.sequence)),
            count: self.lines.len(),
            last_digest,
            head: self.head.sequence,
            joining: known.map(|known| joins(self, known)).transpose()?,
        })
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}
