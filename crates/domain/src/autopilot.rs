//! Windows Autopilot: devices that set themselves up, the profiles with what they are to skip, and what a partner may do
//! with them.
//!
//! Invariant: a device remembers for ever which organization added it; rights over it follow from that and from nothing the device tells.

mod hardware;
mod outcome;
mod profile;
mod rules;

pub use hardware::{Hardware, Identity};
pub use outcome::{Outcome, SubmissionKind};
pub use profile::{ProfileSetting, ProfileSettings};
pub use rules::{Allowed, DeviceOperation, Origin, RuleSet};

/// How many devices are taken at once.
pub const MOST_AT_ONCE: usize = 500;
/// How often an hour an organization is told that a device is another organization's, before it has to wait.
pub const ELSEWHERE_AN_HOUR: usize = 20;
/// How many profiles an organization has at most.
pub const MOST_PROFILES: i64 = 100;
/// The most characters of the description of a profile.
pub const LONGEST_DESCRIPTION: usize = 500;
/// The most characters of the name of a batch.
pub const LONGEST_BATCH: usize = 64;

/// The way by which a device was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// A partner uploaded it.
    PartnerUpload,
    /// The customer, by the store for business.
    StoreForBusiness,
    /// The customer, by the store for education.
    StoreForEducation,
    /// The customer, by its portal for the management of devices.
    DeviceManagementPortal,
    /// The maker of the device.
    Oem,
}

impl Channel {
    /// Every way.
    pub const ALL: [Self; 5] = [
        Self::PartnerUpload,
        Self::StoreForBusiness,
        Self::StoreForEducation,
        Self::DeviceManagementPortal,
        Self::Oem,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PartnerUpload => "partner_upload",
            Self::StoreForBusiness => "store_for_business",
            Self::StoreForEducation => "store_for_education",
            Self::DeviceManagementPortal => "device_management_portal",
            Self::Oem => "oem",
        }
    }

    /// The way of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }
}
