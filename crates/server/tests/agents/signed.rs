//! Signed reports that others carry: what counts, what does not, and that one of them harms no other.

use ::wire::agents::{MAX_BATCH, answered};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::time::{MINUTE, SECOND, Time};
use ring::hmac;
use serde_json::{Value, json};
use service::Settings;
use sha2::{Digest as _, Sha256};
use testkit::{FakeClock, Kind};

use crate::wire::{Running, camera, clock, each, heartbeat};

const START: Time = FakeClock::START;

/// A device with its report key.
#[derive(Clone)]
struct Device {
    credential: String,
    key: hmac::Key,
}

impl Device {
    async fn of(running: &Running, upn: &str) -> Self {
        let enrolled = running.enrol(&running.key(upn).await, None).await;
        let credential = enrolled.json()["credential"].as_str().unwrap().to_owned();
        let mut asks = heartbeat();
        asks["takesReportKey"] = true.into();
        let told = running.post("/agents/v1/report", Some(&credential), &asks).await.json();
        let key = URL_SAFE_NO_PAD.decode(told["reportKey"].as_str().unwrap()).unwrap();
        Self { credential, key: hmac::Key::new(hmac::HMAC_SHA256, &key) }
    }

    fn signs(&self, mut message: Value, sent_at: Time) -> Value {
        message["sentAt"] = sent_at.to_string().into();
        self.signs_text(&message.to_string())
    }

    fn signs_text(&self, message: &str) -> Value {
        let tag = hmac::sign(&self.key, message.as_bytes());
        json!({
            "credential": URL_SAFE_NO_PAD.encode(Sha256::digest(&self.credential)),
            "message": message,
            "signature": URL_SAFE_NO_PAD.encode(tag),
        })
    }

    /// The answer, which the server signed for this message.
    fn reads(&self, message: &Value, answer: &Value) -> Value {
        let text = answer["answer"].as_str().unwrap();
        let bytes = |text: &Value| URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap();
        let said = answered(&bytes(&message["signature"]), text);
        hmac::verify(&self.key, &said, &bytes(&answer["signature"])).expect("the server's signature");
        serde_json::from_str(text).unwrap()
    }

    /// What becomes of one message.
    async fn tells(&self, running: &Running, message: &Value) -> String {
        let answer = self.reads(message, &post(running, std::slice::from_ref(message)).await[0]);
        let word = |value: &Value| value.as_str().map(str::to_owned);
        word(&answer["outcome"]).or_else(|| word(&answer["error"]["code"])).unwrap()
    }
}

async fn post(running: &Running, messages: &[Value]) -> Vec<Value> {
    let answer = running.post("/agents/v1/reports", None, &json!({ "messages": messages })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let answers = answer.json()["answers"].as_array().unwrap().clone();
    assert_eq!(answers.len(), messages.len());
    answers
}

async fn cameras(running: &Running) -> Vec<Vec<Option<String>>> {
    running.world.database.raw("select state from room_signals order by state").await
}

fn told(state: &str) -> Vec<Vec<Option<String>>> {
    vec![vec![Some(state.to_owned())]]
}

/// Decision 22: each message stands for itself, whatever lies beside it; the answers come in order, signed for the device that asked, and
/// what is stored is on disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn good_and_bad_messages_share_a_post() {
    each(async |running| {
        let one = Device::of(running, "mats@contoso.example").await;
        let two = Device::of(running, "mats@contoso.example").await;
        let three = Device::of(running, "mats@contoso.example").await;
        let foreign = Device::of(running, "fred@fabrikam.example").await;
        let change = one.signs(camera("unhealthy", "HD"), START);
        let mut altered = two.signs(camera("healthy", "HD"), START);
        altered["message"] = altered["message"].as_str().unwrap().replace("healthy", "unhealthy").into();
        let mut crossed = foreign.signs(camera("unhealthy", "HD"), START);
        crossed["credential"] = change["credential"].clone();
        let unknown = Device { credential: "nobody".to_owned(), ..one.clone() }.signs(heartbeat(), START);
        let noise = json!({ "credential": "?", "message": "", "signature": "?" });
        let broken = foreign.signs_text("{");
        let beat = three.signs(heartbeat(), START);
        let twice = three.signs(heartbeat(), START.plus(SECOND));
        let posted = [crossed, change.clone(), unknown, broken.clone(), noise, beat.clone(), twice, altered];
        let answers = post(running, &posted).await;
        assert_eq!(one.reads(&change, &answers[1])["outcome"], "stored");
        assert_eq!(cameras(running).await, told("unhealthy"));
        assert_eq!(foreign.reads(&broken, &answers[3])["error"]["code"], "malformed");
        assert_eq!(three.reads(&beat, &answers[5])["outcome"], "received");
        // A device of another tenant, an unknown credential, no credential at all, the second of a device, and a wrong signature get
        // one answer, to the last byte; none of them keeps out the device that they name.
        assert_eq!(answers[0], answers[2]);
        assert_eq!(answers[0], answers[4]);
        assert_eq!(answers[0], answers[6]);
        assert_eq!(answers[0], answers[7]);
        assert!(answers[0].get("signature").is_none());
        assert!(answers[0]["answer"].as_str().unwrap().contains("credential_invalid"));
    })
    .await;
}

