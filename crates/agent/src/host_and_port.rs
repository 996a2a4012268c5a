//! A machine and a port of it, as people write it: `relay.example:8843`, `192.0.2.7:8843`, `[2001:db8::7]:8843`.

use std::{fmt, net::Ipv6Addr, str::FromStr};

use hyper::http::uri::Authority;
use serde::Deserialize;

/// A host and a port; two that are equal are one place, however they were written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct HostAndPort {
    /// A name in small letters, or an address without brackets.
    host: String,
    port: u16,
}

impl HostAndPort {
    /// From a host, which may stand in brackets, and a port; none where the host is none.
    pub fn new(host: &str, port: u16) -> Option<Self> {
        let host = match host.strip_prefix('[') {
            Some(rest) => rest.strip_suffix(']')?.parse::<Ipv6Addr>().ok()?.to_string(),
            None => host.to_ascii_lowercase(),
        };
        // Hosts are named one by one: a star would name nobody.
        let is_known = |letter: char| letter.is_ascii_alphanumeric() || "-._:".contains(letter);
        (!host.is_empty() && host.chars().all(is_known) && port != 0).then_some(Self { host, port })
    }

    /// What an address of a request names; none where it names no port.
    pub fn of(authority: &Authority) -> Option<Self> {
        // Whatever stands before an @ is no part of a place.
        let is_bare = !authority.as_str().contains('@');
        is_bare.then(|| Self::new(authority.host(), authority.port_u16()?))?
    }

    /// The two, to connect to.
    pub fn pair(&self) -> (&str, u16) {
        (&self.host, self.port)
    }
}

impl FromStr for HostAndPort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = text.parse().ok().and_then(|authority| Self::of(&authority));
        read.ok_or_else(|| format!("\u{201c}{text}\u{201d} is no address here: expected host:port"))
    }
}

impl TryFrom<String> for HostAndPort {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for HostAndPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn one_place_however_it_is_written() {
        for (text, shown) in [
            ("Relay.Example:8843", "relay.example:8843"),
            ("192.0.2.7:1", "192.0.2.7:1"),
            ("[2001:DB8:0::7]:443", "[2001:db8::7]:443"),
        ] {
            assert_eq!(text.parse::<HostAndPort>().unwrap().to_string(), shown);
        }
        let bad = [
            "",
            "relay.example",
            "relay.example:",
            "relay.example:0",
            "relay.example:70000",
            ":8843",
            "http://relay.example:8843",
            "a@relay.example:8843",
            "relay.example:8843/",
            "[::1:8843",
            "[relay]:8843",
            "*.example:8843",
        ];
        for text in bad {
            assert!(text.parse::<HostAndPort>().is_err(), "{text}");
        }
    }
}
