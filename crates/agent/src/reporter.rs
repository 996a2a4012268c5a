//! What is still to be told to the server: finds what changed, keeps changes while the server is out of
//! reach, merges the oldest when there are too many.
//!
//! Invariant: once everything waiting is delivered, the server knows the last observation. Pure.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use wire::agents::{Activity, DeviceFacts, MAX_RECORDS, Record, ReportRequest, SignalReport};

/// The most reports that wait; beyond it the two oldest become one.
pub const MAX_WAITING: usize = 100;

/// The most records that wait; beyond it the oldest are given up.
pub const MAX_WAITING_RECORDS: usize = 5_000;

/// What was seen at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// When.
    pub at: Timestamp,
    /// Every signal of the room.
    pub signals: Vec<SignalReport>,
    /// What the device tells about itself.
    pub device: DeviceFacts,
    /// Whether the room is in a meeting.
    pub activity: Activity,
    /// Meetings and calls that ended since the last look.
    pub records: Vec<Record>,
}

/// The reports of one room.
#[derive(Debug, Default)]
pub struct Reporter {
    current: BTreeMap<(String, String), SignalReport>,
    device: DeviceFacts,
    device_waits: bool,
    waiting: VecDeque<ReportRequest>,
    records: VecDeque<Record>,
    observed: bool,
}

impl Reporter {
    /// Takes note of an observation; what differs from the one before waits to be told.
    pub fn observe(&mut self, seen: Observation) {
        self.records.extend(seen.records);
        let too_many = self.records.len().saturating_sub(MAX_WAITING_RECORDS);
        self.records.drain(..too_many);
        let mut changed = Vec::new();
        for signal in seen.signals {
            let id = (signal.signal.clone(), signal.instance.clone());
            let known = self.current.get(&id);
            if known.is_none_or(|known| known.state != signal.state || known.value != signal.value) {
                changed.push(signal.clone());
            }
            self.current.insert(id, signal);
        }
        if !changed.is_empty() {
            self.waiting.push_back(ReportRequest {
                observed_at: seen.at.to_string(),
                signals: changed,
                ..ReportRequest::default()
            });
            self.merge_oldest();
        }
        if !self.observed || seen.device != self.device {
            self.device = seen.device;
            self.device_waits = true;
        }
        self.observed = true;
    }

    /// Whether anything was observed yet.
    pub fn has_observed(&self) -> bool {
        self.observed
    }

    /// Whether something waits that the server does not know.
    pub fn has_news(&self) -> bool {
        self.device_waits || !self.waiting.is_empty()
    }

    /// Whether records wait that the server does not know.
    pub fn has_records(&self) -> bool {
        !self.records.is_empty()
    }

    /// Takes the oldest records for a report to a server that knows them.
    pub fn next_records(&mut self) -> Vec<Record> {
        let count = self.records.len().min(MAX_RECORDS);
        self.records.drain(..count).collect()
    }

    /// How many reports of changes wait.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The device facts of the last observation.
    pub fn device(&self) -> &DeviceFacts {
        &self.device
    }

    /// Tells everything once more, as of `at`.
    pub fn tell_all(&mut self, at: Timestamp) {
        self.waiting.clear();
        let signals: Vec<_> = self.current.values().cloned().collect();
        if !signals.is_empty() {
            let observed_at = at.to_string();
            self.waiting.push_back(ReportRequest { observed_at, signals, ..ReportRequest::default() });
        }
        self.device_waits = true;
    }

    /// The next report: the oldest change, or a heartbeat as of `at`.
    pub fn next_report(&mut self, at: Timestamp) -> ReportRequest {
        let mut report = self
            .waiting
            .pop_front()
            .unwrap_or_else(|| ReportRequest { observed_at: at.to_string(), ..ReportRequest::default() });
        if std::mem::take(&mut self.device_waits) {
            report.device = Some(self.device.clone());
        }
        report
    }

    /// Takes back a report that did not reach the server.
    pub fn undelivered(&mut self, mut report: ReportRequest) {
        self.device_waits |= report.device.take().is_some();
        for record in std::mem::take(&mut report.records).into_iter().rev() {
            self.records.push_front(record);
        }
        if !report.signals.is_empty() {
            self.waiting.push_front(report);
            self.merge_oldest();
        }
    }

