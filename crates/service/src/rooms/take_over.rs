//! The take-over: an administrator says that the device of an Onboarding room stands in a known room; only this
//! click or the old credential does it, never a serial number or address (decision 19).

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room},
    permission::Permission,
    room::Monitoring,
};
use store::{
    Batch, Change, View, reachability,
    rooms::{self, RoomChoice},
    values,
};

use super::delete::facts_of_the_end;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Gives the device of an Onboarding room to another room; the Onboarding room is deleted.
#[derive(Clone, Copy, Debug)]
pub struct TakeOver {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The Onboarding room whose device it is.
    pub from: Id<Room>,
    /// The room it stands in.
    pub to: Id<Room>,
}

impl Command for TakeOver {
    type Output = ();
    const NAME: &'static str = "room.take_over";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomCreate), Where::Room(self.tenant, self.to))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let unknown = || Refusal::field("from", Code::UnknownReference);
        let sight = authz::sight(
            context.facts,
            Action::Use(Permission::RoomCreate),
            context.caller.person.realm(self.tenant),
        )?;
        if self.from == self.to || !rooms::is_in(change, &sight, self.from).await? {
            return Err(unknown());
        }
        // In the order of identifiers, so that two clicks do not wait for each other.
        let (first, second) = (self.from.min(self.to), self.from.max(self.to));
        let first_found = rooms::find(change, first).await?;
        let second_found = rooms::find(change, second).await?;
        let (from, to) =
            if first == self.from { (first_found, second_found) } else { (second_found, first_found) };
        let (from, to) = (from.ok_or_else(unknown)?, to.ok_or(Refusal::Missing)?);
        if from.monitoring != Monitoring::Onboarding || !from.has_device {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.from.uuid())));
        }
        let (from_id, to_id) = (self.from, self.to);
        let event = Event::new(EventKind::RoomDeviceReplaced, Subject::thing(to_id.uuid(), &to.record.name))
            .with("from", &from.record.name);
        // A relay goes on as the room it stands in; a room with a device of its own needs none.
        let mut batch = reachability::forget(Batch::of(event), to_id)
            .run(&reachability::MOVE_RELAY, values![from_id, to_id])
            .run(&rooms::END_DEVICE, values![to_id])
            .run(&rooms::FORGET_SIGNALS, values![to_id])
            .run(&rooms::MOVE_DEVICE, values![from_id, to_id])
            .run(&rooms::MOVE_SIGNALS, values![from_id, to_id])
            .run(&rooms::MOVE_HISTORY, values![from_id, to_id])
            .run(&rooms::COPY_DEVICE_FACTS, values![from_id, to_id])
            .stirs(from_id)
            .stirs(to_id);
        if to.monitoring == Monitoring::Unenrolled {
            // The device is in contact again: as after any new contact, an administrator enrols.
            let onboarding = Monitoring::Onboarding.key();
            let values = values![to_id, onboarding, onboarding, change.now(), None::<domain::time::Time>];
            batch = batch.run(&rooms::SET_MONITORING, values);
        } else {
            batch = batch.run(&rooms::JUDGE_SOON, values![to_id, change.now()]);
        }
        batch = batch.facts(facts_of_the_end(context, self.tenant, from_id));
        change.write(batch.run(&rooms::DELETE, values![from_id])).await?;
        Ok(())
    }
}

/// Asks which rooms a device of an Onboarding room may stand in, by a part of their name.
#[derive(Clone, Debug)]
pub struct TakeOverChoices {
    /// At home or at one customer.
    pub realm: Realm,
    /// The Onboarding room.
    pub from: Id<Room>,
    /// A part of the name.
    pub name: String,
}

impl Question for TakeOverChoices {
    type Answer = Vec<RoomChoice>;
    const NAME: &'static str = "room.take_over_choices";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomCreate), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<RoomChoice>, Refusal> {
        Ok(rooms::choices(view, &self.name, Some(self.from)).await?)
    }
}
