//! The edge: messages outside the contract, and bytes that are no messages at all.

use std::time::{Duration, Instant};

use ::wire::agents::MAX_REPORT_BYTES;
use domain::time::MINUTE;
use proptest::{
    prelude::*,
    sample::Index,
    strategy::ValueTree as _,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use serde_json::json;
use service::Settings;
use testkit::Kind;

use crate::wire::{Running, camera, clock, enrolment, heartbeat};

/// How long bytes are thrown at the edge.
const BOUND: Duration = Duration::from_secs(8);
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Decision 15, R-186: a malformed message gets 400 and ends its connection; another connection goes on; nothing is
/// changed.
#[tokio::test]
async fn a_malformed_message_ends_its_connection_alone() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let credential = running.device().await;
    let mut other = running.connect().await;
    let good = heartbeat().to_string();
    let deep = format!("{{\"observedAt\": {}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    let bad: Vec<(u16, String)> = vec![
        (400, String::new()),
        (400, "{".to_owned()),
        (400, "null".to_owned()),
        (400, deep),
        (400, json!({ "observedAt": "yesterday" }).to_string()),
        (400, json!({ "observedAt": "2026-11-02T09:00:00Z", "meetingSubject": "x" }).to_string()),
        (400, json!({ "observedAt": "2026-11-02T09:00:00Z", "signals": 1 }).to_string()),
        (400, camera("broken", "").to_string()),
        (400, camera("healthy", &"x".repeat(97)).to_string()),
        (400, camera("healthy", "a\u{0}b").to_string()),
        (400, good.replace("2026", "+999999")),
        (413, format!("{good}{}", " ".repeat(MAX_REPORT_BYTES))),
    ];
    for (status, body) in bad {
        let mut connection = running.connect().await;
        let answer = connection.post("/agents/v1/report", Some(&credential), body.as_bytes()).await.unwrap();
        let shown: String = body.chars().take(80).collect();
        assert_eq!((answer.status, answer.code().as_str()), (status, "malformed"), "{shown}");
        assert_eq!(answer.header("connection"), Some("close"), "{shown}");
        assert!(connection.is_closed().await, "{shown}");
        let answer = other.post("/agents/v1/report", Some(&credential), good.as_bytes()).await.unwrap();
        assert_eq!(answer.status, 200);
    }
    assert_eq!(running.world.database.number("select count(*) from room_signals").await, 0);
    running.stop().await;
}

/// A length that is announced and never sent, or is beyond all bounds, costs the server nothing.
#[tokio::test]
async fn announced_lengths_are_not_believed() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let credential = running.device().await;
    let mut connection = running.connect().await;
    let head = format!(
        "POST /agents/v1/report HTTP/1.1\r\nhost: s\r\nauthorization: Bearer {credential}\r\ncontent-length: 99999999999\r\n\r\n"
    );
    connection.send(head.as_bytes()).await;
    let answer = connection.read().await.unwrap();
    assert_eq!(answer.status, 413);
    assert!(connection.is_closed().await);

    // Without a length: pieces, of which there is always one more.
    let mut connection = running.connect().await;
    let head = format!(
        "POST /agents/v1/report HTTP/1.1\r\nhost: s\r\nauthorization: Bearer {credential}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    connection.send(head.as_bytes()).await;
    let size = 4096;
    let piece = format!("{size:x}\r\n{}\r\n", " ".repeat(size));
    for _ in 0..=MAX_REPORT_BYTES / size {
        connection.send(piece.as_bytes()).await;
    }
    assert_eq!(connection.read().await.unwrap().status, 413);
    running.stop().await;
}

/// How a message is spoilt.
#[derive(Clone, Debug)]
enum Harm {
    Flip(Index, u8),
    Cut(Index),
    Insert(Index, Vec<u8>),
    Repeat(Index, Index),
    Nest(Index, usize),
    None,
}

fn harm() -> impl Strategy<Value = Vec<Harm>> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..12),
        prop::sample::select(vec![
            "\"", "{", "}", "[", "]", ":", ",", "null", "-1e999", "\\u0000", "\\ud800"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let one = prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Harm::Flip(at, byte)),
        any::<Index>().prop_map(Harm::Cut),
        (any::<Index>(), bytes).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Harm::Repeat(from, to)),
        (any::<Index>(), 1..3000_usize).prop_map(|(at, depth)| Harm::Nest(at, depth)),
        Just(Harm::None),
    ];
    prop::collection::vec(one, 1..4)
}

