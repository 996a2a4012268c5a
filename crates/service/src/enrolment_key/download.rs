//! The key file, downloaded by people of the organization who may, and by those of a partner for whom the
//! organization switched that on; the first download makes the key.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    permission::Permission,
};
use store::{Batch, Change, keys, releases};

use super::{fresh, open};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Downloads the key file.
#[derive(Clone, Copy, Debug)]
pub struct DownloadKey {
    /// The organization.
    pub tenant: Id<Organization>,
}

/// What stands in a key file.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyFile {
    /// The organization whose rooms the key enrols.
    pub tenant: Id<Organization>,
    /// The version of the key.
    pub version: i64,
    /// The secret.
    pub secret: String,
    /// The address of the server.
    pub server: String,
    /// The public half of the key that signs releases; none until there is one.
    pub release_key: Option<String>,
}

impl Command for DownloadKey {
    type Output = KeyFile;
    const NAME: &'static str = "enrolment_key.download";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomDownloadKey), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<KeyFile, Refusal> {
        let tenant = change.tenant();
        let event = |version: i64| {
            Event::new(EventKind::KeyDownloaded, Subject::thing(tenant.uuid(), ""))
                .with("keyVersion", version)
        };
        let (version, secret) = if let Some(key) = keys::current(change).await? {
            change.write(Batch::of(event(key.version))).await?;
            (key.version, open(context.app, tenant, &key)?)
        } else {
            let (secret, values) = fresh(context.app, change, 1)?;
            change.write(Batch::of(event(1)).run(&keys::PUT, values)).await?;
            (1, secret)
        };
        let release_key = releases::fetch_key(change).await?.map(|key| key.public_key);
        let server = context.app.settings.public_url.clone();
        Ok(KeyFile { tenant, version, secret, server, release_key })
    }
}
