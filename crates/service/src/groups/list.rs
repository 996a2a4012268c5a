//! The list of room groups in a realm.

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View,
    groups::{self, GroupRow, TABLE},
    list::{Place, Wanted},
};

use super::shows_empty;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
};

/// Asks for a page of groups.
#[derive(Clone, Debug)]
pub struct ListGroups {
    /// Where to look.
    pub realm: Realm,
    /// Filter, search, order, page.
    pub wanted: Wanted,
}

/// A page of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupList {
    /// The groups.
    pub groups: Vec<GroupRow>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

impl Question for ListGroups {
    type Answer = GroupList;
    const NAME: &'static str = "group.list";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<GroupList, Refusal> {
        let wanted = &self.wanted;
        if !wanted.place_fits(&TABLE) {
            return Err(Refusal::field("$skiptoken", Code::BadQuery));
        }
        let listed = groups::list(view, wanted, shows_empty(view, self.realm)).await?;
        context.shows(listed.items.iter().map(|group| group.tenant));
        Ok(GroupList { groups: listed.items, next: listed.next })
    }
}
