//! The API over HTTP, on both databases: one module for each noun; `testkit::http` serves and calls.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod absent_areas;
mod access_checks;
mod access_review;
mod added_customers;
mod applications;
mod audit_logs;
mod autopilot;
mod bulk_assignments;
mod conventions;
mod customer_directory;
mod delegated_admin_statistics;
mod directory;
mod distributions;
mod explanations;
mod extended;
mod granular;
mod graph_reads;
mod graph_surface;
mod idempotency_keys;
mod jobs;
mod listed;
mod lists;
mod maintenance_windows;
mod oauth;
mod partner_center;
mod partner_holdings;
mod partner_webhooks;
mod partners;
mod previews;
mod reports;
mod resellers;
mod rollouts;
mod room_events;
mod rooms;
mod service_portals;
mod signals;
mod strangers;
mod subscriptions;
mod support_requests;
mod suppressions;
mod tickets;
mod update_rings;
mod user_management;
mod webhooks;
