//! Calling the receivers of webhooks.
//!
//! Invariant: a call goes to an address that was judged for it, never to a name; no proxy, no redirect, no second call over the
//! same connection; of the answer nothing but its status is read.

use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    path::Path,
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use axum::body::Body;
use domain::network::Network;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use rustls_pki_types::{CertificateDer, pem::PemObject as _};
use service::webhooks::{Courier, Host, Parcel, Unreached, reach};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;
use tokio_util::sync::CancellationToken;

use crate::config::Config;

/// How long a receiver may take, from its name to its answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many addresses of a receiver are tried.
const MOST_ADDRESSES: usize = 4;

/// What finds the addresses of a name: an input, so that tests can let a name lead elsewhere.
pub type Names = Arc<dyn Fn(String) -> Lookup + Send + Sync>;
/// A name being looked up.
pub type Lookup = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Why the settings of webhooks cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WebhookSettingsError {
    /// A file that cannot be read.
    #[error("reading {0}: {1}")]
    File(String, rustls_pki_types::pem::Error),
    /// A certificate that TLS does not accept.
    #[error("TLS to receivers of webhooks: {0}")]
    Tls(#[from] rustls::Error),
}

/// What calls receivers.
pub struct Messenger {
    networks: Vec<Network>,
    tls: Arc<ClientConfig>,
    names: Names,
    stop: CancellationToken,
}

impl Messenger {
    /// The messenger of a configuration. Once `stop` says so it calls nobody more.
    pub fn of(config: &Config, stop: CancellationToken) -> Result<Self, WebhookSettingsError> {
        let networks = config.webhook_allowed_networks.clone();
        Self::new(networks, config.webhook_roots.as_deref(), system_names(), stop)
    }

    /// A messenger that may call public addresses and those of some networks, and trusts the public roots and those of a file.
    pub fn new(
        networks: Vec<Network>,
        roots: Option<&Path>,
        names: Names,
        stop: CancellationToken,
    ) -> Result<Self, WebhookSettingsError> {
        let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(path) = roots {
            let unreadable = |error| WebhookSettingsError::File(path.display().to_string(), error);
            for certificate in CertificateDer::pem_file_iter(path).map_err(unreadable)? {
                store.add(certificate.map_err(unreadable)?)?;
            }
        }
        let tls = ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(store)
            .with_no_client_auth();
        Ok(Self { networks, tls: Arc::new(tls), names, stop })
    }

    async fn call(&self, parcel: &Parcel) -> Result<u16, Unreached> {
        let address = &parcel.address;
        let resolved = match &address.host {
            Host::Literal(it) => vec![*it],
            Host::Name(name) => (self.names)(name.clone()).await.map_err(|_| Unreached::NoSuchHost)?,
        };
        if resolved.is_empty() {
            return Err(Unreached::NoSuchHost);
        }
        let judged = reach(address, &resolved, &self.networks);
        if judged.is_empty() {
            return Err(Unreached::NotAllowed);
        }
        let stream = connect(&judged).await?;
        if !address.is_https {
            return exchange(stream, parcel).await;
        }
        let name = match &address.host {
            Host::Literal(it) => ServerName::from(*it),
            Host::Name(name) => ServerName::try_from(name.clone()).map_err(|_| Unreached::Untrusted)?,
        };
        let secured = TlsConnector::from(self.tls.clone()).connect(name, stream).await;
        exchange(secured.map_err(|_| Unreached::Untrusted)?, parcel).await
    }
}

impl Courier for Messenger {
    fn is_open(&self) -> bool {
        !self.stop.is_cancelled()
    }

    async fn deliver(&self, parcel: &Parcel) -> Result<u16, Unreached> {
        tokio::time::timeout(PATIENCE, self.call(parcel)).await.unwrap_or(Err(Unreached::TimedOut))
    }
}

/// The names that the machine knows.
pub fn system_names() -> Names {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|it| it.ip()).collect())
        })
    })
}

async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Unreached> {
    for address in addresses.iter().take(MOST_ADDRESSES) {
        if let Ok(stream) = TcpStream::connect(address).await {
            return Ok(stream);
        }
    }
    Err(Unreached::NoConnection)
}

/// One request and the status of its answer.
async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    parcel: &Parcel,
) -> Result<u16, Unreached> {
    let request = Request::post(parcel.address.target.as_str())
        .header(header::HOST, parcel.address.authority.as_str())
        .header(header::USER_AGENT, concat!("Steward/", env!("CARGO_PKG_VERSION")))
        .header(header::CONTENT_TYPE, "application/json");
    let proven = |request: hyper::http::request::Builder, (name, value): &(&'static str, String)| {
        request.header(*name, value.as_str())
    };
    let request = parcel
        .headers
        .iter()
        .fold(request, proven)
        .body(Body::from(parcel.body.clone()))
        .map_err(|_| Unreached::NotAllowed)?;
    let broken = |_| Unreached::NoConnection;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let mut answer = std::pin::pin!(sender.send_request(request));
    // A receiver that closes at once has answered all the same.
    let answer = tokio::select! {
        biased;
        answer = &mut answer => answer,
        _ = connection => answer.await,
    };
    Ok(answer.map_err(broken)?.status().as_u16())
}
