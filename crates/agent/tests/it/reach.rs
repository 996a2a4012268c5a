//! A relay that looks at devices: it enrols, is told what to reach, and tells what it found, as far as its own file allows.

use agent::relay::{self, settings::Settings};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use wire::agents::ReachTarget;

use crate::fake_server::FakeServer;

/// A relay before a server, until dropped.
struct Site {
    server: FakeServer,
    state: tempfile::TempDir,
    stop: CancellationToken,
    served: JoinHandle<anyhow::Result<()>>,
}

impl Site {
    async fn with(reach: &str) -> Self {
        let (server, state) = (FakeServer::start().await, tempfile::tempdir().unwrap());
        let (key_file, folder) = (server.key_file(), state.path().display().to_string());
        let text = format!(
            "server = \"http://{}\"\nkey_file = {:?}\nstate_dir = {folder:?}\nreach = {reach}",
            server.address,
            key_file.display().to_string()
        );
        let settings = Settings::parse(&text).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stop = CancellationToken::new();
        let served = tokio::spawn(relay::serve(listener, settings, stop.clone()));
        Self { server, state, stop, served }
    }

    async fn stop(self) {
        self.stop.cancel();
        self.served.await.unwrap().unwrap();
    }
}

fn target(number: u128, port: u16) -> ReachTarget {
    ReachTarget { id: Uuid::from_u128(number), host: "127.0.0.1".to_owned(), port }
}

fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().unwrap().port()
}

fn state(body: &Value, number: u128) -> Value {
    let id = json!(Uuid::from_u128(number));
    let reached = body["reached"].as_array().cloned().unwrap_or_default();
    reached.into_iter().find(|one| one["id"] == id).map_or(Value::Null, |one| one["state"].clone())
}

/// Decision 22: a relay shows the server a credential of its own, which it keeps; it connects to what the server asks for and its own
/// file lists, and to nothing else.
#[tokio::test]
async fn it_reaches_what_both_allow() {
    let open = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let unlisted = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    unlisted.set_nonblocking(true).unwrap();
    let unlisted_port = unlisted.local_addr().unwrap().port();
    let reach = format!("[{{ network = \"127.0.0.0/8\", ports = [{}] }}]", port(&open));
    let mut site = Site::with(&reach).await;
    site.server.asks_for(vec![target(1, port(&open)), target(2, unlisted_port)]);
    assert_eq!(site.server.next().await.path, "enrol");
    let first = site.server.next().await;
    assert_eq!(first.body.get("reaches"), None, "an older server would refuse it");
    let told = site.server.until(|heard| !state(&heard.body, 1).is_null()).await;
    assert_eq!(told.body["reaches"], true);
    assert_eq!(state(&told.body, 1), "reached");
    assert_eq!(state(&told.body, 2), "notAllowed");
    assert!(told.bearer.is_some() && site.state.path().join("credential.json").exists());
    let nobody = unlisted.accept().unwrap_err().kind();
    assert_eq!(nobody, std::io::ErrorKind::WouldBlock, "nobody connected to what the file does not list");

    drop(open);
    site.server.asks_for(vec![target(3, unlisted_port), target(4, 1)]);
    let told = site.server.until(|heard| !state(&heard.body, 3).is_null()).await;
    assert_eq!((state(&told.body, 1), state(&told.body, 3)), (Value::Null, json!("notAllowed")));
    site.stop().await;
}
