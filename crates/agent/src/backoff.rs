//! How long to stay away after a failure: exponential with full jitter, so that many rooms that lost a
//! server at one moment do not come back at one moment.

use std::time::Duration;

use rand::{Rng, RngExt as _};

/// The waiting times of one room.
#[derive(Debug, Clone)]
pub struct Backoff {
    base: Duration,
    cap: Duration,
    failures: u32,
}

impl Backoff {
    /// Starts at `base` and never exceeds `cap`.
    pub fn new(base: Duration, cap: Duration) -> Self {
        Self { base, cap, failures: 0 }
    }

    /// The time to wait after one more failure: anything between nothing and the present ceiling.
    pub fn after_failure(&mut self, rng: &mut impl Rng) -> Duration {
        let ceiling = self.base.saturating_mul(1 << self.failures.min(20)).min(self.cap);
        self.failures += 1;
        rng.random_range(Duration::ZERO..=ceiling)
    }

    /// An exchange succeeded; from now on the ceiling never exceeds `cap`.
    pub fn succeeded(&mut self, cap: Duration) {
        self.failures = 0;
        self.cap = cap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng as _, rngs::StdRng};

    #[test]
    fn ceilings_double_up_to_the_cap_and_start_anew_after_success() {
        let base = Duration::from_secs(1);
        let mut backoff = Backoff::new(base, base * 10);
        let mut rng = StdRng::seed_from_u64(1);
        // The longest of many draws shows the ceiling of each step.
        let mut longest = |backoff: &Backoff| {
            (0..500).map(|_| backoff.clone().after_failure(&mut rng)).max().unwrap_or_default()
        };
        for ceiling in [1, 2, 4, 8, 10, 10] {
            let seen = longest(&backoff);
            assert!(seen <= base * ceiling && seen > base * ceiling * 9 / 10, "{seen:?} of {ceiling} s");
            backoff.after_failure(&mut StdRng::seed_from_u64(2));
        }
        backoff.succeeded(base * 10);
        assert!(longest(&backoff) <= base);
    }

    #[test]
    fn any_number_of_failures_is_bearable() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(15));
        let mut rng = StdRng::seed_from_u64(3);
        for _ in 0..10_000 {
            assert!(backoff.after_failure(&mut rng) <= Duration::from_secs(15));
        }
    }
}
