//! Where files lie unless said otherwise: in the folders of the system.

use std::path::PathBuf;

/// The configuration of the agent.
pub fn config_file() -> PathBuf {
    "/etc/steward-agent.toml".into()
}

/// Its enrolment key file.
pub fn key_file() -> PathBuf {
    "/etc/steward-agent/enrolment-key.json".into()
}

/// The folder for what it keeps.
pub fn state_dir() -> PathBuf {
    "/var/lib/steward-agent".into()
}

/// The folder in which issues are left for it.
pub fn issues_dir() -> PathBuf {
    "/var/spool/steward-agent".into()
}

/// The configuration of a relay.
pub fn relay_config_file() -> PathBuf {
    "/etc/steward-agent-relay.toml".into()
}

/// Its enrolment key file: where systemd puts it for a unit that loads it.
pub fn relay_key_file() -> PathBuf {
    "/run/credentials/steward-agent-relay.service/enrolment-key.json".into()
}

/// The folder for what it keeps.
pub fn relay_state_dir() -> PathBuf {
    "/var/lib/steward-agent-relay".into()
}
