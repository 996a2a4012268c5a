//! The catalogue of signals, each with how it counts in one's own organization.

use authz::{Action, Realm};
use domain::{
    permission::Permission,
    room::DeviceType,
    signal::{Rule, Signal, of},
};
use store::View;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for all signals, in the order of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct ListSignals;

/// A signal of a kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignalLine {
    /// The kind of device.
    pub device_type: DeviceType,
    /// The signal as shipped.
    pub signal: &'static Signal,
    /// How it counts here.
    pub rule: Rule,
}

impl SignalLine {
    /// Whether it is the signal of an address.
    pub fn is(&self, device_type: &str, key: &str) -> bool {
        self.device_type.key() == device_type && self.signal.key == key
    }

    /// Whether the organization set something else than what was shipped.
    pub fn is_changed(&self) -> bool {
        self.rule != self.signal.shipped()
    }
}

impl Question for ListSignals {
    type Answer = Vec<SignalLine>;
    const NAME: &'static str = "signals.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<SignalLine>, Refusal> {
        let rules = store::signals::settings(view).await?;
        let line =
            |device_type, signal| SignalLine { device_type, signal, rule: rules.of(device_type, signal) };
        let of = |device_type| of(device_type).iter().map(move |signal| (device_type, signal));
        Ok(DeviceType::ALL.into_iter().flat_map(of).map(|(kind, signal)| line(kind, signal)).collect())
    }
}
