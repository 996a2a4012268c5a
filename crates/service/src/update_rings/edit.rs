//! Name, description, order and days of a ring.

use authz::Action;
use domain::{
    id::{Id, Organization, UpdateRing},
    permission::Permission,
};
use store::{Batch, Change, update_rings};

use super::{RingForm, edited, held, require};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Changes a ring; of a preset one the name stays, of Staging and Executive the order as well.
#[derive(Clone, Debug)]
pub struct EditRing {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ring.
    pub ring: Id<UpdateRing>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// What it is to be.
    pub form: RingForm,
}

impl Command for EditRing {
    type Output = ();
    const NAME: &'static str = "ring.edit";
    // Changes of one plan wait for each other: together they could exceed what each of them keeps to.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let plan = update_rings::fetch(change).await?;
        let before = plan.ring(self.ring).ok_or(Refusal::Missing)?;
        require(held(change, context, self.tenant).await?.has(self.ring))?;
        if self.stamp.is_some_and(|stamp| stamp != before.change_stamp) {
            return Err(Refusal::Stale);
        }
        let after = self.form.checked(self.ring, Some(before), &plan)?;
        if after == *before {
            return Ok(());
        }
        change.write(update_rings::set(Batch::of(edited(before, &after)), &after)).await?;
        Ok(())
    }
}
