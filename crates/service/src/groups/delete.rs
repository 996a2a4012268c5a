//! Deleting a room group: scopes that name it lose it, after a confirmation.

use authz::{Action, Fact, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, RoomGroup},
    permission::Permission,
};
use store::{Batch, Change, groups, values};

use super::{found, leave_to_others, require_all_members};
use crate::{
    caller::Person,
    maintenance_windows::end_with_group,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Deletes a room group.
#[derive(Clone, Copy, Debug)]
pub struct DeleteGroup {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The group.
    pub group: Id<RoomGroup>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// Whether the effects were confirmed: needed where a scope names the group.
    pub confirmed: bool,
}

impl Command for DeleteGroup {
    type Output = ();
    const NAME: &'static str = "group.delete";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::GroupModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = found(change, context, self.tenant, self.group).await?;
        require_all_members(change, context, self.tenant, &found).await?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        leave_to_others(change, context, (vec![self.group], Vec::new())).await?;
        if !self.confirmed && groups::named_by_scopes(change, vec![self.group]).await? {
            return Err(Refusal::special(Code::ConfirmationRequired, "confirm"));
        }
        end_with_group(change, self.group).await?;
        let event = Event::new(EventKind::GroupDeleted, Subject::thing(self.group.uuid(), &found.name))
            .without("displayName", &found.name);
        let mut batch = Batch::of(event).run(&groups::DELETE, values![self.group]);
        for room in found.members {
            let fact = Fact::RoomInGroup { room, group: self.group, is: Turn::ENDS };
            batch = batch.fact(fact).stirs(room);
        }
        change.write(batch).await?;
        Ok(())
    }
}
