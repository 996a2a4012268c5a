//! What the contract promises an agent.

use std::num::NonZeroU32;

use domain::time::{MINUTE, SECOND};
use serde_json::json;
use service::{Settings, enrolment_key::ResetKey, run};
use testkit::Kind;

use crate::wire::{Running, camera, clock, each, heartbeat};

/// decision 15: a device enrols, its change is on disk when it is answered "stored", and what changes
/// nothing is "received".
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_enrols_and_reports() {
    each(async |running| {
        let key = running.key("mats@contoso.example").await;
        let answer = running.enrol(&key, None).await;
        assert_eq!(answer.status, 201);
        let told = answer.json();
        assert_eq!(told["tenantId"], json!(key.tenant));
        assert_eq!(told["reportIntervalSeconds"], 60);
        let credential = told["credential"].as_str().unwrap();

        let mut connection = running.connect().await;
        let bodies = [
            (camera("unhealthy", "HD Pro"), "stored"),
            (heartbeat(), "received"),
            (camera("unhealthy", "HD Pro"), "received"),
            (camera("healthy", "HD Pro"), "stored"),
        ];
        for (body, outcome) in bodies {
            let body = body.to_string();
            let answer =
                connection.post("/agents/v1/report", Some(credential), body.as_bytes()).await.unwrap();
            assert_eq!(answer.status, 200);
            assert_eq!(
                answer.json(),
                json!({ "outcome": outcome, "reportIntervalSeconds": 60, "channelVersion": 7 })
            );
            if outcome == "stored" {
                // By another connection, which sees what is committed alone.
                let state = if body.contains("unhealthy") { "unhealthy" } else { "healthy" };
                let rows = running.world.database.raw("select state from room_signals").await;
                assert_eq!(rows, [[Some(state.to_owned())]]);
            }
        }
        assert!(answer.header("content-type").unwrap().starts_with("application/json"));
    })
    .await;
}

/// unknown, reset and foreign keys get the same answer to the last byte.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_keys_get_one_answer() {
    each(async |running| {
        let old = running.key("mats@contoso.example").await;
        let foreign = running.key("fred@fabrikam.example").await;
        let mats = running.world.caller("mats@contoso.example");
        run(&running.world.app, &mats, ResetKey).await.unwrap();
        let good = running.key("mats@contoso.example").await;
        let mut unknown = good.clone();
        unknown.tenant = domain::id::Id::new(uuid::Uuid::from_u128(7));
        let mut crossed = good.clone();
        crossed.secret = foreign.secret;
        let mut future = good;
        future.version += 1;
        let mut answers = Vec::new();
        for key in [old, unknown, crossed, future] {
            let answer = running.enrol(&key, None).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "key_invalid"));
            answers.push(answer.body);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
    })
    .await;
}

/// Decision 19: a live credential of another organization is 409, and nothing is told of that organization.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_of_another_organization_gets_nothing() {
    each(async |running| {
        let credential = running.device().await;
        let foreign = running.key("fred@fabrikam.example").await;
        let rooms = "select count(*) from rooms";
        let before = running.world.database.number(rooms).await;
        let answer = running.enrol(&foreign, Some(&credential)).await;
        assert_eq!((answer.status, answer.code().as_str()), (409, "enrolled_elsewhere"));
        assert!(!String::from_utf8_lossy(&answer.body).to_lowercase().contains("contoso"));
        assert_eq!(running.world.database.number(rooms).await, before);
        let contoso = running.key("mats@contoso.example").await;
        let again = running.enrol(&contoso, Some(&credential)).await;
        assert_eq!((again.status, again.json()["credential"].as_str()), (201, Some(credential.as_str())));
    })
    .await;
}

/// Decision 19: past the cap the answer is 429 with a time to come back.
#[tokio::test]
async fn onboarding_is_capped() {
    let settings = Settings { onboarding_cap: 1, ..Settings::default() };
    let running = Running::with(Kind::Sqlite, settings).await;
    let key = running.key("mats@contoso.example").await;
    assert_eq!(running.enrol(&key, None).await.status, 201);
    let full = running.enrol(&key, None).await;
    assert_eq!((full.status, full.code().as_str()), (429, "too_many_onboarding"));
    assert_eq!(full.header("retry-after"), Some("60"));
    running.stop().await;
}

