//! Whose tickets a list is about: nobody's, the reader's own, those of the reader's teams, or of somebody named.

use authz::Facts;
use domain::id::{Id, SecurityGroup, User};
use store::tickets::OwnedBy;

use crate::caller::Person;

/// Whose tickets are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Owned {
    /// Whoever takes care of them, if anybody.
    #[default]
    Anybody,
    /// Of nobody and no team, as far as the reader may know (decision 17).
    Nobody,
    /// Of the reader.
    Me,
    /// Of the security groups in which the reader is, by itself or through others.
    MyTeams,
    /// Of a person.
    Person(Id<User>),
    /// Of a team.
    Team(Id<SecurityGroup>),
}

impl Owned {
    pub(super) fn by(self, reader: &Person, facts: &Facts) -> OwnedBy {
        let home = reader.organization;
        match self {
            Self::Anybody => OwnedBy::Anybody,
            Self::Nobody => OwnedBy::Nobody(home),
            Self::Me => OwnedBy::Person(reader.user, home),
            Self::Person(person) => OwnedBy::Person(person, home),
            Self::Team(team) => OwnedBy::Teams(vec![team], home),
            Self::MyTeams => {
                let around = facts.own().directory.person(reader.user).map(|person| &person.principals);
                OwnedBy::Teams(around.into_iter().flatten().copied().map(Id::new).collect(), home)
            }
        }
    }
}