    fn merge_oldest(&mut self) {
        if self.waiting.len() <= MAX_WAITING {
            return;
        }
        if let (Some(oldest), Some(next)) = (self.waiting.pop_front(), self.waiting.front_mut()) {
            // As of the later moment: there the older signals that `next` does not name still held.
            for signal in oldest.signals {
                let same = |s: &SignalReport| s.signal == signal.signal && s.instance == signal.instance;
                if !next.signals.iter().any(same) {
                    next.signals.push(signal);
                }
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use wire::agents::SignalState::{self, Healthy, Unhealthy};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + second).unwrap()
    }

    fn signal(key: &str, state: SignalState) -> SignalReport {
        SignalReport { signal: key.to_owned(), instance: String::new(), state, value: None, detail: None }
    }

    fn seen(second: i64, signals: &[(&str, SignalState)]) -> Observation {
        Observation {
            at: at(second),
            signals: signals.iter().map(|(key, state)| signal(key, *state)).collect(),
            device: DeviceFacts { host_name: Some("BER-1".to_owned()), ..DeviceFacts::default() },
            activity: Activity::Idle,
            records: Vec::new(),
        }
    }

    fn keys(report: &ReportRequest) -> Vec<(&str, SignalState)> {
        report.signals.iter().map(|s| (s.signal.as_str(), s.state)).collect()
    }

    #[test]
    fn the_first_report_tells_all_then_only_what_changed() {
        let mut reporter = Reporter::default();
        assert!(!reporter.has_observed());
        reporter.observe(seen(0, &[("a", Healthy), ("b", Healthy)]));
        let first = reporter.next_report(at(1));
        assert_eq!((keys(&first), first.device.is_some()), (vec![("a", Healthy), ("b", Healthy)], true));
        reporter.observe(seen(10, &[("a", Healthy), ("b", Healthy)]));
        assert!(!reporter.has_news());
        let heartbeat = reporter.next_report(at(60));
        assert_eq!((heartbeat.signals.len(), heartbeat.observed_at), (0, at(60).to_string()));
        assert_eq!(heartbeat.device, None);
        reporter.observe(seen(70, &[("a", Healthy), ("b", Unhealthy)]));
        let change = reporter.next_report(at(71));
        assert_eq!((keys(&change), change.observed_at.clone()), (vec![("b", Unhealthy)], at(70).to_string()));
    }

    #[test]
    fn another_explanation_is_no_change_but_another_value_is() {
        let mut reporter = Reporter::default();
        reporter.observe(seen(0, &[("a", Healthy)]));
        reporter.next_report(at(0));
        let mut other = seen(1, &[("a", Healthy)]);
        other.signals[0].detail = Some("1 % more".to_owned());
        reporter.observe(other.clone());
        assert!(!reporter.has_news());
        other.signals[0].value = Some("2.0".to_owned());
        reporter.observe(other);
        assert!(reporter.has_news());
    }

    #[test]
    fn changed_device_facts_are_news() {
        let mut reporter = Reporter::default();
        reporter.observe(seen(0, &[]));
        assert!(reporter.next_report(at(0)).device.is_some());
        let mut moved = seen(1, &[]);
        moved.device.ip_addresses = vec!["192.0.2.7".to_owned()];
        reporter.observe(moved.clone());
        assert!(reporter.has_news());
        let report = reporter.next_report(at(1));
        assert_eq!(report.device.as_ref(), Some(&moved.device));
        reporter.undelivered(report);
        assert!(reporter.next_report(at(2)).device.is_some());
    }

    #[test]
    fn what_was_not_delivered_comes_first_and_with_its_own_time() {
        let mut reporter = Reporter::default();
        reporter.observe(seen(0, &[("a", Healthy)]));
        let report = reporter.next_report(at(0));
        reporter.observe(seen(5, &[("a", Unhealthy)]));
        reporter.undelivered(report.clone());
        assert_eq!(reporter.waiting(), 2);
        assert_eq!(reporter.next_report(at(9)), report);
        assert_eq!(reporter.next_report(at(9)).observed_at, at(5).to_string());
        let heartbeat = reporter.next_report(at(9));
        reporter.undelivered(heartbeat);
        assert_eq!(reporter.waiting(), 0);
    }

    #[test]
    fn too_many_changes_merge_the_oldest_and_end_in_the_truth() {
        let mut reporter = Reporter::default();
        reporter.observe(seen(0, &[("a", Healthy), ("b", Unhealthy)]));
        for n in 1..=1_000 {
            let state = if n % 2 == 0 { Healthy } else { Unhealthy };
            reporter.observe(seen(n, &[("a", state), ("b", Unhealthy)]));
        }
        assert_eq!(reporter.waiting(), MAX_WAITING);
        let oldest = reporter.next_report(at(0));
        assert_eq!(keys(&oldest), [("a", Unhealthy), ("b", Unhealthy)]);
        assert_eq!(oldest.observed_at, at(901).to_string());
        let mut last = None;
        while reporter.has_news() {
            last = Some(reporter.next_report(at(0)));
        }
        let last = last.unwrap();
        assert_eq!((keys(&last), last.observed_at.clone()), (vec![("a", Healthy)], at(1_000).to_string()));
    }

    #[test]
    fn telling_all_replaces_what_waits() {
        let mut reporter = Reporter::default();
        reporter.observe(seen(0, &[("a", Healthy), ("b", Healthy)]));
        reporter.observe(seen(1, &[("a", Unhealthy), ("b", Healthy)]));
        reporter.tell_all(at(2));
        assert_eq!(reporter.waiting(), 1);
        assert_eq!(keys(&reporter.next_report(at(3))), [("a", Unhealthy), ("b", Healthy)]);
    }

    fn meeting(number: usize) -> Record {
        let meeting = wire::agents::MeetingRecord {
            id: format!("m-{number}"),
            started_at: at(0).to_string(),
            ended_at: at(60).to_string(),
            is_booked: true,
            is_online: false,
            people_count: None,
        };
        Record::Meeting { meeting }
    }

    /// records wait until they are delivered, in their order, so many at a time; the oldest go where too many wait.
    #[test]
    fn records_wait_until_they_are_delivered() {
        let mut reporter = Reporter::default();
        let all: Vec<_> = (0..=MAX_RECORDS).map(meeting).collect();
        reporter.observe(Observation { records: all.clone(), ..seen(0, &[]) });
        let mut report = reporter.next_report(at(0));
        report.records = reporter.next_records();
        assert_eq!(report.records, all[..MAX_RECORDS]);
        reporter.undelivered(report);
        assert_eq!(reporter.next_records(), all[..MAX_RECORDS]);
        assert_eq!(reporter.next_records(), all[MAX_RECORDS..]);
        assert!(!reporter.has_records());
        let many: Vec<_> = (0..MAX_WAITING_RECORDS + 7).map(meeting).collect();
        reporter.observe(Observation { records: many.clone(), ..seen(1, &[]) });
        assert_eq!(reporter.next_records().first(), many.get(7));
    }
}
