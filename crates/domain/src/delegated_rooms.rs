//! Whether what a customer delegates to a partner opens its rooms too (decision 6).
//!
//! Invariant: off until the customer switches it on, for each relationship; one that comes later begins with off.

/// How it stands with one partner, over its relationships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DelegatedRooms {
    /// Nothing is delegated that could open rooms.
    None,
    /// No relationship does.
    Off,
    /// Some do.
    Partly,
    /// All do.
    On,
}

impl DelegatedRooms {
    /// Every word.
    pub const ALL: [Self; 4] = [Self::None, Self::Off, Self::Partly, Self::On];

    /// How it stands over relationships, each of which opens rooms or not.
    pub fn over(relationships: impl IntoIterator<Item = bool>) -> Self {
        let (mut some, mut all, mut any) = (false, true, false);
        for opens in relationships {
            any = true;
            some |= opens;
            all &= opens;
        }
        match (any, some, all) {
            (false, ..) => Self::None,
            (_, false, _) => Self::Off,
            (_, _, false) => Self::Partly,
            _ => Self::On,
        }
    }

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Off => "off",
            Self::Partly => "partly",
            Self::On => "on",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_as_the_relationships_say() {
        let table: [(&[bool], DelegatedRooms); 5] = [
            (&[], DelegatedRooms::None),
            (&[false, false], DelegatedRooms::Off),
            (&[true, false], DelegatedRooms::Partly),
            (&[false, true], DelegatedRooms::Partly),
            (&[true, true], DelegatedRooms::On),
        ];
        for (relationships, stands) in table {
            assert_eq!(DelegatedRooms::over(relationships.iter().copied()), stands, "{relationships:?}");
        }
    }
}
