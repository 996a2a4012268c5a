//! The rule of a room group: what says by itself which rooms are its members.

use crate::{
    id::{Id, Place},
    tag::Tag,
};

/// Which rooms of the organization are members, those to come included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Those that lie in a place, at any depth.
    Place(Id<Place>),
    /// Those with a tag, in whatever case it is written.
    Tag(Tag),
}

impl Rule {
    /// The place, if it is a rule by place.
    pub const fn place(&self) -> Option<Id<Place>> {
        match self {
            Self::Place(place) => Some(*place),
            Self::Tag(_) => None,
        }
    }

    /// The tag, if it is a rule by tag.
    pub const fn tag(&self) -> Option<&Tag> {
        match self {
            Self::Place(_) => None,
            Self::Tag(tag) => Some(tag),
        }
    }
}
