//! What a device tells about itself (§5.1): data, never identity (decision 19).

use domain::room::DeviceType;
use store::telemetry::{FACTS, Facts};

/// The place of the addresses among the facts; they are stored as a document, a list of texts.
const ADDRESSES: usize = 8;

/// A stored fact as a person reads it.
pub(super) fn shown(fact: &str, stored: &str) -> String {
    if FACTS.get(ADDRESSES) != Some(&fact) {
        return stored.to_owned();
    }
    let addresses: Vec<String> = serde_json::from_str(stored).unwrap_or_default();
    addresses.join(", ")
}

/// Facts as told; what is not told is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceFacts {
    /// What kind of device.
    pub device_type: Option<DeviceType>,
    /// Who made it.
    pub manufacturer: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// Its serial number.
    pub serial_number: Option<String>,
    /// Its name in its network.
    pub host_name: Option<String>,
    /// The version of the agent.
    pub agent_version: Option<String>,
    /// The version of the meeting app.
    pub app_version: Option<String>,
    /// The operating system and its version.
    pub os_version: Option<String>,
    /// IP and hardware addresses.
    pub addresses: Vec<String>,
    /// For example `wired`.
    pub network_type: Option<String>,
}

impl DeviceFacts {
    /// Every fact that was told, in the order of storage.
    pub(super) fn told(&self) -> [Option<String>; FACTS.len()] {
        let addresses =
            (!self.addresses.is_empty()).then(|| serde_json::Value::from(self.addresses.clone()).to_string());
        [
            self.device_type.map(|kind| kind.key().to_owned()),
            self.manufacturer.clone(),
            self.model.clone(),
            self.serial_number.clone(),
            self.host_name.clone(),
            self.agent_version.clone(),
            self.app_version.clone(),
            self.os_version.clone(),
            addresses,
            self.network_type.clone(),
        ]
    }

    /// The facts of a room after this was told: what is not told stays.
    pub(super) fn over(&self, mut known: Facts) -> Facts {
        for (known, told) in known.iter_mut().zip(self.told()) {
            if let Some(told) = told {
                told.trim().clone_into(known);
            }
        }
        known
    }

    /// The facts of a new room.
    pub(super) fn alone(mut self) -> Facts {
        self.device_type = Some(self.device_type.unwrap_or_default());
        let mut nothing = Facts::default();
        if let Some(addresses) = nothing.get_mut(ADDRESSES) {
            "[]".clone_into(addresses);
        }
        self.over(nothing)
    }

    /// What a new room is called until somebody names it: its host name, else make and model, else its serial
    /// number.
    pub(super) fn name(&self) -> Option<String> {
        let text = |fact: &Option<String>| fact.as_deref().unwrap_or_default().trim().to_owned();
        let make = format!("{} {}", text(&self.manufacturer), text(&self.model));
        [text(&self.host_name), make.trim().to_owned(), text(&self.serial_number)]
            .into_iter()
            .find(|name| !name.is_empty())
            .map(|name| name.chars().take(domain::text::Name::MAX).collect())
    }
}
