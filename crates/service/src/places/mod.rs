//! The place hierarchy in which rooms lie: the organization's own people look after it.
//!
//! Invariant: the hierarchy is never turned round and has no circle; a place goes only when nothing lies in it.

mod create;
mod delete;
mod edit;
mod list;

pub use create::CreatePlace;
pub use delete::DeletePlace;
pub use edit::EditPlace;
pub(crate) use list::{CHOICES, named};
pub use list::{
    ListPlaces, Place, PlaceChoice, PlaceChoices, PlaceList, PlaceOf, PlacesForNewRoom, RoomGround,
    SharedPlaceNames,
};
pub use store::places::{PlaceRow, SCHEMA};

use domain::{
    id::{Id, Place as PlaceId},
    place::PlaceKind,
    text::Name,
};
use store::{
    Change,
    places::{self, FoundPlace},
};

use crate::{
    refusal::{Code, Fault, Refusal},
    rooms::fault,
};

/// A place as a form gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceForm {
    /// The name.
    pub name: String,
    /// The kind: its stable word.
    pub kind: String,
    /// The place it lies in.
    pub parent: Option<Id<PlaceId>>,
}

impl PlaceForm {
    /// Name, kind and the place it lies in, or everything that is wrong.
    async fn check(&self, change: &mut Change) -> Result<(Name, PlaceKind, Option<FoundPlace>), Refusal> {
        let mut faults = Vec::new();
        let name = Name::parse(&self.name).map_err(|error| faults.push(fault("displayName", error))).ok();
        let kind = PlaceKind::from_key(&self.kind);
        if kind.is_none() {
            faults.push(Fault::new("kind", Code::UnknownValue));
        }
        let mut parent = None;
        if let Some(id) = self.parent {
            parent = places::find(change, id).await?;
            if parent.is_none() {
                faults.push(Fault::new("parentId", Code::UnknownReference));
            }
        }
        if let Some(kind) = kind
            && !kind.fits_in(parent.as_ref().map(|parent| parent.kind))
        {
            faults.push(Fault::new("parentId", Code::PlaceDoesNotFit));
        }
        match (name, kind) {
            (Some(name), Some(kind)) if faults.is_empty() => Ok((name, kind, parent)),
            _ => Err(Refusal::Invalid(Code::InvalidValue, faults)),
        }
    }
}

/// The path of a place in another.
fn path(parent: Option<&FoundPlace>, place: Id<PlaceId>) -> String {
    format!("{}{place}/", parent.map_or("/", |parent| parent.path.as_str()))
}
