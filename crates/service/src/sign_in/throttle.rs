//! Throttling: each further failure of an account name or address makes the next attempt wait longer.
//! Attempts are counted before they are made, so that many at once win nothing.

use std::net::{IpAddr, Ipv6Addr};

use domain::{
    text::Upn,
    time::{MINUTE, SECOND},
};
use store::sign_in::SecretHash;

use super::secret::hash;
use crate::{app::App, refusal::Refusal};

/// The keys under which one attempt is counted.
pub(crate) struct Keys {
    account: SecretHash,
    address: SecretHash,
}

impl Keys {
    pub(crate) fn of(upn: &Upn, address: &str) -> Self {
        Self { account: hash(&format!("account {upn}")), address: of_address(address) }
    }

    /// Those of an application that asks for a token. They are of one address, so that nobody can keep it from its tokens from elsewhere.
    pub(crate) fn of_application(client_id: &str, address: &str) -> Self {
        Self { account: hash(&format!("application {client_id} {address}")), address: of_address(address) }
    }

    /// Counts an attempt, or says how long to wait.
    pub(crate) async fn count(&self, app: &App) -> Result<(), Refusal> {
        let now = app.clock.now();
        let wait = app
            .store
            .count_attempt(now, &[(self.account, wait_of_account), (self.address, wait_of_address)])
            .await?;
        match wait {
            Some(until) => Err(Refusal::TooOften((until.since(now) + SECOND - 1) / SECOND)),
            None => Ok(()),
        }
    }

    /// The attempt was good.
    pub(crate) async fn forgive(&self, app: &App) -> Result<(), Refusal> {
        Ok(app.store.forgive_attempt(self.account, self.address).await?)
    }
}

fn of_address(address: &str) -> SecretHash {
    hash(&format!("address {}", network(address)))
}

/// The address as whoever counts calls knows it: of version 6 whoever has one has the 2⁶⁴ of its network as well.
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|it| it.to_canonical()) {
        Ok(IpAddr::V6(it)) => Ipv6Addr::from_bits(it.to_bits() & (u128::MAX << 64)).to_string(),
        Ok(it) => it.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// Five tries are free; then 5 s, 10 s, 20 s, … up to 5 minutes, so that nobody is locked out for long by others.
fn wait_of_account(failures: i64) -> i64 {
    doubled(failures - 5, 5 * MINUTE)
}

/// Many people may share an address: thirty tries are free; then up to 15 minutes.
fn wait_of_address(failures: i64) -> i64 {
    doubled(failures - 30, 15 * MINUTE)
}

fn doubled(step: i64, at_most: i64) -> i64 {
    if step < 0 {
        return 0;
    }
    let shift = u32::try_from(step.min(20)).unwrap_or(20);
    ((5 * SECOND) << shift).min(at_most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        assert_eq!(wait_of_account(4), 0);
        assert_eq!(wait_of_account(5), 5 * SECOND);
        assert_eq!(wait_of_account(6), 10 * SECOND);
        assert_eq!(wait_of_account(1_000_000), 5 * MINUTE);
        assert_eq!(wait_of_address(29), 0);
        assert_eq!(wait_of_address(100), 15 * MINUTE);
    }

    /// Who has a network of version 6 is counted as one, however many of its addresses they use.
    #[test]
    fn a_network_is_counted_as_one() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("unknown"), "unknown");
    }
}
