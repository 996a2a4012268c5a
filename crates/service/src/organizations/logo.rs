//! The logo of one's own organization: everybody in it sees it, who sets its settings changes it.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    logo,
    permission::Permission,
};
use sha2::{Digest as _, Sha256};
use store::{
    Batch, Change, View,
    audit::hex,
    logos::{self, Logo},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks for the logo.
pub struct OwnLogo;

impl Question for OwnLogo {
    type Answer = Option<Logo>;
    const NAME: &'static str = "organization.own_logo";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(logos::own(view).await?)
    }
}

/// Sets the logo, or takes it away.
#[derive(Clone, Debug)]
pub struct SetLogo(pub Option<Vec<u8>>);

impl Command for SetLogo {
    type Output = ();
    const NAME: &'static str = "organization.set_logo";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let logo = self.0.map(checked).transpose()?;
        let before = logos::digest(change).await?;
        let after = logo.as_ref().map(|logo| logo.digest.clone());
        if before == after {
            return Ok(());
        }
        let told = |digest: Option<Vec<u8>>| digest.map_or_else(String::new, |digest| hex(&digest));
        let organization = context.caller.person.organization;
        let event = Event::new(EventKind::OrganizationEdited, Subject::thing(organization.uuid(), ""))
            .changed("logo", told(before), told(after));
        change.write(logos::set(Batch::of(event), logo)).await?;
        Ok(())
    }
}

fn checked(content: Vec<u8>) -> Result<Logo, Refusal> {
    if content.is_empty() {
        return Err(Refusal::field("file", Code::Required));
    }
    let media_type = logo::media_type(&content).ok_or(Refusal::field("file", Code::UnfitLogo))?;
    Ok(Logo { media_type, digest: Sha256::digest(&content).to_vec(), content })
}
