//! The names of rooms that somebody chose.

use std::collections::BTreeMap;

use authz::{Action, Realm};
use domain::{
    id::{Id, Room},
    permission::Permission,
};
use store::{View, groups};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for the names of those of some rooms that are in sight.
#[derive(Clone, Debug)]
pub struct NamesOfRooms {
    /// At home or at one customer.
    pub realm: Realm,
    /// The rooms.
    pub rooms: Vec<Id<Room>>,
}

impl Question for NamesOfRooms {
    type Answer = BTreeMap<Id<Room>, String>;
    const NAME: &'static str = "room.names";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let found = groups::rooms_in_sight(view, self.rooms.clone()).await?;
        Ok(found.into_iter().map(|room| (room.id, room.name)).collect())
    }
}
