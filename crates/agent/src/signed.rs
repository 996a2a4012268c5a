//! A report that others may carry: signed with the room's report key, and answered by nobody but its server (decision 22).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::hmac;
use sha2::{Digest as _, Sha256};
use wire::agents::{Credential, ReportKey, ReportRequest, SignedAnswer, SignedMessage, answered};

/// A signed report, which knows the answers to it.
pub struct Signed {
    /// What is handed to others.
    pub message: SignedMessage,
    key: hmac::Key,
    signature: hmac::Tag,
}

impl Signed {
    /// Signs a report; none where the key, or the report, is none.
    pub fn new(key: &ReportKey, credential: &Credential, report: &ReportRequest) -> Option<Self> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &URL_SAFE_NO_PAD.decode(&key.0).ok()?);
        let text = serde_json::to_string(report).ok()?;
        let signature = hmac::sign(&key, text.as_bytes());
        let message = SignedMessage {
            credential: URL_SAFE_NO_PAD.encode(Sha256::digest(&credential.0)),
            message: text,
            signature: URL_SAFE_NO_PAD.encode(signature),
        };
        Some(Self { message, key, signature })
    }

    /// What the server answered to this very report; none where anybody else did.
    pub fn believes<'a>(&self, answer: &'a SignedAnswer) -> Option<&'a str> {
        let signature = URL_SAFE_NO_PAD.decode(answer.signature.as_ref()?).ok()?;
        let said = answered(self.signature.as_ref(), &answer.answer);
        hmac::verify(&self.key, &said, &signature).ok()?;
        Some(&answer.answer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn key(byte: u8) -> ReportKey {
        ReportKey(URL_SAFE_NO_PAD.encode([byte; 32]))
    }

    fn report(at: &str) -> Signed {
        let report = ReportRequest { observed_at: at.to_owned(), ..ReportRequest::default() };
        Signed::new(&key(7), &Credential("c".to_owned()), &report).unwrap()
    }

    fn answer(to: &Signed, byte: u8, text: &str) -> SignedAnswer {
        let server = hmac::Key::new(hmac::HMAC_SHA256, &[byte; 32]);
        let signature = hmac::sign(&server, &answered(to.signature.as_ref(), text));
        SignedAnswer { answer: text.to_owned(), signature: Some(URL_SAFE_NO_PAD.encode(signature)) }
    }

    /// Decision 22: an answer counts only under the room's own key, for the very report that it answers, and as it was given.
    #[test]
    fn no_answer_but_the_servers_is_believed() {
        let (one, other) = (report("1"), report("2"));
        assert_eq!(one.believes(&answer(&one, 7, "stored")), Some("stored"));
        assert_eq!(one.believes(&answer(&other, 7, "stored")), None, "it answers another report");
        assert_eq!(one.believes(&answer(&one, 8, "stored")), None, "it has another key");
        let altered = SignedAnswer { answer: "received".to_owned(), ..answer(&one, 7, "stored") };
        assert_eq!(one.believes(&altered), None);
        for signature in
            [None, Some(String::new()), Some("?".to_owned()), Some(one.message.signature.clone())]
        {
            assert_eq!(one.believes(&SignedAnswer { answer: "stored".to_owned(), signature }), None);
        }
    }

    /// Decision 22: what is handed to others names the credential without telling it, and a spoilt key signs nothing.
    #[test]
    fn the_credential_is_not_told() {
        let signed = report("1");
        assert_eq!(signed.message.credential, "Ln0sA6lQeuJl7PW1NWiFpTOTogKdJBOUmXJloaJa78Y");
        let report = ReportRequest::default();
        assert!(Signed::new(&ReportKey("?".to_owned()), &Credential("c".to_owned()), &report).is_none());
    }
}
