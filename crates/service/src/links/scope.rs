//! The customer changes the rooms of a partner.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Link},
    scope::Scope,
};
use store::{Batch, Change, scopes};

use crate::{
    caller::Person,
    invitations::refuse,
    links::live,
    refusal::Refusal,
    run::{Command, Context, Where},
    scopes::{changed_scope, scope_faults},
};

/// Gives a link other rooms. Partner roles lose what is no longer in it by the ceiling.
#[derive(Clone, Debug)]
pub struct ChangeLinkScope {
    /// Which link.
    pub link: Id<Link>,
    /// The rooms from now on.
    pub scope: Scope,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for ChangeLinkScope {
    type Output = ();
    const NAME: &'static str = "links.change_scope";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let link = live(change, self.link, self.stamp).await?;
        let after = scopes::name(change, &self.scope).await?;
        let faults = scope_faults(&self.scope, &after);
        if !faults.is_empty() {
            return Err(refuse(faults));
        }
        let before = scopes::content(change, link.scope).await?;
        let event =
            Event::new(EventKind::LinkScopeChanged, Subject::thing(link.id.uuid(), &link.partner_name))
                .concerning(link.partner.uuid());
        let event = changed_scope(event, &before, &after);
        let batch = scopes::replace(Batch::of(event), link.scope, &before.scope(), &self.scope);
        change.write(store::links::touch(batch, link.id)).await?;
        Ok(())
    }
}
