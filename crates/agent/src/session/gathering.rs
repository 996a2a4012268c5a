//! When a room hands its reports to the relay that gathers them, and when it tells them over its own connection (decision 22).
//!
//! Invariant: nothing is signed that the server is bound to refuse as not fresh: after what a room told itself, it takes no message
//! of five minutes, so that none that was withheld turns anything back.

use jiff::{SignedDuration, Timestamp};
use wire::agents::{MAX_SENT_SECONDS, Outcome, ReportRequest};

use super::exchange::{Carriage, Settled};
use crate::{keeper::Kept, signed::Signed};

/// How long a room uses its own connection: as long as the server takes no message, and a little for clocks that differ.
const OWN_FOR: SignedDuration = SignedDuration::from_secs(MAX_SENT_SECONDS + 30);
/// How often a heartbeat goes over the room's own connection, whose answers alone tell the time of the server.
const OWN_HEARTBEAT_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How far ahead of the clock a message may have been sent that still counted.
const AHEAD: SignedDuration = SignedDuration::from_secs(MAX_SENT_SECONDS);

/// What one room remembers of it; all by its own clock, by which messages are sent.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    /// When the last message was sent.
    sent_at: Option<Timestamp>,
    /// When the room began to use its own connection.
    own_since: Option<Timestamp>,
    /// When the server answered last over it.
    answered_at: Option<Timestamp>,
}

impl Gathering {
    /// Signs a report for the relay; none where it goes over the room's own connection.
    pub(super) fn sign(&mut self, kept: &Kept, report: &ReportRequest, now: Timestamp) -> Option<Signed> {
        let key = kept.report_key.as_ref()?;
        // What a job gives back are logs, which are no business of the relay.
        let tells_logs = report.job.as_ref().is_some_and(|job| !job.output.is_empty());
        let is_heartbeat = report.signals.is_empty() && report.device.is_none();
        let asks_the_time = is_heartbeat && !is_within(self.answered_at, now, OWN_HEARTBEAT_EVERY);
        if is_within(self.own_since, now, OWN_FOR) || tells_logs || asks_the_time {
            return None;
        }
        let sent_at = self.next(now)?;
        self.sent_at = Some(sent_at);
        let report =
            ReportRequest { takes_report_key: false, sent_at: Some(sent_at.to_string()), ..report.clone() };
        Signed::new(key, &kept.credential, &report)
    }

    /// Each message is sent later than the one before, though the clock may stand still or be put back a little.
    fn next(&self, now: Timestamp) -> Option<Timestamp> {
        // As the server counts, so that none is later here and at the same moment there.
        let now = Timestamp::from_microsecond(now.as_microsecond()).ok()?;
        let after = self.sent_at.and_then(|last| Timestamp::from_microsecond(last.as_microsecond() + 1).ok());
        Some(after.filter(|after| *after > now && after.duration_since(now) <= AHEAD).unwrap_or(now))
    }

    /// Notes how an exchange went that is over now.
    pub(super) fn settled(&mut self, room: &str, settled: &Settled, carriage: &Carriage, now: Timestamp) {
        if let Carriage::OwnAfter(why) = carriage {
            tracing::info!(room, "the room uses its own connection for some minutes: {why}");
            self.own_since = Some(now);
        }
        if matches!(carriage, Carriage::Gathered) {
            return;
        }
        match settled {
            Settled::Reported(answer) => {
                self.answered_at = Some(now);
                if answer.outcome == Outcome::Stored {
                    self.own_since = Some(now);
                }
            }
            // It may have been stored all the same.
            Settled::Failed(_) => self.own_since = Some(now),
            Settled::Enrolled { .. } => {}
        }
    }
}

/// Whether that was less than so long ago; what lies in the future was noted before the clock was put right.
fn is_within(at: Option<Timestamp>, now: Timestamp, long: SignedDuration) -> bool {
    at.is_some_and(|at| (SignedDuration::ZERO..long).contains(&now.duration_since(at)))
}
