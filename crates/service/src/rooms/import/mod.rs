//! Rooms from a file: all of its lines or none, and every fault of every line at once, so that a file is corrected in one go.

mod file;

use std::collections::{BTreeMap, BTreeSet};

use authz::{Action, sight};
use domain::{
    id::{Id, Organization, Place, Room},
    permission::Permission,
    text,
};
use serde::{Deserialize, Serialize};
use store::{
    Change,
    groups::Touched,
    places::{self, PlaceNamed},
    rooms,
};

pub use self::file::{COLUMNS, ImportLine, LARGEST, MOST_LINES, read};
use super::create::CreateRoom;
use crate::{
    caller::Person,
    groups::{
        leave_to_others,
        rule::{Moves, require_tags},
    },
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// Adds the rooms of a file, or only says whether it could.
#[derive(Clone, Debug)]
pub struct ImportRooms {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The lines ([`read`]).
    pub lines: Vec<ImportLine>,
    /// Whether nothing is added.
    pub is_trial: bool,
}

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The rooms that were added, in the order of the lines; none after a trial.
    pub rooms: Vec<Id<Room>>,
}

impl Command for ImportRooms {
    type Output = Imported;
    const NAME: &'static str = "room.import";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomCreate), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Imported, Refusal> {
        let places = Places::of(places::all_named(change).await?);
        let mut there = self.there(change, context).await?;
        let mut faults = Vec::new();
        let mut records = Vec::new();
        for ImportLine { line, mut form, place } in self.lines {
            let mut wrong = Vec::new();
            match places.find(&place) {
                Ok(found) => form.place = found,
                Err(fault) => wrong.push(fault),
            }
            let create = CreateRoom { tenant: self.tenant, form };
            // A place that is not there is told once.
            let misplaced = if wrong.is_empty() { create.misplaced(context)? } else { None };
            match create.form.check(change, misplaced).await {
                Ok(record) => {
                    if there.insert((text::key(&record.name), record.place)) {
                        records.push(record);
                    } else {
                        wrong.push(Fault::new("displayName", Code::AlreadyExists));
                    }
                }
                Err(Refusal::Invalid(_, told)) => wrong.extend(told),
                Err(refusal) => return Err(refusal),
            }
            faults.extend(wrong.into_iter().map(|fault| in_line(line, fault)));
        }
        if !faults.is_empty() {
            return Err(Refusal::Invalid(Code::InvalidValue, faults));
        }
        require_tags(change, context, self.tenant, &records).await?;
        let mut rooms = Vec::new();
        if !self.is_trial {
            for record in records {
                rooms.push(super::create::add(change, record).await?);
            }
            let moves = Moves::after(change, Touched::Rooms(rooms.clone())).await?;
            leave_to_others(change, context, (moves.groups(), Vec::new())).await?;
            moves.write(change).await?;
        }
        Ok(Imported { rooms })
    }
}

impl ImportRooms {
    /// The rooms in sight that are called like one of the file, with their places: the same file sent again adds nothing. A room
    /// out of sight stays unknown.
    async fn there(
        &self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<BTreeSet<(String, Option<Id<Place>>)>, Refusal> {
        let realm = context.caller.person.realm(self.tenant);
        let seen = match sight(context.facts, Action::Use(Permission::RoomView), realm) {
            Ok(seen) => seen,
            Err(authz::Refused::Denied(_) | authz::Refused::Hidden) => return Ok(BTreeSet::new()),
        };
        let names: BTreeSet<String> = self.lines.iter().map(|line| text::key(&line.form.name)).collect();
        let named = rooms::named(change, names.into_iter().collect()).await?;
        Ok(named
            .into_iter()
            .filter(|of| seen.covers(self.tenant, of.id))
            .map(|of| (of.name_key, of.place))
            .collect())
    }
}

/// A fault of a line, by the name of its column: whether a place out of sight is there shows in nothing.
fn in_line(line: u64, fault: Fault) -> Fault {
    let column = if fault.field == "placeId" { "place" } else { &fault.field };
    Fault { field: format!("{line}.{column}"), ..fault }
}

/// The places of an organization by their names from the outermost in.
struct Places(BTreeMap<Vec<String>, Id<Place>>);

impl Places {
    fn of(all: Vec<PlaceNamed>) -> Self {
        let by_id: BTreeMap<Id<Place>, &PlaceNamed> = all.iter().map(|place| (place.id, place)).collect();
        let way = |place: &PlaceNamed| {
            let mut names = vec![place.name_key.clone()];
            let mut at = place;
            while let Some(above) = at.parent.and_then(|parent| by_id.get(&parent)) {
                names.push(above.name_key.clone());
                at = above;
                // Deeper than any tree of places.
                if names.len() > 16 {
                    break;
                }
            }
            names.reverse();
            names
        };
        Self(all.iter().map(|place| (way(place), place.id)).collect())
    }

    /// The place that is called so; none where nothing is written.
    fn find(&self, names: &[String]) -> Result<Option<Id<Place>>, Fault> {
        if names.is_empty() {
            return Ok(None);
        }
        let key: Vec<String> = names.iter().map(|name| text::key(name)).collect();
        let found = self.0.get(&key).copied();
        found.map(Some).ok_or_else(|| Fault::new("place", Code::UnknownReference))
    }
}
