//! A room record, before any device tells of it.

use authz::{Action, Fact, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room},
    permission::Permission,
};
use store::{
    Batch, Change,
    rooms::{self, Record},
};

use super::record::{RoomForm, differences};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Adds a room; it is Onboarding until somebody enrols it.
#[derive(Clone, Debug)]
pub struct CreateRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The record.
    pub form: RoomForm,
}

impl Command for CreateRoom {
    type Output = Id<Room>;
    const NAME: &'static str = "room.create";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomCreate), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Room>, Refusal> {
        let record = self.form.check(change).await?;
        let room: Id<Room> = change.new_id();
        let event = Event::new(EventKind::RoomCreated, Subject::thing(room.uuid(), &record.name));
        let mut values = rooms::record_values(room, &record);
        values.push(change.now().into());
        let mut batch = Batch::of(differences(event, &Record::default(), &record))
            .run(&rooms::CREATE, values)
            .fact(Fact::Room { room, is: Turn::BEGINS })
            .stirs(room);
        if record.place.is_some() {
            batch = batch.fact(Fact::RoomPlace { room, place: Turn::new(None, record.place) });
        }
        change.write(batch).await?;
        Ok(room)
    }
}
