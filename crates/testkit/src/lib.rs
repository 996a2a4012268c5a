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
#[cfg(feature = "databases")]
pub mod customers;
#[cfg(feature = "databases")]
mod databases;
#[cfg(feature = "http")]
pub mod http;
pub mod model;
#[cfg(feature = "databases")]
mod people;
pub mod plain;
#[cfg(feature = "databases")]
mod postgresql;
#[cfg(feature = "http")]
pub mod receiver;
mod resellers;
#[cfg(feature = "databases")]
mod room_events;
pub mod scenario;
#[cfg(feature = "databases")]
pub mod signer;
#[cfg(feature = "http")]
pub mod smtp;
#[cfg(feature = "databases")]
mod work;
#[cfg(feature = "databases")]
mod world;
pub mod worlds;

#[cfg(feature = "databases")]
pub use clock::SeededSecrets;
pub use clock::{FakeClock, SeededIds};
#[cfg(feature = "databases")]
pub use databases::{Database, Kind};
#[cfg(feature = "databases")]
pub use people::{PASSWORD, PASSWORD_HASH};
#[cfg(feature = "databases")]
pub use signer::Signer;
#[cfg(feature = "databases")]
pub use store::seed;
#[cfg(feature = "databases")]
pub use work::work;
#[cfg(feature = "databases")]
pub use world::{Linked, World, each, each_linked};
