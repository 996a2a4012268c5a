//! The rooms that a group can be given: what a picker shows.

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

/// Asks which rooms could join a group, by a part of their names.
#[derive(Clone, Debug)]
pub struct RoomChoices {
    /// At home or at one customer.
    pub realm: Realm,
    /// The group; none for one that is to be made.
    pub group: Option<Id<RoomGroup>>,
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
    /// The first further ones that are not in the group.
    pub found: Vec<MemberRow>,
}

impl Question for RoomChoices {
    type Answer = RoomsToChoose;
    const NAME: &'static str = "group.room_choices";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        let permission = if self.group.is_some() { Permission::GroupModify } else { Permission::GroupCreate };
        (Action::Use(permission), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<RoomsToChoose, Refusal> {
        let chosen = groups::rooms_in_sight(view, self.chosen.clone()).await?;
        let at_most = AT_MOST + i64::try_from(chosen.len()).unwrap_or_default();
        let mut found = groups::candidates(view, self.group, &self.text, at_most).await?;
        found.retain(|room| !self.chosen.contains(&room.id));
        found.truncate(usize::try_from(AT_MOST).unwrap_or_default());
        Ok(RoomsToChoose { chosen, found })
    }
}
