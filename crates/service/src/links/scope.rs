//! The customer changes the rooms of a partner.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Link},
    permission::Permission,
    scope::Scope,
};
use store::{Batch, Change, feed::Fact, scopes};

use crate::{
    caller::Person,
    invitations::{refuse, scope_faults},
    links::live,
    refusal::Refusal,
    run::{Command, Context, Where},
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
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
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
                .changed("rooms", before.room_names(), after.room_names())
                .changed("roomGroups", before.group_names(), after.group_names())
                .concerning(link.partner.uuid());
        let mut batch = scopes::replace(Batch::of(event), link.scope, &self.scope);
        batch = store::links::touch(batch, link.id);
        for side in [link.tenant, link.partner] {
            let fact = Fact::new(side, "link.scope", link.id).before(&before.scope())?.after(&self.scope)?;
            batch = batch.fact(fact);
        }
        change.write(batch).await?;
        Ok(())
    }
}
