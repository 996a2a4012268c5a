//! Deleting the record of an unenrolled room, with what its device said (R-242: on request).

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room},
    permission::Permission,
    room::Monitoring,
};
use store::{Batch, Change, feed::Fact, rooms, values};

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

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let found = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        if found.monitoring != Monitoring::Unenrolled {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.room.uuid())));
        }
        let event = Event::new(EventKind::RoomDeleted, Subject::thing(self.room.uuid(), &found.record.name))
            .without("displayName", &found.record.name);
        let mut batch = Batch::of(event).run(&rooms::DELETE, values![self.room]).stirs(self.room);
        for tenant in [vec![self.tenant], rooms::partners_of(change, self.room).await?].concat() {
            batch = batch.fact(Fact::new(tenant, "room.exists", self.room).before(&true)?);
        }
        change.write(batch).await?;
        Ok(())
    }
}
