//! The record of a room, edited (room.modify): by own people, and by partners within their scope.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room},
    permission::Permission,
};
use store::{Batch, Change, rooms};

use super::record::{RoomForm, differences};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Replaces the record of a room.
#[derive(Clone, Debug)]
pub struct EditRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// The record.
    pub form: RoomForm,
}

impl Command for EditRoom {
    type Output = ();
    const NAME: &'static str = "room.edit";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let found = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        let record = self.form.check(change).await?;
        if record == found.record {
            return Ok(());
        }
        let event = Event::new(EventKind::RoomEdited, Subject::thing(self.room.uuid(), &found.record.name));
        let batch = Batch::of(differences(event, &found.record, &record))
            .run(&rooms::EDIT, rooms::record_values(self.room, &record))
            .stirs(self.room);
        change.write(batch).await?;
        Ok(())
    }
}
