//! What happens in one room, in the order of time: the events of the scenario and its random faults.
//!
//! Invariant: the same scenario, seed and room give the same timeline.

use std::time::Duration;

use rand::{RngExt as _, rngs::StdRng};
use wire::agents::SignalState;

/// Something that happens.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// A signal of this index in the room's list changes.
    Signal { index: usize, state: SignalState, detail: Option<String> },
    /// The room loses power or network.
    Silent,
    /// It comes back.
    Back,
    /// A meeting begins or ends.
    Meeting(bool),
}

/// An event at a fixed moment, once or again and again.
#[derive(Debug, Clone)]
pub(super) struct Fixed {
    pub(super) at: Duration,
    pub(super) every: Option<Duration>,
    pub(super) change: Change,
}

/// Something that breaks at random moments and heals by itself.
#[derive(Debug, Clone)]
pub(super) struct Random {
    /// The mean time without the fault.
    pub(super) every: Duration,
    /// The mean time with it.
    pub(super) lasting: Duration,
    pub(super) breaks: Change,
    pub(super) heals: Change,
}

/// What is to happen in a room.
pub(super) struct Timeline {
    fixed: Vec<Fixed>,
    random: Vec<(Random, Duration, bool)>,
    rng: StdRng,
}

impl Timeline {
    pub(super) fn new(fixed: Vec<Fixed>, random: Vec<Random>, mut rng: StdRng) -> Self {
        let random = random
            .into_iter()
            .map(|fault| {
                let first = draw(fault.every, &mut rng);
                (fault, first, false)
            })
            .collect();
        Self { fixed, random, rng }
    }

    /// When something happens next, counted from the start of the simulation.
    pub(super) fn next_at(&self) -> Option<Duration> {
        let fixed = self.fixed.iter().map(|event| event.at);
        fixed.chain(self.random.iter().map(|(_, at, _)| *at)).min()
    }

    /// Takes what happens next.
    pub(super) fn pop(&mut self) -> Option<(Duration, Change)> {
        let at = self.next_at()?;
        // Fixed events first, in the order of the scenario.
        if let Some(index) = self.fixed.iter().position(|event| event.at == at) {
            let event = self.fixed.remove(index);
            let change = event.change.clone();
            if let Some(every) = event.every {
                self.fixed.push(Fixed { at: at + every, ..event });
            }
            return Some((at, change));
        }
        let (fault, next, broken) = self.random.iter_mut().find(|(_, next, _)| *next == at)?;
        *broken = !*broken;
        let (change, mean) =
            if *broken { (&fault.breaks, fault.lasting) } else { (&fault.heals, fault.every) };
        *next = at + draw(mean, &mut self.rng);
        Some((at, change.clone()))
    }
}

/// A waiting time of this mean, as of something that may happen at any moment alike.
fn draw(mean: Duration, rng: &mut StdRng) -> Duration {
    let uniform: f64 = rng.random_range(f64::EPSILON..1.0);
    mean.mul_f64(-uniform.ln()).max(Duration::from_millis(1))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn signal(state: SignalState) -> Change {
        Change::Signal { index: 0, state, detail: None }
    }

    #[test]
    fn events_come_in_the_order_of_time_and_repeat() {
        let fixed =
            |at, every: Option<u64>, change| Fixed { at: seconds(at), every: every.map(seconds), change };
        let events = vec![
            fixed(20, Some(60), signal(SignalState::Healthy)),
            fixed(10, Some(60), signal(SignalState::Unhealthy)),
            fixed(30, None, Change::Silent),
            fixed(40, None, Change::Back),
        ];
        let mut timeline = Timeline::new(events, Vec::new(), StdRng::seed_from_u64(1));
        let mut seen = Vec::new();
        for _ in 0..6 {
            let (at, change) = timeline.pop().unwrap();
            seen.push((at.as_secs(), change));
        }
        assert_eq!(
            seen,
            [
                (10, signal(SignalState::Unhealthy)),
                (20, signal(SignalState::Healthy)),
                (30, Change::Silent),
                (40, Change::Back),
                (70, signal(SignalState::Unhealthy)),
                (80, signal(SignalState::Healthy)),
            ]
        );
    }

    #[test]
    fn random_faults_break_and_heal_in_turn_with_their_means_and_repeat_with_their_seed() {
        let fault = Random {
            every: seconds(300),
            lasting: seconds(30),
            breaks: signal(SignalState::Unhealthy),
            heals: signal(SignalState::Healthy),
        };
        let run = |seed| {
            let mut timeline = Timeline::new(Vec::new(), vec![fault.clone()], StdRng::seed_from_u64(seed));
            (0..4_000).map(|_| timeline.pop().unwrap()).collect::<Vec<_>>()
        };
        let events = run(7);
        assert_eq!(events, run(7));
        assert_ne!(events, run(8));
        let states: Vec<_> = events.iter().map(|(_, change)| change == &fault.breaks).collect();
        assert!(states.chunks(2).all(|pair| pair == [true, false]));
        let cycle = events.last().unwrap().0 / 2_000;
        assert!(cycle > seconds(300) && cycle < seconds(360), "{cycle:?}");
    }

    #[test]
    fn an_empty_timeline_ends() {
        assert_eq!(Timeline::new(Vec::new(), Vec::new(), StdRng::seed_from_u64(1)).pop(), None);
    }
}
