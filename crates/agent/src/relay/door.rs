//! Who is let in: rooms of the named networks, so many at once, and so many of one address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{refusal::Refusal, settings::Settings};

/// How many connections beyond the bound are told that they are turned away; others are just closed.
const TURNED_AWAY_AT_ONCE: usize = 100;

/// The bounds, and who is inside.
pub(super) struct Door {
    networks: Vec<IpNet>,
    connections: usize,
    connections_per_address: usize,
    inside: Mutex<HashMap<IpAddr, usize>>,
    turned_away: Arc<Semaphore>,
}

/// A place inside, until dropped.
pub(super) struct Inside {
    door: Arc<Door>,
    address: IpAddr,
}

impl Door {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            networks: settings.networks.clone(),
            connections: settings.connections,
            connections_per_address: settings.connections_per_address,
            inside: Mutex::default(),
            turned_away: Arc::new(Semaphore::new(TURNED_AWAY_AT_ONCE)),
        }
    }

    /// Lets a connection in. Who is of no named network learns nothing of how many there are.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr) -> Result<Inside, Refusal> {
        // A room that speaks IPv4 to a listener of IPv6 is of its IPv4 network.
        let address = address.to_canonical();
        if !self.networks.iter().any(|network| network.contains(&address)) {
            return Err(Refusal::Network);
        }
        let mut inside = self.inside();
        if inside.get(&address).is_some_and(|count| *count >= self.connections_per_address) {
            return Err(Refusal::TooManyOfAddress);
        }
        if inside.values().sum::<usize>() >= self.connections {
            return Err(Refusal::TooMany);
        }
        *inside.entry(address).or_default() += 1;
        Ok(Inside { door: Arc::clone(self), address })
    }

    /// A place for somebody who is told that they are turned away; none while too many are told.
    pub(super) fn turn_away(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turned_away).try_acquire_owned().ok()
    }

    fn inside(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut inside = self.door.inside();
        if let Some(count) = inside.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn door(text: &str) -> Arc<Door> {
        let text = format!("server = \"https://steward.example\"\n{text}");
        Arc::new(Door::new(&Settings::parse(&text).unwrap()))
    }

    fn enter(door: &Arc<Door>, address: &str) -> Result<Inside, Refusal> {
        door.enter(address.parse().unwrap())
    }

    /// Decision 22: without a word in its configuration a relay serves private networks alone.
    #[test]
    fn rooms_come_from_named_networks() {
        let usual = door("");
        for near in
            ["127.0.0.1", "::1", "10.1.2.3", "172.31.0.1", "192.168.7.7", "fd00::7", "::ffff:10.0.0.1"]
        {
            assert!(enter(&usual, near).is_ok(), "{near}");
        }
        for far in ["192.0.2.7", "172.32.0.1", "2001:db8::7", "::ffff:192.0.2.7"] {
            assert_eq!(enter(&usual, far).err(), Some(Refusal::Network), "{far}");
        }
        let named = door("networks = [\"192.0.2.0/24\"]");
        assert!(enter(&named, "192.0.2.7").is_ok());
        assert_eq!(enter(&named, "127.0.0.1").err(), Some(Refusal::Network));
    }

    #[test]
    fn a_place_is_free_again_when_it_was_left() {
        let door = door("connections = 3\nconnections_per_address = 2");
        let first = enter(&door, "10.0.0.1").unwrap();
        let _second = enter(&door, "10.0.0.1").unwrap();
        assert_eq!(enter(&door, "10.0.0.1").err(), Some(Refusal::TooManyOfAddress));
        let _third = enter(&door, "10.0.0.2").unwrap();
        assert_eq!(enter(&door, "10.0.0.3").err(), Some(Refusal::TooMany));
        drop(first);
        assert!(enter(&door, "10.0.0.1").is_ok());
        assert_eq!(door.inside().len(), 2);
    }
}
