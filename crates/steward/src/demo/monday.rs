//! What a technician finds on a Monday over forty customers: one fault in many rooms, a customer that is offline, and what was
//! taken up on Friday and is overdue, among what is broken here and there.
//!
//! Invariant: it names only rooms and signals of the plan.

use domain::time::{HOUR, MINUTE, Time};

use super::beats::Beat;

/// A room that was broken before the demonstration starts, and stays so.
pub(super) struct LastingFault {
    /// The host name.
    pub host: &'static str,
    /// The signal.
    pub signal: &'static str,
    /// For how many hours it has been so.
    pub hours: i64,
}

const fn broken(host: &'static str, signal: &'static str, hours: i64) -> LastingFault {
    LastingFault { host, signal, hours }
}

/// Rooms of a customer whose line is down.
pub(super) const OFFLINE: [&str; 4] = ["BWI-04-01", "BWI-04-02", "BWI-04-03", "BWI-04-04"];

/// For how many hours they have been so.
const OFFLINE_HOURS: i64 = 2;

/// What is broken when a newcomer arrives.
pub(super) static LASTING: [LastingFault; 29] = [
    broken("NYC-12-07", "hdmi.ingest", 49),
    broken("YYZ-05-01", "camera.room", 25),
    broken("SEL-09-01", "microphone.conference", 73),
    broken("MGK-03-01", "display.front", 25),
    broken("TYO-07-01", "speaker.conference", 97),
    broken("OSA-22-08", "display.secondary", 49),
    broken("TPE-17-01", "disk.space", 121),
    broken("MOW-25-01", "calendar.sync", 25),
    broken("KZN-03-05", "time.drift", 145),
    broken("MSP-03-01", "display.front", 20),
    broken("HND-02-01", "microphone.conference", 44),
    broken("ICN-06-02", "calendar.sync", 9),
    broken("LED-05-01", "hdmi.ingest", 68),
    broken("ATL-02-03", "disk.space", 30),
    broken("OAK-06-02", "camera.room", 6),
    // One fault in many rooms: the accounts of rooms are refused since this morning.
    broken("BOS-01-01", "sign-in.exchange", 3),
    broken("MSN-03-01", "sign-in.exchange", 3),
    broken("MSN-03-03", "sign-in.exchange", 3),
    broken("ORD-06-02", "sign-in.exchange", 3),
    broken("MKE-05-01", "sign-in.exchange", 3),
    broken("MKE-05-02", "sign-in.exchange", 3),
    broken("SAN-02-01", "sign-in.exchange", 3),
    broken("SJC-01-01", "sign-in.exchange", 3),
    broken("SJC-01-04", "sign-in.exchange", 3),
    broken("RDU-04-02", "sign-in.exchange", 3),
    broken("CLT-05-01", "sign-in.exchange", 3),
    broken("CLT-05-03", "sign-in.exchange", 3),
    broken("YOW-01-02", "sign-in.exchange", 3),
    broken("YVR-02-01", "sign-in.exchange", 3),
];

/// What people of the partner took up before.
pub(super) fn taken(beats: &mut Vec<(Time, Beat)>, now: Time) {
    let (liam, priya) = ("liam@northwind.example", "priya@northwind.example");
    let mut take = |hours_ago: i64, by, host, says, due_in_hours| {
        beats.push((now.plus(-hours_ago * HOUR), Beat::Take { by, host, says, due_in_hours }));
    };
    take(44, liam, "NYC-12-07", "The new dongle is on its way. I am on site when it is there.", 24);
    take(20, priya, "YYZ-05-01", "Camera does not answer after a restart either. Spare ordered.", 72);
    take(18, priya, "MSP-03-01", "Asked the front desk to look at the input of the display.", 30);
}

/// The last that is heard of a customer whose line goes down.
pub(super) fn last_words(now: Time) -> Time {
    now.plus(-OFFLINE_HOURS * HOUR - 11 * MINUTE)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::{sites, world};

    /// the partner's technician looks over forty customers, and three things matter: one fault in the rooms of many, one
    /// customer of which nothing is heard, and what was taken up and is late.
    #[test]
    fn three_things_matter_over_forty_customers() {
        // With Contoso and Hanbit.
        assert_eq!(world::SMALL_CUSTOMERS.len() + 2, 40);
        assert_eq!(world::SMALL_CUSTOMERS.len(), sites::small_estates().count());
        let of = |signal: &str| LASTING.iter().filter(|fault| fault.signal == signal).count();
        assert!(of("sign-in.exchange") >= 10);
        let owners: BTreeSet<_> = LASTING
            .iter()
            .filter(|fault| fault.signal == "sign-in.exchange")
            .map(|fault| sites::owner(fault.host).unwrap())
            .collect();
        assert!(owners.len() >= 8, "{owners:?}");
        let silent: BTreeSet<_> = OFFLINE.iter().map(|host| sites::owner(host).unwrap()).collect();
        assert_eq!(silent.len(), 1);
        let all = sites::rooms().into_iter().filter(|room| silent.contains(room.organization)).count();
        assert_eq!(all, OFFLINE.len());
        let mut beats = Vec::new();
        let now = Time::from_micros(1_800_000_000_000_000);
        taken(&mut beats, now);
        let late = |(at, beat): &(Time, Beat)| match beat {
            Beat::Take { due_in_hours, .. } => at.plus(due_in_hours * HOUR) < now,
            _ => false,
        };
        assert!(beats.iter().any(late) && !beats.iter().all(late));
    }
}