/// Decision 22: what was said once, or out of its order, or long ago, turns nothing back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_said_twice() {
    each(async |running| {
        let device = Device::of(running, "mats@contoso.example").await;
        let early = device.signs(camera("unhealthy", "HD"), START.plus(SECOND));
        let beat = device.signs(heartbeat(), START.plus(2 * SECOND));
        let late = device.signs(camera("healthy", "HD"), START.plus(3 * SECOND));
        assert_eq!(device.tells(running, &late).await, "stored");
        for message in [&late, &early, &beat] {
            assert_eq!(device.tells(running, message).await, "not_fresh");
        }
        assert_eq!(cameras(running).await, told("healthy"));
        // However often somebody else says it again, the device itself is heard.
        for _ in 0..150 {
            assert_eq!(device.tells(running, &beat).await, "not_fresh");
        }
        let own = running.post("/agents/v1/report", Some(&device.credential), &heartbeat()).await;
        assert_eq!(own.status, 200);
        let near = 5 * MINUTE;
        for at in [START.plus(near + SECOND), START.plus(-near - SECOND)] {
            assert_eq!(
                device.tells(running, &device.signs(camera("unhealthy", "HD"), at)).await,
                "not_fresh"
            );
        }
        let ahead = device.signs(heartbeat(), START.plus(near));
        assert_eq!(device.tells(running, &ahead).await, "received");
        clock(running).advance(2 * near);
        let again = device.signs(camera("unhealthy", "HD"), START.plus(2 * near));
        assert_eq!(device.tells(running, &again).await, "stored");
    })
    .await;
}

/// Decision 22: what guards against a replay is on disk with the change, so that neither another node nor a restart opens one; a change
/// that the device told over its own connection counts too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_restart_opens_a_replay() {
    each(async |running| {
        let device = Device::of(running, "mats@contoso.example").await;
        let changed = device.signs(camera("unhealthy", "HD"), START.plus(3 * SECOND));
        assert_eq!(device.tells(running, &changed).await, "stored");
        let until = "select signed_until from devices where signed_until is not null";
        assert_eq!(running.world.database.number(until).await, START.plus(3 * SECOND).micros());
        let withheld = device.signs(camera("unhealthy", "HD"), START.plus(4 * SECOND));
        let direct =
            running.post("/agents/v1/report", Some(&device.credential), &camera("healthy", "HD")).await;
        assert_eq!(direct.json()["outcome"], "stored");
        assert_eq!(device.tells(running, &withheld).await, "not_fresh");
        assert_eq!(cameras(running).await, told("healthy"));
        clock(running).advance(5 * MINUTE);
        let later = device.signs(camera("unhealthy", "HD"), START.plus(5 * MINUTE + SECOND));
        assert_eq!(device.tells(running, &later).await, "stored");
    })
    .await;
}

/// Decision 22, R-242: the key ends with the credential, is told to nobody but the device itself, and a post has its bounds.
#[tokio::test]
async fn a_key_is_of_a_live_credential_alone() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let device = Device::of(&running, "mats@contoso.example").await;
    let mut asks = heartbeat();
    asks["takesReportKey"] = true.into();
    let asks = device.signs(asks, START);
    let answer = device.reads(&asks, &post(&running, std::slice::from_ref(&asks)).await[0]);
    assert_eq!((&answer["outcome"], answer.get("reportKey")), (&json!("received"), None));
    let without = device.signs_text(&heartbeat().to_string());
    assert_eq!(device.tells(&running, &without).await, "malformed");
    let mut direct = heartbeat();
    direct["sentAt"] = START.to_string().into();
    assert_eq!(
        running.post("/agents/v1/report", Some(&device.credential), &direct).await.code(),
        "malformed"
    );

    running.world.database.raw("update rooms set monitoring = 'unenrolled' where host_name <> ''").await;
    let ended = post(&running, &[device.signs(heartbeat(), START.plus(SECOND))]).await;
    let unknown = Device { credential: "nobody".to_owned(), ..device }.signs(heartbeat(), START);
    assert_eq!(ended, post(&running, std::slice::from_ref(&unknown)).await);

    let many = vec![unknown; MAX_BATCH + 1];
    assert_eq!(post(&running, &many[1..]).await.len(), MAX_BATCH);
    let answer = running.post("/agents/v1/reports", None, &json!({ "messages": many })).await;
    assert_eq!((answer.status, answer.code().as_str()), (400, "malformed"));
    running.stop().await;
}
