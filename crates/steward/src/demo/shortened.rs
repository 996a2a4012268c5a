//! The periods of the demonstration, shorter than in earnest so that a newcomer sees something happen. The tour
//! says so.

use std::time::Duration;

/// Between two reports of a room where nothing changes: a minute in earnest.
pub(super) const REPORT_INTERVAL: Duration = Duration::from_secs(5);
/// Until a silent room counts as Unmonitored: three minutes in earnest.
pub(super) const SILENCE: Duration = Duration::from_secs(15);
/// A watch period of minutes lasts as many seconds.
pub(super) const WATCH_DIVISOR: i64 = 60;
