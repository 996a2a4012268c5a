//! Members of a group. Who joins gets what the group holds, at once; decision 16 leaves that to Global
//! administrators, who may confer everything in their organization. Groups that hold nothing are managed by the User management
//! admins of a partner as well.

use authz::{Action, Fact, fact::Turn};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, Organization, SecurityGroup},
};
use store::{
    Batch, Change,
    directory::{ADD_MEMBER, LIES_INSIDE, MEMBER_IDS, REMOVE_MEMBER, STAMP_GROUP},
    values,
};

use super::edit::lock;
use crate::{
    caller::Person,
    links::orphans,
    principals::name_of,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    users::keeping_an_administrator,
};

/// Adds a person or group to a security group of the caller's organization.
#[derive(Clone, Debug)]
pub struct AddGroupMember {
    /// The group.
    pub group: Id<SecurityGroup>,
    /// Who joins.
    pub member: Principal,
}

impl Command for AddGroupMember {
    type Output = ();
    const NAME: &'static str = "add group member";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::SecurityGroup(self.group)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        self.join(change, None).await
    }
}

impl AddGroupMember {
    /// Does it in the organization of the change, for its own people or for those of a partner.
    pub(crate) async fn join(
        self,
        change: &mut Change,
        partner: Option<Id<Organization>>,
    ) -> Result<(), Refusal> {
        let before = lock(change, self.group, None).await?;
        let name = name_of(change, self.member)
            .await?
            .ok_or_else(|| Refusal::field("member", Code::UnknownReference))?;
        if let Principal::SecurityGroup(joining) = self.member {
            let inside = change.find(&LIES_INSIDE, values![joining, self.group.uuid()]).await?;
            if joining == self.group || inside.is_some() {
                return Err(Refusal::Conflict(Code::GroupCycle, None));
            }
        }
        if members(change, self.group).await?.contains(&self.member) {
            return Err(Refusal::Conflict(Code::AlreadyExists, None));
        }
        let subject = Subject::thing(self.group.uuid(), before.name);
        let event = Event::new(EventKind::SecurityGroupMembersChanged, subject).with_person("member", name);
        let fact = Fact::GroupMember { group: self.group, member: self.member, is: Turn::BEGINS };
        let values = values![self.group, self.member.kind(), self.member.uuid(), partner];
        let batch =
            Batch::of(event).run(&ADD_MEMBER, values).run(&STAMP_GROUP, values![self.group]).fact(fact);
        change.write(batch).await?;
        orphans::review(change).await
    }
}

/// Removes a person or group from a security group of the caller's organization.
#[derive(Clone, Debug)]
pub struct RemoveGroupMember {
    /// The group.
    pub group: Id<SecurityGroup>,
    /// Who leaves: the identifier of a person or group.
    pub member: uuid::Uuid,
}

impl Command for RemoveGroupMember {
    type Output = ();
    const NAME: &'static str = "remove group member";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::SecurityGroup(self.group)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        self.leave(change).await
    }
}

impl RemoveGroupMember {
    /// Does it in the organization of the change.
    pub(crate) async fn leave(self, change: &mut Change) -> Result<(), Refusal> {
        let before = lock(change, self.group, None).await?;
        let found =
            members(change, self.group).await?.into_iter().find(|member| member.uuid() == self.member);
        let member = found.ok_or(Refusal::Missing)?;
        let name = name_of(change, member).await?.unwrap_or_default();
        let subject = Subject::thing(self.group.uuid(), before.name);
        let event =
            Event::new(EventKind::SecurityGroupMembersChanged, subject).without_person("member", name);
        let fact = Fact::GroupMember { group: self.group, member, is: Turn::ENDS };
        let batch = Batch::of(event)
            .run(&REMOVE_MEMBER, values![self.group, self.member])
            .run(&STAMP_GROUP, values![self.group])
            .fact(fact);
        keeping_an_administrator(change, async |change| {
            change.write(batch).await?;
            Ok(())
        })
        .await?;
        orphans::review(change).await
    }
}

/// The people and groups directly in a group.
pub(crate) async fn members(
    change: &mut Change,
    group: Id<SecurityGroup>,
) -> Result<Vec<Principal>, Refusal> {
    let rows = change.rows(&MEMBER_IDS, values![group]).await?;
    let mut members = Vec::with_capacity(rows.len());
    for row in rows {
        members.extend(Principal::new(&row.get::<String>(0)?, row.get(1)?));
    }
    Ok(members)
}
