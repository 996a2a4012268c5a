//! The engine against the rules and against the slow, obvious model of them, over worlds drawn at random.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod actions;
mod agents;
mod applications;
mod confer;
mod delegated_directory;
mod delegated_rooms;
mod explain;
mod image;
mod rule;
mod subscriptions;
mod user_management;

use proptest::test_runner::Config;

/// Draws so many worlds, or fewer where `PROPTEST_CASES` says so.
fn worlds(cases: u32) -> Config {
    let most = std::env::var("PROPTEST_CASES").ok().and_then(|most| most.parse().ok()).unwrap_or(cases);
    Config { cases: cases.min(most), failure_persistence: None, ..Config::default() }
}
