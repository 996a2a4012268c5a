//! The rooms that a group or a ring can be given, or an issue be recorded for: what a picker shows.

use authz::{Action, Realm};
use domain::{
    id::{Id, Room, RoomGroup, UpdateRing},
    permission::Permission,
};
use store::{
    View,
    groups::{self, MemberRow},
    update_rings,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// How many rooms are found at once.
const AT_MOST: i64 = 20;

/// What rooms are chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomsFor {
    /// A group that is to be made.
    NewGroup,
    /// A group that is there; its members are left out.
    Group(Id<RoomGroup>),
    /// An issue that is to be recorded.
    Issue,
    /// A ring; the rooms that are in it are left out.
    Ring(Id<UpdateRing>),
}

/// Asks which rooms somebody could choose, by a part of their names.
#[derive(Clone, Debug)]
pub struct RoomChoices {
    /// At home or at one customer.
    pub realm: Realm,
    /// What they are for.
    pub purpose: RoomsFor,
    /// The rooms chosen so far.
    pub chosen: Vec<Id<Room>>,
    /// Part of a name.
    pub text: String,
}

/// Rooms to choose from, all of them in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomsToChoose {
    /// Those chosen so far.
    pub chosen: Vec<MemberRow>,
    /// The first further ones.
    pub found: Vec<MemberRow>,
}

impl Question for RoomChoices {
    type Answer = RoomsToChoose;
    const NAME: &'static str = "group.room_choices";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        let permission = match self.purpose {
            RoomsFor::NewGroup => Permission::GroupCreate,
            RoomsFor::Group(_) => Permission::GroupModify,
            RoomsFor::Issue => Permission::TicketCreate,
            RoomsFor::Ring(_) => Permission::RingModify,
        };
        (Action::Use(permission), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<RoomsToChoose, Refusal> {
        let mut chosen = groups::rooms_in_sight(view, self.chosen.clone()).await?;
        let at_most = AT_MOST + i64::try_from(chosen.len()).unwrap_or_default();
        let mut found = match self.purpose {
            RoomsFor::Ring(ring) => update_rings::candidates_of_ring(view, ring, &self.text, at_most).await?,
            RoomsFor::Group(group) => groups::candidates(view, Some(group), &self.text, at_most).await?,
            RoomsFor::NewGroup | RoomsFor::Issue => {
                groups::candidates(view, None, &self.text, at_most).await?
            }
        };
        if matches!(self.purpose, RoomsFor::Ring(_)) {
            // Who moves a room may modify both the room and its ring.
            view.look(context.sight(Action::Use(Permission::RoomModify), self.realm)?);
            let ids = chosen.iter().chain(&found).map(|room| room.id).collect();
            let rooms = groups::rooms_in_sight(view, ids).await?;
            chosen.retain(|room| rooms.contains(room));
            found.retain(|room| rooms.contains(room));
        }
        found.retain(|room| !self.chosen.contains(&room.id));
        found.truncate(usize::try_from(AT_MOST).unwrap_or_default());
        Ok(RoomsToChoose { chosen, found })
    }
}
