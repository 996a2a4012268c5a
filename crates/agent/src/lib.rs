//! `steward-agent`: enrols a room, watches the machine it runs on, and reports (R-240–R-246,
//! R-263, decisions 15 and 19).
//!
//! Invariant: what leaves the machine are the shapes of `wire::agents` and nothing else. The
//! simulation runs the same [`session`] as a real room; only the observations come from a scenario.

pub mod backoff;
pub mod channel;
pub mod clock;
pub mod courier;
pub mod device;
pub mod host_and_port;
pub mod jobs;
pub mod keeper;
pub mod key_file;
pub mod log_tail;
pub mod machine;
pub mod meeting;
pub mod observer;
pub mod probes;
pub mod relay;
pub mod reported;
pub mod reporter;
pub mod scout;
pub mod sealer;
pub mod server_address;
pub mod session;
pub mod settings;
pub mod signed;
pub mod simulate;
pub mod system;
pub mod tally;
pub mod tls;
pub mod updates;
pub mod way;
pub mod whole_file;

/// The version of this agent.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
