//! What a picker of people and groups shows.

use authz::{Action, Realm};
use domain::directory::Principal;
use store::{
    View,
    assignments::Member,
    directory::{PrincipalRow, containing},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for the chosen people and groups by name, and for others by part of a name.
#[derive(Clone, Debug, Default)]
pub struct PrincipalChoices {
    /// Those chosen so far.
    pub chosen: Vec<Principal>,
    /// Part of a name or account name.
    pub text: String,
}

/// What can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Those chosen so far, as far as the directory has them.
    pub chosen: Vec<Member>,
    /// Others, at most twenty.
    pub found: Vec<Member>,
}

impl Question for PrincipalChoices {
    type Answer = Candidates;
    const NAME: &'static str = "assignments.principal_choices";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectory, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Candidates, Refusal> {
        let chosen = store::assignments::named(view, &self.chosen).await?;
        let found = store::directory::find(view, &containing(&self.text), None, 20).await?;
        let is_chosen = |row: &PrincipalRow| chosen.iter().any(|member| member.principal == row.principal);
        let found = found
            .into_iter()
            .filter(|row| !is_chosen(row))
            .map(|row| Member {
                principal: row.principal,
                name: row.name,
                upn: row.upn,
                enabled: row.enabled,
            })
            .collect();
        Ok(Candidates { chosen, found })
    }
}
