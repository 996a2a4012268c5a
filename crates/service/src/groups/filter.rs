//! Lists of rooms, tickets and figures that are cut to a group tell which rooms are in it.

use authz::{Action, Realm, Requirement};
use domain::{permission::Permission, query::Filter};
use store::{View, rooms::names};

use crate::{
    ask::Looking,
    refusal::{Code, Refusal},
};

/// Whether a filter of rooms or tickets tells who is in which group.
pub(crate) fn names_groups(filter: &Filter) -> bool {
    names(filter, "groupIds") || names(filter, "groupDisplayNames")
}

/// Refuses whoever does not see the groups of all rooms in view: a list cut to a group would tell them what they may not know.
pub(crate) fn require_groups(view: &View, context: &Looking<'_>, realm: Realm) -> Result<(), Refusal> {
    let groups = context.sight(Action::Use(Permission::GroupView), realm)?;
    if groups.shows_all_of(view.sight()) {
        Ok(())
    } else {
        Err(Refusal::Denied(Code::Forbidden, Some(Requirement::Permission(Permission::GroupView))))
    }
}
