//! The address of the server: TLS, except to the machine itself.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::host_and_port::HostAndPort;

/// `https://host[:port][/path]`, or `http://` to a loopback address; without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ServerAddress(String);

impl ServerAddress {
    /// The address of one operation, for example of `/agents/v1/report`.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Whether it is spoken to over TLS.
    pub fn has_tls(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Where it listens.
    pub fn host_and_port(&self) -> Option<HostAndPort> {
        let url = reqwest::Url::parse(&self.0).ok()?;
        HostAndPort::new(url.host_str()?, url.port_or_known_default()?)
    }
}

impl FromStr for ServerAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = reqwest::Url::parse(text)
            .map_err(|error| format!("\u{201c}{text}\u{201d} is no address of a server: {error}"))?;
        let host = url.host_str().unwrap_or_default();
        if !url.username().is_empty() || url.query().is_some() || url.fragment().is_some() || host.is_empty()
        {
            return Err(format!(
                "\u{201c}{text}\u{201d} is no address of a server: expected https://host[:port]"
            ));
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let loopback = bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => {
                return Err(format!(
                    "\u{201c}{text}\u{201d} must begin with https:// (http:// only to this machine itself)"
                ));
            }
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

impl TryFrom<String> for ServerAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<ServerAddress> for String {
    fn from(address: ServerAddress) -> Self {
        address.0
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// the agent speaks TLS; plain HTTP stays on the machine.
    #[test]
    fn tls_except_to_the_machine_itself() {
        for (text, at) in [
            ("https://steward.example", "https://steward.example/agents/v1/report"),
            ("https://steward.example:8443/base/", "https://steward.example:8443/base/agents/v1/report"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/agents/v1/report"),
            ("http://[::1]:8080/", "http://[::1]:8080/agents/v1/report"),
            ("http://localhost:1", "http://localhost:1/agents/v1/report"),
        ] {
            assert_eq!(text.parse::<ServerAddress>().unwrap().at("/agents/v1/report"), at);
        }
        for (text, place) in [
            ("https://Steward.example/base", "steward.example:443"),
            ("https://steward.example:8443", "steward.example:8443"),
            ("http://[::1]:8080/", "[::1]:8080"),
            ("http://localhost", "localhost:80"),
        ] {
            let address: ServerAddress = text.parse().unwrap();
            assert_eq!(address.host_and_port().unwrap().to_string(), place);
            assert_eq!(address.has_tls(), text.starts_with("https"));
        }
        for bad in [
            "http://steward.example",
            "ftp://127.0.0.1",
            "steward.example",
            "https://a@b/",
            "https://b/?x=1",
            "",
        ] {
            assert!(bad.parse::<ServerAddress>().is_err(), "{bad}");
        }
    }
}
