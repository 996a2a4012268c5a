//! What a session does, one behaviour a test.

use jiff::Timestamp;

use self::bench::*;
use super::*;
use crate::jobs::ledger;
use wire::agents::{
    DeviceFacts,
    SignalState::{Healthy, Unhealthy},
};

mod bench;
mod gathered;
mod job;

/// R-240, decision 15: enrols with the key file, tells all once, a change at once, heartbeats in between.
#[tokio::test(start_paused = true)]
async fn enrols_then_reports_changes_at_once_and_heartbeats_at_the_interval() {
    let mut bench = Bench::new(InMemory::default(), Some(KEY), |_, _| Ok((Outcome::Received, 60)));
    bench.see(&[("camera.room", Healthy)]).await;
    assert_eq!(bench.next().await, (0.0, enrolment(None, "first")));
    assert_eq!(bench.next().await, (0.0, report("credential 1", &[("camera.room", Healthy)], true)));
    assert_eq!(bench.credential(), "credential 1");
    let (first, heartbeat) = bench.next().await;
    assert_eq!(heartbeat, report("credential 1", &[], false));
    assert!((54.0..=60.1).contains(&first), "{first}");
    let (second, _) = bench.next().await;
    assert!((54.0..=60.1).contains(&(second - first)), "{second}");
    tokio::time::sleep(Duration::from_secs(7)).await;
    bench.see(&[("camera.room", Unhealthy)]).await;
    let (at, change) = bench.next().await;
    assert_eq!(change, report("credential 1", &[("camera.room", Unhealthy)], false));
    assert!((6.9..7.1).contains(&(at - second)), "{at}");
}

/// Decision 19: a device is its credential, so a kept one is used and no key is needed.
#[tokio::test(start_paused = true)]
async fn a_kept_credential_needs_no_key_file() {
    let mut bench = Bench::new(enrolled_keeper(), None, |_, _| Ok((Outcome::Stored, 30)));
    bench.see(&[("a", Healthy)]).await;
    assert_eq!(bench.next().await.1, report("kept", &[("a", Healthy)], true));
    assert!(bench.next().await.0 <= 30.1);
}

#[tokio::test(start_paused = true)]
async fn changes_while_the_server_is_away_are_kept_and_delivered_in_order() {
    let mut bench = Bench::new(enrolled_keeper(), None, unreachable_until(40.0));
    bench.see(&[("a", Healthy), ("b", Healthy)]).await;
    assert_eq!(bench.next().await.1, report("kept", &[("a", Healthy), ("b", Healthy)], true));
    bench.see(&[("a", Unhealthy), ("b", Healthy)]).await;
    bench.see(&[("a", Unhealthy), ("b", Unhealthy)]).await;
    let mut attempts = vec![0.0];
    let delivered = loop {
        let (at, heard) = bench.next().await;
        attempts.push(at);
        if at >= 40.0 {
            break heard;
        }
        assert_eq!(heard, report("kept", &[("a", Healthy), ("b", Healthy)], true));
    };
    assert_eq!(delivered, report("kept", &[("a", Healthy), ("b", Healthy)], true));
    assert_eq!(bench.next().await.1, report("kept", &[("a", Unhealthy)], false));
    assert_eq!(bench.next().await.1, report("kept", &[("b", Unhealthy)], false));
    // Back within the cap, without hammering in between.
    let gaps: Vec<_> = attempts.iter().zip(attempts.iter().skip(1)).map(|(a, b)| b - a).collect();
    assert!(gaps.iter().all(|gap| *gap <= 15.01) && attempts.len() < 30, "{gaps:?}");
    assert_eq!(bench.tally.counts().connected, 1);
}

/// after a reset of the key the enrolled agent goes on with its credential.
#[tokio::test(start_paused = true)]
async fn a_key_reset_does_not_touch_an_enrolled_agent() {
    let mut bench = Bench::new(enrolled_keeper(), Some(KEY), |_, heard| match heard {
        Heard::Enrol { .. } => Err(Failure::KeyInvalid("reset".to_owned())),
        Heard::Report { .. } => Ok((Outcome::Received, 60)),
    });
    bench.see(&[("a", Healthy)]).await;
    for _ in 0..5 {
        assert!(matches!(bench.next().await.1, Heard::Report { .. }));
    }
}

