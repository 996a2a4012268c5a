//! Update rings: the waves in which rooms get an update, and who changes them.
//!
//! Invariant: a ring is there for whoever may view rings, its rooms are those in their sight. Who changes a ring sees all of its
//! rooms, and there are some; who makes one, or changes one without rooms, sees every room of the organization. Who moves a
//! room may modify both the room and its ring.

mod choices;
mod create;
mod customers;
mod days;
mod delete;
mod edit;
mod export;
mod form;
mod plan;
mod rooms;
mod shift;

pub use choices::RingChoices;
pub(crate) use choices::sees_rings;
pub use create::CreateRing;
pub use customers::{ListPlans, PlanList};
pub use days::{DAYS_FIELDS, DaysAt, DaysForm, RingDays, SetDays, set_days};
pub use delete::DeleteRing;
pub use edit::EditRing;
pub use export::PlannedRing;
pub use form::RingForm;
pub use plan::{PlanOf, Rings};
pub use rooms::{RingRooms, RingsOfRooms};
pub use shift::MoveRooms;
pub use store::update_rings::{CustomerPlan, RoomCounts};

use authz::{Action, Sight};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, UpdateRing},
    permission::Permission,
    update_ring::Ring,
};
use store::{
    Change, View,
    update_rings::{self, Reach},
};

use crate::{
    refusal::{Code, Refusal},
    run::Context,
};

/// Which rings somebody may change.
#[derive(Clone, Debug)]
struct Held {
    /// Whether every room of the organization is in sight, whichever come.
    is_whole: bool,
    /// How many rooms in sight each ring has.
    seen: RoomCounts,
    /// How many rooms each ring has.
    sizes: RoomCounts,
}

impl Held {
    /// Of a sight of the rooms of one organization; the sizes only count where it is not whole.
    fn whole(sight: &Sight) -> Option<Self> {
        store::rooms::sees_all(sight).then(|| Self {
            is_whole: true,
            seen: RoomCounts::default(),
            sizes: RoomCounts::default(),
        })
    }

    /// Of a sight of the rooms of many customers, at one of them.
    fn at(Reach { is_whole, seen, sizes }: Reach) -> Self {
        Self { is_whole, seen, sizes }
    }

    fn has_every_room(&self) -> bool {
        self.is_whole || (self.sizes.total() > 0 && self.seen.total() == self.sizes.total())
    }

    fn has(&self, ring: Id<UpdateRing>) -> bool {
        self.has_every_room() || (self.sizes.of(ring) > 0 && self.seen.of(ring) == self.sizes.of(ring))
    }
}

/// Which rings the caller may change in the organization of the change.
async fn held(change: &mut Change, context: &Context<'_>, tenant: Id<Organization>) -> Result<Held, Refusal> {
    let realm = context.caller.person.realm(tenant);
    let sight = authz::sight(context.facts, Action::Use(Permission::RingModify), realm)?;
    if let Some(held) = Held::whole(&sight) {
        return Ok(held);
    }
    let seen = update_rings::counts_in(change, &sight).await?;
    Ok(Held { is_whole: false, seen, sizes: update_rings::sizes_here(change).await? })
}

/// Refuses who does not see and control every room of the organization of the change.
pub(crate) async fn require_every_room(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
) -> Result<(), Refusal> {
    require(held(change, context, tenant).await?.has_every_room())
}

/// Whether somebody with such a sight sees every room of the one organization in view.
pub(crate) async fn sees_every_room(view: &mut View, sight: Sight) -> Result<bool, Refusal> {
    if store::rooms::sees_all(&sight) {
        return Ok(true);
    }
    view.look(sight);
    let seen = update_rings::counts(view).await?;
    Ok(Held { is_whole: false, seen, sizes: update_rings::sizes(view).await? }.has_every_room())
}

fn require(may: bool) -> Result<(), Refusal> {
    if may { Ok(()) } else { Err(Refusal::Denied(Code::RingOutOfScope, None)) }
}

/// What changed of a ring.
fn edited(before: &Ring, after: &Ring) -> Event {
    Event::new(EventKind::RingEdited, Subject::thing(before.id.uuid(), &before.name))
        .changed("displayName", &before.name, &after.name)
        .changed("description", &before.description, &after.description)
        .changed("order", before.values.order, after.values.order)
        .changed("rolloutDays", before.values.rollout_days, after.values.rollout_days)
        .changed("testDays", before.values.test_days, after.values.test_days)
}

/// Adds all values of a ring to an event, by whatever adds one.
fn values(event: Event, ring: &Ring, add: impl Fn(Event, &'static str, String) -> Event) -> Event {
    let event = add(event, "displayName", ring.name.clone());
    let event = add(event, "description", ring.description.clone());
    let event = add(event, "order", ring.values.order.to_string());
    let event = add(event, "rolloutDays", ring.values.rollout_days.to_string());
    add(event, "testDays", ring.values.test_days.to_string())
}
