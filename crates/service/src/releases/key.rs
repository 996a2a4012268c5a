//! The key that signs releases: its public half alone. The first is set as such; every further one is vouched for by the one
//! before it, because devices follow it on no other word (decision 23).

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
    release::{KeyDocument, SignedDocument},
};
use store::{Batch, Change, releases};

use super::signature;
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Sets the key of one's own organization.
#[derive(Clone, Debug, Default)]
pub struct SetReleaseKey {
    /// The public half of the first key.
    pub public_key: String,
    /// For every further one: the document by which the key before vouches for it, signed by that.
    pub signed: String,
}

impl Command for SetReleaseKey {
    type Output = ();
    const NAME: &'static str = "release.set_key";
    // Two keys must not follow the same one.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = releases::fetch_key(change).await?;
        let (public_key, vouched) = match &before {
            None => (signature::public_key("publicKey", &self.public_key)?, None),
            Some(key) => self.next(&key.public_key).map(|(key, signed)| (key, Some(signed)))?,
        };
        let number = before.as_ref().map_or(1, |key| key.number + 1);
        let event = Event::new(EventKind::ReleaseKeySet, Subject::thing(change.tenant().uuid(), ""))
            .with("keyNumber", number)
            .with("publicKey", &public_key);
        change.write(releases::add_key(Batch::of(event), number, &public_key, vouched.as_ref())).await?;
        Ok(())
    }
}

impl SetReleaseKey {
    /// The next key, and what vouches for it.
    fn next(&self, current: &str) -> Result<(String, SignedDocument), Refusal> {
        let signed = signature::read("signedKey", &self.signed)?;
        signature::require("signedKey", current, &signed)?;
        let wrong = || Refusal::field("signedKey", Code::NotASignedDocument);
        let document: KeyDocument = serde_json::from_str(&signed.document).map_err(|_| wrong())?;
        if !document.is_known() {
            return Err(wrong());
        }
        Ok((signature::public_key("signedKey", &document.public_key)?, signed))
    }
}
