//! A device is removed, as far as the rule set allows.

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    id::{AutopilotDevice, Id, Organization},
};
use store::{Batch, Change, autopilot as rows};

use super::{Ground, event, to_change};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Removes a device.
#[derive(Clone, Debug)]
pub struct RemoveDevice {
    /// Whose.
    pub tenant: Id<Organization>,
    /// The batch in which it must be: its identifier, or the name that the caller's organization gave it.
    pub batch: Option<String>,
    /// Which.
    pub device: Id<AutopilotDevice>,
}

impl Command for RemoveDevice {
    type Output = ();
    const NAME: &'static str = "autopilot.remove_device";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_change(caller, self.tenant, AgentRight::ManageAutopilot), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let batch = match &self.batch {
            Some(called) => {
                let found = rows::fetch_batch(change, called, person.organization).await?;
                Some(found.ok_or(Refusal::Missing)?.0)
            }
            None => None,
        };
        let found = rows::fetch_devices(change, batch, vec![self.device]).await?;
        let row = found.into_iter().next().ok_or(Refusal::Missing)?;
        let ground = Ground::of(context.facts, person, context.app.settings.autopilot_rules, self.tenant);
        if !ground.rules_allow(row.added_by).remove {
            return Err(ground.refusal());
        }
        let event = event(EventKind::AutopilotDeviceDeleted, row.id.uuid(), row.hardware.name())
            .without("productKey", &row.hardware.product_key)
            .without("channel", row.channel.key());
        change.write(rows::remove(Batch::of(event), row.id)).await?;
        Ok(())
    }
}
