//! Checking an exported log offline: every digest and every link of the chain.

use store::audit::{Line, hex};

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

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}
