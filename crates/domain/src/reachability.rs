//! Reachability: the device of a room without an agent, as a relay of the organization sees it (decision 22). Where the relay looks
//! is chosen by the organization's own people, and allowed by the relay's own configuration file.

use std::net::Ipv6Addr;

/// The signal by which a relay tells whether it reaches the device; no device tells it of itself.
pub const SIGNAL: &str = "device.reachable";

/// The most rooms that one relay looks after.
pub const MOST_OF_A_RELAY: usize = 100;

/// What a relay found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The device accepted a connection.
    Reached,
    /// It did not.
    OutOfReach,
    /// Nothing was tried: the relay's configuration does not allow it.
    NotAllowed,
}

/// Where a device is reached: a name or an IP address, and a port of TCP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    host: String,
    port: u16,
}

/// A text that is neither a name of a machine nor an IP address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a name such as bar-7.site.example, or an IP address")]
pub struct NotAHost;

impl Address {
    /// The longest name, in characters.
    pub const LONGEST: usize = 253;

    /// An address from what was typed; an IPv6 address may stand in brackets.
    pub fn new(host: &str, port: u16) -> Result<Self, NotAHost> {
        let host = host.trim();
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        if let Ok(address) = bare.parse::<Ipv6Addr>() {
            return Ok(Self { host: address.to_string(), port });
        }
        let is_label = |label: &str| {
            let fits = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
            !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && label.bytes().all(fits)
        };
        if host.len() > Self::LONGEST || !host.split('.').all(is_label) {
            return Err(NotAHost);
        }
        Ok(Self { host: host.to_ascii_lowercase(), port })
    }

    /// The name in small letters, or the IP address without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Decision 22: what is looked at is one machine and one port, not a path, an account or a range.
    #[test]
    fn an_address_is_one_machine() {
        for (typed, shown) in [
            (" Bar-7.Site.example ", "bar-7.site.example:443"),
            ("10.20.0.7", "10.20.0.7:443"),
            ("[2001:DB8::7]", "[2001:db8::7]:443"),
            ("fd00::7", "[fd00::7]:443"),
        ] {
            assert_eq!(Address::new(typed, 443).unwrap().to_string(), shown);
        }
        let long = "a.".repeat(127) + "a";
        for typed in [
            "",
            "-bar",
            "bar..example",
            "bar.",
            "bar:443",
            "a b",
            "a/b",
            "a@b",
            "*.example",
            "10.0.0.0/8",
            &long,
        ] {
            assert_eq!(Address::new(typed, 443), Err(NotAHost), "{typed}");
        }
    }
}
