//! The shape of the code: `ARCHITECTURE.md` says it, this holds it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

/// What may use the store's own statements, past view and change, and why.
const NARROW_DOORS: [(&str, &str); 54] = [
    (
        "added_customers/due.rs",
        "what time does to added customers, and what becomes of their invitations while they are sent",
    ),
    ("autopilot/tries.rs", "what an organization was told at all of its customers together"),
    ("applications/door.rs", "applications, before anybody is known"),
    ("token_keys.rs", "the keys that sign tokens of applications, which belong to the server"),
    ("granular_relationships/due.rs", "what time does to granular relationships"),
    ("notifications/explained.rs", "who knows already of what explains it, before each is decided about"),
    ("backlog.rs", "how much waits, of all organizations together, for whoever runs the server"),
    ("notifications.rs", "what is told by e-mail, in the transaction of what happened"),
    ("notifications/recipients.rs", "who may be told of it, before each is decided about"),
    ("notifications/routes.rs", "to which teams it is directed, before each is decided about"),
    ("webhooks/dispatch.rs", "which webhooks are told, before each is decided about, and what becomes of it"),
    (
        "webhooks/partner.rs",
        "what partners are told at Partner Center's surface, in the transaction of what happened",
    ),
    ("webhooks/certificates.rs", "the keys that sign it, which belong to the server"),
    ("report_subscriptions/due.rs", "which reports are due to be sent, and what became of them"),
    ("report_subscriptions/sharing.rs", "to whom else reports are sent, each decided about before"),
    ("notifications/mails.rs", "what becomes of it while it is sent"),
    ("telemetry/jobs.rs", "what devices say of jobs while they run"),
    ("telemetry/rollouts.rs", "when a rollout or a room in it is looked at next"),
    ("rollouts/due.rs", "which rollouts time moves on, and what a device needs to trust a release"),
    ("jobs/due.rs", "which job a device is to get, and what time does to jobs"),
    ("telemetry/suppressions.rs", "what is suppressed, for whoever judges rooms"),
    ("suppressions.rs", "what time does to suppressions"),
    ("suppressions/ahead.rs", "which suppressions end soon, and that their owners were told"),
    ("maintenance_windows.rs", "what time does to maintenance windows"),
    (
        "delegation_migration.rs",
        "which delegated admin privileges the operator moves over, and what time does to them",
    ),
    ("delegation_uses.rs", "what time does to delegated admin privileges that nobody uses"),
    ("telemetry/tickets.rs", "what signals do to tickets, in the transaction of the judgement"),
    ("telemetry/signals.rs", "how signals count, for whoever judges rooms"),
    ("image/load.rs", "which organizations there are, for the image of a node that starts"),
    ("image/tickets.rs", "which tickets are open, for the image of a node"),
    ("facts.rs", "what the engine must know before it decides"),
    ("sign_in.rs", "credentials, before anybody is known"),
    ("idempotency_keys.rs", "what a request answered before"),
    ("telemetry.rs", "what devices say"),
    ("telemetry/reachability.rs", "what relays find of devices that have no agent"),
    ("telemetry/records.rs", "what devices say of meetings and calls"),
    ("telemetry/room_events.rs", "what devices say of poor calls and reported issues"),
    ("telemetry/room_days.rs", "what reports add up, computed anew"),
    ("room_days.rs", "which room-days are to be computed anew, in the transaction of what changed"),
    ("telemetry/watch.rs", "what time does to health"),
    ("assignments/ending.rs", "what time does to assignments"),
    ("seed.rs", "the bulk path"),
    ("organizations.rs", "whether there is an operator, before anybody is"),
    ("keys.rs", "the enrolment key, before a device is known"),
    ("feed.rs", "the doors' own: feed and versions"),
    ("image.rs", "the image of this node, as it catches up with the transaction that decides"),
    ("image/stirred.rs", "the doors' own: what stirred, for the other nodes"),
    ("image/follow.rs", "what stirred on the other nodes"),
    ("audit/append.rs", "the doors' own: the chain"),
    ("notices.rs", "the doors' own: notices"),
    ("opening.rs", "the doors' own: locks"),
    ("change.rs", "the door for writing"),
    ("view.rs", "the door for reading"),
    ("migrate.rs", "the schema"),
];

/// Lines a file has at most; beyond `LONG` it is told, beyond `TOO_LONG` refused.
const LONG: usize = 400;
const TOO_LONG: usize = 600;

/// Architecture §2: the crates depend on each other as the chain and the table of `ARCHITECTURE.md` say.
#[test]
fn arrows_point_one_way() {
    let document = read(&root().join("ARCHITECTURE.md"));
    let chain = line(&document, "domain ←");
    let chain: Vec<&str> = chain.split('←').map(str::trim).collect();
    let below = line(&document, "wire ← {");
    let (users_of_wire, helpers) = below.split_once('}').expect("who uses wire");
    let users_of_wire: BTreeSet<&str> = words(users_of_wire.split_once('{').expect("who uses wire").1);
    let helpers: BTreeSet<&str> = words(helpers.split_once(": never shipped").expect("what never ships").0);
    let never = never(&document);

    let edges = edges();
    for (from, uses) in &edges {
        if helpers.contains(from.as_str()) {
            continue;
        }
        for to in uses {
            let at = |name: &str| chain.iter().position(|link| *link == name);
            let allowed = match (at(from), at(to)) {
                (Some(from), Some(to)) => to < from,
                _ if to == "wire" => users_of_wire.contains(from.as_str()),
                // The binary starts the simulated agents of the demonstration.
                _ => from == "steward" && to == "agent",
            };
            assert!(allowed, "{from} must not use {to}: the arrows of ARCHITECTURE.md");
            let forbidden = never.get(from.as_str()).is_some_and(|never| never.contains(to.as_str()));
            assert!(!forbidden, "{from} must not use {to}: the table of ARCHITECTURE.md");
        }
    }
    let known: BTreeSet<&str> = chain.into_iter().chain(["wire", "agent"]).chain(helpers).collect();
    let found: BTreeSet<&str> = edges.keys().map(String::as_str).collect();
    assert_eq!(found, known, "every crate stands in ARCHITECTURE.md");
    assert!(edges["server"].contains("service") && !edges["server"].contains("store"));
}

