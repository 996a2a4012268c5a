//! A file from a device: who sends it is known, and it has a place, before anything of it is read.

use domain::{
    id::{Id, Organization, Room},
    room::Monitoring,
};

use store::audit::hex;

use super::{Refused, hash, uploads::Place};
use crate::{
    app::App,
    jobs::{Filed, SentFile, keep_file},
};

/// A device that may send a file now; its place is free again when this is dropped.
pub struct Sender {
    tenant: Id<Organization>,
    room: Id<Room>,
    _place: Place,
}

/// Who sends with a credential. Files come one after the other: while too many are on their way, it is to come back.
pub async fn sender(app: &App, credential: &str) -> Result<Sender, Refused> {
    let contact = app
        .store
        .contact(hash(credential))
        .await?
        .filter(|contact| contact.monitoring != Monitoring::Unenrolled)
        .ok_or(Refused::CredentialInvalid)?;
    let (tenant, room) = (contact.tenant, contact.room);
    app.desk.hear(tenant, room, app.clock.now())?;
    Ok(Sender { tenant, room, _place: app.desk.uploads().enter(tenant)? })
}

impl Sender {
    /// Keeps a file of a job of the device's room; says the SHA-256 of what is on disk, in hexadecimal digits.
    pub async fn keep(self, app: &App, file: SentFile) -> Result<String, Refused> {
        match keep_file(app, self.tenant, self.room, file).await? {
            Filed::Kept(digest) => Ok(hex(&digest)),
            Filed::NotRunning => Err(Refused::NotRunning),
            Filed::Unfit => Err(Refused::UnfitFile),
            Filed::Full => Err(Refused::FilesFull),
        }
    }
}
