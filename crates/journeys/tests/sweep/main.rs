//! Every page of the portal as every kind of person.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod addresses;
mod cast;
mod crawl;
mod doors;
mod eyes;
mod page;
mod secrets;
mod tags;
mod things;
mod town;
