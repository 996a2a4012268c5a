//! Sealing of what must be read back (enrolment keys): XChaCha20-Poly1305 under a key from the configuration.
//!
//! Invariant: what is sealed opens only in its own context (organization and use), under the key it names.

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use domain::id::{Id, Organization};
use ring::hmac;

use crate::{app::Secrets, signing_keys::SigningKey};

/// The keys of a server; the first one seals, all of them open.
#[derive(Clone)]
pub struct Sealer {
    keys: Vec<(String, XChaCha20Poly1305)>,
    /// From which report keys are derived, one of each key.
    report_keys: Vec<hmac::Key>,
    /// With which records are signed, one of each key.
    signing_keys: Vec<SigningKey>,
}

/// Something sealed, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The key that opens it.
    pub key_id: String,
    /// The nonce and the sealed text.
    pub bytes: Vec<u8>,
}

/// Why a key file or a sealed thing was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key file does not hold lines of the form `id:key`.
    #[error("the seal key file holds lines of the form id:key, the key being 32 bytes in base64")]
    KeyFile,
    /// No key of the file has the wanted id.
    #[error("the seal key file lacks the key by which this was sealed")]
    UnknownKey,
    /// It was altered, or sealed for something else.
    #[error("a sealed value does not open")]
    Broken,
}

/// For what a key is derived, so that no use of a key tells of another.
const REPORT_KEYS: &[u8] = b"steward report keys 1";
const SIGNING_KEYS: &[u8] = b"steward signing keys 1";

/// The length of a nonce in bytes.
const NONCE: usize = 24;

impl Sealer {
    /// Reads a key file: lines `id:key`, the current key first; lines that begin with `#` are passed over.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let read: Vec<_> = lines
            .map(|line| {
                let (id, key) = line.split_once(':').ok_or(SealError::KeyFile)?;
                let key = STANDARD.decode(key.trim()).map_err(|_| SealError::KeyFile)?;
                let cipher = XChaCha20Poly1305::new_from_slice(&key).map_err(|_| SealError::KeyFile)?;
                let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
                let signing = SigningKey::of_seed(id.trim(), &tag(&key, SIGNING_KEYS));
                Ok((
                    (id.trim().to_owned(), cipher),
                    (derived(&key, REPORT_KEYS), signing.ok_or(SealError::KeyFile)?),
                ))
            })
            .collect::<Result<_, _>>()?;
        let (keys, derived): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let (report_keys, signing_keys) = derived.into_iter().unzip();
        if keys.is_empty() { Err(SealError::KeyFile) } else { Ok(Self { keys, report_keys, signing_keys }) }
    }

    /// The text of a new key file.
    pub fn fresh_key_file(secrets: &dyn Secrets) -> String {
        let [id, key] = [secrets.random32(), secrets.random32()];
        let id: String = store::audit::hex(&id).chars().take(8).collect();
        format!(
            "# Seals what this Steward must read back. Keep a copy apart from the database.\n{id}:{}\n",
            STANDARD.encode(key)
        )
    }

    /// Seals a text for a context.
    pub fn seal(&self, secrets: &dyn Secrets, context: &[u8], text: &[u8]) -> Result<Sealed, SealError> {
        let (id, cipher) = self.keys.first().ok_or(SealError::UnknownKey)?;
        let mut nonce = [0; NONCE];
        nonce.iter_mut().zip(secrets.random32()).for_each(|(to, from)| *to = from);
        let payload = Payload { msg: text, aad: context };
        let text = cipher.encrypt(&nonce.into(), payload).map_err(|_| SealError::Broken)?;
        Ok(Sealed { key_id: id.clone(), bytes: [&nonce[..], &text].concat() })
    }

    /// The key with which the device of a credential signs its reports (decision 22): derived anew each time, so that there is nothing
    /// to be stolen but the seal key.
    pub fn report_key(&self, tenant: Id<Organization>, credential_hash: &[u8; 32]) -> Option<[u8; 32]> {
        self.report_keys.first().map(|key| tag(key, &device(tenant, credential_hash)))
    }

    /// Every key with which the device may sign, of older seal keys too.
    pub fn report_keys(
        &self,
        tenant: Id<Organization>,
        credential_hash: &[u8; 32],
    ) -> impl Iterator<Item = hmac::Key> {
        let device = device(tenant, credential_hash);
        self.report_keys.iter().map(move |key| derived(key, &device))
    }

    /// The key with which records are signed now.
    pub(crate) fn signing_key(&self) -> Option<&SigningKey> {
        self.signing_keys.first()
    }

    /// Every key with which records were signed, the present one first.
    pub fn signing_keys(&self) -> impl Iterator<Item = &SigningKey> {
        self.signing_keys.iter()
    }

    /// Opens what was sealed for the same context.
    pub fn open(&self, context: &[u8], sealed: &Sealed) -> Result<Vec<u8>, SealError> {
        let known = self.keys.iter().find(|(id, _)| *id == sealed.key_id);
        let (_, cipher) = known.ok_or(SealError::UnknownKey)?;
        let (nonce, text) = sealed.bytes.split_first_chunk::<NONCE>().ok_or(SealError::Broken)?;
        cipher.decrypt(&(*nonce).into(), Payload { msg: text, aad: context }).map_err(|_| SealError::Broken)
    }
}

