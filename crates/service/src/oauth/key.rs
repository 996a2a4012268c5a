//! The keys that sign tokens: one is made at first use, sealed in the database, and trusted by every node.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{SeedableRng, rngs::StdRng};
use ring::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey},
};
use rsa::{
    PrivateKey, PublicKey as RsaPublicKey,
    pkcs1::{DecodeRsaPublicKey, EncodeRsaPublicKey},
    pkcs8::EncodePrivateKey,
    traits::PublicKeyParts,
};
use sha2::{Digest, Sha256};
use store::token_keys::TokenKey;

use crate::{app::App, refusal::Refusal, sealer::Sealed};

/// The length of a key in bits.
const BITS: usize = 2048;

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
    let key = keys.first().ok_or(Refusal::Unavailable)?;
    let sealed = Sealed { key_id: key.seal_key_id.clone(), bytes: key.sealed.clone() };
    let private = app.sealer.open(&context(&key.id), &sealed).map_err(bug)?;
    let pair = RsaKeyPair::from_pkcs8(&private).map_err(|error| Refusal::Bug(error.to_string().into()))?;
    let text = text(&key.id)?;
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
        .map_err(|error| Refusal::Bug(error.to_string().into()))?;
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
    if !known.is_empty() {
        return Ok(known);
    }
    let seed = app.secrets.random32();
    let (public, private) = tokio::task::spawn_blocking(move || fresh(seed)).await.map_err(bug)??;
    let id = store::audit::hex(&Sha256::digest(&public)).chars().take(16).collect::<String>();
    let sealed = app.sealer.seal(app.secrets.as_ref(), &context(&id), &private).map_err(bug)?;
    let key = TokenKey { id, public, seal_key_id: sealed.key_id, sealed: sealed.bytes };
    app.store.add_token_key(&key, app.clock.now()).await?;
    Ok(app.store.begin_view().await?.token_keys().await?)
}

/// The halves of a fresh key.
fn fresh(seed: [u8; 32]) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
    let private = PrivateKey::new(&mut StdRng::from_seed(seed), BITS).map_err(bug)?;
    let public = private.to_public_key().to_pkcs1_der().map_err(bug)?;
    let private = private.to_pkcs8_der().map_err(bug)?;
    Ok((public.as_bytes().to_vec(), private.as_bytes().to_vec()))
}

/// A key is sealed for its use alone.
fn context(id: &str) -> Vec<u8> {
    format!("steward token key {id}").into_bytes()
}

fn bug(error: impl std::error::Error + Send + Sync + 'static) -> Refusal {
    Refusal::Bug(Box::new(error))
}
