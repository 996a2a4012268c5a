//! Keys with which Steward signs records that leave it: Ed25519, one derived from each seal key, so that there is nothing to be stolen
//! but the seal key, and every node signs alike.

use std::sync::Arc;

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// A key that signs, or signed once.
#[derive(Clone)]
pub struct SigningKey {
    id: String,
    pair: Arc<Ed25519KeyPair>,
}

impl SigningKey {
    /// The key of a seed; none where the seed cannot be one.
    pub(crate) fn of_seed(id: &str, seed: &[u8; 32]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
        Some(Self { id: id.to_owned(), pair: Arc::new(pair) })
    }

    /// The name of the key: that of the seal key it is derived from.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The public half: 32 bytes (RFC 8032).
    pub fn public(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// The signature of a text.
    pub(crate) fn sign(&self, text: &[u8]) -> Vec<u8> {
        self.pair.sign(text).as_ref().to_vec()
    }

    /// Whether this key signed a text.
    pub fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.public()).verify(text, signature).is_ok()
    }
}
