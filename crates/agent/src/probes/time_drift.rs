//! How far the machine's clock is from the server's, by the `Date` of its answers.

use std::sync::Arc;

use super::{Finding, Probe, threshold::Threshold};
use crate::{clock::ServerClock, machine::Machine};

pub(super) struct TimeDrift {
    server_clock: Arc<ServerClock>,
    /// Seconds of difference. The header is exact to a second, and an answer may take some.
    limit: Threshold,
}

impl TimeDrift {
    pub(super) fn new(server_clock: Arc<ServerClock>) -> Self {
        Self { server_clock, limit: Threshold::above(60.0, 30.0) }
    }
}

impl Probe for TimeDrift {
    fn name(&self) -> &'static str {
        "time-drift"
    }

    fn signal(&self) -> &'static str {
        "time.drift"
    }

    fn look(&mut self, _: &Machine) -> Finding {
        let Some(ahead) = self.server_clock.ahead() else {
            return Finding::unknown("the server has not answered yet");
        };
        let way = if ahead.is_negative() { "behind" } else { "ahead of" };
        let detail = format!("the clock is {} s {way} the server's", ahead.abs().as_secs());
        if self.limit.measure(ahead.abs().as_secs_f64()) {
            Finding::unhealthy(detail)
        } else {
            Finding { detail: Some(detail), ..Finding::healthy("in time") }
        }
    }
}