/// without a live credential there is one answer, which ends the connection, so that guessing is slow.
#[tokio::test]
async fn a_report_needs_a_live_credential() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let credential = running.device().await;
    let body = heartbeat().to_string();
    let mut long = "x".repeat(5000);
    long.push_str(&credential);
    for bad in [None, Some(""), Some("nobody"), Some(long.as_str()), Some("sämtlich")] {
        let mut connection = running.connect().await;
        let answer = connection.post("/agents/v1/report", bad, body.as_bytes()).await.unwrap();
        assert_eq!((answer.status, answer.code().as_str()), (401, "credential_invalid"), "{bad:?}");
        assert!(connection.is_closed().await);
    }
    running.world.database.raw("update rooms set monitoring = 'unenrolled' where host_name <> ''").await;
    let ended = running.post("/agents/v1/report", Some(&credential), &heartbeat()).await;
    assert_eq!((ended.status, ended.code().as_str()), (401, "credential_invalid"));
    running.stop().await;
}

/// Decision 15: a device out of hand is asked to come back, and may once it waited.
#[tokio::test]
async fn a_device_out_of_hand_is_slowed_down() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let (credential, body) = (running.device().await, heartbeat().to_string());
    let mut connection = running.connect().await;
    let mut answer = None;
    for _ in 0..200 {
        answer = connection.post("/agents/v1/report", Some(&credential), body.as_bytes()).await;
        if answer.as_ref().unwrap().status != 200 {
            break;
        }
    }
    let answer = answer.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (429, "too_often"));
    assert_eq!(answer.header("retry-after"), Some("1"));
    clock(&running).advance(SECOND);
    let answer = connection.post("/agents/v1/report", Some(&credential), body.as_bytes()).await.unwrap();
    assert_eq!(answer.status, 200);
    running.stop().await;
}

/// Architecture §5: the devices of one organization have a bound together, and those of others do not notice.
#[tokio::test]
async fn an_organization_out_of_hand_is_slowed_down() {
    let settings = Settings { reports_per_second: NonZeroU32::MIN, ..Settings::default() };
    let running = Running::with(Kind::Sqlite, settings).await;
    let key = running.key("fred@fabrikam.example").await;
    let other = running.enrol(&key, None).await.json()["credential"].as_str().unwrap().to_owned();
    let mut answers = Vec::new();
    for _ in 0..11 {
        let credential = running.device().await;
        answers.push(running.post("/agents/v1/report", Some(&credential), &heartbeat()).await);
    }
    let last = answers.pop().unwrap();
    assert!(answers.iter().all(|answer| answer.status == 200), "all come back at once after an outage");
    assert_eq!((last.status, last.code().as_str()), (429, "too_often"));
    assert_eq!(last.header("retry-after"), Some("1"));
    assert_eq!(running.post("/agents/v1/report", Some(&other), &heartbeat()).await.status, 200);
    running.stop().await;
}

/// a room that was silent is back with its first report, told over the same channel.
#[tokio::test]
async fn a_silent_room_is_back_with_its_report() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let credential = running.device().await;
    let enrolled = "update rooms set monitoring = 'monitored', health = 'healthy' where host_name <> ''";
    running.world.database.raw(enrolled).await;
    clock(&running).advance(4 * MINUTE);
    service::health_watch::watch(&running.world.app).await.unwrap();
    let silent = "select count(*) from rooms where health = 'unmonitored' and host_name <> ''";
    assert_eq!(running.world.database.number(silent).await, 1);
    let answer = running.post("/agents/v1/report", Some(&credential), &heartbeat()).await;
    assert_eq!(answer.json()["outcome"], "stored");
    assert_eq!(running.world.database.number(silent).await, 0);
    running.stop().await;
}
