//! Where a webhook leads, and which addresses of the network may be called for it.
//!
//! Invariant: a name is resolved anew for each call, and the call goes to an address that was judged, never to a name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use domain::network::{Network, is_public};
use url::Url;

use crate::refusal::Code;

/// The longest address.
const LONGEST: usize = 2000;

/// An address that may be called, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Whether it is called over TLS.
    pub is_https: bool,
    /// The host.
    pub host: Host,
    /// The port.
    pub port: u16,
    /// Host and port as a request names them.
    pub authority: String,
    /// Path and query.
    pub target: String,
    text: String,
}

/// A host as an address names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// By a name.
    Name(String),
    /// By an address of the network.
    Literal(IpAddr),
}

impl Address {
    /// Reads an address, which must be one that could be called: with `https://`, or `http://` where the operator allowed a
    /// network; on the port of its kind, or one that no system service has.
    pub fn parse(text: &str, allowed: &[Network]) -> Result<Self, Code> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Code::Required);
        }
        if text.len() > LONGEST {
            return Err(Code::TooLong);
        }
        let url = Url::parse(text).map_err(|_| Code::NotAWebhookAddress)?;
        let is_https = match url.scheme() {
            "https" => true,
            "http" if !allowed.is_empty() => false,
            _ => return Err(Code::NotAWebhookAddress),
        };
        let has_more = !url.username().is_empty() || url.password().is_some() || url.fragment().is_some();
        let (host, authority) = match url.host() {
            Some(url::Host::Domain(name)) if !has_more => (Host::Name(name.to_owned()), name.to_owned()),
            Some(url::Host::Ipv4(it)) if !has_more => (Host::Literal(it.into()), it.to_string()),
            Some(url::Host::Ipv6(it)) if !has_more => (Host::Literal(it.into()), format!("[{it}]")),
            _ => return Err(Code::NotAWebhookAddress),
        };
        let authority = url.port().map_or(authority.clone(), |port| format!("{authority}:{port}"));
        let usual = if is_https { 443 } else { 80 };
        let port = url.port().unwrap_or(usual);
        let target = url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let address = Self { is_https, host, port, authority, target, text: url.into() };
        let is_judged = match address.host {
            Host::Literal(it) => address.may_call(it, allowed),
            // A name is judged by what it stands for, each time it is called; one that can stand for nothing public is refused here.
            Host::Name(ref name) if is_loopback(name) => {
                LOOPBACK.into_iter().any(|it| allowed.iter().any(|network| network.contains(it)))
            }
            Host::Name(ref name) => !allowed.is_empty() || !is_private(name),
        };
        if !is_judged || (port != usual && port < 1024) {
            return Err(Code::AddressNotAllowed);
        }
        Ok(address)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What of it may be written down: what follows the host is often a secret.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.is_https { "https" } else { "http" }, self.authority)
    }

    /// Whether an address of the network may be called for it: a public one over TLS, or one of the operator's choice.
    fn may_call(&self, address: IpAddr, allowed: &[Network]) -> bool {
        allowed.iter().any(|network| network.contains(address)) || (self.is_https && is_public(address))
    }
}

/// What `localhost` stands for.
const LOOPBACK: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];

/// Ends of names that the public network does not know: for networks of one's own (RFC 6762, RFC 8375, ICANN's `internal`).
const PRIVATE: [&str; 3] = [".local", ".internal", ".home.arpa"];

