//! What a change of members, or the end of a group, would do to the sight of partner people (decision 13).

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::{
    id::{Id, Room, RoomGroup},
    permission::Permission,
};
use store::{
    View,
    groups::{self, Effect, MemberChange},
};

use super::shows_empty;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks who would gain or lose sight of rooms.
#[derive(Clone, Debug)]
pub struct PreviewMembers {
    /// The group.
    pub group: Id<RoomGroup>,
    /// Who joins and who leaves.
    pub wanted: MemberChange,
}

impl Question for PreviewMembers {
    type Answer = Vec<Effect>;
    const NAME: &'static str = "group.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        // The effects on partners are for the organization's own people alone (decisions 6 and 17).
        (Action::Use(Permission::GroupModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<Effect>, Refusal> {
        groups::detail(view, self.group, shows_empty(view, Realm::Own)).await?.ok_or(Refusal::Missing)?;
        let wanted = MemberChange {
            add: in_sight(view, &self.wanted.add).await?,
            remove: in_sight(view, &self.wanted.remove).await?,
        };
        Ok(groups::effects(view, context.facts.organization, self.group, &wanted, context.facts.now).await?)
    }
}

/// The rooms that the reader sees: of others nothing is told (decision 17).
async fn in_sight(view: &mut View, rooms: &BTreeSet<Id<Room>>) -> Result<BTreeSet<Id<Room>>, Refusal> {
    let rooms = groups::rooms_in_sight(view, rooms.iter().copied().collect()).await?;
    Ok(rooms.into_iter().map(|room| room.id).collect())
}

/// Asks who would lose sight of rooms if a group were deleted.
#[derive(Clone, Copy, Debug)]
pub struct PreviewDelete {
    /// The group.
    pub group: Id<RoomGroup>,
}

impl Question for PreviewDelete {
    type Answer = Vec<Effect>;
    const NAME: &'static str = "group.preview_delete";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<Effect>, Refusal> {
        groups::detail(view, self.group, shows_empty(view, Realm::Own)).await?.ok_or(Refusal::Missing)?;
        let remove = groups::members_in_sight(view, self.group).await?.into_iter().collect();
        let wanted = MemberChange { remove, ..MemberChange::default() };
        Ok(groups::effects(view, context.facts.organization, self.group, &wanted, context.facts.now).await?)
    }
}
