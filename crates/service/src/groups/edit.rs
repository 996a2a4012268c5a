//! Name and description of a room group.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, RoomGroup},
    permission::Permission,
};
use store::{Batch, Change, groups, values};

use super::{checked, found, require_all_members};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Renames and describes a room group.
#[derive(Clone, Debug)]
pub struct EditGroup {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The group.
    pub group: Id<RoomGroup>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// The name, unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
}

impl Command for EditGroup {
    type Output = ();
    const NAME: &'static str = "group.edit";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::GroupModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = found(change, context, self.tenant, self.group).await?;
        require_all_members(change, context, self.tenant, found.members).await?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        let (name, description) = checked(&self.name, &self.description)?;
        if groups::is_taken(change, &name.key(), self.group).await? {
            return Err(Refusal::field("displayName", Code::NameTaken));
        }
        if name.as_str() == found.name && description == found.description {
            return Ok(());
        }
        let event = Event::new(EventKind::GroupEdited, Subject::thing(self.group.uuid(), &found.name))
            .changed("displayName", &found.name, &name)
            .changed("description", &found.description, &description);
        let values = values![self.group, name.as_str(), name.key(), description];
        change.write(Batch::of(event).run(&groups::EDIT, values)).await?;
        Ok(())
    }
}
