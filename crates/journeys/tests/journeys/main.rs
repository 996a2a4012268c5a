//! People's ways through the portal, in a browser, from the door to the goal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod access;
mod audit_log;
mod block;
mod bulk;
mod ending;
mod enrolment;
mod incidents;
mod invitations;
mod languages;
mod main_job;
mod monday;
mod named_users;
mod partner;
mod people;
mod previews;
mod roles;
mod rooms;
mod rooms_list;
mod rooms_of_customers;
mod sign_in;
mod stage;
mod update_rings;
mod updates;
