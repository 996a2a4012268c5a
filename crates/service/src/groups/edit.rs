//! Name, description and rule of a room group.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, RoomGroup},
    permission::Permission,
};
use store::{
    Batch, Change,
    groups::{self, Touched},
};

use super::{
    checked, found, require_all_members,
    rule::{self, Moves, RuleForm},
};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Renames and describes a room group, and says what chooses its members. Without a rule they stay as they are.
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
    /// What chooses its members; none where they are chosen by hand.
    pub rule: Option<RuleForm>,
}

impl Command for EditGroup {
    type Output = ();
    const NAME: &'static str = "group.edit";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::GroupModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = found(change, context, self.tenant, self.group).await?;
        require_all_members(change, context, self.tenant, &found).await?;
        if self.rule.is_some() {
            rule::require_whole(context, self.tenant)?;
        }
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        let (name, description) = checked(&self.name, &self.description)?;
        if groups::is_taken(change, &name.key(), self.group).await? {
            return Err(Refusal::field("displayName", Code::NameTaken));
        }
        let rule = rule::read(change, self.rule.as_ref()).await?;
        if name.as_str() == found.name && description == found.description && rule == found.rule {
            return Ok(());
        }
        let event = Event::new(EventKind::GroupEdited, Subject::thing(self.group.uuid(), &found.name))
            .changed("displayName", &found.name, &name)
            .changed("description", &found.description, &description);
        let event = rule::differences(event, found.rule.as_ref(), rule.as_ref());
        let values = groups::group_values(self.group, &name, &description, rule.as_ref());
        change.write(Batch::of(event).run(&groups::EDIT, values)).await?;
        // Nobody moves where it chooses as before.
        Moves::after(change, Touched::Group(self.group)).await?.write(change).await?;
        Ok(())
    }
}
