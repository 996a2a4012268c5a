//! Enrolment keys: how a device joins an organization without an interactive sign-in (§5.8, R-240, R-244).

/// The word that opens every key file.
pub const KEY_FILE_FORMAT: &str = "steward-enrolment-key";
/// The version of the key file's form.
pub const KEY_FILE_VERSION: u32 = 1;
/// How many rooms may wait in Onboarding for each organization and key, unless set otherwise (decision 19).
pub const ONBOARDING_CAP: i64 = 200;
