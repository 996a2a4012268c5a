//! What is committed says what the program does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use std::{collections::BTreeSet, fs, path::Path};

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)).expect(name)
}

#[test]
fn the_committed_description_of_the_api_is_current() {
    // The order of members is not told: it depends on what else is built.
    let served = serde_json::to_value(server::openapi()).unwrap();
    let committed: serde_json::Value = serde_json::from_str(&document("openapi.json")).unwrap();
    assert_eq!(committed, served, "run `make openapi` and commit docs/openapi.json");
}

#[test]
fn every_operation_is_described_well() {
    let served = serde_json::to_value(server::openapi()).unwrap();
    assert_eq!(served["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (path, methods) in served["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(names.insert(name.to_owned()), "{method} {path}: the operation name {name} is taken");
            let said = operation["summary"].as_str().or(operation["description"].as_str());
            assert!(said.is_some_and(|said| !said.is_empty()), "{method} {path} says nothing about itself");
        }
    }
}

#[test]
fn every_error_code_is_documented_and_none_too_many() {
    let text = document("error-codes.md");
    let documented: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let known: BTreeSet<&str> = service::Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(documented, known, "docs/error-codes.md and service::Code differ");
}
