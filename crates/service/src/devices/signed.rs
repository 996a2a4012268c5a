//! Signed reports: what a device says through the hands of others (decision 22).
//!
//! Invariant: a message counts only under the report key of its own credential, and only if it was sent later than everything of that
//! device that counted; who carries it can withhold it, and nothing else.

use std::fmt;

use domain::{
    id::Id,
    room::Monitoring,
    time::{SECOND, Time},
};
use ring::hmac;
use store::telemetry::Contact;
use uuid::Uuid;

use super::{
    Refused,
    report::{Answered, Heard, take},
};
use crate::{app::App, meters, sealer::tag};

/// How far from the server's clock a message may have been sent (`wire::agents::MAX_SENT_SECONDS`).
pub(crate) const NEAR: i64 = 300 * SECOND;

/// The secret with which a device signs; it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportKey(pub [u8; 32]);

impl fmt::Debug for ReportKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReportKey(…)")
    }
}

/// A message before anything of it is believed.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The hash of the credential that it names; whatever does not name one is of nobody.
    pub credential_hash: [u8; 32],
    /// The bytes that are signed.
    pub message: &'a str,
    /// The signature, or what was sent in its place.
    pub signature: &'a [u8],
}

/// The device that signed a message.
pub struct Signer {
    credential_hash: [u8; 32],
    contact: Contact,
    key: hmac::Key,
}

impl Signer {
    /// The signature of what the server says to this device.
    pub fn sign(&self, answer: &[u8]) -> [u8; 32] {
        tag(&self.key, answer)
    }
}

/// Who signed each of these messages; none where it is nobody whose credential is alive. All are looked up in one statement, and
/// an unknown credential costs what a wrong signature does, so that nothing tells the two apart.
pub async fn signers(app: &App, claims: &[Claim<'_>]) -> Result<Vec<Option<Signer>>, Refused> {
    app.desk.has_places(claims.len())?;
    let hashes = claims.iter().map(|claim| claim.credential_hash.to_vec()).collect();
    let mut contacts = app.store.contacts(hashes).await?;
    let signer = |claim: &Claim<'_>| {
        let contact = contacts.get(claim.credential_hash.as_slice());
        let tenant = contact.map_or(Id::new(Uuid::nil()), |contact| contact.tenant);
        let keys: Vec<_> = app.sealer.report_keys(tenant, &claim.credential_hash).collect();
        let mut right = None;
        for key in keys {
            if hmac::verify(&key, claim.message.as_bytes(), claim.signature).is_ok() {
                right = Some(key);
            }
        }
        let key = right?;
        // The second message of a device in one post finds nobody: its place would be before or after the first by chance.
        let contact = contacts.remove(claim.credential_hash.as_slice())?;
        let is_live = contact.monitoring != Monitoring::Unenrolled;
        is_live.then_some(Signer { credential_hash: claim.credential_hash, contact, key })
    };
    Ok(claims.iter().map(signer).collect())
}

/// Takes what a device says that signed its message at a moment of its own clock.
pub async fn hear_signed(
    app: &App,
    signer: &Signer,
    sent_at: Time,
    heard: Heard,
) -> Result<Answered, Refused> {
    let answered = hear_of(app, signer, sent_at, heard).await;
    meters::reported(answered.as_ref().map(|it| it.outcome));
    answered
}

async fn hear_of(app: &App, signer: &Signer, sent_at: Time, heard: Heard) -> Result<Answered, Refused> {
    let now = app.clock.now();
    let is_near = sent_at >= now.plus(-NEAR) && sent_at <= now.plus(NEAR);
    let counted = signer.contact.signed_until.is_some_and(|until| sent_at <= until);
    if !is_near || counted {
        return Err(Refused::NotFresh);
    }
    // A message said again by somebody else neither counts as heard nor uses anything up.
    app.desk.sent(signer.credential_hash, sent_at)?;
    app.desk.hear(signer.contact.tenant, signer.contact.room, now)?;
    take(app, signer.credential_hash, signer.contact.clone(), Some(sent_at), heard).await
}
