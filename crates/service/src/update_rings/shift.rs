//! Rooms move to another ring; all of them or none.

use std::collections::BTreeSet;

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room, UpdateRing},
    permission::Permission,
    update_ring::{MOST_ROOMS, Plan},
};
use store::{Batch, Change, groups, update_rings, update_rings::RoomInRing};

use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// Moves rooms of one organization to a ring; those that are in it already stay.
#[derive(Clone, Debug)]
pub struct MoveRooms {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ring.
    pub ring: Id<UpdateRing>,
    /// The rooms.
    pub rooms: BTreeSet<Id<Room>>,
}

impl Command for MoveRooms {
    type Output = ();
    const NAME: &'static str = "ring.move_rooms";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let plan = update_rings::fetch(change).await?;
        plan.ring(self.ring).ok_or(Refusal::Missing)?;
        if self.rooms.is_empty() {
            return Err(Refusal::field("roomIds", Code::Required));
        }
        if self.rooms.len() > MOST_ROOMS {
            let fault = Fault::new("roomIds", Code::TooMany).detail(MOST_ROOMS);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let wanted: Vec<_> = self.rooms.into_iter().collect();
        let realm = context.caller.person.realm(self.tenant);
        for permission in [Permission::RingModify, Permission::RoomModify] {
            let sight = authz::sight(context.facts, Action::Use(permission), realm)?;
            let seen = groups::in_sight(change, &sight, wanted.clone()).await?;
            let unseen: Vec<_> = wanted.iter().filter(|room| !seen.contains(room)).collect();
            if !unseen.is_empty() {
                // The identifiers are those that the caller gave, nothing else is said of these rooms.
                let named = |room: &&Id<Room>| Fault::new("roomIds", Code::UnknownReference).detail(room);
                return Err(Refusal::Invalid(Code::InvalidValue, unseen.iter().map(named).collect()));
            }
        }
        for room in update_rings::rings_of(change, wanted).await? {
            if room.ring != self.ring {
                change.write(moved(&room, &plan, self.ring)).await?;
            }
        }
        Ok(())
    }
}

/// A room goes from the ring that it is in to another.
pub(super) fn moved(room: &RoomInRing, plan: &Plan, to: Id<UpdateRing>) -> Batch {
    let name = |ring| plan.ring(ring).map(|ring| ring.name.as_str()).unwrap_or_default();
    let event = Event::new(EventKind::RoomRingChanged, Subject::thing(room.room.uuid(), &room.name)).changed(
        "updateRing",
        name(room.ring),
        name(to),
    );
    update_rings::put(Batch::of(event), room.room, to)
}
