//! Looking: a connection of TCP to each device, which is closed without a word.

use std::{net::SocketAddr, time::Duration};

use futures_util::future::join_all;
use tokio::{
    net::{TcpStream, lookup_host},
    time::{sleep, timeout},
};
use wire::agents::{MAX_VALUE, ReachState, ReachTarget, Reached, fit};

use super::Allowance;
use crate::scout::Lookout;

/// How long the relay waits between two looks.
const EVERY: Duration = Duration::from_secs(30);
/// How long a device may take, its name included.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many addresses of one name are tried.
const MOST_ADDRESSES: usize = 4;

/// Looks again and again at everything that is asked for, and at once when something else is; until nobody asks any more.
pub(super) async fn keep(allowance: Allowance, mut lookout: Lookout) {
    loop {
        let targets = lookout.targets.borrow_and_update().clone();
        let reached = join_all(targets.iter().map(|target| look(&allowance, target))).await;
        lookout.reached.send_if_modified(|known| {
            let told = |all: &[Reached]| all.iter().map(|one| (one.id, one.state)).collect::<Vec<_>>();
            let is_other = told(known) != told(&reached);
            *known = reached;
            is_other
        });
        tokio::select! {
            () = sleep(EVERY) => {}
            asked = lookout.targets.changed() => if asked.is_err() {
                return;
            },
        }
    }
}

async fn look(allowance: &Allowance, target: &ReachTarget) -> Reached {
    let (state, why) = match timeout(PATIENCE, connect(allowance, target)).await {
        Ok(found) => found,
        Err(_) => (ReachState::OutOfReach, Some("it does not answer in time".to_owned())),
    };
    Reached { id: target.id, state, detail: why.map(|why| fit(&why, MAX_VALUE)) }
}

async fn connect(allowance: &Allowance, target: &ReachTarget) -> (ReachState, Option<String>) {
    let found = match lookup_host((target.host.as_str(), target.port)).await {
        Ok(found) => found.collect::<Vec<_>>(),
        Err(error) => return (ReachState::OutOfReach, Some(format!("its name is not known: {error}"))),
    };
    // What is judged is the address that is connected to, whatever a name said before.
    let allowed: Vec<SocketAddr> =
        found.into_iter().filter(|address| allowance.allows(*address)).take(MOST_ADDRESSES).collect();
    let mut why = None;
    for address in &allowed {
        match TcpStream::connect(address).await {
            Ok(_) => return (ReachState::Reached, None),
            Err(error) => why = Some(error.to_string()),
        }
    }
    if allowed.is_empty() {
        let why = "the configuration of the relay does not allow this address and port".to_owned();
        return (ReachState::NotAllowed, Some(why));
    }
    (ReachState::OutOfReach, why)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use tokio::net::TcpListener;
    use uuid::Uuid;

    use super::{super::Allowed, *};
    use crate::scout;

    fn loopback(ports: &[u16]) -> Allowance {
        let network = "127.0.0.0/8".parse().unwrap();
        Allowance::new(vec![Allowed { network, ports: ports.to_vec() }]).unwrap()
    }

    fn target(number: u128, host: &str, port: u16) -> ReachTarget {
        ReachTarget { id: Uuid::from_u128(number), host: host.to_owned(), port }
    }

    /// Decision 22: a device that accepts a connection is reached, one that does not is out of reach, and what the file of the relay
    /// does not list is not tried.
    #[tokio::test]
    async fn it_connects_to_what_is_listed_alone() {
        let open = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let unlisted = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        unlisted.set_nonblocking(true).unwrap();
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        // Nobody listens there any more.
        let closed = port(&TcpListener::bind("127.0.0.1:0").await.unwrap());
        let allowance = loopback(&[port(&open), closed]);

        let found = look(&allowance, &target(1, "127.0.0.1", port(&open))).await;
        assert_eq!((found.state, found.detail), (ReachState::Reached, None));
        open.accept().await.unwrap();
        let found = look(&allowance, &target(1, "127.0.0.1", closed)).await;
        assert_eq!(found.state, ReachState::OutOfReach);
        assert!(found.detail.unwrap().contains("refused"));
        let found = look(&allowance, &target(1, "127.0.0.1", unlisted.local_addr().unwrap().port())).await;
        assert_eq!(found.state, ReachState::NotAllowed);
        assert_eq!(unlisted.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "nobody connected");
    }

    /// Decision 22: what is asked for is looked at at once, and a change is told; what is not asked for any more is not told.
    #[tokio::test]
    async fn it_looks_when_asked() {
        let open = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = open.local_addr().unwrap().port();
        let (mut scout, lookout) = scout::pair();
        let looking = tokio::spawn(keep(loopback(&[port]), lookout));
        assert!(scout.reached().is_empty());
        scout.aim(&[target(1, "127.0.0.1", port), target(2, "127.0.0.1", 1)]);
        scout.changed().await;
        let states: Vec<_> = scout.reached().iter().map(|reached| (reached.id, reached.state)).collect();
        let id = Uuid::from_u128;
        assert_eq!(states, [(id(1), ReachState::Reached), (id(2), ReachState::NotAllowed)]);
        scout.aim(&[target(2, "127.0.0.1", 1)]);
        let left: Vec<_> = scout.reached().iter().map(|reached| reached.id).collect();
        assert_eq!(left, [id(2)]);
        drop(scout);
        looking.await.unwrap();
    }
}
