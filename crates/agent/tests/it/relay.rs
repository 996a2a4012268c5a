//! The relay over real connections: where it carries, what it refuses, and what no bytes at its port can break.

use std::{net::SocketAddr, process::Stdio, time::Duration};

use agent::{
    channel::{Channel as _, HttpChannel},
    clock, relay,
    relay::settings::Settings,
    tls,
    updates::download,
    way::Way,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    process::Command,
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use wire::agents::{Artefact, Credential, ReportRequest};

/// A server that says every byte back, and a relay before it.
struct Site {
    server: SocketAddr,
    relay: SocketAddr,
    stop: CancellationToken,
    served: JoinHandle<anyhow::Result<()>>,
}

impl Site {
    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                tokio::spawn(async move {
                    let (mut reader, mut writer) = stream.split();
                    tokio::io::copy(&mut reader, &mut writer).await.ok();
                });
            }
        });
        let mut settings = Settings::parse(&format!("server = \"http://{server}\"")).unwrap();
        change(&mut settings);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (relay, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let served = tokio::spawn(relay::serve(listener, settings, stop.clone()));
        Self { server, relay, stop, served }
    }

    async fn asks(&self, bytes: &[u8]) -> (String, TcpStream) {
        let mut stream = TcpStream::connect(self.relay).await.unwrap();
        // A relay that closes at once is seen when the answer is read.
        stream.write_all(bytes).await.ok();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            match within(stream.read(&mut byte)).await {
                Ok(1) => head.push(byte[0]),
                _ => break,
            }
        }
        (String::from_utf8_lossy(&head).into_owned(), stream)
    }

    async fn opens(&self, target: &str) -> (String, TcpStream) {
        self.asks(format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n").as_bytes()).await
    }

    /// Whether a room is carried to the server.
    async fn carries(&self) -> Option<TcpStream> {
        let (head, mut tunnel) = self.opens(&self.server.to_string()).await;
        if !head.starts_with("HTTP/1.1 200 ") {
            return None;
        }
        echoes(&mut tunnel).await;
        Some(tunnel)
    }
}

async fn echoes(tunnel: &mut TcpStream) {
    let mut back = [0; 4];
    tunnel.write_all(b"ping").await.unwrap();
    within(tunnel.read_exact(&mut back)).await.unwrap();
    assert_eq!(&back, b"ping");
}

async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), what).await.expect("in time")
}

