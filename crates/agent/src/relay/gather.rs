//! Gathering: signed reports that come within a moment go to their server in one post, and each room gets the answer that the server
//! signed for it (decision 22).
//!
//! Invariant: the relay answers for no server. It keeps nothing, has no credential, and hands on as it came what it cannot forge.

use std::{sync::Arc, time::Duration};

use http_body_util::{BodyExt as _, Limited};
use hyper::{Request, Response, body::Body, body::Incoming, header};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    task::JoinSet,
    time::timeout,
};
use wire::agents::{GATHER_PATH, GatherRequest, MAX_GATHER_BYTES, SignedAnswer};

use super::{post::Post, refusal::Refusal, settings::Settings};
use crate::server_address::ServerAddress;

/// How many bytes of reports are held at once, in all.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// How many reports wait for one server at most.
const MOST_WAITING: usize = 2048;

/// A report that waits to be posted, and the room that waits for its answer.
pub(super) struct Waiting {
    /// The signed message as JSON.
    pub(super) message: String,
    pub(super) answer: oneshot::Sender<Result<SignedAnswer, Refusal>>,
    /// Its part of what may be held.
    _place: OwnedSemaphorePermit,
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests")]
impl Waiting {
    /// One for whose answer nobody waits.
    pub(super) fn of(message: String) -> Self {
        let place = Arc::new(Semaphore::new(1)).try_acquire_owned().expect("there is one");
        Self { message, answer: oneshot::channel().0, _place: place }
    }
}

/// Takes reports in; those for one server are posted one post after the other.
pub(super) struct Gatherer {
    servers: Vec<(ServerAddress, mpsc::Sender<Waiting>)>,
    places: Arc<Semaphore>,
    patience: Duration,
    _posts: JoinSet<()>,
}

impl Gatherer {
    /// Posts from now on, until dropped. Fails where the certificates to trust cannot be read.
    pub(super) fn start(settings: &Settings) -> anyhow::Result<Self> {
        let (mut servers, mut posts) = (Vec::new(), JoinSet::new());
        for server in &settings.gather {
            let (sender, waiting) = mpsc::channel(MOST_WAITING);
            let post = Post::to(server.clone(), settings.ca_file.as_deref())?;
            posts.spawn(post.run(waiting));
            servers.push((server.clone(), sender));
        }
        let places = Arc::new(Semaphore::new(MOST_BYTES));
        Ok(Self { servers, places, patience: settings.head, _posts: posts })
    }

    /// Whether a request is one to gather.
    pub(super) fn is_asked(&self, request: &Request<Incoming>) -> bool {
        !self.servers.is_empty()
            && request.method() == hyper::Method::POST
            && request.uri().path() == GATHER_PATH
    }

    /// Hands a report on, and the answer of its server back.
    pub(super) async fn take(&self, request: Request<Incoming>) -> Result<Response<String>, Refusal> {
        let (asked, place) = self.read(request.into_body()).await?;
        let server: Result<ServerAddress, String> = asked.server.parse();
        let sender = server.ok().and_then(|server| self.servers.iter().find(|(known, _)| *known == server));
        let Some((_, sender)) = sender else {
            return Err(Refusal::Ungathered(wire::agents::fit(&asked.server, 200)));
        };
        // What goes on is what was understood.
        let message =
            serde_json::to_string(&asked.message).map_err(|_| Refusal::Message("it cannot be written"))?;
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { message, answer, _place: place };
        sender.try_send(waiting).map_err(|_| Refusal::TooManyWait)?;
        let answer = answered.await.map_err(|_| Refusal::TooManyWait)??;
        let answer =
            serde_json::to_string(&answer).map_err(|_| Refusal::Message("its answer cannot be written"))?;
        let mut response = Response::new(answer);
        let json = header::HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        Ok(response)
    }

    /// Reads a message. Its length is told before, so that what is held is bounded before it is there.
    async fn read(&self, body: Incoming) -> Result<(GatherRequest, OwnedSemaphorePermit), Refusal> {
        let told = body.size_hint().exact().ok_or(Refusal::Message("expected its length before it"))?;
        let length = u32::try_from(told).map_err(|_| Refusal::TooLarge)?;
        if told > u64::try_from(MAX_GATHER_BYTES).unwrap_or(u64::MAX) {
            return Err(Refusal::TooLarge);
        }
        let place =
            Arc::clone(&self.places).try_acquire_many_owned(length).map_err(|_| Refusal::TooManyWait)?;
        let whole = timeout(self.patience, Limited::new(body, MAX_GATHER_BYTES).collect()).await;
        let whole = whole.map_err(|_| Refusal::Message("it did not arrive in time"))?;
        let bytes = whole.map_err(|_| Refusal::Message("it did not arrive whole"))?.to_bytes();
        let asked = serde_json::from_slice(&bytes)
            .map_err(|_| Refusal::Message("expected a server and a signed message"))?;
        Ok((asked, place))
    }
}
