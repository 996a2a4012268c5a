//! Being told to end.

use std::io;

use tokio::signal::unix::{SignalKind, signal};

/// Listens from now on; what is returned waits for SIGTERM or SIGINT.
pub fn asked() -> io::Result<impl Future<Output = ()> + Send> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
