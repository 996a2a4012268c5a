//! What tests stand on: fresh databases of both kinds, a world of organizations and people, a clock that
//! tests move, and a slow obvious model of the access rule to compare the engine with.
//!
//! Invariant: nothing here is skipped silently; what cannot be set up fails the test with a sentence.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot be set up fails"
)]

mod clock;
mod databases;
#[cfg(feature = "http")]
pub mod http;
pub mod model;
mod people;
pub mod plain;
mod postgresql;
pub mod scenario;
mod work;
mod world;
pub mod worlds;

pub use clock::{FakeClock, SeededIds, SeededSecrets};
pub use databases::{Database, Kind};
pub use people::{PASSWORD, PASSWORD_HASH};
pub use store::seed;
pub use work::work;
pub use world::{Linked, World, each, each_linked};