/// an invalid key is tried again gently, and a new key file is taken without a restart.
#[tokio::test(start_paused = true)]
async fn a_refused_key_waits_for_a_new_file() {
    let mut bench = Bench::new(InMemory::default(), Some(KEY), |_, heard| match heard {
        Heard::Enrol { secret, .. } if secret == "first" => Err(Failure::KeyInvalid("reset".to_owned())),
        _ => Ok((Outcome::Stored, 60)),
    });
    bench.see(&[("a", Healthy)]).await;
    assert_eq!(bench.next().await, (0.0, enrolment(None, "first")));
    let (at, again) = bench.next().await;
    assert_eq!(again, enrolment(None, "first"));
    assert!((29.9..=60.1).contains(&at), "{at}");
    std::fs::write(bench.folder.path().join("key.json"), KEY.replace("first", "second")).unwrap();
    assert_eq!(bench.next().await.1, enrolment(None, "second"));
    assert_eq!(bench.next().await.1, report("credential 3", &[("a", Healthy)], true));
}

/// the key file may be put there after the agent was started.
#[tokio::test(start_paused = true)]
async fn a_key_file_that_comes_later_is_found() {
    let mut bench = Bench::new(InMemory::default(), None, |_, _| Ok((Outcome::Stored, 60)));
    bench.see(&[("a", Healthy)]).await;
    tokio::time::sleep(Duration::from_secs(200)).await;
    assert!(bench.heard.try_recv().is_err());
    std::fs::write(bench.folder.path().join("key.json"), KEY).unwrap();
    let (at, heard) = bench.next().await;
    assert_eq!(heard, enrolment(None, "first"));
    assert!(at <= 261.0, "{at}");
}

/// Decision 19: a credential that the server gave up leads to a new enrolment that shows the old one.
#[tokio::test(start_paused = true)]
async fn a_disowned_agent_enrols_again_with_its_old_credential() {
    let mut bench = Bench::new(enrolled_keeper(), Some(KEY), |at, heard| match heard {
        Heard::Report { credential, .. } if credential == "kept" && at > 100.0 => {
            Err(Failure::CredentialInvalid("unenrolled".to_owned()))
        }
        _ => Ok((Outcome::Stored, 60)),
    });
    bench.see(&[("a", Healthy), ("b", Unhealthy)]).await;
    let enrolled = loop {
        match bench.next().await.1 {
            heard @ Heard::Enrol { .. } => break heard,
            Heard::Report { .. } => {}
        }
    };
    assert_eq!(enrolled, enrolment(Some("kept"), "first"));
    let (_, all) = bench.next().await;
    let Heard::Report { credential, signals, device: true } = all else { panic!("{all:?}") };
    assert_eq!(signals.len(), 2);
    assert_eq!(bench.credential(), credential);
}

/// Decision 19: a credential is shown to nobody but the server that gave it.
#[tokio::test(start_paused = true)]
async fn another_server_never_sees_the_old_credential() {
    let key = KEY.replace("steward.example", "other.example");
    let mut bench = Bench::new(enrolled_keeper(), Some(&key), |_, heard| match heard {
        Heard::Report { credential, .. } if credential == "kept" => {
            Err(Failure::CredentialInvalid("unenrolled".to_owned()))
        }
        _ => Ok((Outcome::Stored, 60)),
    });
    bench.see(&[("a", Healthy)]).await;
    assert!(matches!(bench.next().await.1, Heard::Report { .. }));
    assert_eq!(bench.next().await.1, enrolment(None, "first"));
}

#[tokio::test(start_paused = true)]
async fn a_disowned_agent_without_a_key_keeps_its_credential_and_asks_again() {
    let mut bench = Bench::new(enrolled_keeper(), None, |at, _| {
        if at < 100.0 {
            Err(Failure::CredentialInvalid("gone".to_owned()))
        } else {
            Ok((Outcome::Stored, 60))
        }
    });
    bench.see(&[("a", Healthy)]).await;
    let (mut attempts, mut at) = (0, 0.0);
    while at < 100.0 {
        at = bench.next().await.0;
        attempts += 1;
    }
    assert!((3..=6).contains(&attempts), "{attempts}");
    assert_eq!(bench.credential(), "kept");
}

