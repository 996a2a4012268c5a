//! Settings > Signals: how the signals of the catalogue count in one's own organization.
//!
//! Invariant: a setting is stored where it differs from the catalogue, and every change of it has the health watch judge the
//! rooms concerned anew, some at a time.

mod escalation;
mod list;
mod reset;
mod set;

use domain::{
    event::Event,
    room::DeviceType,
    signal::{Periods, Rule, Severity, Signal, find},
};

pub use escalation::{Escalation, SetEscalation};
pub use list::{ListSignals, SignalLine};
pub use reset::{ResetAllSignals, ResetSignal};
pub use set::SetSignal;

use crate::refusal::Refusal;

/// The signal that an address names.
fn named(device_type: &str, key: &str) -> Result<(DeviceType, &'static Signal), Refusal> {
    let device_type = DeviceType::from_key(device_type).ok_or(Refusal::Missing)?;
    let signal = find(device_type, key).ok_or(Refusal::Missing)?;
    Ok((device_type, signal))
}

/// Adds what differs between two rules to an event.
fn differences(event: Event, before: Rule, after: Rule) -> Event {
    let severity = |rule: Rule| rule.severity.map(Severity::key).unwrap_or_default();
    let minutes = |rule: Rule, of: fn(Periods) -> u16| {
        rule.periods.map(|periods| of(periods).to_string()).unwrap_or_default()
    };
    let poll = |rule| minutes(rule, |periods| periods.poll);
    let watch = |rule| minutes(rule, |periods| periods.watch);
    event
        .changed("isEnabled", before.is_enabled, after.is_enabled)
        .changed("severity", severity(before), severity(after))
        .changed("pollMinutes", poll(before), poll(after))
        .changed("watchMinutes", watch(before), watch(after))
}
