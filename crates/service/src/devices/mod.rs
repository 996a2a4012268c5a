//! The device channel: enrolment with a key, reports of what a room's device sees.
//!
//! Invariant: a device **is** its credential (decision 19); a report is answered "stored" only after it is
//! on disk.

mod credentials;
mod desk;
mod enrol;
mod facts;
mod file;
mod pace;
mod reached;
mod refused;
mod report;
mod signed;
mod uploads;
mod writer;

pub(crate) use self::{
    credentials::Credentials,
    desk::{Contacts, Desk},
};
pub use self::{
    enrol::{Enrol, Enrolled, enrol},
    facts::DeviceFacts,
    file::{Sender, sender},
    reached::{Reached, Target},
    refused::Refused,
    report::{Answered, Heard, Outcome, Record, Report, Said, hear, report},
    signed::{Claim, ReportKey, Signer, hear_signed, signers},
};

use sha2::{Digest as _, Sha256};

/// The form in which a credential is kept.
fn hash(credential: &str) -> [u8; 32] {
    Sha256::digest(credential.as_bytes()).into()
}
