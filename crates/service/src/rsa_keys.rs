//! RSA keys of the server: made from the server's own randomness, and signing with SHA-256 (RFC 8017, 8.2).

use rand::{SeedableRng, rngs::StdRng};
use ring::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use rsa::{PrivateKey, pkcs1::EncodeRsaPublicKey, pkcs8::EncodePrivateKey};

use crate::{app::App, refusal::Refusal};

/// The length of a key in bits.
const BITS: usize = 2048;

/// The halves of a fresh key: the public one in PKCS#1, the private one in PKCS#8.
pub(crate) async fn fresh(app: &App) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
    let seed = app.secrets.random32();
    tokio::task::spawn_blocking(move || {
        let private = PrivateKey::new(&mut StdRng::from_seed(seed), BITS).map_err(bug)?;
        let public = private.to_public_key().to_pkcs1_der().map_err(bug)?;
        let private = private.to_pkcs8_der().map_err(bug)?;
        Ok((public.as_bytes().to_vec(), private.as_bytes().to_vec()))
    })
    .await
    .map_err(bug)?
}

/// The signature of a text by a private half.
pub(crate) fn sign(private: &[u8], text: &[u8]) -> Result<Vec<u8>, Refusal> {
    let broken = |error: &dyn std::fmt::Display| Refusal::Bug(error.to_string().into());
    let pair = RsaKeyPair::from_pkcs8(private).map_err(|error| broken(&error))?;
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature)
        .map_err(|error| broken(&error))?;
    Ok(signature)
}

fn bug(error: impl std::error::Error + Send + Sync + 'static) -> Refusal {
    Refusal::Bug(Box::new(error))
}
