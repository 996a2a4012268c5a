//! A report: a heartbeat is noted in memory, a change is written before it is answered.

use domain::{health::Health, room::Monitoring, signal::SignalState, time::Time};
use sha2::{Digest as _, Sha256};
use tokio::sync::oneshot;

use super::{DeviceFacts, Refused, hash, writer};
use crate::app::App;

/// What a device saw.
#[derive(Clone, Debug)]
pub struct Report {
    /// When, by the clock of the device.
    pub observed_at: Time,
    /// Signals that changed, or all of them; each signal and instance once. None in a heartbeat.
    pub signals: Vec<Said>,
    /// Facts of the device, when they changed.
    pub facts: Option<DeviceFacts>,
}

/// What a device saw of one signal.
#[derive(Clone, Debug)]
pub struct Said {
    /// The key in the catalogue; a key that the room's device type does not have is passed over.
    pub signal: String,
    /// Which one, or empty.
    pub instance: String,
    /// The state.
    pub state: SignalState,
    /// A stable fact, or empty.
    pub value: String,
    /// Why it is so; explains only.
    pub detail: String,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A change was on disk before the answer.
    Stored,
    /// Nothing changed.
    Received,
}

impl Report {
    /// The digest of everything whose change has a meaning; the same report twice in a row changes nothing the
    /// second time.
    pub(super) fn digest(&self) -> Vec<u8> {
        let mut hasher = Sha256::new();
        let mut text = |text: &str| {
            hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(text.as_bytes());
        };
        for said in &self.signals {
            [&said.signal, &said.instance, said.state.key(), &said.value].into_iter().for_each(&mut text);
        }
        if let Some(facts) = &self.facts {
            text("facts");
            facts.told().iter().for_each(|fact| text(fact.as_deref().unwrap_or_default()));
        }
        hasher.finalize().iter().take(16).copied().collect()
    }
}

/// Takes a report of the device that holds a credential.
pub async fn report(app: &App, credential: &str, report: Report) -> Result<Outcome, Refused> {
    let credential_hash = hash(credential);
    let contact = app
        .store
        .contact(credential_hash)
        .await?
        .filter(|contact| contact.monitoring != Monitoring::Unenrolled)
        .ok_or(Refused::CredentialInvalid)?;
    app.desk.hear(contact.room, app.clock.now())?;
    let tells = !report.signals.is_empty() || report.facts.is_some();
    let digest = tells.then(|| report.digest());
    let is_new = digest.as_ref().is_some_and(|digest| *digest != contact.report_digest);
    // A room that was silent recovers with the report that is heard, though it brings nothing new.
    if !is_new && contact.health != Health::Unmonitored {
        return Ok(Outcome::Received);
    }
    let (answer, answered) = oneshot::channel();
    let waiting = writer::Waiting { credential_hash, room: contact.room, report, digest, answer };
    if app.desk.wait(waiting)? {
        writer::start(app);
    }
    answered.await.unwrap_or(Err(Refused::Unavailable))
}
