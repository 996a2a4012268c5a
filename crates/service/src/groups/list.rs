//! The list of room groups in a realm.

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View,
    groups::{self, GroupRow},
    list::{Place, Wanted},
};

use super::shows_empty;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for a page of groups.
#[derive(Clone, Debug)]
pub struct ListGroups {
    /// Where to look.
    pub realm: Realm,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether they are counted.
    pub counts: bool,
}

/// A page of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupList {
    /// The groups.
    pub groups: Vec<GroupRow>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages, if that was asked.
    pub count: Option<i64>,
    /// Whether the reader may make groups here; never where many organizations are looked at.
    pub may_create: bool,
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
        let empty = shows_empty(view, self.realm);
        let listed = groups::list(view, wanted, empty).await?;
        let count = if self.counts { Some(groups::count(view, wanted, empty).await?) } else { None };
        context.shows(listed.items.iter().map(|group| group.tenant));
        let may_create = self.realm != Realm::AllCustomers
            && context.sight(Action::Use(Permission::GroupCreate), self.realm).is_ok();
        Ok(GroupList { groups: listed.items, next: listed.next, count, may_create })
    }
}
