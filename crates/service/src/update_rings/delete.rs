//! Deleting a ring: its rooms are in General then, after a confirmation.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, UpdateRing},
    permission::Permission,
    update_ring::Preset,
};
use store::{Batch, Change, rollouts, update_rings};

use super::{held, require, shift::shift, values};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Deletes a ring that the organization made.
#[derive(Clone, Copy, Debug)]
pub struct DeleteRing {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ring.
    pub ring: Id<UpdateRing>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// Whether it was confirmed: needed where rooms are in the ring.
    pub confirmed: bool,
}

impl Command for DeleteRing {
    type Output = ();
    const NAME: &'static str = "ring.delete";
    // Changes of one plan wait for each other: together they could exceed what each of them keeps to.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let plan = update_rings::fetch(change).await?;
        let ring = plan.ring(self.ring).ok_or(Refusal::Missing)?;
        if ring.preset().is_some() {
            return Err(Refusal::Conflict(Code::PresetRing, Some(self.ring.uuid())));
        }
        require(held(change, context, self.tenant).await?.has(self.ring))?;
        if self.stamp.is_some_and(|stamp| stamp != ring.change_stamp) {
            return Err(Refusal::Stale);
        }
        rollouts::hold(change).await?;
        let rooms = update_rings::rooms_of(change, self.ring).await?;
        if !rooms.is_empty() && !self.confirmed {
            return Err(Refusal::special(Code::ConfirmationRequired, "confirm"));
        }
        let general = Preset::General.id();
        shift(change, &rooms, &plan, general).await?;
        let event = Event::new(EventKind::RingDeleted, Subject::thing(self.ring.uuid(), &ring.name));
        let event = values(event, ring, Event::without);
        // What ran or ended in it stays to be seen with the rooms.
        let batch = rollouts::hand_over(Batch::of(event), self.ring, general);
        change.write(update_rings::delete(batch, self.ring)).await?;
        Ok(())
    }
}
