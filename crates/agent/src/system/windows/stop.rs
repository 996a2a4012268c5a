//! Being told to end.

use std::io;

use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};

/// Listens from now on; what is returned waits for Ctrl-C, Ctrl-Break, the end of the console, or that of Windows. Whoever signs out does
/// not end it: it may run for all.
pub fn asked() -> io::Result<impl Future<Output = ()> + Send> {
    let (mut interrupt, mut cut) = (ctrl_c()?, ctrl_break()?);
    let (mut close, mut shutdown) = (ctrl_close()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = cut.recv() => {}
            _ = close.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}
