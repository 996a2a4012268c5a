//! A relay that gathers, over real connections: one post for many rooms, each room its own answer, and what it refuses.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use agent::{
    channel::{Channel as _, Failure, HttpChannel},
    clock, relay,
    relay::settings::Settings,
    server_address::ServerAddress,
    tls,
    way::Way,
};
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::post,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Notify, mpsc},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use wire::agents::{BatchAnswer, BatchRequest, MAX_BATCH, MAX_GATHER_BYTES, SignedAnswer, SignedMessage};

/// How the server takes a post.
#[derive(Clone, Copy)]
enum Mood {
    Fine,
    /// Says so when it was let go.
    Slow,
    Busy,
    Broken,
    /// One answer too few.
    Short,
    /// It is no server of Steward.
    Other,
}

struct Server {
    mood: Mutex<Mood>,
    posts: mpsc::UnboundedSender<usize>,
    go: Notify,
}

async fn reports(State(server): State<Arc<Server>>, Json(request): Json<BatchRequest>) -> Response {
    request.check().unwrap();
    server.posts.send(request.messages.len()).unwrap();
    let mood = *server.mood.lock().unwrap();
    let answer = |message: SignedMessage| SignedAnswer {
        answer: format!("to {}", message.message),
        signature: Some(message.signature),
    };
    let mut answers: Vec<_> = request.messages.into_iter().map(answer).collect();
    match mood {
        Mood::Fine => {}
        Mood::Slow => server.go.notified().await,
        Mood::Busy => {
            let error = r#"{"error":{"code":"too_often","message":"come back later"}}"#;
            return (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "7")], error).into_response();
        }
        Mood::Broken => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Mood::Short => drop(answers.pop()),
        Mood::Other => return "<html>".into_response(),
    }
    Json(BatchAnswer { answers }).into_response()
}

/// A server, a relay that gathers for it, and how rooms reach it.
struct Site {
    server: Arc<Server>,
    address: ServerAddress,
    posts: mpsc::UnboundedReceiver<usize>,
    relay: SocketAddr,
    room: HttpChannel,
    stop: CancellationToken,
    served: JoinHandle<anyhow::Result<()>>,
}

impl Site {
    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (sender, posts) = mpsc::unbounded_channel();
        let server = Arc::new(Server { mood: Mutex::new(Mood::Fine), posts: sender, go: Notify::new() });
        let router = Router::new().route("/agents/v1/reports", post(reports)).with_state(Arc::clone(&server));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let text =
            format!("server = \"{address}\"\ngather = [\"{address}\"]\nconnections_per_address = 1000");
        let mut settings = Settings::parse(&text).unwrap();
        change(&mut settings);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (relay, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let served = tokio::spawn(relay::serve(listener, settings, stop.clone()));
        let way = Way::Gathered(relay.to_string().parse().unwrap());
        let tls = tls::config(None).unwrap();
        let room = HttpChannel::new(tls, &way, 1000, Arc::default(), clock::system()).unwrap();
        Self { server, address: address.parse().unwrap(), posts, relay, room, stop, served }
    }

    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    fn is(&self, mood: Mood) {
        *self.server.mood.lock().unwrap() = mood;
    }

    async fn tells(&self, text: &str) -> Result<SignedAnswer, Failure> {
        within(self.room.gather(&self.address, &message(text))).await
    }

    /// What the relay says to these bytes.
    async fn asks(&self, head: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.relay).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        // A relay that has answered already closes.
        stream.write_all(body).await.ok();
        let mut told = Vec::new();
        // It may close with bytes unread.
        within(stream.read_to_end(&mut told)).await.ok();
        String::from_utf8_lossy(&told).into_owned()
    }
}

fn message(text: &str) -> SignedMessage {
    SignedMessage { credential: "c".to_owned(), message: text.to_owned(), signature: format!("of {text}") }
}

async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what).await.expect("in time")
}

/// Decision 22: many rooms cost the server a post, and each gets the answer that was signed for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_rooms_are_one_post() {
    let mut site = Site::new().await;
    let rooms = MAX_BATCH + 50;
    let told: Vec<_> = (0..rooms)
        .map(|number| {
            let (room, address) = (site.room.clone(), site.address.clone());
            tokio::spawn(async move {
                let text = format!("room \"{number}\"");
                let answer = within(room.gather(&address, &message(&text))).await.unwrap();
                assert_eq!(answer.answer, format!("to {text}"));
                assert_eq!(answer.signature, Some(format!("of {text}")));
            })
        })
        .collect();
    for room in told {
        room.await.unwrap();
    }
    let mut posts = Vec::new();
    while posts.iter().sum::<usize>() < rooms {
        posts.push(site.posts.recv().await.unwrap());
    }
    assert!(posts.len() < rooms / 2 && posts.iter().all(|post| *post <= MAX_BATCH), "{posts:?}");
    // One alone does not wait for others for long.
    assert_eq!(site.tells("late").await.unwrap().answer, "to late");
}

/// Decision 22: what the server says of a post reaches every room of it; whatever else happens is no answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_take_it_is_told_as_such() {
    let site = Site::new().await;
    site.is(Mood::Busy);
    let (one, two) = tokio::join!(site.tells("1"), site.tells("2"));
    let busy = Failure::Busy { after: Some(Duration::from_secs(7)), message: "come back later".to_owned() };
    assert_eq!((one.unwrap_err(), two.unwrap_err()), (busy.clone(), busy));
    for mood in [Mood::Broken, Mood::Short, Mood::Other] {
        site.is(mood);
        let failure = site.tells("3").await.unwrap_err();
        assert!(matches!(&failure, Failure::Unexpected(why) if why.starts_with("502 ")), "{failure}");
    }
    site.is(Mood::Fine);
    assert_eq!(site.tells("4").await.unwrap().answer, "to 4");
}