/// Decision 22: it carries to its server and to what its configuration names, however that is written, and nowhere else; it asks
/// nobody for a password and understands no request but CONNECT.
#[tokio::test]
async fn it_carries_to_named_places_alone() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let named = |settings: &mut Settings| settings.targets.push(closed.to_string().parse().unwrap());
    let site = Site::with(named).await;
    assert!(site.carries().await.is_some());
    let port = site.server.port();
    for elsewhere in [
        "127.0.0.1:1".to_owned(),
        format!("localhost:{port}"),
        format!("127.0.0.2:{port}"),
        format!("[::1]:{port}"),
    ] {
        let (head, mut stream) = site.opens(&elsewhere).await;
        let mut told = String::new();
        within(stream.read_to_string(&mut told)).await.unwrap();
        assert!(head.starts_with("HTTP/1.1 403 "), "{elsewhere}: {head}");
        assert_eq!(told, format!("{elsewhere} is neither the server of this relay nor one of its targets\n"));
    }
    // What the first line says counts, not a header.
    let disguised = format!("CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    assert!(site.asks(disguised.as_bytes()).await.0.starts_with("HTTP/1.1 403 "));
    assert!(site.opens(&closed.to_string()).await.0.starts_with("HTTP/1.1 502 "));
    let get = format!("GET http://127.0.0.1:{port}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    let (head, _) = site.asks(get.as_bytes()).await;
    assert!(head.starts_with("HTTP/1.1 405 ") && head.to_lowercase().contains("allow: connect"), "{head}");
    let password = format!("CONNECT 127.0.0.1:{port} HTTP/1.1\r\nProxy-Authorization: Basic eDp5\r\n\r\n");
    assert!(site.asks(password.as_bytes()).await.0.starts_with("HTTP/1.1 200 "));
}

/// Decision 22: bytes that are no request are answered 400 at most, and harm no tunnel.
#[tokio::test]
async fn garbage_harms_nobody() {
    let site = Site::with(|_| {}).await;
    let mut tunnel = site.carries().await.unwrap();
    let long = format!("CONNECT {}:1 HTTP/1.1\r\n\r\n", "x".repeat(100_000));
    let many = format!("CONNECT 127.0.0.1:1 HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(10_000));
    let garbage: [&[u8]; 9] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT / HTTP/1.1\r\n\r\n",
        b"CONNECT 127.0.0.1 HTTP/1.1\r\n\r\n",
        b"CONNECT 127.0.0.1:99999 HTTP/1.1\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        b"CONNECT\r\n\r\n",
        long.as_bytes(),
        many.as_bytes(),
    ];
    for bytes in garbage {
        let (head, _) = site.asks(bytes).await;
        let is_refused = ["400 ", "403 ", "414 ", "431 "].iter().any(|status| head.contains(status));
        assert!(head.is_empty() || is_refused, "{head}");
        echoes(&mut tunnel).await;
    }
    assert!(site.asks(b"CONNECT 127.0.0.1 HTTP/1.1\r\n\r\n").await.0.starts_with("HTTP/1.1 400 "));
    assert!(site.carries().await.is_some());
}

/// Decision 22: so many connections of one address, so many of all, with a time to come back; a place that was left is free again.
#[tokio::test]
async fn bounds_hold() {
    let site = Site::with(|settings| settings.connections_per_address = 2).await;
    let first = site.carries().await.unwrap();
    let second = site.carries().await.unwrap();
    let (head, _) = site.opens(&site.server.to_string()).await;
    assert!(head.starts_with("HTTP/1.1 429 ") && head.to_lowercase().contains("retry-after: 5"), "{head}");
    drop((first, second));
    let again = async {
        while site.carries().await.is_none() {
            tokio::task::yield_now().await;
        }
    };
    within(again).await;

    let full = Site::with(|settings| settings.connections = 1).await;
    let _tunnel = full.carries().await.unwrap();
    let (head, _) = full.opens(&full.server.to_string()).await;
    assert!(head.starts_with("HTTP/1.1 503 ") && head.to_lowercase().contains("retry-after: 5"), "{head}");

    let foreign = Site::with(|settings| settings.networks = vec!["192.0.2.0/24".parse().unwrap()]).await;
    assert!(foreign.opens(&foreign.server.to_string()).await.0.starts_with("HTTP/1.1 403 "));
}

/// Whoever says nothing, before a tunnel or in it, does not stay.
#[tokio::test]
async fn silence_ends() {
    let site = Site::with(|settings| settings.head = Duration::from_millis(50)).await;
    for bytes in ["", "CONNECT 127."] {
        assert_eq!(site.asks(bytes.as_bytes()).await.0, "");
    }
    let site = Site::with(|settings| settings.idle = Duration::from_secs(1)).await;
    let mut tunnel = site.carries().await.unwrap();
    assert_eq!(within(tunnel.read(&mut [0])).await.unwrap(), 0);
}

/// A relay that stops lets exchanges finish, and then is gone.
#[tokio::test]
async fn it_ends_when_told() {
    let site = Site::with(|_| {}).await;
    let mut tunnel = site.carries().await.unwrap();
    site.stop.cancel();
    echoes(&mut tunnel).await;
    assert_eq!(within(tunnel.read(&mut [0])).await.unwrap(), 0);
    within(site.served).await.unwrap().unwrap();
    assert!(TcpStream::connect(site.relay).await.is_err());
}

/// Decision 22: a room with a relay goes no other way, and shows nothing to a server that it would reach without TLS; so do downloads.
#[tokio::test]
async fn a_room_goes_through_its_relay_alone() {
    let mut server = crate::fake_server::FakeServer::start().await;
    let site = Site::with(|_| {}).await;
    let way = Way::Relay(site.relay.to_string().parse().unwrap());
    let channel =
        HttpChannel::new(tls::config(None).unwrap(), &way, 1, std::sync::Arc::default(), clock::system())
            .unwrap();
    let report = ReportRequest { observed_at: "2026-11-21T08:00:00Z".to_owned(), ..ReportRequest::default() };
    let credential = Credential("c".to_owned());
    for address in [format!("http://{}", server.address), format!("https://{}", server.address)] {
        channel.report(&address.parse().unwrap(), &credential, &report).await.unwrap_err();
        let artefact = Artefact { url: format!("{address}/app"), sha256: String::new(), size: 1 };
        let client = download::client(tls::config(None).unwrap(), &way).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let ended = download::fetch(&client, &artefact, &folder.path().join("app")).await.unwrap_err();
        assert_eq!(ended.reason, Some("downloadFailed"));
    }
    server.stop().await;
    assert!(server.everything().is_empty());
}

/// Decision 22: started with its own file alone it carries, and ends at once on SIGTERM.
#[tokio::test]
async fn the_program_carries_and_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = folder.path().join("relay.toml");
    std::fs::write(&config, format!("listen = \"{port}\"\nserver = \"https://steward.example\"\n")).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_steward-agent"))
        .args(["relay", "--log-format", "json", "--config"])
        .arg(&config)
        .kill_on_drop(true)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut line = async || -> serde_json::Value {
        serde_json::from_str(&within(lines.next_line()).await.unwrap().unwrap()).unwrap()
    };
    let starts = line().await;
    assert_eq!(starts["message"], "the relay starts");
    assert_eq!(starts["targets"], "[\"steward.example:443\"]");
    let mut stream = TcpStream::connect(port).await.unwrap();
    stream.write_all(b"CONNECT files.example:443 HTTP/1.1\r\n\r\n").await.unwrap();
    let mut told = String::new();
    within(stream.read_to_string(&mut told)).await.unwrap();
    assert!(told.starts_with("HTTP/1.1 403 "), "{told}");
    assert!(line().await["message"].as_str().unwrap().starts_with("refused: files.example:443 is neither"));
    let id = child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    assert!(within(child.wait()).await.unwrap().success());
    assert_eq!(line().await["message"], "the relay stops");
}
