//! Deleting the record of an unenrolled room, with what its device said (R-242: on request).

use authz::{Action, Fact, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room},
    permission::Permission,
    room::Monitoring,
};
use store::{Batch, Change, attachments, rooms, values};

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Deletes a room that is not monitored any more.
#[derive(Clone, Copy, Debug)]
pub struct DeleteRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The version that was read.
    pub stamp: Option<i64>,
}

impl Command for DeleteRoom {
    type Output = ();
    const NAME: &'static str = "room.delete";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomUnenroll), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        if found.monitoring != Monitoring::Unenrolled {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.room.uuid())));
        }
        let event = Event::new(EventKind::RoomDeleted, Subject::thing(self.room.uuid(), &found.record.name))
            .without("displayName", &found.record.name);
        let batch = Batch::of(event)
            .run(&rooms::DELETE, values![self.room])
            .run(&attachments::FORGET_FILES, values![])
            .facts(facts_of_the_end(context, self.tenant, self.room))
            .stirs(self.room);
        change.write(batch).await?;
        Ok(())
    }
}

/// The facts that end with a room: it leaves its groups and its place, and exists no more.
pub(super) fn facts_of_the_end(context: &Context<'_>, tenant: Id<Organization>, room: Id<Room>) -> Vec<Fact> {
    let at = context.facts.at(tenant);
    let position = at.and_then(|at| Some((at, at.rooms.position(room)?)));
    let groups = position.into_iter().flat_map(|(at, position)| at.rooms.groups(position));
    let place = position.and_then(|(at, position)| at.rooms.place(position));
    let left = groups.map(|group| Fact::RoomInGroup { room, group, is: Turn::ENDS });
    let place = place.map(|place| Fact::RoomPlace { room, place: Turn::new(Some(place), None) });
    left.chain(place).chain([Fact::Room { room, is: Turn::ENDS }]).collect()
}
