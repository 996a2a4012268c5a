//! Who holds which directory role.

use authz::{Action, Realm};
use domain::role::DirectoryRole;
use store::{View, directory::PrincipalRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
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
        (Action::ReadDirectory, Realm::Own)
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
