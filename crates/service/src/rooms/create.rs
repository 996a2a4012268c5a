//! A room record, before any device tells of it.

use authz::{Action, Fact, Realm, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room},
    permission::Permission,
};
use store::{
    Batch, Change,
    groups::Touched,
    rooms::{self, Record},
};

use super::record::{RoomForm, differences};
use crate::{
    caller::Person,
    groups::{
        leave_to_others,
        rule::{Moves, require_tags},
    },
    refusal::{Code, Refusal},
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

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Room>, Refusal> {
        let misplaced = self.misplaced(context)?;
        let record = self.form.check(change, misplaced).await?;
        require_tags(change, context, self.tenant, std::slice::from_ref(&record)).await?;
        let room = add(change, record).await?;
        let moves = Moves::after(change, Touched::Rooms(vec![room])).await?;
        leave_to_others(change, context, (moves.groups(), Vec::new())).await?;
        moves.write(change).await?;
        Ok(room)
    }
}

/// Writes down a new room; the groups whose rules choose it are left to the caller.
pub(super) async fn add(change: &mut Change, record: Record) -> Result<Id<Room>, Refusal> {
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
    if !record.tags.is_empty() {
        batch = rooms::retag(batch, room, &record.tags);
    }
    change.write(batch).await?;
    Ok(room)
}

impl CreateRoom {
    /// What is wrong with the place for a partner, whose right ends at the rooms of its link and assignment: in no
    /// group yet, the room comes to lie among them by its place alone. Own people may add a room out of their sight.
    pub(super) fn misplaced(&self, context: &Context<'_>) -> Result<Option<Code>, Refusal> {
        let realm = context.caller.person.realm(self.tenant);
        if realm == Realm::Own {
            return Ok(None);
        }
        let sight = authz::sight(context.facts, Action::Use(Permission::RoomCreate), realm)?;
        let place = self.form.place;
        // A place out of sight is as one that is not there.
        let code = place.map_or(Code::OutOfScope, |_| Code::UnknownReference);
        Ok((!sight.would_cover(self.tenant, place)).then_some(code))
    }
}
