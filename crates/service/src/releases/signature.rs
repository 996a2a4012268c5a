//! Signed documents as people paste or upload them, and whether a key signed them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::release::{DOCUMENT_MAX, SignedDocument};
use ring::signature::{ED25519, UnparsedPublicKey};

use crate::refusal::{Code, Refusal};

/// The signed document of a file.
pub(super) fn read(field: &str, text: &str) -> Result<SignedDocument, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::field(field, Code::Required));
    }
    if text.len() > 2 * DOCUMENT_MAX {
        return Err(Refusal::field(field, Code::NotASignedDocument));
    }
    let signed: SignedDocument =
        serde_json::from_str(text).map_err(|_| Refusal::field(field, Code::NotASignedDocument))?;
    if signed.document.len() > DOCUMENT_MAX {
        return Err(Refusal::field(field, Code::NotASignedDocument));
    }
    Ok(signed)
}

/// The public half of a key, as it is written everywhere.
pub(super) fn public_key(field: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::field(field, Code::Required));
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == 32);
    let bytes = bytes.ok_or_else(|| Refusal::field(field, Code::NotAReleaseKey))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Refuses a document that a key did not sign.
pub(super) fn require(field: &str, key: &str, signed: &SignedDocument) -> Result<(), Refusal> {
    if is_by(key, signed) { Ok(()) } else { Err(Refusal::field(field, Code::SignatureInvalid)) }
}

/// Whether a key signed a document.
pub(super) fn is_by(key: &str, signed: &SignedDocument) -> bool {
    let decoded = (URL_SAFE_NO_PAD.decode(key), URL_SAFE_NO_PAD.decode(&signed.signature));
    let (Ok(key), Ok(signature)) = decoded else { return false };
    UnparsedPublicKey::new(&ED25519, key).verify(signed.document.as_bytes(), &signature).is_ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Decision 23: the signature of RFC 8032, test 2, holds for its text and for no other.
    #[test]
    fn a_signature_holds_for_its_text_alone() {
        let hex = |text: &str| -> String {
            let bytes: Vec<u8> = (0..text.len() / 2)
                .map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2).unwrap(), 16).unwrap())
                .collect();
            URL_SAFE_NO_PAD.encode(bytes)
        };
        let key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        let signed =
            |document: &str| SignedDocument { document: document.to_owned(), signature: signature.clone() };
        assert!(is_by(&key, &signed("r")));
        assert!(!is_by(&key, &signed("s")) && !is_by(&key, &signed("")));
        assert!(!is_by("", &signed("r")) && !is_by(&signature, &signed("r")));
        assert_eq!(public_key("publicKey", &format!(" {key}\n")).unwrap(), key);
        assert!(public_key("publicKey", &signature).is_err());
    }
}
