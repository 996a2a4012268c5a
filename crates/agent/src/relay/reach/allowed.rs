//! What a relay may connect to: ports of networks that its own configuration lists, one by one.
//!
//! Invariant: nothing is allowed that is not listed. What never leaves this machine or its link is listed only by a network that lies
//! wholly there, so that no wide network opens the relay's own machine.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::relay::settings::network;

/// The most entries of a list.
const MOST: usize = 64;

/// Ports of a network.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// The network.
    #[serde(deserialize_with = "read_network")]
    pub network: IpNet,
    /// Ports of TCP.
    pub ports: Vec<u16>,
}

fn read_network<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IpNet, D::Error> {
    network(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Everything that may be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Allowance(Vec<Allowed>);

impl Allowance {
    /// From the list of a file; fails with a sentence where an entry is none.
    pub fn new(listed: Vec<Allowed>) -> anyhow::Result<Self> {
        anyhow::ensure!(listed.len() <= MOST, "reach has {} entries, expected at most {MOST}", listed.len());
        for Allowed { network, ports } in &listed {
            anyhow::ensure!(
                !ports.is_empty() && !ports.contains(&0),
                "reach allows {network} without ports, expected some of 1 to 65535"
            );
        }
        Ok(Self(listed))
    }

    /// Whether nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a port of an address may be connected to.
    pub fn allows(&self, address: SocketAddr) -> bool {
        // An IPv4 address in the clothes of IPv6 is judged as IPv4.
        let ip = address.ip().to_canonical();
        if ip.is_unspecified() || ip.is_multicast() {
            return false;
        }
        let near = near(ip);
        self.0.iter().any(|allowed| {
            allowed.ports.contains(&address.port())
                && allowed.network.contains(&ip)
                && near.is_none_or(|near| near.contains(&allowed.network))
        })
    }
}

/// The network of addresses that never leave this machine or its link, where the address is one of them.
fn near(ip: IpAddr) -> Option<IpNet> {
    let nets = [
        IpNet::V4(Ipv4Net::new_assert([127, 0, 0, 0].into(), 8)),
        IpNet::V4(Ipv4Net::new_assert([169, 254, 0, 0].into(), 16)),
        IpNet::V4(Ipv4Net::new_assert([0, 0, 0, 0].into(), 8)),
        IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)),
        IpNet::V6(Ipv6Net::new_assert([0xfe80, 0, 0, 0, 0, 0, 0, 0].into(), 10)),
    ];
    nets.into_iter().find(|net| net.contains(&ip))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn allowance(listed: &[(&str, &[u16])]) -> anyhow::Result<Allowance> {
        let allowed = |(network, ports): &(&str, &[u16])| Allowed {
            network: network.parse().unwrap(),
            ports: ports.to_vec(),
        };
        Allowance::new(listed.iter().map(allowed).collect())
    }

    fn allows(allowance: &Allowance, address: &str) -> bool {
        allowance.allows(address.parse().unwrap())
    }

    /// Decision 22: nothing is allowed that is not listed, neither another network nor another port of a listed one.
    #[test]
    fn only_what_is_listed_is_allowed() {
        let none = Allowance::default();
        assert!(none.is_empty() && !allows(&none, "10.20.0.7:443"));
        let some = allowance(&[("10.20.0.0/16", &[443, 5061]), ("fd00::/8", &[22])]).unwrap();
        for near in ["10.20.0.7:443", "10.20.255.1:5061", "[fd00::7]:22", "[::ffff:10.20.0.7]:443"] {
            assert!(allows(&some, near), "{near}");
        }
        for far in ["10.20.0.7:22", "10.21.0.7:443", "[fd00::7]:443", "[2001:db8::7]:22", "192.0.2.7:443"] {
            assert!(!allows(&some, far), "{far}");
        }
    }

    /// Decision 22: the relay's own machine and its link are reached only where a network of theirs is listed, not by a wide one.
    #[test]
    fn wide_networks_do_not_open_the_machine_itself() {
        let wide = allowance(&[("0.0.0.0/0", &[443]), ("::/0", &[443])]).unwrap();
        assert!(allows(&wide, "192.0.2.7:443") && allows(&wide, "[2001:db8::7]:443"));
        for near in [
            "127.0.0.1:443",
            "127.9.9.9:443",
            "0.0.0.0:443",
            "0.1.2.3:443",
            "169.254.169.254:443",
            "224.0.0.1:443",
            "[::1]:443",
            "[::]:443",
            "[fe80::1]:443",
            "[ff02::1]:443",
            "[::ffff:127.0.0.1]:443",
        ] {
            assert!(!allows(&wide, near), "{near}");
        }
        let near = allowance(&[("127.0.0.1/32", &[443]), ("169.254.0.0/16", &[443])]).unwrap();
        assert!(allows(&near, "127.0.0.1:443") && allows(&near, "169.254.7.7:443"));
        assert!(!allows(&near, "127.0.0.2:443"));
    }

    #[test]
    fn an_entry_names_its_ports() {
        for ports in [&[][..], &[0][..]] {
            let problem = allowance(&[("10.0.0.0/8", ports)]).unwrap_err().to_string();
            assert!(problem.starts_with("reach allows 10.0.0.0/8 without ports"), "{problem}");
        }
        let many = vec![("10.0.0.0/8", &[1][..]); MOST + 1];
        assert_eq!(allowance(&many).unwrap_err().to_string(), "reach has 65 entries, expected at most 64");
    }
}
