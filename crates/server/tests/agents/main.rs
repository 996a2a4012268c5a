//! The device channel over real connections: the contract, every refusal, and what no message can break.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod contract;
mod edge;
mod files;
mod gathered;
mod jobs;
mod relay;
mod signed;
mod site;
mod wire;
