//! The rings of one organization, in the order in which they have their turn, with what their reader may do.

use authz::{Action, Realm, Requirement};
use domain::{
    id::{Id, Organization, UpdateRing},
    permission::Permission,
    update_ring::{Plan, Ring},
};
use store::{View, rooms, update_rings, update_rings::RoomCounts};

use super::{Held, require};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
};

/// Asks for the rings of one organization.
#[derive(Clone, Copy, Debug)]
pub struct PlanOf {
    /// At home or at one customer.
    pub realm: Realm,
}

/// The rings of one organization, as their reader sees them.
#[derive(Clone, Debug)]
pub struct Rings {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// The rings.
    pub plan: Plan,
    /// How many rooms in sight each has.
    pub rooms: RoomCounts,
    /// Whether the reader may move rooms in sight between rings.
    pub may_move: bool,
    /// Which rings the reader may change; none for who may change none.
    held: Option<Held>,
}

impl Rings {
    /// A ring by its identifier.
    pub fn ring(&self, ring: Id<UpdateRing>) -> Result<&Ring, Refusal> {
        self.plan.ring(ring).ok_or(Refusal::Missing)
    }

    /// Whether the reader may make rings.
    pub fn may_create(&self) -> bool {
        self.held.as_ref().is_some_and(Held::has_every_room)
    }

    /// Whether the reader may change a ring.
    pub fn may_edit(&self, ring: &Ring) -> bool {
        self.held.as_ref().is_some_and(|held| held.has(ring.id))
    }

    /// Whether the reader may delete a ring.
    pub fn may_delete(&self, ring: &Ring) -> bool {
        ring.preset().is_none() && self.may_edit(ring)
    }

    /// Refuses who may not make rings.
    pub fn require_create(&self) -> Result<(), Refusal> {
        require(self.may_create())
    }

    /// Refuses who may not delete a ring; a preset one nobody may.
    pub fn require_delete(&self, ring: &Ring) -> Result<(), Refusal> {
        if ring.preset().is_some() {
            return Err(Refusal::Conflict(Code::PresetRing, Some(ring.id.uuid())));
        }
        self.require_edit(ring)
    }

    /// Refuses who may not move rooms.
    pub fn require_move(&self) -> Result<(), Refusal> {
        let lacks = Requirement::Permission(Permission::RingModify);
        if self.may_move { Ok(()) } else { Err(Refusal::Denied(Code::Forbidden, Some(lacks))) }
    }

    /// Refuses who may not change a ring.
    pub fn require_edit(&self, ring: &Ring) -> Result<(), Refusal> {
        require(self.may_edit(ring))
    }
}

impl Question for PlanOf {
    type Answer = Rings;
    const NAME: &'static str = "ring.plan";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Rings, Refusal> {
        let (tenant, tenant_name) =
            rooms::owners(view, rooms::Owners::All).await?.pop().ok_or(Refusal::Missing)?;
        let plan = update_rings::plan(view).await?;
        let seen = update_rings::counts(view).await?;
        let mut rings = Rings { tenant, tenant_name, plan, rooms: seen, may_move: false, held: None };
        let Ok(sight) = context.sight(Action::Use(Permission::RingModify), self.realm) else {
            return Ok(rings);
        };
        rings.may_move = context.sight(Action::Use(Permission::RoomModify), self.realm).is_ok();
        rings.held = Some(if let Some(held) = Held::whole(&sight) {
            held
        } else {
            view.look(sight);
            let seen = update_rings::counts(view).await?;
            Held { is_whole: false, seen, sizes: update_rings::sizes(view).await? }
        });
        Ok(rings)
    }
}
