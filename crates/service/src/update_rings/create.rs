//! A new ring, without rooms yet.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, UpdateRing},
    permission::Permission,
    update_ring::MOST_RINGS,
};
use store::{Batch, Change, update_rings};

use super::{RingForm, held, require, values};
use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// Makes a ring.
#[derive(Clone, Debug)]
pub struct CreateRing {
    /// The organization.
    pub tenant: Id<Organization>,
    /// Its values.
    pub form: RingForm,
}

impl Command for CreateRing {
    type Output = Id<UpdateRing>;
    const NAME: &'static str = "ring.create";
    // Changes of one plan wait for each other: together they could exceed what each of them keeps to.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<UpdateRing>, Refusal> {
        let plan = update_rings::fetch(change).await?;
        require(held(change, context, self.tenant).await?.has_every_room())?;
        let ring = self.form.checked(change.new_id(), None, &plan)?;
        if plan.custom() >= MOST_RINGS {
            let fault = Fault::new("displayName", Code::TooMany).detail(MOST_RINGS);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let event = Event::new(EventKind::RingCreated, Subject::thing(ring.id.uuid(), &ring.name));
        let event = values(event, &ring, Event::with);
        change.write(update_rings::set(Batch::of(event), &ring)).await?;
        Ok(ring.id)
    }
}
