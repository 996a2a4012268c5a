//! A server for tests: knows keys and credentials, remembers what it heard.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
    routing::post,
};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// One request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) path: &'static str,
    pub(crate) bearer: Option<String>,
    pub(crate) headers: Vec<String>,
    pub(crate) body: Value,
}

impl Heard {
    /// Whether it is a report with this signal in this state.
    pub(crate) fn tells(&self, signal: &str, state: &str) -> bool {
        let all = self.body["signals"].as_array();
        all.is_some_and(|all| all.iter().any(|told| told["signal"] == signal && told["state"] == state))
    }
}

/// What the server does with the next requests instead of its duty.
#[derive(Debug, Clone)]
pub(crate) struct Whim {
    pub(crate) path: &'static str,
    pub(crate) status: u16,
    pub(crate) retry_after: Option<&'static str>,
    pub(crate) body: &'static str,
}

#[derive(Default)]
struct Inner {
    key: String,
    rooms: BTreeMap<String, Uuid>,
    known: BTreeMap<String, BTreeMap<String, String>>,
    whims: Vec<Whim>,
    targets: Vec<wire::agents::ReachTarget>,
    heard: Vec<Heard>,
}

/// The server; its memory survives [`FakeServer::stop`].
pub(crate) struct FakeServer {
    pub(crate) address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
    sender: mpsc::UnboundedSender<Heard>,
    receiver: mpsc::UnboundedReceiver<Heard>,
    running: CancellationToken,
    serving: tokio::task::JoinHandle<()>,
    folder: tempfile::TempDir,
}

