//! One room group with what its reader may know of it.

use authz::{Action, Realm, Target, holds, permissions_in};
use domain::{
    id::{Id, RoomGroup},
    permission::{Permission, PermissionSet},
};
use store::{
    View,
    groups::{self, GroupRow, MemberRow, ScopeUse},
    list::{Listed, Wanted},
};

use super::shows_empty;
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
    /// The scopes that name it, for readers who may view roles of their own organization (decision 17).
    pub uses: Vec<ScopeUse>,
    /// What the reader may do in the organization.
    pub may: PermissionSet,
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
        let own = self.realm == Realm::Own;
        let roles = Action::UseOwn(Permission::RoleView);
        let may_know = own && holds(context.facts, roles, &Target::tenant(row.tenant));
        let uses = if may_know { groups::uses(view, self.group).await? } else { Vec::new() };
        Ok(Group { may: permissions_in(context.facts, row.tenant), row, uses })
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
}

impl Question for GroupMembers {
    type Answer = Listed<MemberRow>;
    const NAME: &'static str = "group.members";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        groups::detail(view, self.group, shows_empty(view, self.realm)).await?.ok_or(Refusal::Missing)?;
        if !self.wanted.place_fits(&groups::MEMBER_TABLE) {
            return Err(Refusal::field("$skiptoken", Code::BadQuery));
        }
        Ok(groups::members(view, self.group, &self.wanted).await?)
    }
}
