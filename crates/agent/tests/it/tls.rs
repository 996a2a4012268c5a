//! TLS: the administrator's own authority is trusted when its file is given, and not before.

use std::{net::SocketAddr, path::Path, sync::Arc};

use agent::{
    channel::{Channel as _, Failure, HttpChannel},
    clock, tls,
    way::Way,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use wire::agents::{Credential, ReportRequest};

fn channel(ca_file: Option<&Path>, way: Way) -> HttpChannel {
    HttpChannel::new(tls::config(ca_file).unwrap(), &way, 1, Arc::default(), clock::system()).unwrap()
}

/// R-243: the agent speaks TLS with a server that it can verify.
#[tokio::test]
async fn an_own_authority_is_trusted_by_its_file_alone() {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf =
        CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let ca_file = folder.path().join("ca.pem");
    std::fs::write(&ca_file, authority.pem()).unwrap();

    let config = ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("https://localhost:{}", listener.local_addr().unwrap().port()).parse().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut heard = Vec::new();
            while !heard.ends_with(b"}") {
                stream.read_buf(&mut heard).await.unwrap();
            }
            let body = r#"{"outcome":"received","reportIntervalSeconds":60}"#;
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.ok();
        }
    });

    let report = ReportRequest { observed_at: "2026-11-21T08:00:00Z".to_owned(), ..ReportRequest::default() };
    let credential = Credential("c".to_owned());
    let stranger = channel(None, Way::Straight).report(&server, &credential, &report).await.unwrap_err();
    assert!(matches!(&stranger, Failure::Unreachable(why) if why.contains("UnknownIssuer")), "{stranger}");
    let answer = channel(Some(&ca_file), Way::Straight).report(&server, &credential, &report).await.unwrap();
    assert_eq!(answer.report_interval_seconds, 60);

    // Through a proxy it is the same conversation, end to end.
    let (address, mut asked) = proxy().await;
    let through = channel(Some(&ca_file), Way::Proxy(format!("http://{address}")));
    through.report(&server, &credential, &report).await.unwrap();
    assert!(asked.recv().await.unwrap().starts_with("CONNECT localhost:"));
}

/// A proxy that carries bytes and tells what it was asked for.
async fn proxy() -> (SocketAddr, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let (mut near, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            near.read_buf(&mut head).await.unwrap();
        }
        let head = String::from_utf8(head).unwrap();
        let mut far = TcpStream::connect(head.split(' ').nth(1).unwrap()).await.unwrap();
        sender.send(head).unwrap();
        near.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        tokio::io::copy_bidirectional(&mut near, &mut far).await.ok();
    });
    (address, receiver)
}
