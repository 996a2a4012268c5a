//! What another place or other tags of a room would do to the sight of partner people: through scopes that name places, and
//! through groups whose rule chooses by them (decision 13).

use authz::{Action, Fact, Realm, fact::Turn};
use domain::{
    id::{Id, Place, Room},
    permission::Permission,
    room_group::Rule,
    tag::Tag,
};
use store::{
    View,
    groups::{self, Effect},
    rooms,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks who would gain or lose sight of a room; whoever may not change its groups is told of nobody.
#[derive(Clone, Debug)]
pub struct PreviewRoom {
    /// The room.
    pub room: Id<Room>,
    /// Where it would lie.
    pub place: Option<Id<Place>>,
    /// What would stand on it; what is no tag counts as none.
    pub tags: Vec<String>,
}

impl Question for PreviewRoom {
    type Answer = Vec<Effect>;
    const NAME: &'static str = "room.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        // The effects on partners are for the organization's own people alone (decisions 6 and 17).
        (Action::Use(Permission::RoomModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<Effect>, Refusal> {
        if !rooms::is_in_sight(view, self.room).await? {
            return Err(Refusal::Missing);
        }
        let Ok(sight) = context.sight(Action::Use(Permission::GroupModify), Realm::Own) else {
            return Ok(Vec::new());
        };
        view.look(sight);
        if !rooms::is_in_sight(view, self.room).await? {
            return Ok(Vec::new());
        }
        let at = context.facts.at(context.facts.organization).ok_or(Refusal::Missing)?;
        let before = at.rooms.position(self.room).and_then(|position| at.rooms.place(position));
        let way = self.place.map_or(&[][..], |place| at.places.way(place));
        let tags: Vec<_> = self.tags.iter().filter_map(|tag| Some(Tag::parse(tag).ok()?.key())).collect();
        let mut facts = Vec::new();
        if before != self.place {
            facts.push(Fact::RoomPlace { room: self.room, place: Turn::new(before, self.place) });
        }
        for (group, rule, is_member) in groups::rules_at(view, self.room).await? {
            let is_chosen = match &rule {
                Rule::Place(place) => way.contains(place),
                Rule::Tag(tag) => tags.contains(&tag.key()),
            };
            if is_chosen != is_member {
                let is = Turn::new(is_member, is_chosen);
                facts.push(Fact::RoomInGroup { room: self.room, group, is });
            }
        }
        Ok(groups::effects_of(view, context.facts.organization, &facts, context.facts.now).await?)
    }
}
