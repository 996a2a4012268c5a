//! Back to the catalogue: one signal, or all of them.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
    room::DeviceType,
    signal::{Rule, Signal, find},
};
use store::{Batch, Change};

use super::{differences, named};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Takes back what is set for a signal of a kind of device.
#[derive(Clone, Debug)]
pub struct ResetSignal {
    /// The kind of device, by its word.
    pub device_type: String,
    /// The signal, by its key.
    pub signal: String,
}

/// Takes back what is set for every signal.
#[derive(Clone, Copy, Debug)]
pub struct ResetAllSignals;

impl Command for ResetSignal {
    type Output = ();
    const NAME: &'static str = "signals.reset";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let (device_type, signal) = named(&self.device_type, &self.signal)?;
        let before = store::signals::fetch(change).await?.of(device_type, signal);
        if before == signal.shipped() {
            return Ok(());
        }
        reset(change, device_type, signal, before).await
    }
}

impl Command for ResetAllSignals {
    type Output = ();
    const NAME: &'static str = "signals.reset_all";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        for (device_type, key, before) in store::signals::fetch(change).await?.iter() {
            if let Some(signal) = find(device_type, key) {
                reset(change, device_type, signal, before).await?;
            }
        }
        Ok(())
    }
}

async fn reset(
    change: &mut Change,
    device_type: DeviceType,
    signal: &Signal,
    before: Rule,
) -> Result<(), Refusal> {
    let event = Event::new(EventKind::SignalReset, Subject::thing(change.tenant().uuid(), signal.key))
        .with("deviceType", device_type.key());
    let batch = Batch::of(differences(event, before, signal.shipped()));
    change.write(store::signals::reset(batch, device_type, signal.key)).await?;
    Ok(())
}
