//! What Site Lead may in an organization: the published matrix, or the stricter variant.

use authz::{Action, Fact, Realm, fact::Turn, may_confer_on};
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
    role::{BuiltInRole, SiteLeadProfile},
    scope::Scope,
};
use store::{Batch, Change, View, organizations::SET_SITE_LEAD, values};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks what Site Lead may in the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct SiteLead;

impl Question for SiteLead {
    type Answer = SiteLeadProfile;
    const NAME: &'static str = "roles.site_lead";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::RoleView), Realm::Own)
    }

    async fn answer(&self, _: &mut View, context: &Looking<'_>) -> Result<SiteLeadProfile, Refusal> {
        Ok(context.facts.own().profile)
    }
}

/// Chooses what Site Lead may in the caller's organization; those who hold the role feel it at once.
#[derive(Clone, Copy, Debug)]
pub struct ChooseSiteLead {
    /// The profile from now on.
    pub profile: SiteLeadProfile,
}

impl Command for ChooseSiteLead {
    type Output = ();
    const NAME: &'static str = "roles.choose_site_lead";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RoleModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = context.facts.own().profile;
        if before == self.profile {
            return Ok(());
        }
        // Site Leads hold it on whatever rooms they have.
        let rights = BuiltInRole::SiteLead.permissions();
        if !may_confer_on(context.facts, change.tenant(), rights, &Scope::ALL) {
            return Err(Refusal::Denied(Code::ExceedsOwnPermissions, None));
        }
        let subject = Subject::thing(change.tenant().uuid(), BuiltInRole::SiteLead.key());
        let event = Event::new(EventKind::SiteLeadChosen, subject).changed(
            "profile",
            before.key(),
            self.profile.key(),
        );
        let fact = Fact::Profile { is: Turn::new(before, self.profile) };
        change.write(Batch::of(event).run(&SET_SITE_LEAD, values![self.profile.key()]).fact(fact)).await?;
        Ok(())
    }
}
