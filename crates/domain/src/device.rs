//! How a device stands: its TPM, how it keeps its credential, and what its agent lacks (R-243, decision 15). Told by
//! the device, shown to people, believed by nobody (decision 19).

use serde::{Deserialize, Serialize};

/// The TPM of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tpm {
    /// A TPM 2.0.
    Tpm2,
    /// A TPM 1.2, which seals no credential.
    Tpm1,
    /// There is none.
    Absent,
}

impl Tpm {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Tpm2, Self::Tpm1, Self::Absent];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Tpm2 => "tpm2",
            Self::Tpm1 => "tpm1",
            Self::Absent => "absent",
        }
    }

    /// The TPM of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tpm| tpm.key() == key)
    }
}

/// How a device keeps its credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialProtection {
    /// Sealed by the TPM: of use on this machine alone.
    Tpm,
    /// In a file that the agent's own user alone can read.
    File,
}

impl CredentialProtection {
    /// Every protection.
    pub const ALL: [Self; 2] = [Self::Tpm, Self::File];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Tpm => "tpm",
            Self::File => "file",
        }
    }

    /// The protection of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protection| protection.key() == key)
    }
}

/// Something that an agent cannot tell or do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// What: the name of a fact, `credentialProtection`, or `localAccount`.
    pub what: String,
    /// Why.
    pub reason: MissingReason,
    /// The file, device or account concerned, in an English sentence of the agent.
    pub detail: String,
}

/// Why an agent cannot tell or do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingReason {
    /// It has no right to.
    NoRight,
    /// The file, device, program or account is not there.
    NotThere,
    /// It was tried and failed.
    Failed,
}

impl MissingReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::NoRight, Self::NotThere, Self::Failed];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoRight => "noRight",
            Self::NotThere => "notThere",
            Self::Failed => "failed",
        }
    }
}
