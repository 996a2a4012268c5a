//! By what the members of a group can be chosen: the places of the organization and the tags of its rooms.

use authz::{Action, Realm};
use domain::{permission::Permission, tag::Tag};
use store::{View, places, rooms};

use super::is_whole;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    places::{CHOICES, PlaceChoice, named},
    refusal::Refusal,
    rooms::MOST_TAGS,
};

/// Asks by what the members of a group can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct RuleChoices;

/// What rules can choose by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleGround {
    /// The places.
    pub places: Vec<PlaceChoice>,
    /// Tags that some room has; a rule can name another.
    pub tags: Vec<Tag>,
}

impl Question for RuleChoices {
    /// None for readers who may set no rule.
    type Answer = Option<RuleGround>;
    const NAME: &'static str = "group.rule_choices";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let sight = context.sight(Action::Use(Permission::GroupModify), Realm::Own);
        let Some(sight) = sight.ok().filter(|sight| is_whole(sight, Realm::Own)) else { return Ok(None) };
        view.look(sight);
        let lines = places::all(view, false, CHOICES).await?;
        let tags = rooms::tags_in_sight(view, MOST_TAGS).await?;
        Ok(Some(RuleGround { places: named(&lines, |_| true), tags }))
    }
}
