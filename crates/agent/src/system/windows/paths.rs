//! Where files lie unless said otherwise: in one folder, which whoever installs the agent makes with the rights that it needs.

use std::path::PathBuf;

fn below(name: &str) -> PathBuf {
    let data =
        std::env::var_os("ProgramData").map_or_else(|| PathBuf::from(r"C:\ProgramData"), PathBuf::from);
    data.join("steward-agent").join(name)
}

/// The configuration of the agent.
pub fn config_file() -> PathBuf {
    below("steward-agent.toml")
}

/// Its enrolment key file.
pub fn key_file() -> PathBuf {
    below("enrolment-key.json")
}

/// The folder for what it keeps.
pub fn state_dir() -> PathBuf {
    below("state")
}

/// The folder in which issues are left for it.
pub fn issues_dir() -> PathBuf {
    below("issues")
}

/// The configuration of a relay.
pub fn relay_config_file() -> PathBuf {
    below("steward-agent-relay.toml")
}

/// Its enrolment key file.
pub fn relay_key_file() -> PathBuf {
    below("relay-enrolment-key.json")
}

/// The folder for what it keeps.
pub fn relay_state_dir() -> PathBuf {
    below("relay-state")
}
