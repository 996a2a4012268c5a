//! What a device tells about itself, and what its agent misses.

use serde::{Deserialize, Serialize};

use super::{
    MAX_ADDRESS, MAX_ADDRESSES, MAX_DETAIL, MAX_FACT, MAX_MISSING, MAX_SIGNAL, Malformed, malformed, text,
};

/// What a device tells about itself (§5.1): data, never identity (decision 19).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceFacts {
    /// The name of the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_name: Option<String>,
    /// What kind of device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_type: Option<DeviceType>,
    /// Who made the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    /// Its model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Its serial number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    /// The version of the agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_version: Option<String>,
    /// The version of the meeting app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_version: Option<String>,
    /// The operating system and its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub os_version: Option<String>,
    /// IP addresses, at most [`MAX_ADDRESSES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ip_addresses: Vec<String>,
    /// Hardware addresses, at most [`MAX_ADDRESSES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mac_addresses: Vec<String>,
    /// For example `wired` or `wireless`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network_type: Option<String>,
    /// The version of the firmware (BIOS).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firmware_version: Option<String>,
    /// The TPM of the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tpm: Option<Tpm>,
    /// How the credential is kept (decision 15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_protection: Option<CredentialProtection>,
    /// Everything that the agent misses, at most [`MAX_MISSING`]; an empty list says that it misses nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Vec<Missing>>,
}

/// The TPM of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tpm {
    /// A TPM 2.0.
    Tpm2,
    /// A TPM 1.2, which seals no credential.
    Tpm1,
    /// There is none.
    Absent,
}

/// How a credential is kept (R-243, decision 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CredentialProtection {
    /// Sealed by the TPM: of use on this machine alone.
    Tpm,
    /// In a file that the agent's own user alone can read.
    File,
}

/// Something that an agent cannot tell or do (R-243, decision 15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Missing {
    /// What: the name of a field of [`DeviceFacts`], `credentialProtection` for the seal of the TPM, or `localAccount`.
    pub what: String,
    /// Why.
    pub reason: MissingReason,
    /// The file, device or account concerned, in a short English sentence.
    pub detail: String,
}

/// Why an agent cannot tell or do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingReason {
    /// It has no right to.
    NoRight,
    /// The file, device, program or account is not there.
    NotThere,
    /// It was tried and failed.
    Failed,
}

/// The kinds of device (§5.1), and any other machine that runs the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceType {
    /// A Windows room.
    WindowsRoom,
    /// An Android video bar.
    AndroidVideoBar,
    /// An Android touch console.
    AndroidTouchConsole,
    /// A panel at the door.
    Panel,
    /// Any other machine.
    Generic,
}

impl DeviceFacts {
    pub(super) fn check(&self) -> Result<(), Malformed> {
        let facts = [
            ("device.hostName", &self.host_name),
            ("device.manufacturer", &self.manufacturer),
            ("device.model", &self.model),
            ("device.serialNumber", &self.serial_number),
            ("device.agentVersion", &self.agent_version),
            ("device.appVersion", &self.app_version),
            ("device.osVersion", &self.os_version),
            ("device.networkType", &self.network_type),
            ("device.firmwareVersion", &self.firmware_version),
        ];
        for (field, fact) in facts {
            text(field, fact.as_deref().unwrap_or_default(), MAX_FACT)?;
        }
        let lists =
            [("device.ipAddresses", &self.ip_addresses), ("device.macAddresses", &self.mac_addresses)];
        for (field, list) in lists {
            if list.len() > MAX_ADDRESSES {
                return malformed(field, "has too many entries");
            }
            list.iter().try_for_each(|address| text(field, address, MAX_ADDRESS))?;
        }
        let missing = self.missing.as_deref().unwrap_or_default();
        if missing.len() > MAX_MISSING {
            return malformed("device.missing", "has too many entries");
        }
        for (index, missing) in missing.iter().enumerate() {
            let field = |name: &str| format!("device.missing[{index}].{name}");
            text(&field("what"), &missing.what, MAX_SIGNAL)?;
            if missing.what.is_empty() || !missing.what.chars().all(|c| c.is_ascii_alphanumeric()) {
                return malformed(&field("what"), "is not the name of a fact");
            }
            text(&field("detail"), &missing.detail, MAX_DETAIL)?;
        }
        Ok(())
    }
}
