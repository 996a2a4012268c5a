//! Rooms move to another ring; all of them or none.

use std::collections::BTreeSet;

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room, UpdateRing},
    permission::Permission,
    update_ring::{MOST_ROOMS, Plan},
};
use store::{Batch, Change, groups, rollouts, update_rings, update_rings::RoomInRing};

use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    rollouts::Passage,
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
        rollouts::hold(change).await?;
        let mut rooms = update_rings::rings_of(change, wanted).await?;
        rooms.retain(|room| room.ring != self.ring);
        shift(change, &rooms, &plan, self.ring).await
    }
}

/// Rooms go to another ring, and so do they in the rollouts in which they wait.
pub(super) async fn shift(
    change: &mut Change,
    rooms: &[RoomInRing],
    plan: &Plan,
    to: Id<UpdateRing>,
) -> Result<(), Refusal> {
    let passage = Passage::of(change, rooms.iter().map(|room| room.room).collect(), plan, to).await?;
    for room in rooms {
        change.write(passage.follow(moved(room, plan, to), room.room)).await?;
    }
    Ok(())
}

/// A room goes from the ring that it is in to another.
fn moved(room: &RoomInRing, plan: &Plan, to: Id<UpdateRing>) -> Batch {
    let name = |ring| plan.ring(ring).map(|ring| ring.name.as_str()).unwrap_or_default();
    let event = Event::new(EventKind::RoomRingChanged, Subject::thing(room.room.uuid(), &room.name)).changed(
        "updateRing",
        name(room.ring),
        name(to),
    );
    update_rings::put(Batch::of(event), room.room, to)
}
