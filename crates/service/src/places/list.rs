//! Places of the own organization: lists, one place, and all of them for choosing.

use std::collections::BTreeMap;

use authz::{Action, Realm, Target, holds};
use domain::{
    id::{Id, Place as PlaceId},
    permission::Permission,
};
use store::{
    View,
    list::{Place as Cursor, Wanted},
    places::{self, PlaceLine, PlaceRow},
    rooms::PlaceStep,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    groups::with_chosen,
    refusal::Refusal,
};

/// At most so many places are offered for choosing.
pub(crate) const CHOICES: i64 = 5000;
/// Of the names at all customers.
const SHARED: i64 = 300;

/// Asks for a page of places.
#[derive(Clone, Debug)]
pub struct ListPlaces {
    /// Only those that lie directly in a place; `Some(None)` for the widest.
    pub within: Option<Option<Id<PlaceId>>>,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// A page of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceList {
    /// The places.
    pub places: Vec<PlaceRow>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// How many there are, if that was asked.
    pub count: Option<i64>,
    /// Whether the reader may change places.
    pub may_change: bool,
}

const VIEW: Action = Action::UseOwn(Permission::RoomView);

fn may_change(context: &Looking<'_>) -> bool {
    let target = Target::tenant(context.caller.person.organization);
    holds(context.facts, Action::UseOwn(Permission::SettingsModify), &target)
}

/// Rooms are counted by the sight of rooms, which also names the organization of the places.
fn look(view: &mut View, context: &Looking<'_>) -> Result<(), Refusal> {
    view.look(context.sight(Action::Use(Permission::RoomView), Realm::Own)?);
    Ok(())
}

impl Question for ListPlaces {
    type Answer = PlaceList;
    const NAME: &'static str = "place.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (VIEW, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<PlaceList, Refusal> {
        let wanted = &self.wanted;
        look(view, context)?;
        let count = if self.count { Some(places::count(view, wanted, self.within).await?) } else { None };
        let listed = places::list(view, wanted, self.within).await?;
        Ok(PlaceList { places: listed.items, next: listed.next, count, may_change: may_change(context) })
    }
}

/// Asks for one place.
#[derive(Clone, Copy, Debug)]
pub struct PlaceOf {
    /// The place.
    pub place: Id<PlaceId>,
}

/// A place with the places around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place.
    pub row: PlaceRow,
    /// The places around it and itself, widest first.
    pub way: Vec<PlaceStep>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

impl Question for PlaceOf {
    type Answer = Place;
    const NAME: &'static str = "place.detail";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (VIEW, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Place, Refusal> {
        look(view, context)?;
        let row = places::detail(view, self.place).await?.ok_or(Refusal::Missing)?;
        Ok(Place { way: places::way(view, self.place).await?, row, may_change: may_change(context) })
    }
}

/// Asks for all places, to choose from.
#[derive(Clone, Copy, Debug)]
pub struct PlaceChoices {
    /// At home or at one customer, for the place of a room that is edited there.
    pub realm: Realm,
    /// The permission for which they are needed.
    pub permission: Permission,
}

/// A place to be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceChoice {
    /// The place.
    pub id: Id<PlaceId>,
    /// The names down to it, widest first.
    pub names: Vec<String>,
}

impl Question for PlaceChoices {
    type Answer = Vec<PlaceChoice>;
    const NAME: &'static str = "place.choices";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<PlaceChoice>, Refusal> {
        let lines = places::all(view, self.realm != Realm::Own, CHOICES).await?;
        Ok(named(&lines, |_| true))
    }
}

/// Asks for the names that places have at all customers, by which a list over all of them can be cut: those that most customers have.
#[derive(Clone, Copy, Debug)]
pub struct SharedPlaceNames {
    /// The permission for which they are needed.
    pub permission: Permission,
    /// A place whose name is among them, wherever it stands.
    pub chosen: Option<Id<PlaceId>>,
}

impl Question for SharedPlaceNames {
    /// By name; one place stands for all of its name.
    type Answer = Vec<(Id<PlaceId>, String)>;
    const NAME: &'static str = "place.shared_names";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let offered = places::shared_names(view, SHARED).await?;
        let chosen = match self.chosen {
            Some(place) => places::name_seen(view, place).await?.map(|name| (place, name)),
            None => None,
        };
        Ok(with_chosen(offered, chosen))
    }
}

/// The offered ones of some places by their names; the others name the way to them.
pub(crate) fn named(lines: &[PlaceLine], is_offered: impl Fn(Id<PlaceId>) -> bool) -> Vec<PlaceChoice> {
    let names: BTreeMap<String, &str> =
        lines.iter().map(|line| (line.id.to_string(), line.name.as_str())).collect();
    let way = |line: &PlaceLine| {
        line.path.split('/').filter_map(|id| names.get(id).map(|name| (*name).to_owned())).collect()
    };
    let offered = lines.iter().filter(|line| is_offered(line.id));
    let mut choices: Vec<_> = offered.map(|line| PlaceChoice { id: line.id, names: way(line) }).collect();
    choices.sort_by(|a, b| a.names.cmp(&b.names));
    choices
}

/// Asks in which places a new room may lie.
#[derive(Clone, Copy, Debug)]
pub struct PlacesForNewRoom {
    /// At home or at one customer.
    pub realm: Realm,
}

/// Where a new room may lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomGround {
    /// Whether it may lie in no place.
    pub nowhere: bool,
    /// The places it may lie in: at a customer those in which it comes to lie among the rooms that the reader may add to
    /// whether or not a room is there already.
    pub places: Vec<PlaceChoice>,
}

impl Question for PlacesForNewRoom {
    type Answer = RoomGround;
    const NAME: &'static str = "place.for_new_room";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomCreate), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<RoomGround, Refusal> {
        let lines = places::all(view, false, CHOICES).await?;
        let Realm::Customer(tenant) = self.realm else {
            return Ok(RoomGround { nowhere: true, places: named(&lines, |_| true) });
        };
        let sight = context.sight(Action::Use(Permission::RoomCreate), self.realm)?;
        let places = named(&lines, |place| sight.would_cover(tenant, Some(place)));
        Ok(RoomGround { nowhere: sight.would_cover(tenant, None), places })
    }
}
