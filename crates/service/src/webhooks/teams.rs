//! Teams to choose from for a webhook: security groups of one's own organization.

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::{
    directory::Principal,
    id::{Id, SecurityGroup},
};
use store::{
    View,
    directory::{PrincipalRow, containing, find, groups_among},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// How many teams are offered at most, beside those that are chosen.
const MOST_OFFERED: i64 = 50;

/// Asks for teams of one's own organization.
#[derive(Clone, Debug, Default)]
pub struct TeamsToChoose {
    /// Part of a name.
    pub search: String,
    /// Those that are chosen; which of them are gone is left out.
    pub chosen: Vec<Id<SecurityGroup>>,
}

/// Teams of one's own organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teams {
    /// Those that are chosen, by name.
    pub chosen: Vec<(Id<SecurityGroup>, String)>,
    /// Others whose name has the part, by name.
    pub found: Vec<(Id<SecurityGroup>, String)>,
    /// Whether there may be more of those.
    pub are_many: bool,
}

impl Question for TeamsToChoose {
    type Answer = Teams;
    const NAME: &'static str = "webhook.teams";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectory, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Teams, Refusal> {
        let chosen = named(groups_among(view, self.chosen.clone()).await?);
        let pattern = containing(&self.search);
        let rows = find(view, &pattern, Some(SECURITY_GROUP), MOST_OFFERED).await?;
        let are_many = i64::try_from(rows.len()).unwrap_or(i64::MAX) >= MOST_OFFERED;
        let known: BTreeSet<_> = chosen.iter().map(|(team, _)| *team).collect();
        let found = named(rows).into_iter().filter(|(team, _)| !known.contains(team)).collect();
        Ok(Teams { chosen, found, are_many })
    }
}

/// The stored word of a security group among principals.
const SECURITY_GROUP: &str = "securityGroup";

fn named(rows: Vec<PrincipalRow>) -> Vec<(Id<SecurityGroup>, String)> {
    let of = |row: PrincipalRow| match row.principal {
        Principal::SecurityGroup(team) => Some((team, row.name)),
        Principal::User(_) => None,
    };
    rows.into_iter().filter_map(of).collect()
}
