//! Giving and taking directory roles.

use authz::{Action, Fact, Requirement, fact::Turn};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, User},
    role::DirectoryRole,
};
use store::{
    Batch, Change,
    directory::{GIVE_ROLE, ROLES_OF, TAKE_ROLE},
    values,
};

use crate::{
    caller::Person,
    principals::name_of,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    users::keeping_an_administrator,
};

/// Gives a directory role to a person or security group of the caller's organization.
#[derive(Clone, Debug)]
pub struct GiveDirectoryRole {
    /// The role.
    pub role: DirectoryRole,
    /// To whom.
    pub member: Principal,
}

impl Command for GiveDirectoryRole {
    type Output = ();
    const NAME: &'static str = "give directory role";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::AdministerDirectory, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        if self.role.is_of_partners() && !context.facts.is_partner() {
            return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::PartnerCapability)));
        }
        let name = name_of(change, self.member)
            .await?
            .ok_or_else(|| Refusal::field("member", Code::UnknownReference))?;
        if holds(change, self.role, self.member).await? {
            return Err(Refusal::Conflict(Code::AlreadyExists, None));
        }
        let subject = Subject::person(self.member.uuid(), name);
        let event = Event::new(EventKind::DirectoryRoleGiven, subject).with("role", self.role.key());
        let batch = giving(event, self.role, self.member);
        change.write(batch).await?;
        Ok(())
    }
}

/// Takes a directory role from a person or security group of the caller's organization.
#[derive(Clone, Debug)]
pub struct TakeDirectoryRole {
    /// The role.
    pub role: DirectoryRole,
    /// From whom: the identifier of a person or group.
    pub member: uuid::Uuid,
}

impl Command for TakeDirectoryRole {
    type Output = ();
    const NAME: &'static str = "take directory role";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::AdministerDirectory, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let mut found = None;
        for member in [Principal::User(Id::new(self.member)), Principal::SecurityGroup(Id::new(self.member))]
        {
            if let Some(name) = name_of(change, member).await? {
                found = Some((member, name));
            }
        }
        let (member, name) = found.ok_or(Refusal::Missing)?;
        if !holds(change, self.role, member).await? {
            return Err(Refusal::Missing);
        }
        keeping_an_administrator(change, async |change| take(change, self.role, member, &name).await).await
    }
}

async fn holds(change: &mut Change, role: DirectoryRole, member: Principal) -> Result<bool, Refusal> {
    let roles = change.rows(&ROLES_OF, values![member.uuid()]).await?;
    Ok(roles.iter().any(|row| row.get::<String>(0).is_ok_and(|held| held == role.key())))
}

/// The batch that gives a role to a person.
pub(crate) fn give(event: Event, role: DirectoryRole, user: Id<User>) -> Batch {
    giving(event, role, Principal::User(user))
}

fn giving(event: Event, role: DirectoryRole, member: Principal) -> Batch {
    let values = values![role.key(), member.kind(), member.uuid()];
    Batch::of(event).run(&GIVE_ROLE, values).fact(Fact::DirectoryRole { role, member, is: Turn::BEGINS })
}

/// Takes a role that somebody holds.
pub(crate) async fn take(
    change: &mut Change,
    role: DirectoryRole,
    member: Principal,
    name: &str,
) -> Result<(), Refusal> {
    let event = Event::new(EventKind::DirectoryRoleTaken, Subject::person(member.uuid(), name))
        .without("role", role.key());
    let fact = Fact::DirectoryRole { role, member, is: Turn::ENDS };
    change.write(Batch::of(event).run(&TAKE_ROLE, values![role.key(), member.uuid()]).fact(fact)).await?;
    Ok(())
}
