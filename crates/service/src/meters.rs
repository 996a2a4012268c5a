//! What is counted while Steward works, for whoever runs the server. Without a recorder (`metrics_listen`) counting costs nothing.
//!
//! Invariant: a label is a word of the program (`&'static str`), so nothing that a tenant, person, room or device is or says can
//! become one, and the number of series is bounded.

use std::time::Duration;

use metrics::{Unit, counter, describe_counter, describe_gauge, gauge, histogram};

use crate::{app::App, devices, refusal::Refusal};

const USE_CASES: &str = "steward_use_cases_total";
const BUSY: &str = "steward_busy_retries_total";
const REPORTS: &str = "steward_agent_reports_total";
const OVERLOAD: &str = "steward_agent_reports_refused_for_overload_total";
const WRITES: &str = "steward_agent_report_write_duration_seconds";
const MAILS: &str = "steward_mails_total";
const DELIVERIES: &str = "steward_webhook_deliveries_total";
const TASKS: &str = "steward_task_runs_total";
const TASK_DONE: &str = "steward_task_done_timestamp_seconds";

/// Says what each figure of this file means.
pub fn describe() {
    describe_counter!(USE_CASES, "Commands (run) and questions (ask) by use case and how they ended.");
    describe_counter!(BUSY, "Transactions that were tried again because the database was busy.");
    describe_counter!(REPORTS, "Reports of devices by what became of them.");
    describe_counter!(OVERLOAD, "Reports that were refused because too many waited to be written.");
    metrics::describe_histogram!(WRITES, Unit::Seconds, "How long a group of reports took to be on disk.");
    describe_counter!(MAILS, "Tries to send an e-mail by how they ended.");
    describe_counter!(DELIVERIES, "Tries to send a message to a webhook by how they ended.");
    describe_counter!(TASKS, "Runs of Steward's own tasks by how they ended.");
    describe_gauge!(TASK_DONE, Unit::Seconds, "When each of Steward's own tasks ended well last.");
}

/// The doors into the program.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Door {
    Run,
    Ask,
}

/// A use case was done or refused.
pub(crate) fn used<T>(door: Door, name: &'static str, outcome: &Result<T, Refusal>) {
    let door = match door {
        Door::Run => "run",
        Door::Ask => "ask",
    };
    let outcome = outcome.as_ref().err().map_or("done", |refusal| refusal.code().as_str());
    counter!(USE_CASES, "door" => door, "name" => name, "outcome" => outcome).increment(1);
}

/// A transaction is tried again because the database was busy.
pub(crate) fn busy() {
    counter!(BUSY).increment(1);
}

/// A device reported.
pub(crate) fn reported(outcome: Result<devices::Outcome, &devices::Refused>) {
    let outcome = match outcome {
        Ok(devices::Outcome::Stored) => "stored",
        Ok(devices::Outcome::Received) => "received",
        Err(refused) => refused.code().as_str(),
    };
    counter!(REPORTS, "outcome" => outcome).increment(1);
}

/// Reports were refused because too many waited.
pub(crate) fn overloaded(reports: usize) {
    counter!(OVERLOAD).increment(u64::try_from(reports).unwrap_or(u64::MAX));
}

/// A group of reports is on disk.
pub(crate) fn wrote(took: Duration) {
    histogram!(WRITES).record(took);
}

/// An e-mail was tried to be sent.
pub(crate) fn mailed(outcome: &'static str) {
    counter!(MAILS, "outcome" => outcome).increment(1);
}

/// A message to a webhook was tried to be sent.
pub(crate) fn delivered(outcome: &'static str) {
    counter!(DELIVERIES, "outcome" => outcome).increment(1);
}

/// One of Steward's own tasks ran.
pub fn ran(app: &App, task: &'static str, is_done: bool) {
    let outcome = if is_done { "done" } else { "failed" };
    counter!(TASKS, "task" => task, "outcome" => outcome).increment(1);
    if is_done {
        let now = Duration::from_micros(app.clock.now().micros().max(0).unsigned_abs());
        gauge!(TASK_DONE, "task" => task).set(now.as_secs_f64());
    }
}
