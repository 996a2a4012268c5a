//! Name and description of a group.

use authz::Action;
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, SecurityGroup},
    text::{Name, paragraph},
};
use store::{
    Batch, Change, StoreError,
    directory::{EDIT_GROUP, LOCK_GROUP},
    values,
};

use super::create::DESCRIPTION;
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Renames or describes a security group of the caller's organization.
#[derive(Clone, Debug)]
pub struct EditSecurityGroup {
    /// The group.
    pub group: Id<SecurityGroup>,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

/// A group as it was before a change.
pub(crate) struct Before {
    pub(crate) name: String,
    pub(crate) description: String,
    /// Whether its members are agents of a partner.
    pub(crate) is_of_agents: bool,
}

/// Locks a group of the permit's organization.
pub(crate) async fn lock(
    change: &mut Change,
    group: Id<SecurityGroup>,
    stamp: Option<i64>,
) -> Result<Before, Refusal> {
    let row = change.find(&LOCK_GROUP, values![group]).await?.ok_or(Refusal::Missing)?;
    let found: i64 = row.get(2)?;
    if stamp.is_some_and(|stamp| stamp != found) {
        return Err(Refusal::Stale);
    }
    let is_of_agents = row.get::<Option<String>>(3)?.is_some();
    Ok(Before { name: row.get(0)?, description: row.get(1)?, is_of_agents })
}

impl Command for EditSecurityGroup {
    type Output = ();
    const NAME: &'static str = "edit security group";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::SecurityGroup(self.group)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        self.edit(change).await
    }
}

impl EditSecurityGroup {
    /// Does it in the organization of the change.
    pub(crate) async fn edit(self, change: &mut Change) -> Result<(), Refusal> {
        let before = lock(change, self.group, self.stamp).await?;
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let description = form.text("description", paragraph(&self.description, DESCRIPTION));
        let (Some(name), Some(description)) = (name, description) else { return Err(form.refusal()) };
        if before.is_of_agents && name.as_str() != before.name {
            return Err(Refusal::Conflict(Code::GroupOfAgents, Some(self.group.uuid())));
        }
        let subject = Subject::thing(self.group.uuid(), name.as_str());
        let event = Event::new(EventKind::SecurityGroupEdited, subject)
            .changed("displayName", before.name, &name)
            .changed("description", before.description, &description);
        if event.changes.is_empty() {
            return Ok(());
        }
        let values = values![self.group, name.as_str(), name.key(), description];
        match change.write(Batch::of(event).run(&EDIT_GROUP, values)).await {
            Ok(_) => Ok(()),
            Err(StoreError::Constraint(_)) => Err(Refusal::field("displayName", Code::NameTaken)),
            Err(error) => Err(error.into()),
        }
    }
}
