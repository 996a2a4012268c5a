//! Suppression: for a while a room, or chosen signals of it, neither alert nor count. Somebody says why, and until
//! when (decision 4).
//!
//! Invariant: whether something is suppressed follows from the moment alone, so that a suppression ends exactly at its end,
//! whether or not anybody wrote that down yet.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::time::{DAY, Time};

/// The longest reason in characters.
pub const REASON_MAX: usize = 300;

/// The longest time from now to the end, in microseconds: a year, a leap year too.
pub const LONGEST: i64 = 366 * DAY;

/// How long before its end the owner is told of it, in microseconds.
const TOLD_AHEAD: i64 = DAY;

/// When the owner is told that a suppression ends soon: a day ahead, unless it lasts less than two days or the moment is over.
pub fn told_ahead_at(begins_at: Time, ends_at: Time, now: Time) -> Option<Time> {
    let at = ends_at.plus(-TOLD_AHEAD);
    (at > now && at.since(begins_at) >= TOLD_AHEAD).then_some(at)
}

/// How many suppressions a room can have at once.
pub const MOST_AT_ONCE: usize = 50;

/// A signal of a room as it is named there: its key and which one of several; every one of them where none is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NamedSignal {
    /// The key in the catalogue.
    pub signal: String,
    /// Which one, or empty for all of them.
    pub instance: String,
}

impl NamedSignal {
    /// Whether it is meant by this.
    pub fn means(&self, signal: &str, instance: &str) -> bool {
        self.signal == signal && (self.instance.is_empty() || self.instance == instance)
    }
}

/// What of a room is suppressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppressed {
    /// The room with all of its signals.
    Room,
    /// These signals of it.
    Signals(BTreeSet<NamedSignal>),
}

/// What happened to a suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionTurn {
    /// Somebody suppressed something.
    Begun,
    /// Its owner, reason or end became another.
    Changed,
    /// It ended, by somebody or by its time.
    Ended,
}

impl SuppressionTurn {
    /// Every turn.
    pub const ALL: [Self; 3] = [Self::Begun, Self::Changed, Self::Ended];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Changed => "changed",
            Self::Ended => "ended",
        }
    }

    /// The turn of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.key() == key)
    }
}

/// What is suppressed in a room, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// What of the room.
    pub what: Suppressed,
    /// From this moment on.
    pub begins_at: Time,
    /// No more from this moment on.
    pub ends_at: Time,
}

impl Suppression {
    /// Whether it is in force.
    pub fn holds(&self, now: Time) -> bool {
        self.begins_at <= now && now < self.ends_at
    }

    fn covers(&self, signal: &str, instance: &str) -> bool {
        match &self.what {
            Suppressed::Room => true,
            Suppressed::Signals(signals) => signals.iter().any(|named| named.means(signal, instance)),
        }
    }
}

/// Whether a room as a whole is suppressed.
pub fn is_room_suppressed(of_room: &[Suppression], now: Time) -> bool {
    of_room.iter().any(|suppression| suppression.what == Suppressed::Room && suppression.holds(now))
}

/// Whether a signal of a room is suppressed, by itself or with the room: then it neither alerts nor counts.
pub fn is_signal_suppressed(of_room: &[Suppression], signal: &str, instance: &str, now: Time) -> bool {
    of_room.iter().any(|suppression| suppression.holds(now) && suppression.covers(signal, instance))
}

/// When a signal of a room was, is or will be suppressed, by itself or with the room; of what people recorded, with the room alone.
pub fn times_of(of_room: &[Suppression], signal: &str, instance: &str) -> Vec<(Time, Time)> {
    let covering = of_room.iter().filter(|suppression| suppression.covers(signal, instance));
    covering.map(|suppression| (suppression.begins_at, suppression.ends_at)).collect()
}

/// The next moment at which something begins or ceases to be suppressed.
pub fn next_turn(of_room: &[Suppression], now: Time) -> Option<Time> {
    of_room.iter().flat_map(|of| [of.begins_at, of.ends_at]).filter(|at| *at > now).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MINUTE;

    fn at(minute: i64) -> Time {
        Time::from_micros(minute * MINUTE)
    }

    fn of(what: Suppressed, from: i64, until: i64) -> Suppression {
        Suppression { what, begins_at: at(from), ends_at: at(until) }
    }

    fn signals(named: &[(&str, &str)]) -> Suppressed {
        let named = named.iter().map(|(signal, instance)| NamedSignal {
            signal: (*signal).to_owned(),
            instance: (*instance).to_owned(),
        });
        Suppressed::Signals(named.collect())
    }

    /// R-247, decision 4: chosen signals, one of several or all of them, from the beginning until exactly the end.
    #[test]
    fn chosen_signals_are_suppressed_until_the_end() {
        let some = [of(signals(&[("camera.room", ""), ("display", "left")]), 10, 20)];
        let is = |signal, instance, minute| is_signal_suppressed(&some, signal, instance, at(minute));
        assert!(is("camera.room", "", 10) && is("camera.room", "front", 19));
        assert!(is("display", "left", 15) && !is("display", "right", 15) && !is("display", "", 15));
        assert!(!is("camera.room", "", 9) && !is("camera.room", "", 20) && !is("camera", "", 15));
        assert!(!is_signal_suppressed(&some, "camera.room", "", at(20).plus(0)));
        assert!(is_signal_suppressed(&some, "camera.room", "", at(20).plus(-1)));
        assert!(!is_room_suppressed(&some, at(15)), "the room itself goes on being judged");
    }

    /// a suppressed room covers every signal; of several suppressions each holds for itself.
    #[test]
    fn suppressions_overlap() {
        let both = [of(Suppressed::Room, 0, 10), of(signals(&[("display", "")]), 5, 30)];
        assert!(is_room_suppressed(&both, at(9)) && !is_room_suppressed(&both, at(10)));
        assert!(is_signal_suppressed(&both, "camera.room", "", at(9)));
        assert!(!is_signal_suppressed(&both, "camera.room", "", at(10)));
        assert!(is_signal_suppressed(&both, "display", "left", at(29)));
        let turns = [(-1, Some(0)), (0, Some(5)), (5, Some(10)), (10, Some(30)), (30, None)];
        for (now, turn) in turns {
            assert_eq!(next_turn(&both, at(now)), turn.map(at), "after {now}");
        }
    }
}
