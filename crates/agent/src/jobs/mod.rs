//! Jobs: what the server asks this device to do, once each.
//!
//! Invariant: an order says what and never how. What runs on the machine are the commands that the agent's own configuration
//! names, and nothing that came over the network.

pub(crate) mod command;
pub mod ledger;
mod log_files;
pub mod machine;
mod settings_file;

use std::{future::Future, pin::Pin};

use tokio::sync::mpsc;
use wire::agents::{JobOrder, JobState};

use crate::courier::Courier;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Done, done with errors, or not done.
    pub state: JobState,
    /// Why, as a word of the contract.
    pub reason: Option<&'static str>,
    /// What is given back.
    pub output: String,
}

impl Ended {
    /// Done.
    pub fn completed(output: impl Into<String>) -> Self {
        Self { state: JobState::Completed, reason: None, output: output.into() }
    }

    /// Done, with errors.
    pub fn with_errors(reason: &'static str, output: impl Into<String>) -> Self {
        Self { state: JobState::CompletedWithErrors, reason: Some(reason), output: output.into() }
    }

    /// Not done.
    pub fn failed(reason: &'static str, output: impl Into<String>) -> Self {
        Self { state: JobState::Failed, reason: Some(reason), output: output.into() }
    }
}

/// A job that is being done.
pub type Work = Pin<Box<dyn Future<Output = Ended> + Send>>;

/// Somebody who does jobs.
pub trait Worker: Send + Sync + 'static {
    /// Does a job, tells each step of it, and hands files to the courier; none where the server takes none.
    fn work(&self, order: JobOrder, steps: mpsc::UnboundedSender<String>, courier: Option<Courier>) -> Work;

    /// What tells one start of the machine from another.
    fn boot(&self) -> String;

    /// How a job ended in the middle of which the agent was stopped, on this start of the machine or an earlier one.
    fn interrupted(&self, order: &JobOrder, same_boot: bool) -> Ended;
}
