//! Tenant managers.
//!
//! Invariant: being one gives no right in any customer's rooms; it answers invitations and rescues orphans.

use authz::{Action, Fact, Realm, fact::Turn};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
};
use store::{Batch, Change, View, list::Wanted};
use uuid::Uuid;

pub use store::tenant_managers::{SCHEMA, TenantManager};

use crate::{
    ask::{Looking, Question},
    assignments::principals,
    caller::Person,
    counted::Counted,
    invitations::label,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// The tenant managers of the caller's organization, people first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct TenantManagers {
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for TenantManagers {
    type Answer = Counted<TenantManager>;
    const NAME: &'static str = "tenant_managers.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ManageTenantManagers, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count { Some(store::tenant_managers::count(view, wanted).await?) } else { None };
        Ok(Counted { page: store::tenant_managers::list(view, wanted).await?, count })
    }
}

/// Makes people or security groups tenant managers. Those who are stay so.
#[derive(Clone, Debug)]
pub struct AddTenantManagers {
    /// Whom.
    pub principals: Vec<Principal>,
}

impl Command for AddTenantManagers {
    type Output = ();
    const NAME: &'static str = "tenant_managers.add";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageTenantManagers, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let tenant = change.tenant();
        for member in principals(change, tenant, "members", &self.principals).await? {
            if store::tenant_managers::fetch(change, member.principal.uuid()).await?.is_some() {
                continue;
            }
            let subject = Subject::person(member.principal.uuid(), label(&member));
            let event =
                Event::new(EventKind::TenantManagerAdded, subject).with("kind", member.principal.kind());
            let fact = Fact::TenantManager { member: member.principal, is: Turn::BEGINS };
            let batch = store::tenant_managers::add(Batch::of(event), member.principal, change.now());
            change.write(batch.fact(fact)).await?;
        }
        Ok(())
    }
}

/// Ends somebody's being a tenant manager; none may be left.
#[derive(Clone, Copy, Debug)]
pub struct RemoveTenantManager {
    /// The person or group.
    pub member: Uuid,
}

impl Command for RemoveTenantManager {
    type Output = ();
    const NAME: &'static str = "tenant_managers.remove";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageTenantManagers, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let tenant = change.tenant();
        let principal = store::tenant_managers::fetch(change, self.member).await?.ok_or(Refusal::Missing)?;
        let known = store::assignments::known(change, tenant, &[principal]).await?;
        let name = known.first().map_or("", |member| label(member));
        let event = Event::new(EventKind::TenantManagerRemoved, Subject::person(principal.uuid(), name));
        let fact = Fact::TenantManager { member: principal, is: Turn::ENDS };
        let batch = store::tenant_managers::remove(Batch::of(event), principal);
        change.write(batch.fact(fact)).await?;
        Ok(())
    }
}
