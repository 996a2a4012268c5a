//! The pages over HTTP, as a browser without script gets them: one module for each noun.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod access_review;
mod account;
mod added_customers;
mod applications;
mod audit_logs;
mod autopilot;
mod bulk_assignments;
mod customer_directory;
mod customers;
mod directory;
mod extended;
mod general;
mod granular;
mod groups;
mod incidents;
mod jobs;
mod mail;
mod maintenance_windows;
mod many_customers;
mod monitor;
mod off_boarding;
mod on_behalf;
mod organizations;
mod partners;
mod places;
mod previews;
mod reachability;
mod refusals;
mod report_mail;
mod reports;
mod roles;
mod room_events;
mod rooms;
mod saved_views;
mod service_portals;
mod sign_in;
mod signals;
mod subscriptions;
mod support_requests;
mod suppressions;
mod update_rings;
mod updates;
mod user_management;
mod webhooks;
