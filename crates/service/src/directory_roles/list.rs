//! Who holds which directory role.

use authz::{Action, Realm};
use domain::{directory::DirectoryPart, role::DirectoryRole};
use store::{
    View,
    directory::{MembersOf, PrincipalRow, count_members, list_members},
    list::Wanted,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The directory roles of one's organization with those who hold them directly.
pub struct DirectoryRoles;

/// A role with those who hold it directly.
#[derive(Clone, Debug)]
pub struct RoleWithMembers {
    /// The role.
    pub role: DirectoryRole,
    /// People and groups.
    pub members: Vec<PrincipalRow>,
}

impl Question for DirectoryRoles {
    type Answer = Vec<RoleWithMembers>;
    const NAME: &'static str = "directory roles";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::RoleMembers), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let held = store::directory::role_members(view).await?;
        let members = |role| held.iter().filter(|(of, _)| *of == role).map(|(_, who)| who.clone()).collect();
        let roles =
            DirectoryRole::ALL.into_iter().map(|role| RoleWithMembers { role, members: members(role) });
        // A role of partners alone is none elsewhere, but for those who hold it still.
        let is_partner = context.facts.is_partner();
        Ok(roles.filter(|it| is_partner || !it.role.is_of_partners() || !it.members.is_empty()).collect())
    }
}

/// A page of the people and groups that hold a directory role of one's organization directly: of its own directory alone, whoever
/// holds the role by delegation.
#[derive(Clone, Debug)]
pub struct RoleMembers {
    /// The role.
    pub role: DirectoryRole,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for RoleMembers {
    type Answer = Counted<PrincipalRow>;
    const NAME: &'static str = "members of a directory role";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::RoleMembers), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<PrincipalRow>, Refusal> {
        let (of, wanted) = (MembersOf::Role(self.role), &self.wanted);
        let count = if self.count { Some(count_members(view, of, wanted).await?) } else { None };
        Ok(Counted { page: list_members(view, of, wanted).await?, count })
    }
}
