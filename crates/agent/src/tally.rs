//! Counts of what the sessions of this process did.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};

use tokio::sync::Notify;

/// Counts since the start of the process.
#[derive(Debug, Default)]
pub struct Tally {
    connected: AtomicU64,
    enrolled: AtomicU64,
    stored: AtomicU64,
    received: AtomicU64,
    gathered: AtomicU64,
    failed: AtomicU64,
    changed: Notify,
}

/// The counts at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sessions whose last exchange succeeded.
    pub connected: u64,
    /// Enrolments that succeeded.
    pub enrolled: u64,
    /// Reports answered "stored".
    pub stored: u64,
    /// Reports answered "received".
    pub received: u64,
    /// Reports among them that a relay gathered.
    pub gathered: u64,
    /// Exchanges that failed.
    pub failed: u64,
}

impl Tally {
    /// The counts now.
    pub fn counts(&self) -> Counts {
        Counts {
            connected: self.connected.load(Relaxed),
            enrolled: self.enrolled.load(Relaxed),
            stored: self.stored.load(Relaxed),
            received: self.received.load(Relaxed),
            gathered: self.gathered.load(Relaxed),
            failed: self.failed.load(Relaxed),
        }
    }

    /// Waits until the counts are as wanted.
    pub async fn until(&self, wanted: impl Fn(Counts) -> bool) {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            // Before the look, so that a change between look and wait is not missed.
            changed.as_mut().enable();
            if wanted(self.counts()) {
                return;
            }
            changed.await;
        }
    }
}

/// One session's part in the counts.
#[derive(Debug)]
pub struct Entry {
    tally: Arc<Tally>,
    connected: bool,
}

impl Entry {
    /// A session that has not reached the server yet.
    pub fn new(tally: Arc<Tally>) -> Self {
        Self { tally, connected: false }
    }

    /// An enrolment succeeded.
    pub fn enrolled(&mut self) {
        self.tally.enrolled.fetch_add(1, Relaxed);
        self.tally.changed.notify_waiters();
    }

    /// A report was answered "stored".
    pub fn stored(&mut self) {
        self.tally.stored.fetch_add(1, Relaxed);
        self.set_connected(true);
    }

    /// A report was answered "received".
    pub fn received(&mut self) {
        self.tally.received.fetch_add(1, Relaxed);
        self.set_connected(true);
    }

    /// A report went by way of a relay that gathers; counted before what it was answered.
    pub fn gathered(&mut self) {
        self.tally.gathered.fetch_add(1, Relaxed);
    }

    /// An exchange failed.
    pub fn failed(&mut self) {
        self.tally.failed.fetch_add(1, Relaxed);
        self.set_connected(false);
    }

    fn set_connected(&mut self, connected: bool) {
        match (self.connected, connected) {
            (false, true) => self.tally.connected.fetch_add(1, Relaxed),
            (true, false) => self.tally.connected.fetch_sub(1, Relaxed),
            _ => 0,
        };
        self.connected = connected;
        self.tally.changed.notify_waiters();
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.set_connected(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_counts_as_connected_once_and_not_after_its_end() {
        let tally = Arc::new(Tally::default());
        let mut entry = Entry::new(Arc::clone(&tally));
        entry.enrolled();
        entry.stored();
        entry.received();
        assert_eq!(
            tally.counts(),
            Counts { connected: 1, enrolled: 1, stored: 1, received: 1, ..Counts::default() }
        );
        entry.failed();
        entry.failed();
        assert_eq!(tally.counts().connected, 0);
        entry.gathered();
        entry.received();
        drop(entry);
        let over = Counts { connected: 0, enrolled: 1, stored: 1, received: 2, gathered: 1, failed: 2 };
        assert_eq!(tally.counts(), over);
    }
}