/// Decision 22: it gathers for the servers that its configuration names, and for no other; without one it reads nothing.
#[tokio::test]
async fn it_gathers_for_named_servers_alone() {
    let mut site = Site::new().await;
    for elsewhere in ["http://127.0.0.1:1", "https://steward.example", "http://127.0.0.1:1/\u{7}"] {
        let Ok(server) = elsewhere.parse() else { continue };
        let failure = site.room.gather(&server, &message("x")).await.unwrap_err();
        assert!(matches!(&failure, Failure::Unexpected(why) if why.starts_with("403 ")), "{failure}");
    }
    assert!(site.posts.try_recv().is_err());
    let deaf = Site::with(|settings| settings.gather.clear()).await;
    let failure = deaf.tells("x").await.unwrap_err();
    assert!(matches!(&failure, Failure::Unexpected(why) if why.starts_with("405 ")), "{failure}");
    let foreign = Site::with(|settings| settings.networks = vec!["192.0.2.0/24".parse().unwrap()]).await;
    let failure = foreign.tells("x").await.unwrap_err();
    assert!(matches!(&failure, Failure::Unexpected(why) if why.starts_with("403 ")), "{failure}");
}

/// Decision 22: bytes that are no message are refused before much of them is held.
#[tokio::test]
async fn garbage_is_not_gathered() {
    let mut site = Site::new().await;
    let address = site.address.to_string();
    let post = |length: &str| format!("POST /gather HTTP/1.1\r\nhost: relay\r\n{length}\r\n\r\n");
    let sized = |body: &str| post(&format!("content-length: {}", body.len()));
    let unknown = format!(
        r#"{{"server":"{address}","message":{{"credential":"","message":"","signature":"","more":1}}}}"#
    );
    let deep = "[".repeat(100_000);
    for body in ["", "{", "null", "[]", unknown.as_str(), deep.as_str()] {
        let told = site.asks(&sized(body), body.as_bytes()).await;
        assert!(told.starts_with("HTTP/1.1 400 "), "{told}");
    }
    let told = site.asks(&post("transfer-encoding: chunked"), b"1\r\n{\r\n").await;
    assert!(told.starts_with("HTTP/1.1 400 "), "{told}");
    for length in [MAX_GATHER_BYTES + 1, usize::MAX / 4] {
        let told = site.asks(&post(&format!("content-length: {length}")), b"{").await;
        assert!(told.starts_with("HTTP/1.1 413 "), "{told}");
    }
    // One that announces much and says nothing does not stay.
    let hasty = Site::with(|settings| settings.head = Duration::from_millis(200)).await;
    let told = hasty.asks(&post(&format!("content-length: {MAX_GATHER_BYTES}")), b"{").await;
    assert!(told.starts_with("HTTP/1.1 400 "), "{told}");
    let get = "GET /gather HTTP/1.1\r\nhost: relay\r\n\r\n";
    assert!(site.asks(get, b"").await.starts_with("HTTP/1.1 405 "));
    assert!(site.posts.try_recv().is_err());
    assert_eq!(site.tells("good").await.unwrap().answer, "to good");
}

/// Decision 22: what is held is bounded; who comes then tells it over their own connection.
#[tokio::test]
async fn no_more_is_held_than_the_bound() {
    let site = Site::with(|settings| settings.head = Duration::from_secs(30)).await;
    // As many of the largest as fit, and what leaves no place but for fewer bytes than any message has.
    let bound = 16 * 1024 * 1024;
    let mut lengths = vec![MAX_GATHER_BYTES; bound / MAX_GATHER_BYTES + 1];
    lengths.push(bound % MAX_GATHER_BYTES - 50);
    let mut held = Vec::new();
    for length in lengths {
        let head = format!("POST /gather HTTP/1.1\r\nhost: relay\r\ncontent-length: {length}\r\n\r\n");
        let mut stream = TcpStream::connect(site.relay).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        held.push(Box::pin(async move {
            let mut told = [0; 12];
            stream.read_exact(&mut told).await.map(|_| (told, stream))
        }));
    }
    // Of those that announce the most, one is too many; the others may still say theirs.
    let (first, _, held) = within(futures_util::future::select_all(held)).await;
    assert_eq!(&first.unwrap().0, b"HTTP/1.1 502");
    let room = async {
        loop {
            if let Err(failure) = site.tells("x").await {
                return failure;
            }
        }
    };
    let failure = within(room).await;
    assert!(matches!(&failure, Failure::Unexpected(why) if why.starts_with("502 ")), "{failure}");
    drop(held);
    let again = async { while site.tells("x").await.is_err() {} };
    within(again).await;
}

/// A relay that stops hands the answers on for which rooms wait.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_answers_before_it_ends() {
    let mut site = Site::new().await;
    site.is(Mood::Slow);
    let (room, address) = (site.room.clone(), site.address.clone());
    let told = tokio::spawn(async move { room.gather(&address, &message("last")).await });
    assert_eq!(site.posts.recv().await, Some(1));
    site.stop.cancel();
    site.server.go.notify_one();
    assert_eq!(within(told).await.unwrap().unwrap().answer, "to last");
    within(site.served).await.unwrap().unwrap();
    assert!(TcpStream::connect(site.relay).await.is_err());
}