/// Decision 19: the cap of Onboarding rooms answers with a time, which is honoured.
#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_with_jitter_on_top() {
    let mut bench = Bench::new(InMemory::default(), Some(KEY), |at, _| {
        let after = Some(Duration::from_secs(90));
        if at < 1.0 {
            Err(Failure::Busy { after, message: "cap".to_owned() })
        } else {
            Ok((Outcome::Stored, 60))
        }
    });
    bench.see(&[("a", Healthy)]).await;
    assert!(bench.next().await.0 < 0.1);
    // A change does not jump the queue either.
    bench.see(&[("a", Unhealthy)]).await;
    let (at, _) = bench.next().await;
    assert!((90.0..=91.1).contains(&at), "{at}");
}

#[tokio::test(start_paused = true)]
async fn a_report_that_the_server_finds_malformed_is_given_up() {
    let mut bench = Bench::new(enrolled_keeper(), None, |_, heard| match heard {
        Heard::Report { signals, .. } if signals.iter().any(|(key, _)| key == "bad") => {
            Err(Failure::Malformed("bad".to_owned()))
        }
        _ => Ok((Outcome::Received, 60)),
    });
    bench.see(&[("bad", Healthy)]).await;
    assert_eq!(bench.next().await.1, report("kept", &[("bad", Healthy)], true));
    bench.see(&[("bad", Healthy), ("good", Unhealthy)]).await;
    assert_eq!(bench.next().await.1, report("kept", &[("good", Unhealthy)], false));
}

#[tokio::test(start_paused = true)]
async fn everything_is_told_at_least_once_an_hour() {
    let mut bench = Bench::new(enrolled_keeper(), None, |_, _| Ok((Outcome::Received, 60)));
    bench.see(&[("a", Healthy)]).await;
    bench.next().await;
    let at = loop {
        let (at, heard) = bench.next().await;
        if heard != report("kept", &[], false) {
            assert_eq!(heard, report("kept", &[("a", Healthy)], true));
            break at;
        }
    };
    assert!((1800.0..3661.0).contains(&at), "{at}");
}

#[tokio::test(start_paused = true)]
async fn nonsense_intervals_are_bounded() {
    let mut bench = Bench::new(enrolled_keeper(), None, |_, _| Ok((Outcome::Received, 0)));
    bench.see(&[("a", Healthy)]).await;
    let (first, _) = bench.next().await;
    let (second, _) = bench.next().await;
    assert!(second - first >= 0.9, "{second}");
}

#[tokio::test(start_paused = true)]
async fn many_rooms_do_not_start_or_return_at_one_moment() {
    let mut firsts = Vec::new();
    for seed in 0..20 {
        let (answers, mut heard) = mpsc::unbounded_channel();
        let began = Instant::now();
        let room = Room {
            name: format!("BER-{seed}"),
            channel: Scripted {
                began,
                heard: Arc::default(),
                answers,
                script: Arc::new(unreachable_until(30.0)),
            },
            keeper: enrolled_keeper(),
            key_file: PathBuf::from("/nowhere"),
            server: None,
            interval: None,
            first_within: Duration::from_secs(10),
            clock: crate::clock::system(),
            seed,
            tally: Arc::default(),
            worker: Arc::new(Idler),
            shelf: Arc::new(ledger::InMemory::default()),
            answered: Arc::new(|_| {}),
            scout: None,
        };
        let (observations, seen) = mpsc::channel(1);
        observations
            .send(Box::new(Observation {
                at: Timestamp::UNIX_EPOCH,
                signals: Vec::new(),
                device: DeviceFacts::default(),
                activity: Activity::Unknown,
                records: Vec::new(),
            }))
            .await
            .unwrap();
        let session = tokio::spawn(room.run(seen));
        let first = heard.recv().await.unwrap().0;
        let mut back = first;
        while back < 30.0 {
            back = heard.recv().await.unwrap().0;
        }
        session.abort();
        firsts.push((first, back));
    }
    let spread = |pick: fn(&(f64, f64)) -> f64| {
        let (low, high) =
            firsts.iter().map(pick).fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        (low, high)
    };
    let (first_low, first_high) = spread(|(first, _)| *first);
    assert!(first_low >= 0.0 && first_high <= 10.01 && first_high - first_low > 5.0);
    let (back_low, back_high) = spread(|(_, back)| *back);
    assert!(back_high <= 45.1 && back_high - back_low > 5.0, "{back_low} {back_high}");
}
