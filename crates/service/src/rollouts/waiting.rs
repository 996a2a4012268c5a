//! The rooms that a rollout has not reached: their ring has not begun. Each can be forced before that.

use authz::{Action, Realm};
use domain::{
    id::{Id, Release},
    permission::Permission,
};
use store::{
    View,
    list::{Place, Wanted},
    rollouts::{self, WaitingRoom},
};

use super::dispatch::has;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for a page of them.
#[derive(Clone, Debug)]
pub struct WaitingRooms {
    /// At home or at one customer.
    pub realm: Realm,
    /// What is rolled out.
    pub release: Id<Release>,
    /// The page.
    pub wanted: Wanted,
}

/// A page of rooms.
#[derive(Clone, Debug, Default)]
pub struct WaitingList {
    /// The rooms, each with whether it needs the update.
    pub rooms: Vec<(WaitingRoom, bool)>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages.
    pub count: i64,
}

impl Question for WaitingRooms {
    type Answer = WaitingList;
    const NAME: &'static str = "rollout.waiting_rooms";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<WaitingList, Refusal> {
        let row = rollouts::one(view, self.release).await?.ok_or(Refusal::Missing)?;
        let listed = rollouts::waiting(view, self.release, row.device_type, &self.wanted).await?;
        let count = rollouts::count_waiting(view, self.release, row.device_type).await?;
        let needs = |room: WaitingRoom| {
            let needs = !has(&room.version, &row.version);
            (room, needs)
        };
        let rooms = listed.items.into_iter().map(needs).collect();
        Ok(WaitingList { rooms, next: listed.next, count })
    }
}
