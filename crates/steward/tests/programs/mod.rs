//! The programs of Steward side by side.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The server's program, with the agent beside it: a run of the whole workspace has built it.
pub fn steward() -> PathBuf {
    let steward = PathBuf::from(env!("CARGO_BIN_EXE_steward"));
    if steward.with_file_name("steward-agent").is_file() {
        return steward;
    }
    let target = steward.parent().and_then(Path::parent).expect("target/PROFILE/steward");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "agent", "--bin", "steward-agent", "--target-dir"])
        .arg(target)
        .status();
    assert!(built.expect("cargo runs").success());
    steward
}
