//! Rooms join and leave a group: an access fact, for the organization and for every partner whose scope names the
//! group (R-112, decision 13).

use authz::{Action, Fact, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, RoomGroup},
    permission::Permission,
};
use store::{
    Batch, Change,
    groups::{self, MemberChange},
    maintenance_windows, rooms, values,
};

use super::{found, outside};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
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
        let is_member = |room: &_| found.members.binary_search(room).is_ok();
        let add: Vec<_> = self.wanted.add.iter().filter(|room| !is_member(room)).copied().collect();
        let remove: Vec<_> = self.wanted.remove.iter().filter(|room| is_member(room)).copied().collect();
        if self.wanted.add.len() + self.wanted.remove.len() > MOST_AT_ONCE {
            return Err(Refusal::field("members", Code::OutOfRange));
        }
        let all: Vec<_> = self.wanted.add.union(&self.wanted.remove).copied().collect();
        if !outside(change, context, self.tenant, Permission::GroupModify, all).await?.is_empty() {
            return Err(Refusal::field("members", Code::UnknownReference));
        }
        if add.is_empty() && remove.is_empty() {
            return Ok(());
        }
        let mut event =
            Event::new(EventKind::GroupMembersChanged, Subject::thing(self.group.uuid(), &found.name));
        let mut batch_rooms = Vec::new();
        for (rooms, joined) in [(add, true), (remove, false)] {
            let names: Vec<_> =
                groups::names(change, rooms.clone()).await?.into_iter().map(|(_, name)| name).collect();
            if !names.is_empty() {
                let names = names.join(", ");
                event = if joined { event.with("members", names) } else { event.without("members", names) };
            }
            batch_rooms.extend(rooms.into_iter().map(|room| (room, joined)));
        }
        // Maintenance of the group begins or ends for those who join or leave it.
        let is_maintained = !maintenance_windows::of_group(change, self.group).await?.is_empty();
        let mut batch = Batch::of(event).run(&groups::TOUCH, values![self.group]);
        for (room, joined) in batch_rooms {
            let write = if joined { &groups::ADD_MEMBER } else { &groups::REMOVE_MEMBER };
            let is = Turn::new(!joined, joined);
            let fact = Fact::RoomInGroup { room, group: self.group, is };
            batch = batch.run(write, values![self.group, room]).fact(fact).stirs(room);
            if is_maintained {
                batch = batch.run(&rooms::JUDGE_SOON, values![room, change.now()]);
            }
        }
        change.write(batch).await?;
        Ok(())
    }
}
