//! Time and identifiers as inputs: tests move the clock, and a run can be repeated.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::{
    id::Ids,
    time::{Clock, Time},
};
use uuid::Uuid;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FakeClock(AtomicI64);

impl FakeClock {
    /// 2 November 2026, 09:00 UTC: a Monday.
    pub const START: Time = Time::from_micros(1_793_610_000_000_000);

    /// Jumps to a moment.
    pub fn set(&self, now: Time) {
        self.0.store(now.micros(), Ordering::SeqCst);
    }

    /// Moves on by microseconds (`domain::time::{SECOND, MINUTE, HOUR, DAY}`).
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Default for FakeClock {
    fn default() -> Self {
        Self(AtomicI64::new(Self::START.micros()))
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Time {
        Time::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Identifiers that are the same in every run, unique within one, in rising order.
#[derive(Debug)]
pub struct SeededIds {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededIds {
    /// Starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }

    /// A fresh identifier of a kind.
    pub fn id<T>(&self) -> domain::id::Id<T> {
        domain::id::Id::new(self.next())
    }
}

impl Default for SeededIds {
    fn default() -> Self {
        Self::new(1)
    }
}

impl Ids for SeededIds {
    fn next(&self) -> Uuid {
        let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);
        // One round of SplitMix64, so that identifiers do not differ by their last digit alone.
        let mut mixed = self.seed.wrapping_add(drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let mut random = [0_u8; 10];
        random[..8].copy_from_slice(&(mixed ^ (mixed >> 31)).to_be_bytes());
        let millis = FakeClock::START.micros().unsigned_abs() / 1000 + drawn;
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Secrets that are the same in every run, unique within one.
#[cfg(feature = "databases")]
#[derive(Debug, Default)]
pub struct SeededSecrets {
    ids: SeededIds,
}

#[cfg(feature = "databases")]
impl service::Secrets for SeededSecrets {
    fn random32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(self.ids.next().as_bytes());
        bytes[16..].copy_from_slice(self.ids.next().as_bytes());
        bytes
    }
}
