//! The table of figures.

use std::{fmt, time::Duration};

/// Lines of the report.
#[derive(Default)]
pub struct Report(Vec<(String, String, String)>);

impl Report {
    /// Adds a figure: what, how much, and against what.
    pub fn add(&mut self, what: impl Into<String>, figure: impl Into<String>, note: impl Into<String>) {
        self.0.push((what.into(), figure.into(), note.into()));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | figure | against, or how |\n| --- | --- | --- |")?;
        self.0.iter().try_for_each(|(what, figure, note)| writeln!(f, "| {what} | {figure} | {note} |"))
    }
}

/// Times of one kind, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    /// Sorts times.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time below which a share of all lies, in milliseconds.
    pub fn share(&self, share: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index of a short list"
        )]
        let index = ((self.0.len() as f64 - 1.0) * share).round() as usize;
        self.0.get(index).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

impl Times {
    /// In words, with the slowest of a hundred.
    pub fn with_p99(&self) -> String {
        format!(
            "p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms",
            self.share(0.5),
            self.share(0.95),
            self.share(0.99)
        )
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p50 {:.1} ms, p95 {:.1} ms", self.share(0.5), self.share(0.95))
    }
}
