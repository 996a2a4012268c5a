//! Signatures in Partner Center's form: RSA with SHA-256 over the body, by a key whose certificate everybody can read (§4.10).
//!
//! Invariant: a key signs nothing else; it is sealed in the database and the same for every node.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    event::EventKind,
    time::{DAY, SECOND, Time},
};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256, date_time_ymd,
};
use sha2::{Digest, Sha256};
use store::webhooks::{Certificate, add_certificate};
use tokio::sync::Mutex;

use crate::{
    app::App,
    refusal::Refusal,
    rsa_keys,
    sealer::Sealed,
    server_keys::{self, Use},
};

/// How long a certificate counts.
const LIFE: i64 = 730 * DAY;
/// How long before its end another one signs.
const RENEWED_BEFORE: i64 = 30 * DAY;
/// What the certificate is made out to.
const NAME: &str = "Steward webhooks";
/// Where certificates are read; the name follows.
const PATH: &str = "/.well-known/steward-webhook-certificates/";

/// The headers that prove who sent a body.
pub(super) async fn headers(app: &App, body: &str) -> Result<Vec<(&'static str, String)>, Refusal> {
    let it = current(app).await?;
    let sealed = Sealed { key_id: it.seal_key_id, bytes: it.sealed };
    let private = app.sealer.open(&context(&it.id), &sealed).map_err(bug)?;
    let signature = STANDARD.encode(rsa_keys::sign(&private, body.as_bytes())?);
    let address = format!("{}{PATH}{}.cer", app.settings.public_url.trim_end_matches('/'), it.id);
    Ok(vec![
        ("authorization", format!("Signature {signature}")),
        ("x-ms-certificate-url", address),
        ("x-ms-signature-algorithm", "rsa-sha256".to_owned()),
    ])
}

/// A certificate (X.509, DER) by the last part of its address, those that sign no more included.
pub async fn certificate(app: &App, file: &str) -> Result<Vec<u8>, Refusal> {
    let id = file.strip_suffix(".cer").ok_or(Refusal::Missing)?;
    let found = app.store.begin_view().await?.certificate(id).await?;
    Ok(found.ok_or(Refusal::Missing)?.certificate)
}

/// The certificate that signs now; one is made where there is none, or where it ends soon.
async fn current(app: &App) -> Result<Certificate, Refusal> {
    /// So that of many messages one makes a key, which is slow, and the others wait for it.
    static MAKING: Mutex<()> = Mutex::const_new(());

    let now = app.clock.now();
    if let Some(known) = known(app, now).await? {
        return Ok(known);
    }
    let _alone = MAKING.lock().await;
    if let Some(known) = known(app, now).await? {
        return Ok(known);
    }
    let (public, private) = rsa_keys::fresh(app).await?;
    let id: String = store::audit::hex(&Sha256::digest(&public)).chars().take(16).collect();
    let ends_at = now.plus(LIFE);
    let certificate = made_out(&private, now, ends_at)?;
    let sealed = app.sealer.seal(app.secrets.as_ref(), &context(&id), &private).map_err(bug)?;
    let it = Certificate { id, certificate, seal_key_id: sealed.key_id, sealed: sealed.bytes, ends_at };
    server_keys::change(app, async |change| {
        add_certificate(change, &it).await?;
        server_keys::tell(change, EventKind::SigningKeyMade, Use::Messages, &it.id).await
    })
    .await?;
    Ok(it)
}

async fn known(app: &App, now: Time) -> Result<Option<Certificate>, Refusal> {
    let newest = app.store.begin_view().await?.newest_certificate().await?;
    Ok(newest.filter(|it| it.ends_at.since(now) > RENEWED_BEFORE))
}

/// The certificate of a key, signed by itself.
fn made_out(private: &[u8], from: Time, until: Time) -> Result<Vec<u8>, Refusal> {
    let pair = KeyPair::from_pkcs8_der_and_sign_algo(&private.into(), &PKCS_RSA_SHA256).map_err(bug)?;
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, NAME);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let seconds = |at: Time| Duration::from_secs(u64::try_from(at.micros() / SECOND).unwrap_or_default());
    params.not_before = date_time_ymd(1970, 1, 1) + seconds(from);
    params.not_after = date_time_ymd(1970, 1, 1) + seconds(until);
    Ok(params.self_signed(&pair).map_err(bug)?.der().to_vec())
}

/// A key is sealed for its use alone.
fn context(id: &str) -> Vec<u8> {
    format!("steward webhook certificate {id}").into_bytes()
}

fn bug(error: impl std::error::Error + Send + Sync + 'static) -> Refusal {
    Refusal::Bug(Box::new(error))
}
