//! Request and answer shapes of the API and of the device channel; depends on no other crate of ours.

pub mod access_checks;
pub mod access_review;
pub mod account;
pub mod agents;
pub mod audit_logs;
pub mod bulk_assignments;
pub mod directory;
pub mod enrolment_key;
pub mod explanations;
pub mod invitations;
pub mod jobs;
pub mod notices;
pub mod organizations;
pub mod partners;
pub mod places;
pub mod previews;
pub mod role_assignments;
pub mod roles;
pub mod room_groups;
pub mod rooms;
pub mod scopes;
pub mod signals;
pub mod suppressions;
pub mod tickets;
pub mod update_rings;
