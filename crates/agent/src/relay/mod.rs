//! The relay of a site: carries the connections of rooms without internet access to their Steward, and to the hosts that its own
//! configuration names, nowhere else (decision 22). Where its configuration says so, it gathers signed reports besides, and looks
//! whether devices without an agent can be reached.
//!
//! Invariant: it hands on bytes that it can neither read nor forge. The TLS of a room ends at the server, where the room shows its
//! credential itself. What it gathers it can read; forge it can neither that nor an answer.

mod door;
mod gather;
mod post;
pub mod reach;
mod refusal;
pub mod settings;
mod tunnel;

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use hyper::{Method, Request, Response, body::Incoming, server::conn::http1, service::service_fn, upgrade};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    door::{Door, Inside},
    gather::Gatherer,
    refusal::{Refusal, RefusalLog},
    settings::Settings,
};
use crate::host_and_port::HostAndPort;

/// The head of a request has one line and some headers; more is none of a room.
const MAX_HEAD_BYTES: usize = 8 * 1024;
/// How long the server may take to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long to wait when the machine has no connection left to give.
const EXHAUSTED: Duration = Duration::from_millis(50);

struct Relay {
    settings: Settings,
    door: Arc<Door>,
    gatherer: Gatherer,
    refusals: RefusalLog,
    tasks: TaskTracker,
    stop: CancellationToken,
}

/// Who comes, and whether they may: the place at the door lasts as long as the tunnel.
#[derive(Clone)]
struct Visitor {
    peer: SocketAddr,
    admitted: Result<Arc<Inside>, Refusal>,
}

/// Reads the configuration, listens, and carries until told to stop.
pub async fn run(settings: Settings, stop: CancellationToken) -> anyhow::Result<()> {
    use anyhow::Context as _;
    let listen = settings.listen;
    let listener =
        TcpListener::bind(listen).await.with_context(|| format!("nobody can listen at {listen}"))?;
    serve(listener, settings, stop).await
}

/// Carries until told to stop; then exchanges under way finish. Fails at the start, where the certificates to trust cannot be read.
pub async fn serve(listener: TcpListener, settings: Settings, stop: CancellationToken) -> anyhow::Result<()> {
    let targets: Vec<_> = settings.targets.iter().map(ToString::to_string).collect();
    let gather: Vec<_> = settings.gather.iter().map(ToString::to_string).collect();
    tracing::info!(version = crate::VERSION, listen = %settings.listen, ?targets, ?gather, "the relay starts");
    let mut reaching = tokio::task::JoinSet::new();
    if !settings.reach.allowance.is_empty() {
        tracing::info!(allowed = ?settings.reach.allowance, "the relay may reach devices");
        reaching.spawn(reach::run(settings.reach.clone(), settings.server.clone(), settings.ca_file.clone()));
    }
    let relay = Arc::new(Relay {
        door: Arc::new(Door::new(&settings)),
        gatherer: Gatherer::start(&settings)?,
        settings,
        refusals: RefusalLog::default(),
        tasks: TaskTracker::new(),
        stop,
    });
    loop {
        let (stream, peer) = tokio::select! {
            () = relay.stop.cancelled() => break,
            Some(ended) = reaching.join_next() => {
                // Rooms are carried all the same.
                match ended {
                    Ok(Err(error)) => tracing::error!("the relay reaches no devices: {error:#}"),
                    Ok(Ok(())) => {}
                    Err(error) => tracing::error!(%error, "the relay reaches no devices"),
                }
                continue;
            }
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    relay.refusals.note(&Refusal::Exhausted(error.kind()), None);
                    tokio::time::sleep(EXHAUSTED).await;
                    continue;
                }
            },
        };
        let admitted = relay.door.enter(peer.ip()).map(Arc::new);
        let mut turned_away = None;
        if let Err(refusal) = &admitted {
            relay.refusals.note(refusal, Some(peer));
            // Whoever is turned away is told so, but not without bound.
            turned_away = relay.door.turn_away();
            if turned_away.is_none() {
                continue;
            }
        }
        let conversation = Arc::clone(&relay).converse(stream, Visitor { peer, admitted });
        relay.tasks.spawn(async move {
            conversation.await;
            drop(turned_away);
        });
    }
    drop(listener);
    relay.tasks.close();
    // Each of them sees to its own end.
    relay.tasks.wait().await;
    tracing::info!("the relay stops");
    Ok(())
}

impl Relay {
    /// One connection, until it has become a tunnel or was refused.
    async fn converse(self: Arc<Self>, stream: TcpStream, visitor: Visitor) {
        let peer = visitor.peer;
        let service = service_fn(|request| {
            let (relay, visitor) = (Arc::clone(&self), visitor.clone());
            async move { Ok::<_, Infallible>(relay.answer(request, visitor).await) }
        });
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(self.settings.head).max_buf_size(MAX_HEAD_BYTES);
        let connection = builder.serve_connection(TokioIo::new(stream), service).with_upgrades();
        tokio::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = self.stop.cancelled() => {
                // Whoever has asked gets its answer, and nobody asks again.
                connection.as_mut().graceful_shutdown();
                timeout(tunnel::GRACE, connection).await.unwrap_or(Ok(()))
            }
        };
        if let Err(error) = ended {
            if error.is_parse() || error.is_parse_too_large() {
                self.refusals.note(&Refusal::Malformed, Some(peer));
            } else {
                tracing::debug!(%error, %peer, "a connection ended");
            }
        }
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>, visitor: Visitor) -> Response<String> {
        let peer = visitor.peer;
        self.handle(request, visitor).await.unwrap_or_else(|refusal| {
            if !refusal.is_of_the_door() {
                self.refusals.note(&refusal, Some(peer));
            }
            refusal.into_response()
        })
    }

    async fn handle(
        &self,
        request: Request<Incoming>,
        visitor: Visitor,
    ) -> Result<Response<String>, Refusal> {
        if visitor.admitted.is_ok() && self.gatherer.is_asked(&request) {
            return self.gatherer.take(request).await;
        }
        self.open(request, visitor).await.map(|()| Response::new(String::new()))
    }

    /// Connects to what the room asks for, if it may; the tunnel begins when the answer has left.
    async fn open(&self, request: Request<Incoming>, visitor: Visitor) -> Result<(), Refusal> {
        let inside = visitor.admitted?;
        if request.method() != Method::CONNECT {
            return Err(Refusal::NoTunnel);
        }
        // What CONNECT says stands in its first line alone: a Host that says something else counts for nothing.
        let target = request.uri().authority().and_then(HostAndPort::of).ok_or(Refusal::Malformed)?;
        if !self.settings.targets.contains(&target) {
            return Err(Refusal::Target(target));
        }
        let far = match timeout(CONNECT_TIMEOUT, TcpStream::connect(target.pair())).await {
            Ok(Ok(far)) => far,
            Ok(Err(error)) => return Err(Refusal::OutOfReach(target, error.to_string())),
            Err(_) => return Err(Refusal::OutOfReach(target, "it does not answer in time".to_owned())),
        };
        let (idle, stop, peer) = (self.settings.idle, self.stop.clone(), visitor.peer);
        self.tasks.spawn(async move {
            match upgrade::on(request).await {
                Ok(near) => {
                    let carried = tunnel::carry(TokioIo::new(near), far, idle, &stop).await;
                    tracing::debug!(%peer, %target, carried, "a tunnel ended");
                }
                Err(error) => tracing::debug!(%error, %peer, "a room left before its tunnel began"),
            }
            drop(inside);
        });
        Ok(())
    }
}
