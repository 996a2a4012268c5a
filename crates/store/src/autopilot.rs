//! Autopilot devices of an organization, its profiles, and what was submitted for several devices at once.
//!
//! Invariant: everything stands in the customer's organization; of a device of another organization a statement learns no more than that
//! one of its identities is taken.

mod batches;
mod devices;
mod profiles;
mod submissions;
mod tries;
mod upload;

pub use batches::{BatchRow, batch, batches, count_batches, fetch_batch};
pub use devices::{
    AddedBy, DEVICES, DEVICES_TABLE, DeviceRow, Narrowed, apply, count_devices, devices, fetch_devices, held,
    of_serials, one_device, remove,
};
pub use profiles::{
    PROFILES, PROFILES_TABLE, ProfileRow, add_profile, count_profiles, delete_profile, fetch_named_profile,
    fetch_profile, fetch_profiles, how_many_profiles, profile, profiles, set_profile,
};
pub use submissions::{
    ResultRow, SubmissionRow, Submitted, add_result, results, submission, submissions, submit,
};
pub use tries::told_elsewhere;
pub use upload::{NewDevice, Upload, upload};
