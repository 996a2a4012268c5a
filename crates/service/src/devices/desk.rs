//! What one node remembers of devices between two writes: who was heard when, how often, which reports wait.
//!
//! Invariant: nothing here is needed after a crash: a lost last contact is told again by the next heartbeat, and
//! no report that waits was answered yet.

use std::{
    collections::{BTreeMap, HashMap, VecDeque, hash_map::Entry},
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{
    id::{Id, Organization, Room},
    time::{MINUTE, SECOND, Time},
};

use super::{
    Refused,
    pace::{OF_A_DEVICE, Pace},
    signed::NEAR,
    uploads::Uploads,
    writer::Waiting,
};
use crate::meters;

/// How many reports wait at most; past that the answer is 429.
const WAITING: usize = 8192;
/// When the full queue has surely moved.
const COME_BACK: Duration = Duration::from_secs(2);
/// How long a silent room is remembered.
const REMEMBERED: i64 = 10 * MINUTE;

/// Which rooms were heard, by the second.
pub(crate) type Contacts = BTreeMap<Time, Vec<Id<Room>>>;

/// The memory of one node.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Inner>);

struct Inner {
    started_at: Time,
    /// How fast the devices of one organization may be together.
    pace: Pace,
    rooms: Mutex<HashMap<Id<Room>, Heard>>,
    /// When the devices of each organization will have used up no part of their burst any more.
    organizations: Mutex<HashMap<Id<Organization>, Time>>,
    /// When the last signed report of each device was sent, by the hash of its credential.
    sent: Mutex<HashMap<[u8; 32], Time>>,
    queue: Mutex<Queue>,
    due: Mutex<Due>,
    uploads: Uploads,
}

/// When jobs did last what they do not do in every turn.
#[derive(Default)]
pub(crate) struct Due {
    pub(crate) contacts: Option<Time>,
    pub(crate) clearing: Option<Time>,
    pub(crate) mails: Option<Time>,
    pub(crate) deliveries: Option<Time>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// How many of them are of each organization that has any.
    of: HashMap<Id<Organization>, usize>,
    has_writer: bool,
}

#[derive(Clone, Copy)]
struct Heard {
    at: Time,
    is_written: bool,
    /// When the device will have used up no part of its burst any more.
    rested_at: Time,
}

impl Desk {
    /// The memory of a node that starts now and takes so many reports a second from each organization.
    pub(crate) fn new(now: Time, reports_per_second: NonZeroU32) -> Self {
        let inner = Inner {
            started_at: now,
            pace: Pace::of_an_organization(reports_per_second),
            rooms: Mutex::default(),
            organizations: Mutex::default(),
            sent: Mutex::default(),
            queue: Mutex::default(),
            due: Mutex::default(),
            uploads: Uploads::default(),
        };
        Self(Arc::new(inner))
    }

    /// When the node started: before, nobody listened (decision 15).
    pub(crate) fn started_at(&self) -> Time {
        self.0.started_at
    }

    /// The files that are on their way from devices.
    pub(super) fn uploads(&self) -> &Uploads {
        &self.0.uploads
    }

    /// Notes that a room was heard, unless its device reports too often. Where all devices of its organization together do, the
    /// room was heard all the same: what is refused is what it tells.
    pub(super) fn hear(&self, tenant: Id<Organization>, room: Id<Room>, now: Time) -> Result<(), Refused> {
        let mut rooms = self.rooms();
        let heard = rooms.entry(room).or_insert(Heard { at: now, is_written: true, rested_at: now });
        let rested_at = OF_A_DEVICE.take(heard.rested_at, now)?;
        *heard = Heard { at: heard.at.max(now), is_written: false, rested_at };
        drop(rooms);
        let mut organizations = self.organizations();
        let rested_at = organizations.entry(tenant).or_insert(now);
        *rested_at = self.0.pace.take(*rested_at, now).inspect_err(|_| meters::overloaded(1))?;
        Ok(())
    }

    /// Notes when a signed report was sent, unless one that was sent later, or at the same moment, counted already.
    pub(super) fn sent(&self, credential_hash: [u8; 32], at: Time) -> Result<(), Refused> {
        let mut sent = self.0.sent.lock().unwrap_or_else(PoisonError::into_inner);
        match sent.entry(credential_hash) {
            Entry::Occupied(last) if at <= *last.get() => return Err(Refused::NotFresh),
            Entry::Occupied(mut last) => drop(last.insert(at)),
            Entry::Vacant(first) => drop(first.insert(at)),
        }
        Ok(())
    }

    /// When this node last heard a room.
    pub(crate) fn heard_at(&self, room: Id<Room>) -> Option<Time> {
        self.rooms().get(&room).map(|heard| heard.at)
    }

    /// Takes the contacts that were not written down yet, by the second; forgets rooms long silent.
    pub(crate) fn take_contacts(&self, now: Time) -> Contacts {
        // What was sent earlier is too old to be taken a second time.
        let mut sent = self.0.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.retain(|_, at| now.since(*at) <= NEAR);
        drop(sent);
        self.organizations().retain(|_, rested_at| *rested_at > now);
        let mut contacts = Contacts::new();
        let mut rooms = self.rooms();
        rooms.retain(|_, heard| !heard.is_written || now.since(heard.at) < REMEMBERED);
        for (room, heard) in rooms.iter_mut().filter(|(_, heard)| !heard.is_written) {
            heard.is_written = true;
            let second = heard.at.micros().div_euclid(SECOND) * SECOND;
            contacts.entry(Time::from_micros(second)).or_default().push(*room);
        }
        contacts
    }

    /// Gives contacts back that could not be written down.
    pub(crate) fn return_contacts(&self, contacts: Contacts) {
        let mut rooms = self.rooms();
        for room in contacts.into_values().flatten() {
            if let Some(heard) = rooms.get_mut(&room) {
                heard.is_written = false;
            }
        }
    }

    /// Whether so many more reports may come; else the device, or the relay, is told when to come back.
    pub(super) fn has_places(&self, count: usize) -> Result<(), Refused> {
        let waiting = self.queue().waiting.len();
        if waiting.saturating_add(count) > WAITING {
            meters::overloaded(count);
            return Err(Refused::TooOften(COME_BACK));
        }
        Ok(())
    }

    /// Puts a report into the queue. `true`: nobody writes, so the caller has to see to it.
    pub(super) fn wait(&self, report: Waiting) -> Result<bool, Refused> {
        let mut queue = self.queue();
        let of_one = queue.of.get(&report.tenant).copied().unwrap_or_default();
        // As many as there are places left: one organization gets half of them, ten get a tenth each, and there are always some for
        // another (dynamic thresholds, Choudhury and Hahne 1998).
        if of_one >= WAITING.saturating_sub(queue.waiting.len()) {
            meters::overloaded(1);
            return Err(Refused::TooOften(COME_BACK));
        }
        queue.of.insert(report.tenant, of_one + 1);
        queue.waiting.push_back(report);
        Ok(!std::mem::replace(&mut queue.has_writer, true))
    }

    /// How many reports wait, and how many may.
    pub(crate) fn reports_waiting(&self) -> (usize, usize) {
        (self.queue().waiting.len(), WAITING)
    }

    /// The next reports to write together; none, and the writer has ended.
    pub(super) fn next_batch(&self, most: usize) -> Vec<Waiting> {
        let mut queue = self.queue();
        let count = queue.waiting.len().min(most);
        queue.has_writer = count > 0;
        let batch: Vec<_> = queue.waiting.drain(..count).collect();
        for report in &batch {
            if let Entry::Occupied(mut of_one) = queue.of.entry(report.tenant) {
                *of_one.get_mut() -= 1;
                if *of_one.get() == 0 {
                    of_one.remove();
                }
            }
        }
        batch
    }

    /// Whether something is due again, which is then taken as done.
    pub(crate) fn is_due(&self, what: impl Fn(&mut Due) -> &mut Option<Time>, now: Time, every: i64) -> bool {
        let mut due = self.0.due.lock().unwrap_or_else(PoisonError::into_inner);
        let last = what(&mut due);
        let is_due = last.is_none_or(|last| now.since(last) >= every);
        if is_due {
            *last = Some(now);
        }
        is_due
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<Id<Room>, Heard>> {
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn organizations(&self) -> MutexGuard<'_, HashMap<Id<Organization>, Time>> {
        self.0.organizations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use tokio::sync::oneshot;
    use uuid::Uuid;

    use super::*;
    use crate::devices::{Report, writer::Voice};

    const NOW: Time = Time::from_micros(0);

    fn desk(reports_per_second: u32) -> Desk {
        Desk::new(NOW, NonZeroU32::new(reports_per_second).unwrap())
    }

    fn room(number: u128) -> Id<Room> {
        Id::new(Uuid::from_u128(number))
    }

    fn tenant(number: u128) -> Id<Organization> {
        Id::new(Uuid::from_u128(number))
    }

    fn waiting(of: u128) -> Waiting {
        let report = Report { observed_at: NOW, signals: Vec::new(), facts: None };
        Waiting {
            credential_hash: [0; 32],
            voice: Voice::Device,
            tenant: tenant(of),
            room: room(1),
            sent_at: None,
            report,
            activity: None,
            records: Vec::new(),
            digest: None,
            answer: oneshot::channel().0,
        }
    }

    /// Architecture §5: every queue is bounded; past the bound the device is told when to come back.
    #[test]
    fn a_full_queue_turns_reports_away() {
        let desk = desk(1);
        assert!(desk.wait(waiting(0)).unwrap(), "the first has to see to a writer");
        for number in 1..WAITING {
            assert!(!desk.wait(waiting(u128::try_from(number).unwrap())).unwrap());
        }
        assert!(matches!(desk.wait(waiting(u128::MAX)), Err(Refused::TooOften(after)) if after == COME_BACK));
        assert!(
            matches!(desk.has_places(1), Err(Refused::TooOften(_))),
            "nor is there one for a post of many"
        );
        assert_eq!(desk.next_batch(512).len(), 512);
        assert!(desk.has_places(512).is_ok() && desk.has_places(513).is_err());
        assert!(!desk.wait(waiting(0)).unwrap());
        while !desk.next_batch(512).is_empty() {}
        assert!(desk.wait(waiting(0)).unwrap(), "the writer has ended");
    }

    /// Architecture §5: whatever the devices of some organizations send, those of another find a place.
    #[test]
    fn some_organizations_do_not_fill_the_queue() {
        let desk = desk(1);
        for of in 1..=9 {
            while desk.wait(waiting(of)).is_ok() {}
            assert!(matches!(desk.wait(waiting(of)), Err(Refused::TooOften(after)) if after == COME_BACK));
        }
        assert!(desk.wait(waiting(10)).is_ok());
        desk.next_batch(512);
        assert!(desk.wait(waiting(9)).is_ok(), "there are places again");
        while !desk.next_batch(512).is_empty() {}
        assert!(desk.0.queue.lock().unwrap().of.is_empty(), "nobody is remembered without need");
    }

    /// Architecture §5: an organization whose devices report too often is told when to come back. Its rooms count as heard, and
    /// others notice nothing.
    #[test]
    fn each_organization_has_its_pace() {
        let desk = desk(1);
        for number in 0..10 {
            desk.hear(tenant(1), room(number), NOW).unwrap();
        }
        let refused = desk.hear(tenant(1), room(10), NOW);
        assert!(matches!(refused, Err(Refused::TooOften(wait)) if wait == Duration::from_secs(1)));
        assert_eq!(desk.heard_at(room(10)), Some(NOW));
        assert!(desk.hear(tenant(2), room(11), NOW).is_ok());
        assert!(desk.hear(tenant(1), room(10), NOW.plus(SECOND)).is_ok());
        desk.take_contacts(NOW.plus(MINUTE));
        assert!(desk.organizations().is_empty());
    }

    /// Decision 15: a contact is written down once; what could not be written is written later.
    #[test]
    fn contacts_are_taken_once_and_can_come_back() {
        let desk = desk(1);
        for (number, at) in [(1, NOW), (2, NOW.plus(SECOND / 2)), (3, NOW.plus(SECOND))] {
            desk.hear(tenant(1), room(number), at).unwrap();
        }
        let contacts = desk.take_contacts(NOW);
        let by_second: Vec<_> = contacts.iter().map(|(at, rooms)| (*at, rooms.len())).collect();
        assert_eq!(by_second, [(NOW, 2), (NOW.plus(SECOND), 1)]);
        assert!(desk.take_contacts(NOW).is_empty());
        desk.return_contacts(contacts.clone());
        assert_eq!(desk.take_contacts(NOW).len(), contacts.len());
        desk.take_contacts(NOW.plus(REMEMBERED + SECOND));
        assert_eq!(desk.heard_at(room(3)), None, "rooms long silent are forgotten");
    }
}
