//! Time and randomness of a running server: the only place where they are not given from outside.

use domain::{
    id::Ids,
    time::{Clock, Time},
};
use rand::Rng as _;
use uuid::Uuid;

/// The clock of the machine.
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Time {
        Time::from_micros(jiff::Timestamp::now().as_microsecond())
    }
}

/// Identifiers that sort by time and cannot be guessed.
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// Secrets from the generator of the thread, which the operating system seeds.
pub struct OsSecrets;

impl service::Secrets for OsSecrets {
    fn random32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }
}
