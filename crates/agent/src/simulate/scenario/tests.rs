//! Good scenarios, and what is said about bad ones.

use super::*;

const GOOD: &str = r#"
title = "Two organizations"
seed = 7
start_within_seconds = 2
shortened_report_interval_seconds = 5

[[rooms]]
name = "BER-{n:3}"
count = 12
key_file = "contoso.json"
device_type = "windowsRoom"
manufacturer = "Example Systems"
signals = ["camera.room", { signal = "display.front", instance = "Left", value = "65 inch" }]

[[rooms]]
name = "SEL lobby"
key_file = "fabrikam.json"
device_type = "panel"
signals = [{ signal = "os.version", value = "14", state = "unknown" }]

[[events]]
at_seconds = 20
every_seconds = 120
rooms = ["BER-001", "BER-01*"]
signal = "display.front"
instance = "Left"
becomes = "unhealthy"
detail = "Unplugged"

[[events]]
at_seconds = 30
rooms = ["SEL lobby"]
becomes = "silent"

[[faults]]
rooms = ["*"]
every_seconds = 600
lasting_seconds = 60
"#;

fn problem(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    format!("{:#}", Scenario::parse(&GOOD.replacen(from, to, 1)).unwrap_err())
}

#[test]
fn a_pattern_makes_numbered_rooms_that_are_the_same_at_each_start() {
    let scenario = Scenario::parse(GOOD).unwrap();
    let rooms = scenario.rooms();
    assert_eq!(rooms.len(), 13);
    assert_eq!((rooms[0].name.as_str(), rooms[11].name.as_str()), ("BER-001", "BER-012"));
    assert_eq!(rooms[0].device.host_name.as_deref(), Some("BER-001"));
    assert_eq!(rooms[0].signals[1].value.as_deref(), Some("65 inch"));
    assert_eq!(rooms[12].signals[0].state, SignalState::Unknown);
    assert_ne!(rooms[0].device.serial_number, rooms[1].device.serial_number);
    assert_eq!(rooms[0].device, Scenario::parse(GOOD).unwrap().rooms()[0].device);
    assert_eq!(scenario.shortened_report_interval(), Some(Duration::from_secs(5)));
}

#[test]
fn events_concern_the_rooms_they_name() {
    let scenario =
        Scenario::parse(&GOOD.replace("[[faults]]\nrooms = [\"*\"]", "[[faults]]\nrooms = [\"SEL*\"]"))
            .unwrap();
    let rooms = scenario.rooms();
    let first = |index: usize| scenario.timeline(&rooms[index]).pop();
    let unplugged =
        Change::Signal { index: 1, state: SignalState::Unhealthy, detail: Some("Unplugged".to_owned()) };
    assert_eq!(first(0), Some((Duration::from_secs(20), unplugged.clone())));
    assert_eq!(first(9), Some((Duration::from_secs(20), unplugged)));
    assert_eq!(first(1), None);
    let mut lobby = scenario.timeline(&rooms[12]);
    let mut seen = Vec::new();
    while seen.len() < 3 {
        seen.push(lobby.pop().unwrap().1);
    }
    assert!(seen.contains(&Change::Silent), "{seen:?}");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (from, to, sentence) in [
        ("seed = 7", "sead = 7", "unknown field `sead`"),
        ("count = 12", "count = 0", "rooms \u{201c}BER-{n:3}\u{201d}: count is 0"),
        ("BER-{n:3}", "BER", "rooms \u{201c}BER\u{201d}: the name of several rooms needs {n}"),
        ("SEL lobby", "BER-003", "there are two rooms \u{201c}BER-003\u{201d}"),
        ("\"camera.room\"", "\"Camera!\"", "signals[0].signal: is not a signal key"),
        ("\"camera.room\"", "7", "expected a signal key or a table"),
        ("\"windowsRoom\"", "\"fridge\"", "unknown variant `fridge`"),
        ("BER-01*", "MUC*", "event 1: there is no room \u{201c}MUC*\u{201d}"),
        (
            "instance = \"Left\"\nbecomes",
            "instance = \"Right\"\nbecomes",
            "event 1: room \u{201c}BER-001\u{201d} has no signal display.front Right",
        ),
        ("becomes = \"silent\"", "becomes = \"unhealthy\"", "event 2: it names no signal"),
        (
            "becomes = \"unhealthy\"",
            "becomes = \"silent\"",
            "event 1: a signal does not become silent or back",
        ),
        ("becomes = \"silent\"", "becomes = \"broken\"", "unknown variant `broken`"),
        ("every_seconds = 600", "every_seconds = 0", "fault 1: every_seconds or lasting_seconds is 0"),
        ("at_seconds = 20\n", "", "missing field `at_seconds`"),
        ("seconds = 5", "seconds = 0", "shortened_report_interval_seconds is 0"),
    ] {
        let told = problem(from, to);
        assert!(told.contains(sentence), "{told}\ndoes not say\n{sentence}");
    }
}

/// The example of the guide is a scenario.
#[test]
fn the_documented_example_is_right() {
    let guide = include_str!("../../../../../docs/agent.md");
    let (_, chapter) = guide.split_once("\n## Simulation\n").unwrap();
    let (_, rest) = chapter.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    assert_eq!(Scenario::parse(example).unwrap().rooms().len(), 40);
}