fn spoil(mut body: Vec<u8>, harms: Vec<Harm>) -> Vec<u8> {
    for harm in harms {
        let length = body.len();
        match harm {
            Harm::Flip(at, byte) if length > 0 => body[at.index(length)] ^= byte,
            Harm::Cut(at) => body.truncate(at.index(length + 1)),
            Harm::Insert(at, bytes) => {
                let at = at.index(length + 1);
                body.splice(at..at, bytes);
            }
            Harm::Repeat(from, to) => {
                let (from, to) = (from.index(length + 1), to.index(length + 1));
                let piece = body[from.min(to)..from.max(to)].to_vec();
                body.splice(to..to, piece);
            }
            Harm::Nest(at, depth) => {
                let at = at.index(length + 1);
                body.splice(at..at, "[".repeat(depth).into_bytes());
            }
            Harm::Flip(..) | Harm::None => {}
        }
    }
    body
}

/// A message to one of the two addresses, spoilt, or bytes that never were one.
#[derive(Clone, Debug)]
enum Thrown {
    Report(Vec<Harm>),
    Enrolment(Vec<Harm>),
    Bytes(Vec<u8>),
    Head(Vec<Harm>),
}

fn thrown() -> impl Strategy<Value = Thrown> {
    prop_oneof![
        4 => harm().prop_map(Thrown::Report),
        2 => harm().prop_map(Thrown::Enrolment),
        1 => prop::collection::vec(any::<u8>(), 0..2000).prop_map(Thrown::Bytes),
        1 => harm().prop_map(Thrown::Head),
    ]
}

/// Decision 15: whatever arrives, the server answers it or hangs up, never with a mistake of its own, and goes on
/// answering others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_breaks_the_edge() {
    let settings = Settings { onboarding_cap: 1_000_000, ..Settings::default() };
    let running = Running::with(Kind::Sqlite, settings).await;
    let (victim, bystander) = (running.device().await, running.device().await);
    let key = running.key("mats@contoso.example").await;
    let secrets = "select count(*) from devices d join rooms r on r.room_id = d.room_id \
         where r.tenant_id <> d.tenant_id";
    let mut runner =
        TestRunner::new_with_rng(ProptestConfig::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (strategy, started) = (thrown(), Instant::now());
    let mut other = running.connect().await;
    let mut answers = std::collections::BTreeMap::<Option<u16>, usize>::new();
    while started.elapsed() < BOUND {
        // Time goes on, so that no device is out of hand.
        clock(&running).advance(MINUTE / 60);
        let thrown = strategy.new_tree(&mut runner).unwrap().current();
        let mut connection = running.connect().await;
        let report = camera("unhealthy", "HD Pro").to_string().into_bytes();
        let answer = match thrown.clone() {
            Thrown::Report(harm) => {
                let body = spoil(report, harm);
                tokio::time::timeout(PATIENCE, connection.post("/agents/v1/report", Some(&victim), &body))
                    .await
            }
            Thrown::Enrolment(harm) => {
                let body = spoil(enrolment(&key, Some(&victim)).to_string().into_bytes(), harm);
                tokio::time::timeout(PATIENCE, connection.post("/agents/v1/enrol", None, &body)).await
            }
            Thrown::Bytes(bytes) => {
                connection.send(&bytes).await;
                hang_up(&mut connection).await
            }
            Thrown::Head(harm) => {
                let head = format!(
                    "POST /agents/v1/report HTTP/1.1\r\nhost: s\r\nauthorization: Bearer {victim}\r\ncontent-length: {}\r\n\r\n",
                    report.len()
                );
                connection.send(&spoil(head.into_bytes(), harm)).await;
                connection.send(&report).await;
                hang_up(&mut connection).await
            }
        };
        let answer = answer.unwrap_or_else(|_| panic!("no answer to {thrown:?}"));
        let status = answer.as_ref().map(|answer| answer.status);
        assert!(status.is_none_or(|status| status < 500), "{status:?} to {thrown:?}");
        if matches!(thrown, Thrown::Report(_) | Thrown::Enrolment(_)) {
            let expected = [200, 201, 400, 401, 409, 413];
            assert!(status.is_some_and(|status| expected.contains(&status)), "{status:?} to {thrown:?}");
        }
        *answers.entry(status).or_default() += 1;
        let body = heartbeat().to_string();
        let beat = other.post("/agents/v1/report", Some(&bystander), body.as_bytes()).await.unwrap();
        assert_eq!(beat.status, 200, "after {thrown:?}");
    }
    let count: usize = answers.values().sum();
    assert!(count > 200, "only {count} were thrown");
    assert!(answers.contains_key(&Some(200)) && answers.contains_key(&Some(400)), "{answers:?}");
    assert_eq!(running.world.database.number(secrets).await, 0);
    running.stop().await;
}

/// Says that nothing more comes, and reads what the server says to that.
async fn hang_up(
    connection: &mut crate::wire::Connection,
) -> Result<Option<crate::wire::Answer>, tokio::time::error::Elapsed> {
    let _ = tokio::io::AsyncWriteExt::shutdown(&mut connection.0).await;
    tokio::time::timeout(PATIENCE, connection.read()).await
}
