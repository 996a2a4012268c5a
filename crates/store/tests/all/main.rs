//! Tests of storage: each runs on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod access_review;
mod audit;
mod change;
mod image;
mod migrations;
mod reports;
mod room_events;
mod rule;
mod scenarios;
mod seed;
mod support_requests;
mod tickets;
mod update_rings;
