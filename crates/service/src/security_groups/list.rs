//! Groups as lists show them.

use authz::{Action, Realm};
use domain::{
    directory::DirectoryPart,
    id::{Id, SecurityGroup as Kind},
};
use store::{
    View,
    directory::{MembersOf, PrincipalRow, SecurityGroupRow, count_members, list_members},
    list::Wanted,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// A page of the groups of one's organization.
#[derive(Clone, Debug, Default)]
pub struct ListSecurityGroups {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ListSecurityGroups {
    type Answer = Counted<SecurityGroupRow>;
    const NAME: &'static str = "security groups";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::Groups), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<SecurityGroupRow>, Refusal> {
        let count =
            if self.count { Some(store::directory::count_groups(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: store::directory::groups(view, &self.wanted).await?, count })
    }
}

/// One group with its members.
pub struct GetSecurityGroup {
    /// The group.
    pub group: Id<Kind>,
}

/// A group with its members, and everybody it stands for.
#[derive(Clone, Debug)]
pub struct SecurityGroup {
    /// The group.
    pub row: SecurityGroupRow,
    /// People and groups directly in it.
    pub members: Vec<PrincipalRow>,
    /// People in it through any number of groups.
    pub people: Vec<PrincipalRow>,
    /// The groups it is in directly.
    pub within: Vec<PrincipalRow>,
}

impl Question for GetSecurityGroup {
    type Answer = SecurityGroup;
    const NAME: &'static str = "security group";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::Groups), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<SecurityGroup, Refusal> {
        let row = store::directory::group(view, self.group).await?.ok_or(Refusal::Missing)?;
        Ok(SecurityGroup {
            row,
            members: store::directory::members(view, self.group).await?,
            people: store::directory::people_in(view, self.group).await?,
            within: store::directory::groups_of(view, self.group.uuid()).await?,
        })
    }
}

/// A page of the people and groups directly in a group of one's organization.
#[derive(Clone, Debug)]
pub struct GroupMembers {
    /// The group.
    pub group: Id<Kind>,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for GroupMembers {
    type Answer = Counted<PrincipalRow>;
    const NAME: &'static str = "members of a security group";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::Groups), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<PrincipalRow>, Refusal> {
        store::directory::group(view, self.group).await?.ok_or(Refusal::Missing)?;
        let (of, wanted) = (MembersOf::Group(self.group), &self.wanted);
        let count = if self.count { Some(count_members(view, of, wanted).await?) } else { None };
        Ok(Counted { page: list_members(view, of, wanted).await?, count })
    }
}
