//! One room group with what its reader may know of it.

use authz::{Action, Realm, Target, holds};
use domain::{
    id::{Id, RoomGroup},
    permission::Permission,
};
use store::{
    View,
    groups::{self, GroupRow, MemberRow, ScopeUse},
    list::{Place, Wanted},
};

use super::{is_whole, lacks_modify, shows_empty};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
};

/// Asks for a group.
#[derive(Clone, Copy, Debug)]
pub struct GroupOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The group.
    pub group: Id<RoomGroup>,
}

/// A group as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name, description, number of members in sight.
    pub row: GroupRow,
    /// The scopes that name it, for readers who may view roles of their own organization alone (decision 17).
    pub uses: Option<Vec<ScopeUse>>,
    /// Whether the reader may put rooms in and take rooms out.
    pub may_change_members: bool,
    /// Whether the reader may delete it: that takes to edit it, and of a partner that it decides of nobody else what they see.
    pub may_delete: bool,
    /// Whether the reader may rename it: that takes the sight of every member, and of every room where a rule chooses
    /// them.
    pub may_edit: bool,
    /// Whether the reader may say what chooses its members: that takes the sight of every room.
    pub may_rule: bool,
    /// Whether the reader may plan maintenance of its rooms: that takes the right to modify every one of them.
    pub may_maintain: bool,
}

impl Group {
    /// Refuses who may not put rooms in and take rooms out.
    pub fn require_members(self) -> Result<Self, Refusal> {
        if self.row.rule.is_some() {
            return Err(Refusal::Conflict(Code::MembersByRule, Some(self.row.id.uuid())));
        }
        if self.may_change_members { Ok(self) } else { Err(lacks_modify()) }
    }

    /// Refuses who may not delete it.
    pub fn require_delete(self) -> Result<Self, Refusal> {
        if self.may_delete { Ok(self) } else { Err(lacks_modify()) }
    }

    /// Refuses who may not rename it.
    pub fn require_edit(self) -> Result<Self, Refusal> {
        if self.may_edit { Ok(self) } else { Err(lacks_modify()) }
    }
}

impl Question for GroupOf {
    type Answer = Group;
    const NAME: &'static str = "group.detail";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Group, Refusal> {
        let row =
            groups::detail(view, self.group, shows_empty(view, self.realm)).await?.ok_or(Refusal::Missing)?;
        let roles = Action::UseOwn(Permission::RoleView);
        let uses = if self.realm == Realm::Own && holds(context.facts, roles, &Target::tenant(row.tenant)) {
            Some(groups::uses(view, self.group).await?)
        } else {
            None
        };
        let mut group = Group {
            row,
            uses,
            may_change_members: false,
            may_edit: false,
            may_delete: false,
            may_rule: false,
            may_maintain: false,
        };
        if let Ok(sight) = context.sight(Action::Use(Permission::GroupModify), self.realm) {
            let has_rule = group.row.rule.is_some();
            group.may_rule = is_whole(&sight, self.realm);
            view.look(sight);
            let partner = context.caller.person.organization;
            let is_left =
                self.realm != Realm::Own && groups::decides_for_others(view, self.group, partner).await?;
            group.may_change_members = !has_rule && !is_left;
            group.may_edit =
                (group.may_rule || !has_rule) && groups::sees_every_member(view, self.group).await?;
            group.may_delete = group.may_edit && !is_left;
        }
        if let Ok(sight) = context.sight(Action::Use(Permission::RoomModify), self.realm) {
            group.may_maintain = groups::sees_every_member(view.look(sight), self.group).await?;
        }
        Ok(group)
    }
}

/// Asks for a page of a group's members.
#[derive(Clone, Debug)]
pub struct GroupMembers {
    /// At home or at one customer.
    pub realm: Realm,
    /// The group.
    pub group: Id<RoomGroup>,
    /// Search and page.
    pub wanted: Wanted,
    /// Whether they are counted.
    pub counts: bool,
}

/// A page of a group's members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberList {
    /// The members.
    pub members: Vec<MemberRow>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages, if that was asked.
    pub count: Option<i64>,
}

impl Question for GroupMembers {
    type Answer = MemberList;
    const NAME: &'static str = "group.members";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        groups::detail(view, self.group, shows_empty(view, self.realm)).await?.ok_or(Refusal::Missing)?;
        let listed = groups::members(view, self.group, &self.wanted).await?;
        let count = if self.counts {
            Some(groups::count_members(view, self.group, &self.wanted).await?)
        } else {
            None
        };
        Ok(MemberList { members: listed.items, next: listed.next, count })
    }
}
