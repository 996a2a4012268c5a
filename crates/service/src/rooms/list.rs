//! The list of rooms in a realm, with exact counts by health over the same sight and filters.

use authz::{Action, Realm, Requirement, permissions_in};
use domain::{
    health::Health,
    permission::{Permission, PermissionSet},
    query::Query,
};
use store::{
    View,
    list::{Place, Wanted},
    page::Page,
    rooms::{self, HealthCounts, RoomRow},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    cursor,
    groups::{names_groups, require_groups},
    refusal::{Code, Refusal},
    update_rings::sees_rings,
};

/// Asks for a page of rooms.
#[derive(Clone, Debug)]
pub struct ListRooms {
    /// Where to look: at home, at one customer, at all customers.
    pub realm: Realm,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Only rooms of one health; the counts are of all of them.
    pub health: Option<Health>,
    /// Whether to count.
    pub counts: bool,
}

/// A page of rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomList {
    /// The rooms.
    pub rooms: Vec<RoomRow>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// The counts by health, if they were asked for.
    pub counts: Option<HealthCounts>,
    /// What the reader may do with some room here; nothing where many organizations are looked at.
    pub may: PermissionSet,
    /// Whether the reader may add a room here.
    pub may_add: bool,
}

/// What a query wants of a list whose pages are 50 items unless said otherwise.
pub fn wanted(query: &Query) -> Result<Wanted, Refusal> {
    let after: Option<Place> = query.skip_token.as_deref().map(cursor::read).transpose()?;
    Ok(Wanted {
        filter: query.filter.clone(),
        search: query.search.clone(),
        order: query.order_by.clone(),
        after,
        page: query.top.map_or_else(Page::default, |top| Page::of(top.into())),
    })
}

impl Question for ListRooms {
    type Answer = RoomList;
    const NAME: &'static str = "room.list";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<RoomList, Refusal> {
        let wanted = &self.wanted;
        if wanted.filter.as_ref().is_some_and(names_groups) {
            require_groups(view, context, self.realm)?;
        }
        // Nor of rings, who does not see those of all rooms that are asked for.
        let names_ring = wanted.filter.as_ref().is_some_and(|filter| rooms::names(filter, "updateRingId"));
        if names_ring && !sees_rings(view, context, self.realm) {
            let lacks = Requirement::Permission(Permission::RingView);
            return Err(Refusal::Denied(Code::Forbidden, Some(lacks)));
        }
        let listed = rooms::list(view, wanted, self.health).await?;
        let counts = if self.counts { Some(rooms::counts(view, wanted).await?) } else { None };
        context.shows(listed.items.iter().map(|room| room.tenant));
        let may = match self.realm {
            Realm::Own => permissions_in(context.facts, context.facts.organization),
            Realm::Customer(tenant) => permissions_in(context.facts, tenant),
            Realm::AllCustomers => PermissionSet::NONE,
        };
        let may_add = match self.realm {
            Realm::Customer(tenant) if may.has(Permission::RoomCreate) => {
                context.sight(Action::Use(Permission::RoomCreate), self.realm)?.would_cover_somewhere(tenant)
            }
            _ => may.has(Permission::RoomCreate),
        };
        Ok(RoomList { rooms: listed.items, next: listed.next, counts, may, may_add })
    }
}
