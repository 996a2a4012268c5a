//! The end of the agent's own log since its start, kept in memory so that it can be handed over when somebody asks for it.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex, PoisonError},
};

use tracing_subscriber::fmt::MakeWriter;

/// How much of the log is kept, in bytes: as much as one job can give back.
const KEPT: usize = wire::agents::MAX_OUTPUT_BYTES;

/// The end of the log; clones share it.
#[derive(Debug, Clone, Default)]
pub struct LogTail(Arc<Mutex<VecDeque<u8>>>);

impl LogTail {
    /// The text that is kept, from the first whole line on.
    pub fn text(&self) -> String {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_cut = kept.len() >= KEPT;
        let bytes: Vec<u8> = kept.iter().copied().collect();
        drop(kept);
        let text = String::from_utf8_lossy(&bytes);
        match text.split_once('\n') {
            Some((_, whole)) if is_cut => whole.to_owned(),
            _ => text.into_owned(),
        }
    }
}

impl io::Write for LogTail {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(bytes);
        let over = kept.len().saturating_sub(KEPT);
        kept.drain(..over);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for LogTail {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// the end of the log is bounded, and begins with a whole line.
    #[test]
    fn the_end_of_the_log_is_kept() {
        let mut tail = LogTail::default();
        writeln!(tail, "the agent starts").unwrap();
        assert_eq!(tail.text(), "the agent starts\n");
        for number in 0..10_000 {
            writeln!(tail, "line {number}").unwrap();
        }
        let text = tail.text();
        assert!(text.len() <= KEPT && text.starts_with("line ") && text.ends_with("line 9999\n"));
    }
}
