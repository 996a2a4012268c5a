//! Many rooms in one process against the server.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use agent::{
    channel::HttpChannel,
    clock,
    simulate::{self, Simulation},
    tally::{Counts, Tally},
    tls,
    way::Way,
};
use rand::{SeedableRng as _, rngs::StdRng};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::fake_server::FakeServer;

struct Running {
    tally: Arc<Tally>,
    stop: CancellationToken,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    fn start(scenario: &Path, state_dir: &Path) -> Self {
        let (scenario, folder): (_, PathBuf) = simulate::read(scenario).unwrap();
        let tally = Arc::new(Tally::default());
        let simulation = Simulation {
            scenario,
            folder,
            state_dir: state_dir.to_owned(),
            server: None,
            channel: HttpChannel::new(
                tls::config(None).unwrap(),
                &Way::Straight,
                64,
                Arc::default(),
                clock::system(),
            )
            .unwrap(),
            clock: clock::system(),
            rng: StdRng::seed_from_u64(3),
            tally: Arc::clone(&tally),
        };
        let stop = CancellationToken::new();
        let task = tokio::spawn(simulation.run(stop.clone()));
        Self { tally, stop, task }
    }

    async fn until(&self, wanted: impl Fn(Counts) -> bool) {
        let wait = self.tally.until(wanted);
        tokio::time::timeout(Duration::from_secs(30), wait).await.expect("the rooms get there");
    }

    async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap().unwrap();
        assert_eq!(self.tally.counts().connected, 0);
    }
}

fn scenario(server: &FakeServer, rooms: u32, more: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(server.key_file(), folder.path().join("key.json")).unwrap();
    let path = folder.path().join("scenario.toml");
    let text = format!(
        "title = \"Test\"\nstart_within_seconds = 0\nshortened_report_interval_seconds = 1\n\
         [[rooms]]\nname = \"BER-{{n:3}}\"\ncount = {rooms}\nkey_file = \"key.json\"\ndevice_type = \"windowsRoom\"\n\
         signals = [\"camera.room\", \"display.front\"]\n{more}"
    );
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// A second start continues with the same rooms.
#[tokio::test]
async fn many_rooms_enrol_once_and_continue_after_a_restart() {
    let server = FakeServer::start().await;
    let (folder, path) = scenario(&server, 200, "");
    let state = folder.path().join("state");
    let first = Running::start(&path, &state);
    first.until(|counts| counts.connected == 200).await;
    first.stop().await;
    assert_eq!(server.rooms(), 200);
    let second = Running::start(&path, &state);
    second.until(|counts| counts.connected == 200).await;
    assert_eq!((second.tally.counts().enrolled, server.rooms()), (0, 200));
    second.stop().await;
}

/// The scenario breaks a signal, heals it, and takes a room off the network and back.
#[tokio::test]
async fn the_timeline_reaches_the_server() {
    let mut server = FakeServer::start().await;
    let event =
        |at: u32, rest: &str| format!("[[events]]\nat_seconds = {at}\nrooms = [\"BER-001\"]\n{rest}\n");
    let events = [
        event(1, "signal = \"camera.room\"\nbecomes = \"unhealthy\"\ndetail = \"Unplugged\""),
        event(1, "becomes = \"silent\""),
        event(1, "signal = \"camera.room\"\nbecomes = \"healthy\""),
        event(2, "becomes = \"back\""),
    ];
    let (folder, path) = scenario(&server, 1, &events.concat());
    let running = Running::start(&path, folder.path());
    let first = server.until(|heard| heard.path == "report" && heard.tells("camera.room", "healthy")).await;
    assert_eq!(first.body["device"]["hostName"], "BER-001");
    // Silence is a power cut: what comes back is a fresh start that tells everything, with the same credential.
    let back = server
        .until(|heard| heard.tells("display.front", "healthy") && heard.body["device"].is_object())
        .await;
    assert!(back.tells("camera.room", "healthy"));
    assert_eq!(back.bearer, first.bearer);
    running.stop().await;
}

#[tokio::test]
async fn a_signal_that_breaks_is_told_at_once() {
    let mut server = FakeServer::start().await;
    let event = "[[events]]\nat_seconds = 1\nrooms = [\"*\"]\nsignal = \"display.front\"\nbecomes = \"unhealthy\"\ndetail = \"Unplugged\"\n";
    let (folder, path) = scenario(&server, 3, event);
    let running = Running::start(&path, folder.path());
    for _ in 0..3 {
        let broken = server.until(|heard| heard.tells("display.front", "unhealthy")).await;
        assert_eq!(broken.body["signals"].as_array().unwrap().len(), 1);
        assert_eq!(broken.body["signals"][0]["detail"], "Unplugged");
    }
    running.stop().await;
}

#[tokio::test]
async fn rooms_return_after_a_server_restart() {
    let mut server = FakeServer::start().await;
    let (folder, path) = scenario(&server, 50, "");
    let running = Running::start(&path, folder.path());
    running.until(|counts| counts.connected == 50).await;
    server.stop().await;
    running.until(|counts| counts.connected == 0).await;
    server.start_again();
    running.until(|counts| counts.connected == 50).await;
    assert_eq!(server.rooms(), 50);
    running.stop().await;
}
