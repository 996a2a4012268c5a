//! Downloading the file of a release: to disk as it comes, never more than was signed, and kept only if it is what was signed.

use std::{path::Path, time::Duration};

use anyhow::Context as _;
use reqwest::Url;
use sha2::{Digest as _, Sha256};
use tokio::{fs::File, io::AsyncWriteExt as _};
use wire::agents::Artefact;

use crate::{jobs::Ended, way::Way};

/// A download may take long, but not stand still.
const READ_TIMEOUT: Duration = Duration::from_mins(1);

/// What downloads: with the trust of the channel, on its way. It follows no redirection: what is signed is one address.
pub fn client(tls: rustls::ClientConfig, way: &Way) -> anyhow::Result<reqwest::Client> {
    way.builder(tls)?.read_timeout(READ_TIMEOUT).build().context("the HTTP client cannot be made")
}

/// Downloads a file. An `Err` is how the job ended; what was written until then is gone.
pub async fn fetch(client: &reqwest::Client, artefact: &Artefact, to: &Path) -> Result<(), Ended> {
    let outcome = write(client, artefact, to).await;
    if outcome.is_err() {
        let _ = tokio::fs::remove_file(to).await;
    }
    outcome
}

async fn write(client: &reqwest::Client, artefact: &Artefact, to: &Path) -> Result<(), Ended> {
    let failed = |error: String| Ended::failed("downloadFailed", error);
    let unwritten = |error: std::io::Error| Ended::failed("couldNotWrite", error.to_string());
    let url = address(&artefact.url).map_err(failed)?;
    let mut answer = client.get(url).send().await.map_err(|error| failed(error.to_string()))?;
    if !answer.status().is_success() {
        return Err(failed(format!("the server of the file answers {}", answer.status())));
    }
    let mut file = File::create(to).await.map_err(unwritten)?;
    let (mut hasher, mut length) = (Sha256::new(), 0_u64);
    while let Some(part) = answer.chunk().await.map_err(|error| failed(error.to_string()))? {
        length = length.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
        if length > artefact.size {
            return Err(Ended::failed("checksumDiffers", "the file is longer than what was signed"));
        }
        hasher.update(&part);
        file.write_all(&part).await.map_err(unwritten)?;
    }
    file.sync_all().await.map_err(unwritten)?;
    let digest = hex(hasher.finalize());
    if length != artefact.size || digest != artefact.sha256.to_ascii_lowercase() {
        let why =
            format!("the file has {length} bytes and the SHA-256 {digest}, which is not what was signed");
        return Err(Ended::failed("checksumDiffers", why));
    }
    Ok(())
}

/// Bytes as signed documents write them.
pub(super) fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// An address with TLS, or on this machine itself.
fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("{text} is no address: {error}"))?;
    let is_near = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_near => Ok(url),
        _ => Err(format!("{text} must begin with https://")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    async fn served(body: &'static [u8]) -> String {
        let router = axum::Router::new()
            .route("/app", axum::routing::get(move || async move { body }))
            .route("/away", axum::routing::get(|| async { axum::response::Redirect::to("/app") }));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    fn artefact(url: String, content: &[u8]) -> Artefact {
        let sha256 = hex(Sha256::digest(content));
        Artefact { url, sha256, size: u64::try_from(content.len()).unwrap() }
    }

    /// Decision 23: a file that differs from what was signed, in content or length, is not kept; an address without TLS elsewhere, and
    /// a redirection, are not followed.
    #[tokio::test]
    async fn only_what_was_signed_is_kept() {
        let server = served(b"an app").await;
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("file");
        let client = client(crate::tls::config(None).unwrap(), &Way::Straight).unwrap();
        let reason = async |artefact: Artefact| {
            let reason = fetch(&client, &artefact, &to).await.unwrap_err().reason.unwrap();
            assert!(!to.exists());
            reason
        };
        let url = format!("{server}/app");
        assert_eq!(reason(artefact(url.clone(), b"an axe")).await, "checksumDiffers");
        assert_eq!(reason(artefact(url.clone(), b"an ap")).await, "checksumDiffers");
        assert_eq!(reason(artefact(url.clone(), b"an app and more")).await, "checksumDiffers");
        assert_eq!(reason(artefact(format!("{server}/away"), b"an app")).await, "downloadFailed");
        assert_eq!(reason(artefact(format!("{server}/nowhere"), b"an app")).await, "downloadFailed");
        assert_eq!(
            reason(artefact("http://files.example/app".to_owned(), b"an app")).await,
            "downloadFailed"
        );
        fetch(&client, &artefact(url, b"an app"), &to).await.unwrap();
        assert_eq!(std::fs::read(&to).unwrap(), b"an app");
    }
}
