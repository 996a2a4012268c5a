//! The place hierarchy: country > state > city > campus > building > floor.

use serde::{Deserialize, Serialize};

/// The kind of a place, from wide to narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlaceKind {
    /// A country.
    Country,
    /// A state or province.
    State,
    /// A city.
    City,
    /// A campus.
    Campus,
    /// A building.
    Building,
    /// A floor.
    Floor,
}

impl PlaceKind {
    /// Every kind from wide to narrow.
    pub const ALL: [Self; 6] =
        [Self::Country, Self::State, Self::City, Self::Campus, Self::Building, Self::Floor];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::State => "state",
            Self::City => "city",
            Self::Campus => "campus",
            Self::Building => "building",
            Self::Floor => "floor",
        }
    }

    /// The kind of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether a place of this kind may lie directly in a place of the other kind: levels may be left
    /// out, never turned round.
    pub fn fits_in(self, parent: Option<Self>) -> bool {
        parent.is_none_or(|parent| parent < self)
    }
}

#[cfg(test)]
mod tests {
    use super::PlaceKind::*;

    /// the hierarchy is never turned round; levels may be left out.
    #[test]
    fn levels_may_be_left_out_but_not_turned() {
        assert!(Building.fits_in(Some(City)));
        assert!(Building.fits_in(None));
        assert!(!City.fits_in(Some(Building)));
        assert!(!Floor.fits_in(Some(Floor)));
    }
}
