//! A receiver of webhooks on a port of its own, over HTTP or TLS, which keeps what it is told and answers what it was asked to.
//!
//! Invariant: it verifies signatures by itself, from the words of Standard Webhooks.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::hmac;
use rustls::{ServerConfig, crypto::ring as provider, pki_types::PrivatePkcs8KeyDer};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A receiver that runs until this is dropped.
pub struct Receiver {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    _stop: DropGuard,
}

struct Kept {
    calls: Vec<Call>,
    answer: String,
}

/// A call as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The first line.
    pub line: String,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Call {
    /// A header, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether one of its signatures is that of a secret, as a receiver that knows nothing but the headers and the body says.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a signing secret")).expect("base64");
        let text =
            format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let signatures = self.header("webhook-signature").split(' ');
        let versions = signatures.filter_map(|signature| signature.strip_prefix("v1,"));
        let mut tags = versions.map(|tag| STANDARD.decode(tag).expect("base64"));
        tags.any(|tag| hmac::verify(&key, text.as_bytes(), &tag).is_ok())
    }
}

impl Receiver {
    /// A receiver over HTTP that answers 204.
    pub async fn start() -> Self {
        Self::listen(None).await
    }

    /// A receiver over TLS, by its address 127.0.0.1 and the name `receiver.example`, and its certificate (PEM).
    pub async fn with_tls() -> (Self, String) {
        let names = ["127.0.0.1", "receiver.example"].map(str::to_owned);
        let own = rcgen::generate_simple_self_signed(names).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(provider::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key.into())
            .expect("a certificate and its key");
        (Self::listen(Some(TlsAcceptor::from(Arc::new(config)))).await, own.cert.pem())
    }

    async fn listen(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let answer = "204 No Content\r\n".to_owned();
        let kept = Arc::new(Mutex::new(Kept { calls: Vec::new(), answer }));
        let stop = CancellationToken::new();
        tokio::spawn({
            let (kept, stop) = (kept.clone(), stop.clone());
            async move {
                loop {
                    let stream = tokio::select! {
                        () = stop.cancelled() => break,
                        accepted = listener.accept() => accepted.expect("a connection").0,
                    };
                    let (kept, tls) = (kept.clone(), tls.clone());
                    tokio::spawn(async move {
                        match tls {
                            // Whoever breaks off is no matter of the receiver.
                            Some(tls) => match tls.accept(stream).await {
                                Ok(stream) => serve(stream, &kept).await,
                                Err(error) => Err(error),
                            },
                            None => serve(stream, &kept).await,
                        }
                    });
                }
            }
        });
        Self { address, kept, _stop: stop.drop_guard() }
    }

    /// Where it listens.
    pub const fn port(&self) -> u16 {
        self.address.port()
    }

    /// What came in since the last time.
    pub fn take(&self) -> Vec<Call> {
        std::mem::take(&mut self.kept.lock().expect("nobody panicked").calls)
    }

    /// What it answers from now on: a status, and a header such as `location: /other`.
    pub fn answer(&self, status: u16, header: &str) {
        let header = if header.is_empty() { String::new() } else { format!("{header}\r\n") };
        self.kept.lock().expect("nobody panicked").answer = format!("{status} Answer\r\n{header}");
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, kept: &Mutex<Kept>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").expect("a length");
    let mut body = vec![0; length.1.parse().expect("a number")];
    stream.read_exact(&mut body).await?;
    let body = String::from_utf8(body).expect("text");
    let answer = {
        let mut kept = kept.lock().expect("nobody panicked");
        kept.calls.push(Call { line: line.trim_end().to_owned(), headers, body });
        kept.answer.clone()
    };
    let answer = format!("HTTP/1.1 {answer}content-length: 6\r\nconnection: close\r\n\r\nanswer");
    let answer = if answer.contains(" 204 ") {
        answer.replace("content-length: 6\r\n", "").replace("answer", "")
    } else {
        answer
    };
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}
