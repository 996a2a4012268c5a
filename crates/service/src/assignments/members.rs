//! Members of an assignment.

use authz::Action;
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Assignment, Id},
};
use store::{Batch, Change, assignments::Member};
use uuid::Uuid;

use crate::{
    assignments::{changeable, labels, principals, turn_members},
    caller::Person,
    refusal::{Code, Refusal},
    roles::RoleContext,
    run::{Command, Context, Where},
};

/// How members change.
#[derive(Clone, Debug)]
pub enum Members {
    /// These and nobody else from now on.
    Replace(Vec<Principal>),
    /// These as well.
    Add(Vec<Principal>),
    /// Without the person or group of this identifier.
    Remove(Uuid),
}

impl Members {
    /// Everybody who must be found in the directory.
    pub(super) fn named(&self) -> &[Principal] {
        match self {
            Self::Replace(members) | Self::Add(members) => members,
            Self::Remove(_) => &[],
        }
    }

    /// The members from now on.
    pub(super) fn after(&self, before: &[Member], named: Vec<Member>) -> Result<Vec<Member>, Refusal> {
        Ok(match self {
            Self::Replace(_) => named,
            Self::Add(_) => {
                let mut after = before.to_vec();
                for member in named {
                    if !after.iter().any(|other| other.principal == member.principal) {
                        after.push(member);
                    }
                }
                after
            }
            Self::Remove(gone) => {
                if !before.iter().any(|member| member.principal.uuid() == *gone) {
                    return Err(Refusal::Missing);
                }
                before.iter().filter(|member| member.principal.uuid() != *gone).cloned().collect()
            }
        })
    }
}

/// Changes the members of an assignment.
#[derive(Clone, Debug)]
pub struct ChangeMembers {
    /// Where it counts.
    pub context: RoleContext,
    /// Which.
    pub assignment: Id<Assignment>,
    /// How.
    pub members: Members,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for ChangeMembers {
    type Output = ();
    const NAME: &'static str = "assignments.change_members";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = changeable(change, context, self.context, self.assignment, self.stamp).await?;
        let before = store::assignments::fetch_members(change, row.id).await?;
        let home = context.caller.person.organization;
        let named = principals(change, home, "members", self.members.named()).await?;
        let after = self.members.after(&before, named)?;
        if after.is_empty() {
            return Err(Refusal::field("members", Code::Required));
        }
        let event = Event::new(EventKind::AssignmentMembersChanged, Subject::thing(row.id.uuid(), &row.name))
            .changed_person("members", labels(&before), labels(&after));
        if event.changes.is_empty() {
            return Ok(());
        }
        let batch = turn_members(Batch::of(event), row.id, home, &before, &after);
        change.write(batch).await?;
        Ok(())
    }
}
