//! The rooms that a group can be given, or an issue be recorded for: what a picker shows.

use authz::{Action, Realm};
use domain::{
    id::{Id, Room, RoomGroup},
    permission::Permission,
};
use store::{
    View,
    groups::{self, MemberRow},
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
        };
        (Action::Use(permission), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<RoomsToChoose, Refusal> {
        let group = if let RoomsFor::Group(group) = self.purpose { Some(group) } else { None };
        let chosen = groups::rooms_in_sight(view, self.chosen.clone()).await?;
        let at_most = AT_MOST + i64::try_from(chosen.len()).unwrap_or_default();
        let mut found = groups::candidates(view, group, &self.text, at_most).await?;
        found.retain(|room| !self.chosen.contains(&room.id));
        found.truncate(usize::try_from(AT_MOST).unwrap_or_default());
        Ok(RoomsToChoose { chosen, found })
    }
}
