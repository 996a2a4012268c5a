//! Rooms join and leave a group: an access fact, for the organization and for every partner whose scope names the
//! group (R-112, decision 13). Where a rule chooses the members, nobody does it by hand.

use authz::Action;
use domain::{
    id::{Id, Organization, RoomGroup},
    permission::Permission,
};
use store::{
    Change,
    groups::{self, MemberChange},
    values,
};

use super::{found, leave_to_others, outside, rule::exchange};
use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// How many rooms can join or leave at once.
const MOST_AT_ONCE: usize = 1000;

/// Puts rooms into a group and takes rooms out of it.
#[derive(Clone, Debug)]
pub struct ChangeMembers {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The group.
    pub group: Id<RoomGroup>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// Who joins and who leaves; what holds already is passed over.
    pub wanted: MemberChange,
}

impl Command for ChangeMembers {
    type Output = ();
    const NAME: &'static str = "group.members";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::GroupModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = found(change, context, self.tenant, self.group).await?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        if found.rule.is_some() {
            return Err(Refusal::Conflict(Code::MembersByRule, Some(self.group.uuid())));
        }
        let is_member = |room: &_| found.members.binary_search(room).is_ok();
        let add: Vec<_> = self.wanted.add.iter().filter(|room| !is_member(room)).copied().collect();
        let remove: Vec<_> = self.wanted.remove.iter().filter(|room| is_member(room)).copied().collect();
        if self.wanted.add.len() + self.wanted.remove.len() > MOST_AT_ONCE {
            let fault = Fault::new("members", Code::TooMany).detail(MOST_AT_ONCE.to_string());
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let all: Vec<_> = self.wanted.add.union(&self.wanted.remove).copied().collect();
        if !outside(change, context, self.tenant, Permission::GroupModify, all).await?.is_empty() {
            return Err(Refusal::field("members", Code::UnknownReference));
        }
        if add.is_empty() && remove.is_empty() {
            return Ok(());
        }
        leave_to_others(change, context, (vec![self.group], Vec::new())).await?;
        let joining = add.into_iter().map(|room| (room, true));
        let rooms = joining.chain(remove.into_iter().map(|room| (room, false))).collect();
        let batch = exchange(change, self.group, &found.name, rooms).await?;
        let batch = batch.run(&groups::TOUCH, values![self.group]);
        change.write(batch).await?;
        Ok(())
    }
}
