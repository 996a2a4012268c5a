//! Linux. Other systems of its kind compile, and tell what they have of the same files.

pub mod facts;
pub mod files;
pub mod paths;
pub mod stop;

/// Below which folder the files lie that tell of the machine.
pub const ROOT: Option<&str> = Some("/");
/// Whether a terminal shows colours.
pub const HAS_COLOURS: bool = true;
