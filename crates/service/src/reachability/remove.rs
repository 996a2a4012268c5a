//! Nobody tries to reach the device of a room any more.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Room},
    permission::Permission,
};
use store::{Batch, Change, reachability, rooms};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Has no relay look after a room of one's own organization any more. A room that is monitored is silent from then on.
#[derive(Clone, Copy, Debug)]
pub struct RemoveReachability {
    /// The room.
    pub room: Id<Room>,
}

impl Command for RemoveReachability {
    type Output = ();
    const NAME: &'static str = "room.remove_reachability";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let room = self.room;
        let found = rooms::find(change, room).await?.ok_or(Refusal::Missing)?;
        let before = reachability::fetch(change, room).await?.ok_or(Refusal::Missing)?;
        let subject = Subject::thing(room.uuid(), &found.record.name);
        let event = Event::new(EventKind::RoomReachabilityRemoved, subject)
            .without("relay", &before.relay_name)
            .without("address", before.address.to_string());
        change.write(reachability::remove(Batch::of(event), room, change.now()).stirs(room)).await?;
        Ok(())
    }
}
