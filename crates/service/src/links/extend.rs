//! The customer switches permissions on for a partner beyond what Primary admins may, or off again.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Link},
    names,
    permission::EXTENDABLE,
};
use store::{Batch, Change};

use crate::{
    caller::Person,
    invitations::refuse,
    links::live,
    refusal::{Code, Fault, Refusal},
    roles::named_permissions,
    run::{Command, Context, Where},
};

/// Says which permissions are switched on for a link; all others are off. It widens Primary admins, and what roles of the
/// partner may hold, at once.
#[derive(Clone, Debug)]
pub struct ExtendLink {
    /// Which link.
    pub link: Id<Link>,
    /// The keys or other names of the permissions that are on from now on.
    pub permissions: Vec<String>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for ExtendLink {
    type Output = ();
    const NAME: &'static str = "links.extend";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let link = live(change, self.link, self.stamp).await?;
        let (permissions, mut faults) = named_permissions(&self.permissions);
        let beyond = |key: &str| names::permissions(key).is_some_and(|named| !EXTENDABLE.covers(named));
        let refused = self.permissions.iter().enumerate().filter(|(_, key)| beyond(key));
        faults.extend(
            refused.map(|(index, _)| Fault::new(format!("permissions/{index}"), Code::NotExtendable)),
        );
        if !faults.is_empty() {
            return Err(refuse(faults));
        }
        let event = Event::new(EventKind::LinkExtended, Subject::thing(link.id.uuid(), &link.partner_name))
            .concerning(link.partner.uuid())
            .changed("permissions", link.extended, permissions);
        if event.changes.is_empty() {
            return Ok(());
        }
        change.write(store::links::extend(Batch::of(event), &link, permissions)).await?;
        Ok(())
    }
}
