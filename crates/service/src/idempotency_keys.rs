//! Idempotency keys: a client names a request, so that repeating it has no second effect (architecture §8).
//!
//! Invariant: what is kept of an answer is what the command gave out, never a secret and never a page; a repetition
//! is decided anew, and its answer is told from what the caller may see at that moment.

use domain::id::{Id, Invitation};
use sha2::{Digest, Sha256};
use store::{
    Change, Opening,
    idempotency_keys::{Claim, Claimed},
};

use crate::{
    app::App,
    caller::Caller,
    refusal::{Code, Fault, Refusal},
};

/// The header of a key, as faults name it.
pub const HEADER: &str = "Idempotency-Key";
/// The most characters of a key.
const MOST: usize = 255;

/// The key of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    key: String,
    request: [u8; 32],
    part: i64,
}

impl IdempotencyKey {
    /// The key of a request, which is the same if method, path with query, and body are.
    pub fn new(key: &[u8], method: &str, path: &str, body: &[u8]) -> Result<Self, Fault> {
        let key = match std::str::from_utf8(key) {
            Ok("") => return Err(Fault::new(HEADER, Code::Required)),
            Ok(key) if key.len() > MOST => return Err(Fault::new(HEADER, Code::TooLong).detail(MOST)),
            Ok(key) if key.bytes().all(|byte| byte.is_ascii_graphic()) => key.to_owned(),
            _ => return Err(Fault::new(HEADER, Code::BadCharacters)),
        };
        let mut digest = Sha256::new();
        for field in [method.as_bytes(), path.as_bytes()] {
            digest.update(field);
            digest.update(b"\0");
        }
        Ok(Self { key, request: digest.chain_update(body).finalize().into(), part: 0 })
    }
}

impl Caller {
    /// The same call for one of several changes it makes, each of which is kept and repeated by itself.
    pub(crate) fn part(&self, number: usize) -> Self {
        let mut part = self.clone();
        if let Some(key) = &mut part.idempotency_key {
            key.part = i64::try_from(number).unwrap_or(i64::MAX);
        }
        part
    }

    fn claim(&self) -> Option<Claim<'_>> {
        let IdempotencyKey { key, request, part } = self.idempotency_key.as_ref()?;
        let (tenant, user) = (self.person.organization, self.person.user);
        Some(Claim { tenant, user, key, part: *part, request })
    }
}

/// What a command answered before under the caller's key; nothing for a new key, which is claimed, or without one.
pub(crate) async fn answered(
    app: &App,
    caller: &Caller,
    opening: &mut Opening,
) -> Result<Option<String>, Refusal> {
    let Some(claim) = caller.claim() else { return Ok(None) };
    match opening.claim(&claim, app.clock.now()).await? {
        Claimed::New => Ok(None),
        Claimed::Answered(answer) => Ok(Some(answer)),
        Claimed::Other => Err(Refusal::special(Code::IdempotencyKeyReused, HEADER)),
    }
}

/// Keeps what a command answered, in its transaction.
pub(crate) async fn keep<T: Repeatable>(
    caller: &Caller,
    change: &mut Change,
    output: &T,
) -> Result<(), Refusal> {
    let Some(claim) = caller.claim() else { return Ok(()) };
    Ok(change.keep_answer(&claim, output.keep()?).await?)
}

/// What a command answers, as far as it can be kept for a repetition.
pub trait Repeatable: Sized {
    /// The form that is kept; none where a repetition has to act anew.
    fn keep(&self) -> Result<Option<String>, serde_json::Error>;

    /// The answer again.
    fn again(kept: &str) -> Result<Self, serde_json::Error>;
}

/// Answers that are kept as documents. A secret inside is not: its document is empty.
macro_rules! kept {
    ($($answer:ty),* $(,)?) => { $(
        impl Repeatable for $answer {
            fn keep(&self) -> Result<Option<String>, serde_json::Error> {
                serde_json::to_string(self).map(Some)
            }

            fn again(kept: &str) -> Result<Self, serde_json::Error> {
                serde_json::from_str(kept)
            }
        }
    )* };
}

/// Answers that are nothing but a secret, or what was read: they are told anew, and each time is in the log.
macro_rules! told_anew {
    ($($answer:ty),* $(,)?) => { $(
        impl Repeatable for $answer {
            fn keep(&self) -> Result<Option<String>, serde_json::Error> {
                Ok(None)
            }

            fn again(_: &str) -> Result<Self, serde_json::Error> {
                Err(serde::de::Error::custom("this answer is not kept"))
            }
        }
    )* };
}

kept! {
    (),
    String,
    Vec<Id<Invitation>>,
    Option<Id<domain::id::GranularOperation>>,
    domain::health::Health,
    crate::applications::NewSecret,
    crate::bulk_assignments::Done,
    crate::enrolment_key::NewKey,
    crate::invitations::Accepted,
    crate::organizations::AdministratorLink,
    crate::organizations::Created,
    crate::rooms::import::Imported,
    crate::sign_in::Secret,
    crate::users::NewUser,
    crate::webhooks::NewWebhook,
}

told_anew! {
    crate::access_tokens::NewAccessToken,
    crate::attachments::Downloaded,
    crate::enrolment_key::KeyFile,
    crate::jobs::DownloadedFile,
    Vec<crate::security_groups::MemberLine>,
    Vec<crate::users::UserRow>,
}

impl<T> Repeatable for Id<T> {
    fn keep(&self) -> Result<Option<String>, serde_json::Error> {
        serde_json::to_string(self).map(Some)
    }

    fn again(kept: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(kept)
    }
}

/// What was done is kept; an attempt that was refused is not, and counts again.
impl<T: Repeatable> Repeatable for Result<T, Refusal> {
    fn keep(&self) -> Result<Option<String>, serde_json::Error> {
        self.as_ref().map_or(Ok(None), T::keep)
    }

    fn again(kept: &str) -> Result<Self, serde_json::Error> {
        T::again(kept).map(Ok)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Architecture §8: a key is 1 to 255 visible characters, and belongs to method, path and body.
    #[test]
    fn a_key_belongs_to_one_request() {
        let fault = |key: &[u8]| IdempotencyKey::new(key, "POST", "/v1.0/rooms", b"").err().map(|f| f.code);
        assert_eq!(fault(b""), Some(Code::Required));
        for bad in ["a key".as_bytes(), "key\u{e9}".as_bytes(), b"key\x7f", b"key\xff"] {
            assert_eq!(fault(bad), Some(Code::BadCharacters), "{bad:?}");
        }
        assert_eq!(fault(&[b'k'; 256]), Some(Code::TooLong));
        assert_eq!(fault(&[b'k'; 255]), None);
        let of = |method, path, body| IdempotencyKey::new(b"key", method, path, body).unwrap();
        let first = of("POST", "/v1.0/rooms", b"{}");
        assert_eq!(first, of("POST", "/v1.0/rooms", b"{}"));
        for other in [
            of("PUT", "/v1.0/rooms", b"{}"),
            of("POST", "/v1.0/rooms?a=1", b"{}"),
            of("POST", "/v1.0/rooms", b"{ }"),
            of("POST", "/v1.0/room", b"s\0{}"),
        ] {
            assert_ne!(first, other);
        }
    }
}
