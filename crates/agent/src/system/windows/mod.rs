//! Windows. What Linux tells by files is there on Linux alone; what Windows is asked for instead is in `facts`.

pub mod facts;
pub mod files;
pub mod paths;
pub mod stop;

/// Below which folder the files lie that tell of the machine: there are none, and whatever lies at such a path anybody may have put there.
pub const ROOT: Option<&str> = None;
/// Whether a terminal shows colours: older ones write out what stands for them.
pub const HAS_COLOURS: bool = false;
