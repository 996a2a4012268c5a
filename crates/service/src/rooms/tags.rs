//! The tags of rooms on a page of a list, and those to choose from: what rooms in sight have.

use std::collections::BTreeMap;

use authz::{Action, Realm};
use domain::{
    id::{Id, Room},
    permission::Permission,
    tag::{Tag, Tags},
};
use store::{View, rooms};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// At most so many tags are offered for choosing.
pub(crate) const MOST_TAGS: i64 = 300;

/// Asks which tags there are on rooms, by name.
#[derive(Clone, Copy, Debug)]
pub struct TagChoices {
    /// At home or at one customer.
    pub realm: Realm,
    /// The permission for which they are needed; the rooms that it covers are looked at.
    pub permission: Permission,
}

impl Question for TagChoices {
    type Answer = Vec<Tag>;
    const NAME: &'static str = "room.tag_choices";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<Tag>, Refusal> {
        Ok(rooms::tags_in_sight(view, MOST_TAGS).await?)
    }
}

/// Asks for the tags of rooms on a page of a list; those without any are left out.
#[derive(Clone, Debug)]
pub struct TagsOfRooms {
    /// Where the list looked.
    pub realm: Realm,
    /// The rooms.
    pub rooms: Vec<Id<Room>>,
}

impl Question for TagsOfRooms {
    type Answer = BTreeMap<Id<Room>, Tags>;
    const NAME: &'static str = "room.tags_of_rooms";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(rooms::tags_of_rooms(view, self.rooms.clone()).await?)
    }
}
