//! The version of this agent.

use super::{Finding, Probe};
use crate::machine::Machine;

pub(super) struct AgentVersion;

impl Probe for AgentVersion {
    fn name(&self) -> &'static str {
        "agent-version"
    }

    fn signal(&self) -> &'static str {
        "agent.version"
    }

    fn look(&mut self, _: &Machine) -> Finding {
        Finding::healthy(crate::VERSION)
    }
}
