//! Where the device of a room is reached, for the organization's own people who may see the room; and the relays to choose from.

use authz::{Action, Realm};
use domain::{
    id::{Id, Room},
    permission::Permission,
};
use store::{
    View,
    reachability::{self, LastFound, Reachability, RelayRow},
    rooms,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks where the device of a room of one's own organization is reached.
#[derive(Clone, Copy, Debug)]
pub struct ReachabilityOf {
    /// The room.
    pub room: Id<Room>,
}

/// Where the device of a room is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReachability {
    /// Which relay, and where. The relay has no name for readers who do not see the room as which it enrolled.
    pub is: Reachability,
    /// What it found last; none where it has not looked yet.
    pub found: Option<LastFound>,
}

impl Question for ReachabilityOf {
    type Answer = ShownReachability;
    const NAME: &'static str = "room.reachability";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<ShownReachability, Refusal> {
        shown(view, self.room).await?.ok_or(Refusal::Missing)
    }
}

/// Where the device of a room in sight is reached.
pub(crate) async fn shown(view: &mut View, room: Id<Room>) -> Result<Option<ShownReachability>, Refusal> {
    let Some((mut is, found)) = reachability::of_room(view, room).await? else { return Ok(None) };
    if !rooms::is_in_sight(view, is.relay).await? {
        is.relay_name.clear();
    }
    Ok(Some(ShownReachability { is, found }))
}

/// Asks for the relays of one's own organization, for whoever chooses what they reach.
#[derive(Clone, Copy, Debug)]
pub struct Relays;

impl Question for Relays {
    type Answer = Vec<RelayRow>;
    const NAME: &'static str = "room.relays";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<RelayRow>, Refusal> {
        Ok(reachability::relays(view).await?)
    }
}