impl FakeServer {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (sender, receiver) = mpsc::unbounded_channel();
        let mut server = Self {
            address: listener.local_addr().unwrap(),
            inner: Arc::new(Mutex::new(Inner { key: "secret".to_owned(), ..Inner::default() })),
            sender,
            receiver,
            running: CancellationToken::new(),
            serving: tokio::spawn(async {}),
            folder: tempfile::tempdir().unwrap(),
        };
        server.serve(listener);
        server
    }

    fn serve(&mut self, listener: tokio::net::TcpListener) {
        self.running = CancellationToken::new();
        let state = (Arc::clone(&self.inner), self.sender.clone());
        let app = Router::new()
            .route("/agents/v1/enrol", post(enrol))
            .route("/agents/v1/report", post(report))
            .with_state(state);
        let running = self.running.clone();
        self.serving = tokio::spawn(async move {
            axum::serve(listener, app).with_graceful_shutdown(running.cancelled_owned()).await.unwrap();
        });
    }

    /// Ends after the requests under way; from then on the port refuses.
    pub(crate) async fn stop(&mut self) {
        self.running.cancel();
        (&mut self.serving).await.unwrap();
    }

    pub(crate) fn start_again(&mut self) {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(self.address).unwrap();
        self.serve(socket.listen(1024).unwrap());
    }

    /// The key file of the present key.
    pub(crate) fn key_file(&self) -> PathBuf {
        let key = self.inner.lock().unwrap().key.clone();
        let path = self.folder.path().join(format!("{key}.json"));
        let text = json!({
            "format": "steward-enrolment-key", "formatVersion": 1, "server": format!("http://{}", self.address),
            "tenantId": Uuid::from_u128(1), "keyVersion": 1, "secret": key, "releaseKey": null
        });
        std::fs::write(&path, text.to_string()).unwrap();
        path
    }

    /// Gives the organization another key.
    pub(crate) fn reset_key(&self) {
        "another secret".clone_into(&mut self.inner.lock().unwrap().key);
    }

    /// Forgets every credential.
    pub(crate) fn disown_all(&self) {
        self.inner.lock().unwrap().rooms.clear();
    }

    pub(crate) fn whim(&self, whim: Whim) {
        self.inner.lock().unwrap().whims.push(whim);
    }

    /// Relays are to reach this from now on.
    pub(crate) fn asks_for(&self, targets: Vec<wire::agents::ReachTarget>) {
        self.inner.lock().unwrap().targets = targets;
    }

    pub(crate) fn rooms(&self) -> usize {
        self.inner.lock().unwrap().rooms.len()
    }

    pub(crate) fn everything(&self) -> Vec<Heard> {
        self.inner.lock().unwrap().heard.clone()
    }

    /// The next request that fits, however many others come before it.
    pub(crate) async fn until(&mut self, fits: impl Fn(&Heard) -> bool) -> Heard {
        let wait = async {
            loop {
                let heard = self.receiver.recv().await.unwrap();
                if fits(&heard) {
                    return heard;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(30), wait).await.expect("the request comes")
    }

    pub(crate) async fn next(&mut self) -> Heard {
        self.until(|_| true).await
    }
}

type Shared = State<(Arc<Mutex<Inner>>, mpsc::UnboundedSender<Heard>)>;

fn error(status: StatusCode, code: &str) -> Response {
    (status, axum::Json(json!({"error": {"code": code, "message": "a sentence"}}))).into_response()
}

/// Notes the request; a whim answers instead.
fn hear(
    shared: &Shared,
    path: &'static str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Heard, Box<Response>> {
    let bearer = headers.get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let heard = Heard {
        path,
        bearer: bearer.map(str::to_owned),
        headers: headers.keys().map(ToString::to_string).collect(),
        body: serde_json::from_slice(body).unwrap(),
    };
    let State((inner, sender)) = shared;
    let mut inner = inner.lock().unwrap();
    inner.heard.push(heard.clone());
    let whim = inner.whims.iter().position(|whim| whim.path == path).map(|index| inner.whims.remove(index));
    // Nobody listens any more when the test is at its end.
    sender.send(heard.clone()).ok();
    match whim {
        None => Ok(heard),
        Some(whim) => {
            let mut response = (StatusCode::from_u16(whim.status).unwrap(), whim.body).into_response();
            if let Some(after) = whim.retry_after {
                response.headers_mut().insert("retry-after", after.parse().unwrap());
            }
            Err(Box::new(response))
        }
    }
}

async fn enrol(shared: Shared, headers: HeaderMap, body: Bytes) -> Response {
    let heard = match hear(&shared, "enrol", &headers, &body) {
        Ok(heard) => heard,
        Err(response) => return *response,
    };
    let request: wire::agents::EnrolRequest = serde_json::from_value(heard.body).unwrap();
    request.check().unwrap();
    let mut inner = shared.0.0.lock().unwrap();
    if request.key.secret != inner.key {
        return error(StatusCode::UNAUTHORIZED, "key_invalid");
    }
    let room = Uuid::new_v4();
    let credential = format!("credential-{}", room.simple());
    inner.rooms.insert(credential.clone(), room);
    let answer = json!({
        "tenantId": request.key.tenant_id, "roomId": room, "credential": credential,
        "reportIntervalSeconds": 1, "somethingNew": true
    });
    (StatusCode::CREATED, axum::Json(answer)).into_response()
}

async fn report(shared: Shared, headers: HeaderMap, body: Bytes) -> Response {
    let heard = match hear(&shared, "report", &headers, &body) {
        Ok(heard) => heard,
        Err(response) => return *response,
    };
    let request: wire::agents::ReportRequest = serde_json::from_value(heard.body).unwrap();
    request.check().unwrap();
    let mut inner = shared.0.0.lock().unwrap();
    let credential = heard.bearer.unwrap_or_default();
    if !inner.rooms.contains_key(&credential) {
        return error(StatusCode::UNAUTHORIZED, "credential_invalid");
    }
    let known = inner.known.entry(credential).or_default();
    let mut outcome = "received";
    for signal in request.signals {
        let state = format!("{:?} {:?}", signal.state, signal.value);
        if known.insert(format!("{} {}", signal.signal, signal.instance), state.clone()) != Some(state) {
            outcome = "stored";
        }
    }
    let mut answer = json!({"outcome": outcome, "reportIntervalSeconds": 1});
    if !inner.targets.is_empty() {
        answer["channelVersion"] = json!(wire::agents::CHANNEL_VERSION);
        answer["targets"] = json!(if request.reaches { inner.targets.as_slice() } else { &[] });
    }
    axum::Json(answer).into_response()
}