/// What a report key is bound to.
fn device(tenant: Id<Organization>, credential_hash: &[u8; 32]) -> Vec<u8> {
    [tenant.uuid().as_bytes().as_slice(), credential_hash].concat()
}

fn derived(key: &hmac::Key, of: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, &tag(key, of))
}

/// The tag of a text under a key.
pub(crate) fn tag(key: &hmac::Key, text: &[u8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(hmac::sign(key, text).as_ref()).for_each(|(to, from)| *to = *from);
    bytes
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    /// Decision 22: a report key is of one credential in one organization, and one of an older seal key still counts.
    #[test]
    fn report_keys_are_of_one_device() {
        let secrets = Counted(1.into());
        let old = Sealer::fresh_key_file(&secrets);
        let sealer = Sealer::parse(&old).unwrap();
        let tenant = |number| Id::new(uuid::Uuid::from_u128(number));
        let key = sealer.report_key(tenant(1), &[1; 32]).unwrap();
        assert_eq!(sealer.report_key(tenant(1), &[1; 32]), Some(key));
        assert_ne!(sealer.report_key(tenant(2), &[1; 32]), Some(key));
        assert_ne!(sealer.report_key(tenant(1), &[2; 32]), Some(key));
        let both = Sealer::parse(&format!("{}{old}", Sealer::fresh_key_file(&secrets))).unwrap();
        assert_ne!(both.report_key(tenant(1), &[1; 32]), Some(key));
        let signature = tag(&hmac::Key::new(hmac::HMAC_SHA256, &key), b"text");
        let right =
            both.report_keys(tenant(1), &[1; 32]).filter(|it| hmac::verify(it, b"text", &signature).is_ok());
        assert_eq!(right.count(), 1);
    }

    struct Counted(std::sync::atomic::AtomicU8);

    impl Secrets for Counted {
        fn random32(&self) -> [u8; 32] {
            [self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed); 32]
        }
    }

    /// §5.8, R-244: a sealed key opens for its own organization alone, and only unaltered.
    #[test]
    fn what_is_sealed_opens_only_in_its_context() {
        let secrets = Counted(1.into());
        let old = Sealer::fresh_key_file(&secrets);
        let sealer = Sealer::parse(&old).unwrap();
        let sealed = sealer.seal(&secrets, b"one", b"secret").unwrap();
        assert_eq!(sealer.open(b"one", &sealed).unwrap(), b"secret");
        assert_eq!(sealer.open(b"two", &sealed), Err(SealError::Broken));
        assert!(!sealed.bytes.windows(6).any(|w| w == b"secret"));
        let mut altered = sealed.clone();
        altered.bytes[30] ^= 1;
        assert_eq!(sealer.open(b"one", &altered), Err(SealError::Broken));

        let new = Sealer::fresh_key_file(&secrets);
        let both = Sealer::parse(&format!("{new}{old}")).unwrap();
        assert_eq!(both.open(b"one", &sealed).unwrap(), b"secret");
        assert_ne!(both.seal(&secrets, b"one", b"secret").unwrap().key_id, sealed.key_id);
        assert_eq!(Sealer::parse(&new).unwrap().open(b"one", &sealed), Err(SealError::UnknownKey));
    }

    #[test]
    fn broken_key_files_are_refused() {
        for text in ["", "# nothing", "a", "a:", "a:AAAA", "a:not base64!"] {
            assert_eq!(Sealer::parse(text).err(), Some(SealError::KeyFile), "{text}");
        }
    }
}
