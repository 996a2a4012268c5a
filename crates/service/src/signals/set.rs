//! Setting how a signal counts: on or off, severity, periods; within what the catalogue allows.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
    signal::{LONGEST_PERIOD, Periods, Rule, SHORTEST_POLL, Severity, Signal},
};
use store::{Batch, Change};

use super::{differences, named};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Sets how a signal of a kind of device counts; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct SetSignal {
    /// The kind of device, by its word.
    pub device_type: String,
    /// The signal, by its key.
    pub signal: String,
    /// Whether it counts at all.
    pub is_enabled: Option<bool>,
    /// How bad it is, by its word.
    pub severity: Option<String>,
    /// The longest gap between two looks, in minutes.
    pub poll: Option<String>,
    /// The time from the change until it counts, in minutes.
    pub watch: Option<String>,
}

impl Command for SetSignal {
    type Output = ();
    const NAME: &'static str = "signals.set";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let (device_type, signal) = named(&self.device_type, &self.signal)?;
        let before = store::signals::fetch(change).await?.of(device_type, signal);
        let after = self.over(signal, before)?;
        if after == before {
            return Ok(());
        }
        let event = Event::new(EventKind::SignalSet, Subject::thing(change.tenant().uuid(), signal.key))
            .with("deviceType", device_type.key());
        let batch = Batch::of(differences(event, before, after));
        let batch = if after == signal.shipped() {
            store::signals::reset(batch, device_type, signal.key)
        } else {
            store::signals::set(batch, device_type, signal.key, after)
        };
        change.write(batch).await?;
        Ok(())
    }
}

impl SetSignal {
    /// The rule with what is wanted, or everything that is wrong with it.
    fn over(&self, signal: &Signal, before: Rule) -> Result<Rule, Refusal> {
        let mut form = Form::default();
        if !signal.is_settable() {
            let given = [
                ("isEnabled", self.is_enabled.is_some()),
                ("severity", self.severity.is_some()),
                ("pollMinutes", self.poll.is_some()),
                ("watchMinutes", self.watch.is_some()),
            ];
            for (field, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
                form.fault(field, Code::NotSettable);
            }
            form.finish()?;
            return Ok(before);
        }
        let mut rule = Rule { is_enabled: self.is_enabled.unwrap_or(before.is_enabled), ..before };
        if let Some(word) = &self.severity {
            match (signal.severity, Severity::from_key(word)) {
                (None, _) => form.fault("severity", Code::NotSettable),
                (Some(_), None) => form.fault("severity", Code::UnknownValue),
                (Some(_), severity) => rule.severity = severity,
            }
        }
        let mut minutes = |field: &str, typed: Option<&String>, least: u16, now: u16| match typed {
            None => now,
            Some(_) if !signal.is_polled() => {
                form.fault(field, Code::NotSettable);
                now
            }
            Some(typed) => typed
                .trim()
                .parse()
                .ok()
                .filter(|minutes| (least..=LONGEST_PERIOD).contains(minutes))
                .unwrap_or_else(|| {
                    form.limit(field, Code::OutOfRange, format!("{least}–{LONGEST_PERIOD}"));
                    now
                }),
        };
        let Periods { poll, watch } = before.periods.unwrap_or(Periods { poll: 0, watch: 0 });
        let poll = minutes("pollMinutes", self.poll.as_ref(), SHORTEST_POLL, poll);
        let watch = minutes("watchMinutes", self.watch.as_ref(), 0, watch);
        rule.periods = before.periods.map(|_| Periods { poll, watch });
        form.finish()?;
        Ok(rule)
    }
}
