//! Maintenance windows, for whoever sees a room of them.

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::{
    id::{Id, MaintenanceWindow, Organization, Room, RoomGroup},
    permission::Permission,
    time::Time,
};
use store::{
    View,
    list::{Place, Wanted},
    maintenance_windows::{self, WindowRow},
};

use super::choices::choices;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    groups::shows_empty,
    refusal::Refusal,
};

/// Which rooms a window means, as its reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomsMeant {
    /// Every room of the organization.
    All,
    /// The rooms of a group that the reader sees.
    Group(Id<RoomGroup>, String),
    /// The rooms of a group that the reader may not know.
    Some,
}

/// A window as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownWindow {
    /// The window.
    pub id: Id<MaintenanceWindow>,
    /// The organization of the rooms.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// Which rooms.
    pub rooms: RoomsMeant,
    /// Why.
    pub reason: String,
    /// Who planned it: name and account name. Partners never learn of each other (decision 17), so a partner's reader
    /// finds its own people alone, and otherwise the customer as such.
    pub owner: Option<(String, String)>,
    /// For whom.
    pub organization: String,
    /// From this moment on.
    pub begins_at: Time,
    /// No more from this moment on.
    pub ends_at: Time,
}

/// Asks for a page of windows that have not ended.
#[derive(Clone, Debug)]
pub struct ListMaintenance {
    /// Where to look.
    pub realm: Realm,
    /// Filter, order, page.
    pub wanted: Wanted,
    /// Whether they are counted.
    pub counts: bool,
}

/// A page of windows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaintenanceList {
    /// The windows.
    pub windows: Vec<ShownWindow>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages, if that was asked.
    pub count: Option<i64>,
    /// Whether the reader may plan maintenance of some rooms here; never where many organizations are looked at.
    pub may_plan: bool,
}

impl Question for ListMaintenance {
    type Answer = MaintenanceList;
    const NAME: &'static str = "maintenance.list";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<MaintenanceList, Refusal> {
        let now = context.app.clock.now();
        let empty = shows_empty(view, self.realm);
        let listed = maintenance_windows::list(view, &self.wanted, empty, now).await?;
        let count = if self.counts {
            Some(maintenance_windows::count(view, &self.wanted, empty, now).await?)
        } else {
            None
        };
        context.shows(listed.items.iter().map(|window| window.tenant));
        let windows = shown(view, context, self.realm, listed.items).await?;
        let may_plan =
            self.realm != Realm::AllCustomers && !choices(view, context, self.realm).await?.is_empty();
        Ok(MaintenanceList { windows, next: listed.next, count, may_plan })
    }
}

/// Asks for a window that has not ended.
#[derive(Clone, Copy, Debug)]
pub struct MaintenanceOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The window.
    pub window: Id<MaintenanceWindow>,
}

impl Question for MaintenanceOf {
    /// The window, and whether the reader may change some rooms there.
    type Answer = (ShownWindow, bool);
    const NAME: &'static str = "maintenance.detail";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let empty = shows_empty(view, self.realm);
        let now = context.app.clock.now();
        let found = maintenance_windows::detail(view, self.window, empty, now).await?;
        let row = found.ok_or(Refusal::Missing)?;
        let group = row.group.as_ref().map(|(group, _)| *group);
        let shown = shown(view, context, self.realm, vec![row]).await?.pop().ok_or(Refusal::Missing)?;
        let may_change = match context.sight(Action::Use(Permission::RoomModify), self.realm) {
            Err(_) => false,
            Ok(sight) => match group {
                None => store::rooms::sees_all(&sight),
                Some(group) => {
                    shown.rooms != RoomsMeant::Some
                        && store::groups::sees_every_member(view.look(sight), group).await?
                }
            },
        };
        Ok((shown, may_change))
    }
}

/// The windows of a room in sight.
pub(crate) async fn of_room(
    view: &mut View,
    context: &Looking<'_>,
    realm: Realm,
    room: Id<Room>,
) -> Result<Vec<ShownWindow>, Refusal> {
    let rows = maintenance_windows::of_room(view, room, context.app.clock.now()).await?;
    shown(view, context, realm, rows).await
}

/// Windows as the reader may see them. The sight of the view is another one afterwards.
async fn shown(
    view: &mut View,
    context: &Looking<'_>,
    realm: Realm,
    rows: Vec<WindowRow>,
) -> Result<Vec<ShownWindow>, Refusal> {
    let groups: Vec<_> = rows.iter().filter_map(|row| row.group.as_ref()).map(|(group, _)| *group).collect();
    let mut named: BTreeSet<Id<RoomGroup>> = BTreeSet::new();
    if !groups.is_empty()
        && let Ok(sight) = context.sight(Action::Use(Permission::GroupView), realm)
    {
        let view = view.look(sight);
        let empty = shows_empty(view, realm);
        let seen = store::groups::seen(view, groups, empty).await?;
        named.extend(seen.into_iter().map(|(group, _)| group));
    }
    let home = context.caller.person.organization;
    let shown = |row: WindowRow| {
        let owner = row.owner;
        let names = realm == Realm::Own || owner.organization == home;
        ShownWindow {
            id: row.id,
            tenant: row.tenant,
            rooms: match row.group {
                None => RoomsMeant::All,
                Some((group, name)) if named.contains(&group) => RoomsMeant::Group(group, name),
                Some(_) => RoomsMeant::Some,
            },
            reason: row.reason,
            owner: names.then_some((owner.name, owner.upn)),
            organization: if names { owner.organization_name } else { row.tenant_name.clone() },
            tenant_name: row.tenant_name,
            begins_at: row.begins_at,
            ends_at: row.ends_at,
        }
    };
    Ok(rows.into_iter().map(shown).collect())
}