/// Whether a name stands for the machine itself (RFC 6761).
fn is_loopback(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether a name can stand for nothing public: one without a dot, or one of a network of one's own.
fn is_private(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    !name.contains('.') || PRIVATE.into_iter().any(|end| name.ends_with(end))
}

/// Those of the addresses that a host has now which may be called.
pub fn reach(address: &Address, resolved: &[IpAddr], allowed: &[Network]) -> Vec<SocketAddr> {
    let may = |it: &&IpAddr| address.may_call(**it, allowed);
    resolved.iter().filter(may).map(|it| SocketAddr::new(*it, address.port)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn fault(text: &str, allowed: &[Network]) -> Option<Code> {
        Address::parse(text, allowed).err()
    }

    /// no address is taken that can only lead inside.
    #[test]
    fn addresses_are_judged_when_they_are_set() {
        let good = Address::parse("https://Hooks.Example.com/in?key=1", &[]).unwrap();
        assert_eq!((good.host, good.port), (Host::Name("hooks.example.com".to_owned()), 443));
        assert_eq!((good.authority.as_str(), good.target.as_str()), ("hooks.example.com", "/in?key=1"));
        let other = Address::parse("https://hooks.example.com:8443", &[]).unwrap();
        assert_eq!((other.origin().as_str(), other.target.as_str()), ("https://hooks.example.com:8443", "/"));
        for (text, code) in [
            ("", Code::Required),
            ("hooks.example.com", Code::NotAWebhookAddress),
            ("ftp://hooks.example.com", Code::NotAWebhookAddress),
            ("http://hooks.example.com", Code::NotAWebhookAddress),
            ("https://me@hooks.example.com", Code::NotAWebhookAddress),
            ("https://hooks.example.com/#a", Code::NotAWebhookAddress),
            ("https://", Code::NotAWebhookAddress),
            ("https://hooks.example.com:22/", Code::AddressNotAllowed),
            ("https://127.0.0.1/", Code::AddressNotAllowed),
            ("https://2130706433/", Code::AddressNotAllowed),
            ("https://0x7f.1/", Code::AddressNotAllowed),
            ("https://[::1]/", Code::AddressNotAllowed),
            ("https://[::ffff:10.0.0.1]/", Code::AddressNotAllowed),
            ("https://169.254.169.254/latest", Code::AddressNotAllowed),
            ("https://localhost/", Code::AddressNotAllowed),
            ("https://LocalHost.:8443/", Code::AddressNotAllowed),
            ("https://hooks.localhost/", Code::AddressNotAllowed),
            ("https://helpdesk/", Code::AddressNotAllowed),
            ("https://helpdesk.local/", Code::AddressNotAllowed),
            ("https://metadata.google.internal/", Code::AddressNotAllowed),
            ("https://nas.home.arpa/", Code::AddressNotAllowed),
        ] {
            assert_eq!(fault(text, &[]), Some(code), "{text}");
        }
        assert_eq!(fault(&format!("https://a.example/{}", "x".repeat(LONGEST)), &[]), Some(Code::TooLong));
    }

    /// what the operator allows may be called, over HTTP too; everything else stays as it was.
    #[test]
    fn the_operator_allows_networks() {
        let allowed = ["10.20.0.0/16".parse().unwrap()];
        assert_eq!(fault("http://10.20.1.1/in", &allowed), None);
        assert_eq!(fault("https://10.20.1.1:9000/in", &allowed), None);
        assert_eq!(fault("http://10.21.1.1/in", &allowed), Some(Code::AddressNotAllowed));
        assert_eq!(fault("http://1.1.1.1/in", &allowed), Some(Code::AddressNotAllowed));
        // Names of one's own network may lie in what is allowed; the machine itself does not.
        assert_eq!(fault("https://helpdesk.internal/in", &allowed), None);
        assert_eq!(fault("https://localhost/in", &allowed), Some(Code::AddressNotAllowed));
        assert_eq!(fault("https://localhost/in", &["127.0.0.0/8".parse().unwrap()]), None);
        let named = Address::parse("http://helpdesk.example/in", &allowed).unwrap();
        let resolved = ["10.20.0.5", "10.21.0.5", "127.0.0.1", "1.1.1.1"].map(|it| it.parse().unwrap());
        assert_eq!(reach(&named, &resolved, &allowed), ["10.20.0.5:80".parse().unwrap()]);
        let secure = Address::parse("https://helpdesk.example/in", &[]).unwrap();
        assert_eq!(reach(&secure, &resolved, &[]), ["1.1.1.1:443".parse().unwrap()]);
        assert_eq!(reach(&secure, &["::ffff:127.0.0.1".parse().unwrap()], &[]), []);
    }
}
