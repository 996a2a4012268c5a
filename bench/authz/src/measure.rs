//! Times of calls, and what allocations stay.

use std::{hint::black_box, time::Instant};

use cpu_time::ThreadTime;
use stats_alloc::Region;

use crate::ALLOCATOR;

/// Times of one operation in microseconds.
#[derive(Clone, Copy)]
pub struct Times {
    pub p50: f64,
    pub p99: f64,
    pub max: f64,
}

pub fn quantile(times: &mut [f64], share: f64) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share).round() as usize]
}

/// Each question is asked `rounds` times, its median counts.
pub fn times<T>(questions: usize, rounds: usize, mut ask: impl FnMut(usize) -> T) -> Times {
    let mut all: Vec<f64> = (0..questions)
        .map(|at| {
            let mut rounds: Vec<f64> = (0..rounds)
                .map(|_| {
                    let began = Instant::now();
                    black_box(ask(at));
                    began.elapsed().as_nanos() as f64 / 1e3
                })
                .collect();
            quantile(&mut rounds, 0.5)
        })
        .collect();
    Times { p50: quantile(&mut all, 0.5), p99: quantile(&mut all, 0.99), max: quantile(&mut all, 1.0) }
}

/// Nanoseconds of CPU time for each question of a stream, the median of `rounds` streams.
pub fn mean<T>(questions: usize, rounds: usize, mut ask: impl FnMut(usize) -> T) -> f64 {
    let mut all: Vec<f64> = (0..rounds)
        .map(|_| {
            let began = ThreadTime::now();
            (0..questions).for_each(|at| {
                black_box(ask(at));
            });
            began.elapsed().as_nanos() as f64 / questions as f64
        })
        .collect();
    quantile(&mut all, 0.5)
}

/// What a thing costs to make: bytes that stay, and seconds.
pub fn made<T>(make: impl FnOnce() -> T) -> (T, f64, f64) {
    let region = Region::new(ALLOCATOR);
    let began = Instant::now();
    let thing = make();
    let seconds = began.elapsed().as_secs_f64();
    let change = region.change();
    (thing, change.bytes_allocated as f64 - change.bytes_deallocated as f64, seconds)
}
