//! Between a session and whoever looks whether other devices can be reached: what the server asks for goes one way, what was found the
//! other (decision 22).

use tokio::sync::watch;
use wire::agents::{MAX_TARGETS, ReachTarget, Reached};

/// The side of the session.
#[derive(Debug, Clone)]
pub struct Scout {
    targets: watch::Sender<Vec<ReachTarget>>,
    reached: watch::Receiver<Vec<Reached>>,
}

/// The side of whoever looks.
#[derive(Debug)]
pub struct Lookout {
    /// What is to be reached.
    pub targets: watch::Receiver<Vec<ReachTarget>>,
    /// What was found of all of it.
    pub reached: watch::Sender<Vec<Reached>>,
}

/// The two sides.
pub fn pair() -> (Scout, Lookout) {
    let (targets, asked) = watch::channel(Vec::new());
    let (found, reached) = watch::channel(Vec::new());
    (Scout { targets, reached }, Lookout { targets: asked, reached: found })
}

impl Scout {
    /// The server asks for this from now on, and for nothing else.
    pub(crate) fn aim(&self, targets: &[ReachTarget]) {
        let targets: Vec<_> = targets.iter().take(MAX_TARGETS).cloned().collect();
        self.targets.send_if_modified(|known| {
            let is_other = *known != targets;
            *known = targets;
            is_other
        });
    }

    /// What was found, as far as it is still asked for.
    pub(crate) fn reached(&self) -> Vec<Reached> {
        let targets = self.targets.borrow();
        let is_asked = |reached: &&Reached| targets.iter().any(|target| target.id == reached.id);
        self.reached.borrow().iter().filter(is_asked).cloned().collect()
    }

    /// Waits until something else was found; for ever where nobody looks any more.
    pub(crate) async fn changed(&mut self) {
        if self.reached.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
