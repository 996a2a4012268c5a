//! Who holds which directory role.

use authz::{Action, Realm};
use domain::role::DirectoryRole;
use store::{View, directory::PrincipalRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// All directory roles of one's organization with those who hold them directly.
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

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let held = store::directory::role_members(view).await?;
        let members = |role| held.iter().filter(|(of, _)| *of == role).map(|(_, who)| who.clone()).collect();
        Ok(DirectoryRole::ALL
            .into_iter()
            .map(|role| RoleWithMembers { role, members: members(role) })
            .collect())
    }
}
