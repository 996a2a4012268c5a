//! Whether an exported log goes on where it is known from before.

use super::verify::{Break, Exported};

/// What somebody knows of the log from before.
#[derive(Clone, Debug)]
pub enum Known {
    /// The digest of a line: the last one of an earlier export.
    Digest(String),
    /// An earlier export.
    Export(Box<Exported>),
}

/// How an export goes on from what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// It begins right after this line.
    After(i64),
    /// It holds this line, the same as it was known.
    Holds(i64),
    /// It has no lines, and the log still ends with this one.
    Unchanged(i64),
}

/// How an export, itself unbroken, goes on from what is known.
pub(super) fn joins(export: &Exported, known: &Known) -> Result<Joining, Break> {
    match known {
        Known::Digest(digest) => export.find(digest).ok_or(Break::Unknown),
        Known::Export(before) => export.joins(before),
    }
}

impl Exported {
    fn joins(&self, before: &Self) -> Result<Joining, Break> {
        before.check(None)?;
        if before.tenant_id != self.tenant_id {
            return Err(Break::Other);
        }
        if before.head.sequence > self.head.sequence {
            return Err(Break::Shorter { before: before.head.sequence, now: self.head.sequence });
        }
        // The head is proof of the lines up to it, even of those that the export before does not hold.
        if self.digest_of(before.head.sequence).is_some_and(|digest| digest != before.head.digest) {
            return Err(Break::Rewritten(before.head.sequence));
        }
        let end = before.lines.last();
        let (sequence, digest) =
            end.map_or((before.head.sequence, &before.head.digest), |line| (line.sequence, &line.digest));
        if self.digest_of(sequence).is_some_and(|found| found != digest) {
            return Err(Break::Rewritten(sequence));
        }
        match self.lines.first().zip(self.lines.last()) {
            None if sequence == self.head.sequence => Ok(Joining::Unchanged(sequence)),
            Some((first, _)) if first.sequence == sequence + 1 => Ok(Joining::After(sequence)),
            Some((first, _)) if first.sequence > sequence => {
                Err(Break::Missing { after: sequence, found: first.sequence })
            }
            Some((_, last)) if last.sequence >= sequence => Ok(Joining::Holds(sequence)),
            _ => Err(Break::Behind(sequence)),
        }
    }

    /// The digest of a line, as far as this export tells it.
    fn digest_of(&self, sequence: i64) -> Option<&str> {
        if let Some(line) = self.lines.iter().find(|line| line.sequence == sequence) {
            return Some(&line.digest);
        }
        if sequence == self.head.sequence {
            return Some(&self.head.digest);
        }
        let first = self.lines.first()?;
        (first.sequence == sequence + 1).then_some(self.previous_digest.as_str())
    }

    /// Where the line with a digest stands.
    fn find(&self, digest: &str) -> Option<Joining> {
        let Some(first) = self.lines.first() else {
            return (self.head.digest == digest).then_some(Joining::Unchanged(self.head.sequence));
        };
        if self.previous_digest == digest {
            return Some(Joining::After(first.sequence - 1));
        }
        self.lines.iter().find(|line| line.digest == digest).map(|line| Joining::Holds(line.sequence))
    }
}
