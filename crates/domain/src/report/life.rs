//! When a ticket was open, how bad it was and whether somebody took care of it, by its history.

use super::TicketCategory;
use crate::{signal::Severity, ticket::TicketState, time::Time};

/// What happened to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Time,
    /// What changed: `state`, `severity` or `owner`; everything else says nothing here.
    pub kind: String,
    /// The word before.
    pub before: String,
    /// The word after; of an owner, nothing where nobody takes care any more.
    pub after: String,
}

/// A time in which a ticket was open, of one severity and in the same hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSpan {
    /// Since when.
    pub from: Time,
    /// Until when; none while it lasts.
    pub until: Option<Time>,
    /// Whether it is Critical or Important, so that it affects health.
    pub is_severe: bool,
    /// Whether somebody took care of it.
    pub is_taken: bool,
}

impl OpenSpan {
    /// Its parts before, in and after a time in which it did not count for health.
    fn parted(self, from: Time, until: Time) -> Vec<Self> {
        if !self.is_severe || until <= self.from || self.until.is_some_and(|end| end <= from) {
            return vec![self];
        }
        let is_longer = self.until.is_none_or(|end| end > until);
        let mut parts = Vec::new();
        if self.from < from {
            parts.push(Self { until: Some(from), ..self });
        }
        let quiet_until = if is_longer { Some(until) } else { self.until };
        parts.push(Self { from: self.from.max(from), until: quiet_until, is_severe: false, ..self });
        if is_longer {
            parts.push(Self { from: until, ..self });
        }
        parts
    }
}

/// The life of a ticket as reports need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketLife {
    /// When it was opened first.
    pub opened_at: Time,
    /// Where it is counted.
    pub category: TicketCategory,
    /// When it was open, in the order of time.
    pub open: Vec<OpenSpan>,
    /// When it was resolved, and whether it was severe then.
    pub resolved: Vec<(Time, bool)>,
}

impl TicketLife {
    /// Reads the history of a ticket, in its order; `severity` is the one it has now.
    pub fn read(opened_at: Time, category: TicketCategory, severity: Severity, entries: &[Entry]) -> Self {
        let first = entries.iter().find(|entry| entry.kind == "severity");
        let first = first.and_then(|entry| Severity::from_key(&entry.before)).unwrap_or(severity);
        let mut life = Self { opened_at, category, open: Vec::new(), resolved: Vec::new() };
        let (mut is_open, mut is_severe, mut is_taken) = (true, first.affects_health(), false);
        life.begin(opened_at, is_severe, is_taken);
        for entry in entries {
            let before = (is_open, is_severe, is_taken);
            match entry.kind.as_str() {
                "state" => {
                    let Some(state) = TicketState::from_key(&entry.after) else { continue };
                    is_open = state.is_open();
                    if before.0 && state == TicketState::Resolved {
                        life.resolved.push((entry.at, is_severe));
                    }
                }
                "severity" => {
                    is_severe = Severity::from_key(&entry.after).is_some_and(Severity::affects_health);
                }
                "owner" => is_taken = !entry.after.is_empty(),
                _ => continue,
            }
            if before == (is_open, is_severe, is_taken) {
                continue;
            }
            if before.0 {
                life.end(entry.at);
            }
            if is_open {
                life.begin(entry.at, is_severe, is_taken);
            }
        }
        life
    }

    /// In these times it did not count for health, because the room or the signal was suppressed; open it was all the same.
    pub fn quiet(&mut self, times: &[(Time, Time)]) {
        for (from, until) in times.iter().filter(|(from, until)| from < until) {
            let open = std::mem::take(&mut self.open);
            self.open = open.into_iter().flat_map(|span| span.parted(*from, *until)).collect();
        }
    }

    /// Whether it is open now.
    pub fn is_open(&self) -> bool {
        self.open.last().is_some_and(|span| span.until.is_none())
    }

    fn begin(&mut self, from: Time, is_severe: bool, is_taken: bool) {
        self.open.push(OpenSpan { from, until: None, is_severe, is_taken });
    }

    fn end(&mut self, at: Time) {
        if let Some(last) = self.open.last_mut() {
            last.until = Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MINUTE;

    fn at(minute: i64) -> Time {
        Time::from_micros(minute * MINUTE)
    }

    fn entry(minute: i64, kind: &str, before: &str, after: &str) -> Entry {
        Entry { at: at(minute), kind: kind.to_owned(), before: before.to_owned(), after: after.to_owned() }
    }

    /// the history says when a ticket was open, how bad it was then and in whose hands.
    #[test]
    fn a_history_is_read_as_times() {
        let entries = [
            entry(0, "state", "", "new"),
            entry(10, "severity", "warning", "important"),
            entry(12, "message", "", "a word"),
            entry(15, "owner", "", "Anna"),
            entry(15, "state", "new", "investigating"),
            entry(20, "state", "investigating", "resolved"),
            entry(30, "state", "resolved", "watching"),
            entry(35, "state", "watching", "investigating"),
        ];
        let life = TicketLife::read(at(0), TicketCategory::Audio, Severity::Important, &entries);
        let span = |from, until: Option<i64>, is_severe, is_taken| OpenSpan {
            from: at(from),
            until: until.map(at),
            is_severe,
            is_taken,
        };
        assert_eq!(
            life.open,
            [
                span(0, Some(10), false, false),
                span(10, Some(15), true, false),
                span(15, Some(20), true, true),
                span(35, None, true, true),
            ]
        );
        assert_eq!(life.resolved, [(at(20), true)]);
        assert!(life.is_open());
    }

    /// a ticket is open while its room or its signal is suppressed, and does not count for health meanwhile.
    #[test]
    fn suppressed_times_do_not_count() {
        let of = |times: &[(i64, i64)]| {
            let entries = [entry(20, "state", "new", "resolved"), entry(30, "state", "resolved", "new")];
            let mut life = TicketLife::read(at(0), TicketCategory::Audio, Severity::Important, &entries);
            let times: Vec<_> = times.iter().map(|(from, until)| (at(*from), at(*until))).collect();
            life.quiet(&times);
            assert!(life.is_open());
            let severe = life.open.into_iter().filter(|span| span.is_severe);
            severe.map(|span| (span.from, span.until)).collect::<Vec<_>>()
        };
        let span = |from, until: Option<i64>| (at(from), until.map(at));
        assert_eq!(of(&[]), [span(0, Some(20)), span(30, None)]);
        assert_eq!(of(&[(5, 10)]), [span(0, Some(5)), span(10, Some(20)), span(30, None)]);
        assert_eq!(of(&[(5, 40)]), [span(0, Some(5)), span(40, None)]);
        assert_eq!(of(&[(5, 10), (8, 12), (12, 12)]), [span(0, Some(5)), span(12, Some(20)), span(30, None)]);
        assert_eq!(of(&[(20, 30), (-5, 0)]), [span(0, Some(20)), span(30, None)]);
        assert_eq!(of(&[(-5, 100)]), [span(100, None)]);
    }
}
