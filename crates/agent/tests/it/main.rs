//! The agent over real HTTP: a small server that keeps the contract, breaks it, goes away and comes back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod fake_server;
mod gather;
mod http;
mod program;
mod reach;
mod relay;
mod simulation;
mod tls;
