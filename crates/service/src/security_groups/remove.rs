//! Deleting a group.

use authz::{Action, Fact, fact::Turn};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, SecurityGroup},
};
use store::{Batch, Change, directory::DELETE_GROUP, values};

use super::{edit::lock, members::members};
use crate::{
    caller::Person,
    granular_relationships,
    links::orphans,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    users::{depart, keeping_an_administrator},
};

/// Deletes a security group of the caller's organization; what it held, its members lose at once.
#[derive(Clone, Debug)]
pub struct DeleteSecurityGroup {
    /// The group.
    pub group: Id<SecurityGroup>,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

impl Command for DeleteSecurityGroup {
    type Output = ();
    const NAME: &'static str = "delete security group";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::SecurityGroup(self.group)))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = lock(change, self.group, self.stamp).await?;
        if before.is_of_agents {
            return Err(Refusal::Conflict(Code::GroupOfAgents, Some(self.group.uuid())));
        }
        keeping_an_administrator(change, async |change| {
            depart(change, context, Principal::SecurityGroup(self.group), &before.name).await?;
            granular_relationships::group_gone(change, context, self.group).await?;
            let subject = Subject::thing(self.group.uuid(), &before.name);
            let event = Event::new(EventKind::SecurityGroupDeleted, subject)
                .without("description", &before.description);
            let left = members(change, self.group).await?.into_iter();
            let facts = left.map(|member| Fact::GroupMember { group: self.group, member, is: Turn::ENDS });
            change.write(Batch::of(event).run(&DELETE_GROUP, values![self.group]).facts(facts)).await?;
            Ok(())
        })
        .await?;
        orphans::review(change).await
    }
}
