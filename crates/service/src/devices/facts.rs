//! What a device tells about itself (§5.1): data, never identity (decision 19).

use domain::{
    device::{CredentialProtection, Missing, Tpm},
    room::DeviceType,
};
use store::telemetry::{FACTS, Facts};

/// Facts that are stored as a document, a list of texts.
const ADDRESSES: [&str; 2] = ["addresses", "macAddresses"];
/// The fact that is stored as a document, a list of [`Missing`].
const MISSING: &str = "missing";

/// A stored fact as a person reads it.
pub(super) fn shown(fact: &str, stored: &str) -> String {
    if ADDRESSES.contains(&fact) {
        let addresses: Vec<String> = serde_json::from_str(stored).unwrap_or_default();
        addresses.join(", ")
    } else if fact == MISSING {
        let missing: Vec<Missing> = serde_json::from_str(stored).unwrap_or_default();
        missing.iter().map(|missing| missing.what.as_str()).collect::<Vec<_>>().join(", ")
    } else {
        stored.to_owned()
    }
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
    /// IP addresses.
    pub addresses: Vec<String>,
    /// For example `wired`.
    pub network_type: Option<String>,
    /// The version of the firmware.
    pub firmware_version: Option<String>,
    /// Hardware addresses.
    pub mac_addresses: Vec<String>,
    /// Its TPM.
    pub tpm: Option<Tpm>,
    /// How it keeps its credential.
    pub credential_protection: Option<CredentialProtection>,
    /// What its agent cannot tell or do; an empty list is nothing, none is not told.
    pub missing: Option<Vec<Missing>>,
}

impl DeviceFacts {
    /// Every fact that was told, in the order of storage.
    pub(super) fn told(&self) -> [Option<String>; FACTS.len()] {
        let list = |texts: &Vec<String>| {
            (!texts.is_empty()).then(|| serde_json::Value::from(texts.clone()).to_string())
        };
        [
            self.device_type.map(|kind| kind.key().to_owned()),
            self.manufacturer.clone(),
            self.model.clone(),
            self.serial_number.clone(),
            self.host_name.clone(),
            self.agent_version.clone(),
            self.app_version.clone(),
            self.os_version.clone(),
            list(&self.addresses),
            self.network_type.clone(),
            self.firmware_version.clone(),
            list(&self.mac_addresses),
            self.tpm.map(|tpm| tpm.key().to_owned()),
            self.credential_protection.map(|protection| protection.key().to_owned()),
            self.missing.as_ref().map(|missing| serde_json::json!(missing).to_string()),
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
        for (fact, stored) in FACTS.iter().zip(&mut nothing) {
            if ADDRESSES.contains(fact) {
                "[]".clone_into(stored);
            }
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
