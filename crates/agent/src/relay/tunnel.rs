//! A tunnel: bytes both ways until both have ended, or nothing moved for too long.

use std::{
    io,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

/// What is read at a time; a tunnel holds two of it.
const PIECE_BYTES: usize = 8 * 1024;
/// When the relay stops, a tunnel in which nothing moves for so long has no exchange under way.
const QUIET: Duration = Duration::from_secs(1);
/// How long exchanges under way may take when the relay stops.
pub(super) const GRACE: Duration = Duration::from_secs(10);

/// When something moved last, and how much has.
struct Moved(Mutex<(Instant, u64)>);

impl Moved {
    fn note(&self, bytes: usize) {
        let mut moved = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *moved = (Instant::now(), moved.1.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX)));
    }

    fn get(&self) -> (Instant, u64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Carries until the end; says how many bytes. Nothing of them is looked at.
pub(super) async fn carry(
    near: impl AsyncRead + AsyncWrite,
    far: TcpStream,
    idle: Duration,
    stop: &CancellationToken,
) -> u64 {
    // It costs some packets at most.
    let _ = far.set_nodelay(true);
    let moved = Moved(Mutex::new((Instant::now(), 0)));
    let (near_reader, near_writer) = tokio::io::split(near);
    let (far_reader, far_writer) = far.into_split();
    let both = async {
        tokio::try_join!(pump(near_reader, far_writer, &moved), pump(far_reader, near_writer, &moved))
    };
    tokio::select! {
        // Whoever broke it knows why; the other side sees its end.
        _ = both => {}
        () = stands_still(&moved, idle, stop) => {}
    }
    moved.get().1
}

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    moved: &Moved,
) -> io::Result<()> {
    let mut piece = Vec::with_capacity(PIECE_BYTES);
    while from.read_buf(&mut piece).await? > 0 {
        to.write_all(&piece).await?;
        to.flush().await?;
        moved.note(piece.len());
        piece.clear();
    }
    to.shutdown().await
}

/// Waits until nothing has moved for too long; less is too long when the relay stops, and no tunnel outlasts that.
async fn stands_still(moved: &Moved, idle: Duration, stop: &CancellationToken) {
    tokio::select! {
        () = is_quiet(moved, idle) => return,
        () = stop.cancelled() => {}
    }
    // Whether it was in time is all the same: it is over.
    let _ = timeout(GRACE, is_quiet(moved, QUIET)).await;
}

async fn is_quiet(moved: &Moved, long_enough: Duration) {
    loop {
        let over_at = moved.get().0 + long_enough;
        if Instant::now() >= over_at {
            return;
        }
        sleep_until(over_at).await;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    const IDLE: Duration = Duration::from_secs(300);

    /// A tunnel with its two ends, on a paused clock.
    async fn tunnel(
        stop: &CancellationToken,
    ) -> (tokio::io::DuplexStream, TcpStream, tokio::task::JoinHandle<(u64, Duration)>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let far = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (server, _) = listener.accept().await.unwrap();
        let (room, near) = tokio::io::duplex(64);
        let (stop, begun) = (stop.clone(), Instant::now());
        let carried = tokio::spawn(async move { (carry(near, far, IDLE, &stop).await, begun.elapsed()) });
        (room, server, carried)
    }

    #[tokio::test]
    async fn bytes_go_both_ways_until_both_ends_have_ended() {
        let (mut room, mut server, carried) = tunnel(&CancellationToken::new()).await;
        let said = vec![7; 100_000];
        let (mut heard, mut answer) = (vec![0; said.len()], Vec::new());
        let (written, read) = tokio::join!(room.write_all(&said), server.read_exact(&mut heard));
        written.unwrap();
        read.unwrap();
        assert_eq!(heard, said);
        // An end that has said everything still hears the other.
        room.shutdown().await.unwrap();
        assert_eq!(server.read(&mut [0]).await.unwrap(), 0);
        server.write_all(b"answer").await.unwrap();
        server.shutdown().await.unwrap();
        room.read_to_end(&mut answer).await.unwrap();
        assert_eq!(answer, b"answer");
        assert_eq!(carried.await.unwrap().0, 100_006);
    }

    #[tokio::test(start_paused = true)]
    async fn a_tunnel_in_which_nothing_moves_ends() {
        let (_room, _server, carried) = tunnel(&CancellationToken::new()).await;
        assert_eq!(carried.await.unwrap(), (0, IDLE));
    }

    /// An answer under way still arrives when the relay stops; a tunnel without one holds nobody up, and none does for long.
    #[tokio::test(start_paused = true)]
    async fn a_tunnel_ends_when_the_relay_stops() {
        let stop = CancellationToken::new();
        let (_room, _server, carried) = tunnel(&stop).await;
        stop.cancel();
        assert_eq!(carried.await.unwrap(), (0, QUIET));

        let (mut room, mut server, carried) = tunnel(&stop).await;
        let talk = async {
            while room.write_all(b"!").await.is_ok() && server.read_exact(&mut [0]).await.is_ok() {
                tokio::time::sleep(QUIET / 2).await;
            }
        };
        talk.await;
        let (moved, after) = carried.await.unwrap();
        assert!(moved >= 19 && after == GRACE, "{moved} {after:?}");
    }
}
