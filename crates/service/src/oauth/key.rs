//! The keys that sign tokens: made when one is due, sealed in the database, and trusted by every node.
//!
//! Invariant: a key is published for [`AHEAD`] before it signs, so that whoever read the keys meanwhile knows it, and stays published until
//! no token counts any more that it signed; it goes when the one after the next is made.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    application::TOKEN_LIFE,
    event::EventKind,
    time::{DAY, Time},
};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use rsa::{PublicKey as RsaPublicKey, pkcs1::DecodeRsaPublicKey, traits::PublicKeyParts};
use sha2::{Digest, Sha256};
use store::token_keys::{self, TokenKey};

use crate::{
    app::App,
    refusal::Refusal,
    rsa_keys,
    sealer::Sealed,
    server_keys::{self, Use},
};

/// How long a key signs, in microseconds.
const SIGNS: i64 = 90 * DAY;
/// How long a key is published before it signs, in microseconds.
const AHEAD: i64 = 2 * DAY;

/// The public half of a key, as clients read it (RFC 7517).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// The name by which tokens tell that it signed them.
    pub id: String,
    /// The modulus in base64url.
    pub modulus: String,
    /// The exponent in base64url.
    pub exponent: String,
}

/// Every key that is trusted; one is made where there is none yet.
pub async fn public_keys(app: &App) -> Result<Vec<PublicKey>, Refusal> {
    keys(app).await?.iter().map(published).collect()
}

fn published(key: &TokenKey) -> Result<PublicKey, Refusal> {
    let public = RsaPublicKey::from_pkcs1_der(&key.public).map_err(bug)?;
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    Ok(PublicKey {
        id: key.id.clone(),
        modulus: text(&public.n().to_be_bytes_trimmed_vartime()),
        exponent: text(&public.e().to_be_bytes_trimmed_vartime()),
    })
}

/// Signs a text; answers the name of the key with the signature.
pub(super) async fn sign<F>(app: &App, text: F) -> Result<(String, Vec<u8>), Refusal>
where
    F: FnOnce(&str) -> Result<String, Refusal>,
{
    let keys = keys(app).await?;
    let key = signing(&keys, app.clock.now()).ok_or(Refusal::Unavailable)?;
    let sealed = Sealed { key_id: key.seal_key_id.clone(), bytes: key.sealed.clone() };
    let private = app.sealer.open(&context(&key.id), &sealed).map_err(bug)?;
    let text = text(&key.id)?;
    let signature = rsa_keys::sign(&private, text.as_bytes())?;
    Ok((text, signature))
}

/// Whether a key that is trusted signed a text.
pub(super) async fn is_signed_by(
    app: &App,
    key_id: &str,
    text: &[u8],
    signature: &[u8],
) -> Result<bool, Refusal> {
    let keys = app.store.begin_view().await?.token_keys().await?;
    let key = keys.iter().find(|key| key.id == key_id);
    Ok(key.is_some_and(|key| {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &key.public).verify(text, signature).is_ok()
    }))
}

async fn keys(app: &App) -> Result<Vec<TokenKey>, Refusal> {
    let known = app.store.begin_view().await?.token_keys().await?;
    let now = app.clock.now();
    if known.last().is_some_and(|newest| now.since(newest.created_at) < SIGNS - AHEAD) {
        return Ok(known);
    }
    let (public, private) = rsa_keys::fresh(app).await?;
    let id = store::audit::hex(&Sha256::digest(&public)).chars().take(16).collect::<String>();
    let sealed = app.sealer.seal(app.secrets.as_ref(), &context(&id), &private).map_err(bug)?;
    let key = TokenKey { id, public, seal_key_id: sealed.key_id, sealed: sealed.bytes, created_at: now };
    server_keys::change(app, async |change| {
        token_keys::add(change, &key).await?;
        server_keys::tell(change, EventKind::SigningKeyMade, Use::Tokens, &key.id).await?;
        for id in over(&known, now) {
            token_keys::remove(change, &id).await?;
            server_keys::tell(change, EventKind::SigningKeyRemoved, Use::Tokens, &id).await?;
        }
        Ok(())
    })
    .await?;
    Ok(app.store.begin_view().await?.token_keys().await?)
}

/// The key that signs at a moment: the newest that was published long enough, else the first of all.
fn signing(keys: &[TokenKey], now: Time) -> Option<&TokenKey> {
    let is_known = |key: &&TokenKey| now.since(key.created_at) >= AHEAD;
    keys.iter().rev().find(is_known).or_else(|| keys.first())
}

/// The keys, the oldest first, of which no token counts any more at a moment: another one signed long enough.
fn over(keys: &[TokenKey], now: Time) -> Vec<String> {
    let signs_since = |key: &TokenKey| key.created_at.plus(AHEAD);
    let is_over = |next: &TokenKey| now.since(signs_since(next)) > 2 * TOKEN_LIFE;
    let followed = keys.iter().zip(keys.iter().skip(1));
    followed.filter(|(_, next)| is_over(next)).map(|(key, _)| key.id.clone()).collect()
}

/// A key is sealed for its use alone.
fn context(id: &str) -> Vec<u8> {
    format!("steward token key {id}").into_bytes()
}

fn bug(error: impl std::error::Error + Send + Sync + 'static) -> Refusal {
    Refusal::Bug(Box::new(error))
}
