//! `steward init`: what it writes, and what it says when it is repeated.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::{
    path::Path,
    process::{Command, Output},
};

fn init(directory: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_steward"))
        .current_dir(directory)
        .env_clear()
        .env("STEWARD_SILENCE_SECONDS", "240")
        .args(["init"])
        .args(more)
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> (bool, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

/// Options given as flags stand in the file, so that the server that is started with it is the one that was meant;
/// what the environment says stays there.
#[test]
fn what_is_given_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let given = ["--public-url", "https://steward.example", "--database", "sqlite:own.db"];
    let (worked, text) =
        said(&init(directory.path(), &[&given[..], &["--operator", "ada@steward.example"]].concat()));
    assert!(worked && text.contains("https://steward.example/set-password/"), "{text}");
    let file = directory.path().join("steward.toml");
    let written = std::fs::read_to_string(&file).unwrap();
    for line in
        ["public_url = \"https://steward.example\"", "database = \"sqlite:own.db\"", "silence_seconds = 180"]
    {
        assert!(written.lines().any(|it| it == line), "{line}: {written}");
    }
    assert!(written.contains("# Where to listen."), "{written}");
    assert!(directory.path().join("own.db").exists());
    let rights = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(rights & 0o777, 0o600, "a database address may hold a password");

    let (worked, text) = said(&init(directory.path(), &["--operator", "ada@steward.example"]));
    assert!(worked && text.contains("kept steward.toml"), "{text}");
    assert!(text.contains("https://steward.example/set-password/"), "by the file alone: {text}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written);
}

/// Another account name is refused in words that name the first one; so is what is no account name.
#[test]
fn another_operator_is_refused_in_words() {
    let directory = tempfile::tempdir().unwrap();
    let (worked, text) = said(&init(directory.path(), &["--operator", "ada"]));
    assert!(!worked && text.contains("ada cannot be the first operator: "), "{text}");
    assert!(!text.contains("Invalid("), "{text}");
    assert!(said(&init(directory.path(), &["--operator", "ada@steward.example"])).0);
    let (worked, text) = said(&init(directory.path(), &["--operator", "bob@steward.example"]));
    assert!(!worked && text.contains("repeat with --operator ada@steward.example"), "{text}");
    assert!(!text.contains("Invalid("), "{text}");
    let (worked, text) = said(&init(directory.path(), &["--operator", "ada@steward.example"]));
    assert!(worked && text.contains("/set-password/"), "{text}");
}
