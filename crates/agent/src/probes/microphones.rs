//! Sound cards that record.

use super::{
    Finding, Probe, count,
    sound::{Direction, cards},
};
use crate::machine::Machine;

pub(super) struct Microphones {
    pub(super) expected: usize,
}

impl Probe for Microphones {
    fn name(&self) -> &'static str {
        "microphones"
    }

    fn signal(&self) -> &'static str {
        "microphone.conference"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match cards(machine, Direction::Capture) {
            Ok(found) => count(&found, self.expected, "microphone", "microphones"),
            Err(unreadable) => unreadable.into(),
        }
    }
}
