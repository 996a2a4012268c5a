//! The short name people call a ticket by (§5.4).

use std::fmt;

use crate::id::{Id, Ticket};

/// Six hexadecimal digits and six letters, such as `7B7365-EPDOLF`, made of the random part of the ticket's identifier.
/// Not unique by force, but two in one organization are alike in one of a million organizations of 100,000 tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// The name of a ticket.
    pub fn of(ticket: Id<Ticket>) -> Self {
        let (_, random) = ticket.uuid().as_u64_pair();
        // The two highest bits of the half are those of the variant, the same for every identifier.
        let random = random << 2;
        let digits = random >> 40;
        let mut rest = random & 0xFF_FFFF_FFFF;
        let letters: String = std::iter::repeat_with(|| {
            let letter = u8::try_from(rest % 26).unwrap_or_default();
            rest /= 26;
            char::from(b'A' + letter)
        })
        .take(6)
        .collect();
        Self(format!("{digits:06X}-{letters}"))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;

    /// §5.4: the form of a reference, and different tickets have different ones.
    #[test]
    fn references_have_their_form_and_differ() {
        let mut seen = BTreeSet::new();
        for n in 1..2000_u128 {
            let random = n.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
            let id = uuid::Builder::from_random_bytes(random.to_be_bytes()).into_uuid();
            let reference = Reference::of(Id::new(id)).to_string();
            let (digits, letters) = reference.split_once('-').unwrap_or_default();
            assert!(
                digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
            );
            assert!(letters.len() == 6 && letters.bytes().all(|b| b.is_ascii_uppercase()));
            assert!(seen.insert(reference));
        }
        assert_eq!(Reference::of(Id::new(Uuid::nil())).as_str(), "000000-AAAAAA");
    }
}
