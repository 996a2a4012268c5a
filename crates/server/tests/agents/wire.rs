//! A server on a port of its own, and a device that writes to it byte by byte.

use std::{net::SocketAddr, sync::Arc};

use serde_json::{Value, json};
use server::{Web, config::Config, limits::Limits, messenger::Messenger, tls::Certificate, web::Options};
use service::{
    Settings,
    enrolment_key::{DownloadKey, KeyFile},
    run,
};
use testkit::{Database, FakeClock, Kind, World};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

/// A running server in a world of its own.
pub struct Running {
    pub world: World,
    pub address: SocketAddr,
    stop: CancellationToken,
    served: JoinHandle<()>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The machine code of an error.
    pub fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Running {
    pub async fn with(kind: Kind, settings: Settings) -> Self {
        Self::over(kind, settings, None).await
    }

    /// One that speaks TLS with a certificate.
    pub async fn over(kind: Kind, settings: Settings, certificate: Option<Arc<Certificate>>) -> Self {
        let world = World::with(Database::fresh(kind).await, settings).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let messenger = Messenger::of(&Config::default(), stop.clone()).unwrap();
        let web = Web::new(world.app.clone(), Options::default(), messenger);
        let router = server::router(web, Limits::new(1_000_000));
        let served = tokio::spawn(server::serve::serve(listener, router, certificate, stop.clone()));
        Self { world, address, stop, served }
    }

    pub async fn stop(self) {
        self.stop.cancel();
        self.served.await.unwrap();
    }

    pub async fn connect(&self) -> Connection {
        Connection(TcpStream::connect(self.address).await.unwrap())
    }

    pub async fn key(&self, upn: &str) -> KeyFile {
        let caller = self.world.caller(upn);
        run(&self.world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap()
    }

    /// One message on a connection of its own.
    pub async fn post(&self, path: &str, credential: Option<&str>, body: &Value) -> Answer {
        self.connect().await.post(path, credential, body.to_string().as_bytes()).await.unwrap()
    }

    pub async fn enrol(&self, key: &KeyFile, credential: Option<&str>) -> Answer {
        self.post("/agents/v1/enrol", None, &enrolment(key, credential)).await
    }

    /// The credential of a fresh device of contoso.example.
    pub async fn device(&self) -> String {
        let answer = self.enrol(&self.key("mats@contoso.example").await, None).await;
        answer.json()["credential"].as_str().unwrap().to_owned()
    }
}

/// Runs a test against a server on each database.
pub async fn each(test: impl AsyncFn(&Running)) {
    for kind in Kind::ALL {
        let running = Running::with(kind, Settings::default()).await;
        test(&running).await;
        running.stop().await;
    }
}

pub fn enrolment(key: &KeyFile, credential: Option<&str>) -> Value {
    let mut message = json!({
        "key": { "tenantId": key.tenant, "keyVersion": key.version, "secret": key.secret },
        "device": { "hostName": "ROOM-PC-1", "deviceType": "windowsRoom", "agentVersion": "1.0" },
    });
    if let Some(credential) = credential {
        message["credential"] = credential.into();
    }
    message
}

pub fn camera(state: &str, value: &str) -> Value {
    json!({
        "observedAt": FakeClock::START.to_string(),
        "signals": [{ "signal": "camera.room", "state": state, "value": value, "detail": "not found" }],
    })
}

pub fn heartbeat() -> Value {
    json!({ "observedAt": FakeClock::START.to_string() })
}

/// A connection that is kept.
pub struct Connection(pub TcpStream);

impl Connection {
    /// Sends a message and reads the answer; none when the connection is over.
    pub async fn post(&mut self, path: &str, credential: Option<&str>, body: &[u8]) -> Option<Answer> {
        let bearer = credential.map(|it| format!("authorization: Bearer {it}\r\n")).unwrap_or_default();
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: steward\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n{bearer}\r\n"
        );
        self.send(&[head.as_bytes(), body].concat()).await;
        self.read().await
    }

    /// Sends bytes; a server that hung up is seen when the answer is read.
    pub async fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes).await;
    }

    pub async fn read(&mut self) -> Option<Answer> {
        let mut bytes = Vec::new();
        loop {
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
                let status = head.split(' ').nth(1)?.parse().ok()?;
                let mut answer = Answer { status, head, body: bytes.split_off(end + 4) };
                let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
                while answer.body.len() < length {
                    self.0.read_buf(&mut answer.body).await.ok().filter(|read| *read > 0)?;
                }
                return Some(answer);
            }
            self.0.read_buf(&mut bytes).await.ok().filter(|read| *read > 0)?;
        }
    }

    /// Whether the server has closed the connection.
    pub async fn is_closed(&mut self) -> bool {
        matches!(self.0.read(&mut [0; 1]).await, Ok(0) | Err(_))
    }
}

/// The clock of a world that a test moves while the server runs.
pub fn clock(running: &Running) -> Arc<FakeClock> {
    running.world.clock.clone()
}
