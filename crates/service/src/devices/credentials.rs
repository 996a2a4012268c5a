//! Whose credentials: reports that come while the database is asked are asked for together next, so that many devices cost a
//! way to the database now and then, and not one each.
//!
//! Invariant: a credential is looked up by a statement that begins after its report came, so one that was ended binds from the
//! next report on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::telemetry::Contact;
use tokio::sync::oneshot;

use super::Refused;
use crate::app::App;

/// How many are asked for in one statement at most.
const TOGETHER: usize = 256;

/// The hash of a credential.
type Hash = [u8; 32];
/// Who waits to be told whose it is.
type Waiting = (Hash, oneshot::Sender<Result<Option<Contact>, Refused>>);

/// The credentials of which this node does not know yet whose they are.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Arc<Mutex<Queue>>);

#[derive(Default)]
struct Queue {
    waiting: Vec<Waiting>,
    is_asking: bool,
}

impl Credentials {
    /// Puts a credential into the queue. `true`: nobody asks, so the caller has to see to it.
    fn wait(&self, waiting: Waiting) -> bool {
        let mut queue = self.queue();
        queue.waiting.push(waiting);
        !std::mem::replace(&mut queue.is_asking, true)
    }

    /// The next ones to ask for together; none, and the asking has ended.
    fn next_batch(&self) -> Vec<Waiting> {
        let mut queue = self.queue();
        let count = queue.waiting.len().min(TOGETHER);
        queue.is_asking = count > 0;
        queue.waiting.drain(..count).collect()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whose a credential is; none where it is nobody's.
pub(super) async fn whose(app: &App, credential_hash: Hash) -> Result<Option<Contact>, Refused> {
    let (answer, answered) = oneshot::channel();
    if app.credentials.wait((credential_hash, answer)) {
        // A task of its own: a device that hangs up leaves no other without an answer.
        tokio::spawn(ask_all(app.clone()));
    }
    answered.await.unwrap_or(Err(Refused::Unavailable))
}

/// Sees to it that nobody waits for ever should asking break off.
struct Asking {
    credentials: Credentials,
    /// Whether it ended as it should; perhaps somebody else has begun again since.
    is_over: bool,
}

impl Drop for Asking {
    fn drop(&mut self) {
        if !self.is_over {
            let mut queue = self.credentials.queue();
            // Whoever waits is told by the loss of its sender.
            (queue.is_asking, queue.waiting) = (false, Vec::new());
        }
    }
}

async fn ask_all(app: App) {
    let mut asking = Asking { credentials: app.credentials.clone(), is_over: false };
    loop {
        let batch = app.credentials.next_batch();
        if batch.is_empty() {
            asking.is_over = true;
            return;
        }
        let hashes = batch.iter().map(|(hash, _)| hash.to_vec()).collect();
        let found = app.store.contacts(hashes).await.map_err(Refused::from);
        for (hash, answer) in batch {
            let whose = match &found {
                Ok(found) => Ok(found.get(hash.as_slice()).cloned()),
                Err(_) => Err(Refused::Unavailable),
            };
            // A device that hung up will say it again.
            let _ = answer.send(whose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(number: u8) -> Waiting {
        ([number; 32], oneshot::channel().0)
    }

    #[test]
    fn those_that_come_while_others_are_asked_for_are_the_next_batch_and_one_alone_asks() {
        let credentials = Credentials::default();
        assert!(credentials.wait(waiting(1)), "nobody asks yet");
        let first = credentials.next_batch();
        assert_eq!(first.len(), 1);
        assert!(!credentials.wait(waiting(2)), "who asks already will ask again");
        assert!(!credentials.wait(waiting(3)));
        let second: Vec<_> = credentials.next_batch().into_iter().map(|(hash, _)| hash).collect();
        assert_eq!(second, [[2; 32], [3; 32]]);
        assert!(credentials.next_batch().is_empty());
        assert!(credentials.wait(waiting(4)), "the asking has ended");
    }

    #[test]
    fn so_many_are_asked_for_together_at_most() {
        let credentials = Credentials::default();
        for _ in 0..=TOGETHER {
            credentials.wait(waiting(7));
        }
        assert_eq!(credentials.next_batch().len(), TOGETHER);
        assert_eq!(credentials.next_batch().len(), 1);
    }
}
