//! Looking up who can hold a role: people and security groups of one's own organization.

use authz::{Action, Realm};
use domain::directory::Principal;
use store::{
    Change, View,
    directory::{GROUPS_NAMED, PEOPLE, containing},
    values,
};

pub use store::directory::PrincipalRow;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Finds people and groups by part of a name or account name: at most twenty, by name.
#[derive(Clone, Debug, Default)]
pub struct FindPrincipals {
    /// Part of a name or account name.
    pub search: String,
    /// Only people.
    pub people_only: bool,
}

impl Question for FindPrincipals {
    type Answer = Vec<PrincipalRow>;
    const NAME: &'static str = "find principals";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectory, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<PrincipalRow>, Refusal> {
        let kind = self.people_only.then_some("user");
        Ok(store::directory::find(view, &containing(&self.search), kind, 20).await?)
    }
}

/// The account name of a person or the name of a group of the permit's organization; none where there is none.
pub(crate) async fn name_of(change: &mut Change, member: Principal) -> Result<Option<String>, Refusal> {
    let fetch = match member {
        Principal::User(_) => &PEOPLE,
        Principal::SecurityGroup(_) => &GROUPS_NAMED,
    };
    let row = change.find(fetch, values![vec![member.uuid()]]).await?;
    Ok(row.map(|row| row.get(1)).transpose()?)
}