/// Architecture §4: connections are made in one file; drivers are known to the store alone.
#[test]
fn only_one_file_has_connections() {
    let makes = ["rusqlite::Connection", "tokio_postgres::connect", "tokio_postgres::Client", "deadpool"];
    let mut makers = BTreeSet::new();
    for file in sources() {
        let text = read(&root().join(&file));
        if makes.iter().any(|word| text.contains(word)) && !is_helper(&file) {
            makers.insert(file);
        }
    }
    // The log quiets the drivers by their names.
    makers.remove(Path::new("crates/steward/src/logging.rs"));
    assert_eq!(Vec::from_iter(makers), [PathBuf::from("crates/store/src/db.rs")]);

    for (name, dependencies) in dependencies() {
        let drivers = ["rusqlite", "tokio-postgres", "deadpool-postgres"];
        let uses = drivers.iter().any(|driver| dependencies.contains(*driver));
        assert!(!uses || ["store", "testkit", "bench"].contains(&name.as_str()), "{name} knows a driver");
    }
}

/// Architecture §4: past view and change there are narrow doors, each with a reason; SQL stands in the store.
#[test]
fn statements_go_through_doors() {
    let store = Path::new("crates/store/src");
    let known: BTreeMap<PathBuf, &str> =
        NARROW_DOORS.iter().map(|(file, why)| (store.join(file), *why)).collect();
    let own = ["ask(&mut", "run(&mut", "ask(tx", "run(tx", "run(change.tx", ".tx.query(", ".tx.execute("];
    let mut users = BTreeSet::new();
    for file in sources() {
        let text = read(&root().join(&file));
        if file.starts_with(store) && own.iter().any(|call| text.contains(call)) {
            users.insert(file);
            continue;
        }
        if is_helper(&file) || file.starts_with(store) {
            continue;
        }
        let begins = ["\"select ", "\"insert into ", "\"update ", "\"delete from ", "\"with recursive "];
        let sql = text.lines().find(|line| {
            let words = [" from ", " set ", " values ", " where "];
            begins.iter().any(|begin| line.contains(begin)) && words.iter().any(|word| line.contains(word))
        });
        assert_eq!(sql, None, "SQL outside the store: {}", file.display());
    }
    for user in &users {
        assert!(known.contains_key(user), "{} uses statements of its own without a reason", user.display());
    }
}

/// Architecture §3: what happens is counted in one file of each crate, so that one look shows every name and every label.
#[test]
fn figures_are_kept_in_one_place() {
    let macros = ["counter!(", "gauge!(", "histogram!("];
    let counts = |file: &PathBuf| macros.iter().any(|it| read(&root().join(file)).contains(it));
    let found: Vec<_> = sources().into_iter().filter(|file| !is_helper(file) && counts(file)).collect();
    assert_eq!(found, ["crates/server/src/meters.rs", "crates/service/src/meters.rs"].map(PathBuf::from));
}

/// Architecture §10: files have one purpose, and are short enough to show it.
#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for file in sources() {
        let lines = read(&root().join(&file)).lines().count();
        assert!(lines <= TOO_LONG, "{} has {lines} lines: split it by verb", file.display());
        if lines > LONG {
            long.push(format!("{lines} {}", file.display()));
        }
    }
    long.sort();
    eprintln!("more than {LONG} lines:\n{}", long.join("\n"));
}

/// Architecture §10: every source file begins by saying what it is.
#[test]
fn files_say_what_they_are() {
    let silent: Vec<_> =
        sources().into_iter().filter(|file| !read(&root().join(file)).starts_with("//!")).collect();
    assert!(silent.is_empty(), "no first line about themselves: {silent:?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every source file of what ships or helps, relative to the root.
fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        collect(&entry.unwrap().path().join("src"), &mut files);
    }
    files.sort();
    assert!(files.len() > 100);
    files
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path.strip_prefix(root()).unwrap().to_owned());
        }
    }
}

fn is_helper(file: &Path) -> bool {
    ["testkit", "bench", "journeys"].iter().any(|helper| file.starts_with(Path::new("crates").join(helper)))
}

fn line<'a>(document: &'a str, begin: &str) -> &'a str {
    document
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with(begin))
        .unwrap_or_else(|| panic!("ARCHITECTURE.md has a line that begins with {begin:?}"))
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}

/// What each crate of the table never holds, as far as it names crates.
fn never(document: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    document
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [name, _, never] = cells.as_slice() else { return None };
            Some((name.trim_matches('`'), never.split('`').skip(1).step_by(2).collect()))
        })
        .collect()
}

/// What each crate needs to be built, ours and others'.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo tells of the workspace");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            let built = dependencies.filter(|it| it["kind"] != "dev").map(|it| text(&it["name"])).collect();
            (text(&package["name"]), built)
        })
        .collect()
}

/// Which of our crates uses which.
fn edges() -> BTreeMap<String, BTreeSet<String>> {
    let all = dependencies();
    let ours: BTreeSet<String> = all.keys().cloned().collect();
    all.into_iter().map(|(name, uses)| (name, uses.intersection(&ours).cloned().collect())).collect()
}
