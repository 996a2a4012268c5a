//! A limit with a margin, so that a measure that swings around it does not report a change each time.

/// Trips at one level and recovers at another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Threshold {
    trip: f64,
    recover: f64,
    tripped: bool,
}

impl Threshold {
    /// Trips when the measure reaches `trip` and recovers when it is back at `recover`, which is lower.
    pub(super) const fn above(trip: f64, recover: f64) -> Self {
        Self { trip, recover, tripped: false }
    }

    /// Whether it is tripped after this measure.
    pub(super) fn measure(&mut self, measure: f64) -> bool {
        self.tripped = measure >= if self.tripped { self.recover } else { self.trip };
        self.tripped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_trips_above_and_recovers_below() {
        let mut threshold = Threshold::above(0.9, 0.7);
        let states = [0.8, 0.9, 0.8, 0.71, 0.69, 0.8].map(|measure| threshold.measure(measure));
        assert_eq!(states, [false, true, true, true, false, false]);
    }
}
