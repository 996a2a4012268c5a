//! What a change of members or of the rule, or the end of a group, would do to the sight of partner people (decision 13).

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::{
    id::{Id, Room, RoomGroup},
    permission::Permission,
    room_group::Rule,
};
use store::{
    View,
    groups::{self, Effect, MemberChange},
    places,
};

use super::{
    rule::{RuleForm, out_of_scope},
    shows_empty,
};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
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

/// Asks which rooms a rule would choose, and what that would change.
#[derive(Clone, Debug)]
pub struct PreviewRule {
    /// The group; none for one that is to be made.
    pub group: Option<Id<RoomGroup>>,
    /// What would choose its members; none if nothing did any more, so that they stay.
    pub rule: Option<RuleForm>,
}

/// What a rule would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulePreview {
    /// How many rooms the group would have.
    pub rooms: usize,
    /// How many rooms would join.
    pub joining: usize,
    /// How many would leave.
    pub leaving: usize,
    /// Who would gain or lose sight of rooms.
    pub effects: Vec<Effect>,
}

impl Question for PreviewRule {
    type Answer = RulePreview;
    const NAME: &'static str = "group.preview_rule";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<RulePreview, Refusal> {
        if let Some(group) = self.group {
            groups::detail(view, group, shows_empty(view, Realm::Own)).await?.ok_or(Refusal::Missing)?;
        }
        if !shows_empty(view, Realm::Own) {
            return Err(out_of_scope());
        }
        let rule = self.rule.as_ref().map(RuleForm::read).transpose()?;
        if let Some(place) = rule.as_ref().and_then(Rule::place)
            && places::way(view, place).await?.is_empty()
        {
            return Err(Refusal::field("rule", Code::UnknownReference));
        }
        let members: BTreeSet<_> = match self.group {
            Some(group) => groups::members_in_sight(view, group).await?.into_iter().collect(),
            None => BTreeSet::new(),
        };
        let chosen: BTreeSet<_> = match &rule {
            Some(rule) => groups::chosen(view, rule).await?.into_iter().collect(),
            None => members.clone(),
        };
        let wanted = MemberChange { add: &chosen - &members, remove: &members - &chosen };
        let effects = match self.group {
            Some(group) => {
                let tenant = context.facts.organization;
                groups::effects(view, tenant, group, &wanted, context.facts.now).await?
            }
            None => Vec::new(),
        };
        let (joining, leaving) = (wanted.add.len(), wanted.remove.len());
        Ok(RulePreview { rooms: chosen.len(), joining, leaving, effects })
    }
}
