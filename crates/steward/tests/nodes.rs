//! Two servers over one PostgreSQL database behind one address: a browser may come to either at any time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

use std::{
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use domain::time::Time;
use service::{run, users::SetUserEnabled};
use testkit::{Database, Kind, World, http::Browser};

struct Node {
    process: Child,
    address: SocketAddr,
}

impl Drop for Node {
    fn drop(&mut self) {
        // It has failed the test, or is needed no more.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Node {
    async fn start(world: &World, directory: &Path) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let process = Command::new(env!("CARGO_BIN_EXE_steward"))
            .args(["serve", "--listen", &port.to_string(), "--public-url", "http://rooms.example"])
            .args(["--database", &world.database.url(), "--requests-per-second", "1000000"])
            .args(["--seal-key-file", &directory.join("steward.key").display().to_string()])
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let node = Self { process, address: port };
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(node.address).await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the server is not ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        node
    }

    async fn sign_in(&self, upn: &str) -> Browser {
        let mut browser = Browser::at(self.address);
        let answer = browser.sign_in(upn, testkit::PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser
    }
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/account").await.status == 200
}

/// Ends within a moment; tells how long it took.
async fn ends(stream: tokio::task::JoinHandle<String>, since: Instant) -> Duration {
    let told = tokio::time::timeout(Duration::from_secs(20), stream).await.expect("the stream ends").unwrap();
    assert!(told.contains("event: look"), "the page looks a last time: {told}");
    since.elapsed()
}

/// Opens a live page; it has begun when this returns.
async fn live(browser: &Browser, realm: &str) -> tokio::task::JoinHandle<String> {
    let stream = browser.open(&format!("/events?{realm}")).await;
    assert_eq!(stream.status, 200);
    tokio::spawn(stream.end())
}

/// decision 8: sessions are of all nodes, their end too; what one node has acknowledged the other never
/// answers as it was before, and its live pages end.
#[tokio::test]
async fn two_nodes_are_one_steward() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    world.clock.set(Time::from_micros(jiff::Timestamp::now().as_microsecond()));
    let scope = world.scope("contoso.example", &[], &["Berlin"]);
    let admins = ["pia@northwind.example", "paul@northwind.example"];
    world.link("contoso.example", "northwind.example", scope, &admins).await;
    let directory = tempfile::tempdir().unwrap();
    let one = Node::start(&world, directory.path()).await;
    let other = Node::start(&world, directory.path()).await;

    let mut pia = one.sign_in("pia@northwind.example").await;
    let mut there = pia.through(other.address);
    assert!(is_signed_in(&mut there).await, "a session of one node is one of the other");
    let mut anna = one.sign_in("anna@contoso.example").await;

    let [at, lift] = ["block", "unblock"].map(|what| {
        let (partner, pia) = (world.organization("northwind.example"), world.user("pia@northwind.example"));
        format!("/settings/partner-relationships/partners/{partner}/people/{pia}/{what}")
    });
    let tenant = world.organization("contoso.example");
    for turn in 0..40 {
        let form = anna.page(&at).await;
        assert!(form.contains("csrf"));
        assert_eq!(anna.post(&at, &[("reason", "a test")]).await.status, 303);
        for browser in [&mut there, &mut pia] {
            for path in ["/partner/rooms".to_owned(), format!("/partner/rooms?tenant={tenant}")] {
                let answer = browser.get(&path).await;
                assert!(!answer.text().contains("Berlin 1"), "turn {turn}: {path} is stale");
            }
        }
        assert_eq!(anna.post(&lift, &[]).await.status, 303);
        for browser in [&mut there, &mut pia] {
            assert!(browser.page("/partner/rooms").await.contains("Berlin 1"), "turn {turn}: stale");
        }
        // Either node may be the one that writes.
        anna = anna.through(if turn % 2 == 0 { other.address } else { one.address });
    }

    let mut took = Vec::new();
    let realm = format!("tenant={tenant}");
    for _ in 0..5 {
        let stream = live(&there, &realm).await;
        anna = anna.through(one.address);
        anna.page(&at).await;
        let since = Instant::now();
        assert_eq!(anna.post(&at, &[("reason", "a test")]).await.status, 303);
        took.push(ends(stream, since).await);
        assert_eq!(there.get(&format!("/events?{realm}")).await.status, 404);
        assert_eq!(anna.post(&lift, &[]).await.status, 303);
    }
    eprintln!("a live page of the other node ended after {took:?}");

    let mut paul = other.sign_in("paul@northwind.example").await;
    let stream = live(&paul, "customers=true").await;
    let nora = world.caller("nora@northwind.example");
    let disable = SetUserEnabled { user: world.user("paul@northwind.example"), enabled: false, stamp: None };
    let since = Instant::now();
    run(&world.app, &nora, disable).await.unwrap();
    assert!(!is_signed_in(&mut paul).await, "who is disabled is known on no node");
    ends(stream, since).await;

    let stream = live(&there, "customers=true").await;
    pia.page("/account").await;
    let since = Instant::now();
    assert_eq!(pia.post("/sign-out", &[]).await.status, 303);
    assert!(!is_signed_in(&mut there).await, "a session that ended on one node has ended on the other");
    ends(stream, since).await;
}
