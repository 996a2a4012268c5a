//! The way to other machines: straight, through a proxy, or through the relay of the site and no other way (decision 22).

use std::time::Duration;

use anyhow::Context as _;

use crate::host_and_port::HostAndPort;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How the server, and the files of releases, are reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Way {
    /// Over the network of the room.
    #[default]
    Straight,
    /// What has TLS through a proxy, which is written as an address; the machine itself straight.
    Proxy(String),
    /// All through a relay. What has no TLS is refused: it would cross the site for all to read.
    Relay(HostAndPort),
    /// The same, but for reports, which are signed and handed to the relay, who gathers those of many rooms: it reads them, and so
    /// does whoever listens on the site.
    Gathered(HostAndPort),
}

impl Way {
    /// What makes clients that go this way. None is taken from the environment, where a proxy would swallow what is meant for
    /// this machine itself. Redirections are not followed.
    pub fn builder(&self, tls: rustls::ClientConfig) -> anyhow::Result<reqwest::ClientBuilder> {
        let builder = reqwest::Client::builder()
            .no_proxy()
            .tls_backend_preconfigured(tls)
            .user_agent(concat!("steward-agent/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT);
        Ok(match self {
            Self::Straight => builder,
            Self::Proxy(proxy) => {
                let told = || format!("\u{201c}{proxy}\u{201d} is no address of a proxy");
                builder.proxy(reqwest::Proxy::https(proxy).with_context(told)?)
            }
            Self::Relay(relay) | Self::Gathered(relay) => {
                let told = || format!("\u{201c}{relay}\u{201d} is no address of a relay");
                let proxy = reqwest::Proxy::all(format!("http://{relay}")).with_context(told)?;
                builder.proxy(proxy).https_only(true)
            }
        })
    }
}
