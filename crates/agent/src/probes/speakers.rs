//! Sound cards that play.

use super::{
    Finding, Probe, count,
    sound::{Direction, cards},
};
use crate::machine::Machine;

pub(super) struct Speakers {
    pub(super) expected: usize,
}

impl Probe for Speakers {
    fn name(&self) -> &'static str {
        "speakers"
    }

    fn signal(&self) -> &'static str {
        "speaker.conference"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match cards(machine, Direction::Playback) {
            Ok(found) => count(&found, self.expected, "speaker", "speakers"),
            Err(unreadable) => unreadable.into(),
        }
    }
}
