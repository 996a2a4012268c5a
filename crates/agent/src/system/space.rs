//! How much there is of something, and how much of it is left.

/// Bytes of a memory or a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Those that could still be used.
    pub available: u64,
    /// All of them.
    pub total: u64,
}

impl Space {
    /// The part in use, from 0 to 1.
    pub fn part_in_use(self) -> f64 {
        1.0 - self.available_gib() / self.total_gib()
    }

    /// What could still be used, in GiB.
    pub fn available_gib(self) -> f64 {
        gib(self.available)
    }

    /// All of it, in GiB.
    pub fn total_gib(self) -> f64 {
        gib(self.total)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes for a person")]
fn gib(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0 * 1024.0)
}
