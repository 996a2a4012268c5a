//! Saved views: what a person chose in a list, kept under a name.
//!
//! Invariant: the choices are identifiers and words of Steward, never what stands in a customer's rooms or tickets: a view
//! that outlives its rights shows nothing and tells nothing.

use crate::text::{TextError, line};

/// The longest name, in characters.
pub const NAME_MAX: usize = 60;

/// How many views of one list a person keeps at most.
pub const MOST: usize = 30;

/// The longest choices, in bytes.
pub const CHOICES_MAX: usize = 1000;

/// A list whose choices can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedList {
    /// The tickets of one's own rooms.
    Incidents,
    /// The tickets of customers' rooms.
    PartnerIncidents,
    /// One's own rooms.
    Rooms,
    /// The rooms of customers.
    PartnerRooms,
}

impl SavedList {
    /// Every list.
    pub const ALL: [Self; 4] = [Self::Incidents, Self::PartnerIncidents, Self::Rooms, Self::PartnerRooms];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::PartnerIncidents => "partnerIncidents",
            Self::Rooms => "rooms",
            Self::PartnerRooms => "partnerRooms",
        }
    }

    /// The list of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.key() == key)
    }
}

/// The name of a view, checked.
pub fn name(typed: &str) -> Result<String, TextError> {
    let name = line(typed, NAME_MAX)?;
    if name.is_empty() { Err(TextError::Empty) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for list in SavedList::ALL {
            assert_eq!(SavedList::from_key(list.key()), Some(list));
        }
        assert_eq!(SavedList::from_key("elsewhere"), None);
    }
}
