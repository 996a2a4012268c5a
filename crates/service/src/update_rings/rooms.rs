//! The rooms of a ring, and the rings of rooms.

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization, Room, UpdateRing},
    permission::Permission,
};
use store::{View, list::Wanted, update_rings};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    groups::MemberList,
    refusal::Refusal,
};

/// Asks for a page of a ring's rooms.
#[derive(Clone, Debug)]
pub struct RingRooms {
    /// At home or at one customer.
    pub realm: Realm,
    /// The ring.
    pub ring: Id<UpdateRing>,
    /// Search and page.
    pub wanted: Wanted,
    /// Whether they are counted.
    pub counts: bool,
}

impl Question for RingRooms {
    type Answer = MemberList;
    const NAME: &'static str = "ring.rooms";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<MemberList, Refusal> {
        update_rings::plan(view).await?.ring(self.ring).ok_or(Refusal::Missing)?;
        let listed = update_rings::rooms(view, self.ring, &self.wanted).await?;
        let count = if self.counts {
            Some(update_rings::count_rooms(view, self.ring, &self.wanted).await?)
        } else {
            None
        };
        Ok(MemberList { members: listed.items, next: listed.next, count })
    }
}

/// Asks for the rings of rooms on a page of a list of rooms; none of rooms whose ring the reader may not see.
#[derive(Clone, Debug)]
pub struct RingsOfRooms {
    /// Where the list looked.
    pub realm: Realm,
    /// The rooms, each with its organization.
    pub rooms: Vec<(Id<Organization>, Id<Room>)>,
}

impl Question for RingsOfRooms {
    type Answer = Vec<(Id<Room>, (Id<UpdateRing>, String))>;
    const NAME: &'static str = "ring.of_rooms";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let Ok(sight) = context.sight(Action::Use(Permission::RingView), self.realm) else {
            return Ok(Vec::new());
        };
        view.look(sight);
        Ok(update_rings::rings_of_rooms(view, self.rooms.clone()).await?)
    }
}
