//! The groups by which a list of rooms can be filtered: their names alone.

use authz::{Action, Realm};
use domain::{
    id::{Id, RoomGroup},
    permission::Permission,
    query::fold,
};
use store::{View, groups};

use super::shows_empty;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// At most so many groups are offered for choosing.
const CHOICES: i64 = 300;

/// Asks for the names of groups to choose from, by name.
#[derive(Clone, Copy, Debug)]
pub struct GroupNames {
    /// At home or at one customer.
    pub realm: Realm,
    /// To cut a list of what this permission shows: then none are offered to whoever does not see the groups of all of that.
    pub cuts: Option<Permission>,
}

impl Question for GroupNames {
    type Answer = Vec<(Id<RoomGroup>, String)>;
    const NAME: &'static str = "group.names";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        if let Some(permission) = self.cuts {
            let listed = context.sight(Action::Use(permission), self.realm)?;
            if !view.sight().shows_all_of(&listed) {
                return Ok(Vec::new());
            }
        }
        Ok(groups::choices(view, shows_empty(view, self.realm), CHOICES).await?)
    }
}

/// Asks for the names that groups have at all customers, by which a list over all of them can be cut: those that most customers have.
#[derive(Clone, Copy, Debug)]
pub struct SharedGroupNames {
    /// To cut a list of what this permission shows: none are offered to whoever does not see the groups of all of that.
    pub cuts: Permission,
    /// A group whose name is among them, wherever it stands.
    pub chosen: Option<Id<RoomGroup>>,
}

impl Question for SharedGroupNames {
    /// By name; one group stands for all of its name.
    type Answer = Vec<(Id<RoomGroup>, String)>;
    const NAME: &'static str = "group.shared_names";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let listed = context.sight(Action::Use(self.cuts), Realm::AllCustomers)?;
        if !view.sight().shows_all_of(&listed) {
            return Ok(Vec::new());
        }
        let offered = groups::shared_names(view, CHOICES).await?;
        let chosen = match self.chosen {
            Some(group) => groups::seen(view, vec![group], false).await?.into_iter().next(),
            None => None,
        };
        Ok(with_chosen(offered, chosen))
    }
}

/// Names in their order, one of them with what was chosen.
pub(crate) fn with_chosen<T>(
    offered: Vec<(Id<T>, String)>,
    chosen: Option<(Id<T>, String)>,
) -> Vec<(Id<T>, String)> {
    let is_other =
        |(_, name): &(Id<T>, String)| chosen.as_ref().is_none_or(|(_, same)| fold(name) != fold(same));
    let mut names: Vec<_> = offered.into_iter().filter(is_other).collect();
    names.extend(chosen);
    names.sort_by_cached_key(|(_, name)| fold(name));
    names
}
