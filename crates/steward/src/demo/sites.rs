//! Where the sample rooms are: what each customer's sites, buildings and floors make of its words for rooms.
//!
//! Invariant: the same plan at every start; host names are unique over all organizations.

mod abroad;
mod estates;
mod small;

use domain::room::{PlaceType, RoomSize};

pub(super) use self::estates::ESTATES;

use super::{
    devices::{LARGE, MEDIUM, MINI, Model, SMALL},
    world,
};

/// What a room is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// For the board.
    Board,
    /// For the management.
    Executive,
    /// For courses.
    Training,
    /// Large meetings.
    Large,
    /// Usual meetings.
    Meeting,
    /// A few people.
    Huddle,
    /// One or two people.
    Focus,
}

/// The rooms of a customer.
#[derive(Debug)]
pub(super) struct Estate {
    /// The customer.
    pub organization: &'static str,
    /// How a room is named: `{name}`, `{floor}`.
    room: &'static str,
    /// How a floor is named: `{floor}`.
    floor: &'static str,
    /// Names of the groups of board, executive, training and small rooms, each with its description.
    groups: &'static [(Kind, &'static str, &'static str)],
    /// Its sites.
    pub sites: &'static [Site],
}

/// One building in one city.
#[derive(Debug)]
pub(super) struct Site {
    /// The beginning of host names.
    code: &'static str,
    /// The country, as the customer writes it.
    country: &'static str,
    /// The city.
    pub city: &'static str,
    /// The building.
    building: &'static str,
    /// The time zone.
    pub zone: &'static str,
    /// Latitude and longitude of the building.
    at: (&'static str, &'static str),
    /// The group of all rooms of this site, with its description.
    pub group: (&'static str, &'static str),
    floors: &'static [u16],
    names: &'static [&'static str],
}

/// A room group to be made.
#[derive(Clone, Debug)]
pub(super) struct GroupPlan {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// What chooses its rooms.
    pub by: ChosenBy,
}

/// What chooses the rooms of a group.
#[derive(Clone, Debug)]
pub(super) enum ChosenBy {
    /// An administrator.
    Hand,
    /// A tag.
    Tag(&'static str),
    /// A place, as the names from the country down.
    Place(Vec<String>),
}

/// A place to be made; its parent is named by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacePlan {
    /// The names from the country down to this place.
    pub path: Vec<String>,
    /// Its kind.
    pub kind: domain::place::PlaceKind,
}

/// A room to be made.
#[derive(Clone, Debug)]
pub(super) struct RoomPlan {
    /// The customer.
    pub organization: &'static str,
    /// The name of its machine.
    pub host: String,
    /// Its name.
    pub name: String,
    /// The place in which it lies, as the names from the country down.
    pub place: Vec<String>,
    /// What it is for.
    pub kind: Kind,
    /// The device in it.
    pub model: &'static Model,
    /// The device's serial number.
    pub serial: String,
    /// How many people fit in.
    pub capacity: i64,
    /// Latitude and longitude.
    pub at: (&'static str, &'static str),
    /// Its time zone.
    pub zone: &'static str,
    /// The sign-in address of the room.
    pub account: String,
    /// The tag in the customer's inventory.
    pub asset_tag: String,
    /// The tag on it.
    pub tag: Option<&'static str>,
    /// The groups it is a member of.
    pub groups: Vec<&'static str>,
}

impl Estate {
    /// The places, parents first.
    pub(super) fn places(&self) -> Vec<PlacePlan> {
        use domain::place::PlaceKind::{Building, City, Country, Floor};
        let mut places: Vec<PlacePlan> = Vec::new();
        let mut add = |path: &[&str], kind| {
            let plan = PlacePlan { path: path.iter().map(|name| (*name).to_owned()).collect(), kind };
            if !places.contains(&plan) {
                places.push(plan);
            }
        };
        for site in self.sites {
            add(&[site.country], Country);
            add(&[site.country, site.city], City);
            add(&[site.country, site.city, site.building], Building);
            for floor in site.floors {
                add(&[site.country, site.city, site.building, &self.floor_name(*floor)], Floor);
            }
        }
        places
    }

    /// The room groups: of board rooms by their tag, of sites by the building, the others by hand.
    pub(super) fn groups(&self) -> Vec<GroupPlan> {
        let kinds = self.groups.iter().map(|(kind, name, description)| GroupPlan {
            name,
            description,
            by: self.tag_of(*kind).map_or(ChosenBy::Hand, ChosenBy::Tag),
        });
        let sites = self.sites.iter().map(|site| GroupPlan {
            name: site.group.0,
            description: site.group.1,
            by: ChosenBy::Place([site.country, site.city, site.building].map(str::to_owned).to_vec()),
        });
        kinds.chain(sites).collect()
    }

    /// The tag on rooms of a kind: on board rooms what their group is called.
    fn tag_of(&self, kind: Kind) -> Option<&'static str> {
        (kind == Kind::Board).then(|| self.group_of(kind)).flatten()
    }

    /// The name of the group of a kind of rooms.
    pub(super) fn group_of(&self, kind: Kind) -> Option<&'static str> {
        let kind = if kind == Kind::Focus { Kind::Huddle } else { kind };
        self.groups.iter().find(|(of, ..)| *of == kind).map(|(_, name, _)| *name)
    }

    /// The rooms.
    pub(super) fn rooms(&self) -> Vec<RoomPlan> {
        let domain = world::organization(self.organization).and_then(|it| it.domains.first()).unwrap_or(&"");
        let mut rooms = Vec::new();
        for site in self.sites {
            for (storey, floor) in site.floors.iter().enumerate() {
                for (number, name) in site.names.iter().enumerate() {
                    let kind = kind(number, storey, site.floors.len());
                    let nth = rooms.len();
                    let host = format!("{}-{floor:02}-{:02}", site.code, number + 1);
                    let model = model(kind, nth);
                    let path = [site.country, site.city, site.building];
                    rooms.push(RoomPlan {
                        organization: self.organization,
                        name: self.room.replace("{name}", name).replace("{floor}", &floor.to_string()),
                        place: path
                            .iter()
                            .map(|name| (*name).to_owned())
                            .chain([self.floor_name(*floor)])
                            .collect(),
                        kind,
                        model,
                        serial: serial(model, &host),
                        capacity: capacity(kind, number),
                        at: site.at,
                        zone: site.zone,
                        account: format!("{}@{domain}", host.to_lowercase()),
                        asset_tag: format!("{}-{:05}", site.code, 40_100 + nth * 7),
                        tag: self.tag_of(kind),
                        groups: self.group_of(kind).into_iter().chain([site.group.0]).collect(),
                        host,
                    });
                }
            }
        }
        rooms
    }

    fn floor_name(&self, floor: u16) -> String {
        self.floor.replace("{floor}", &floor.to_string())
    }
}

/// On each floor one room for many and several for few; the board and the management sit on top, courses below.
const fn kind(number: usize, storey: usize, storeys: usize) -> Kind {
    let is_top = storey + 1 == storeys;
    match number {
        0 if storey + 2 >= storeys => Kind::Board,
        1 | 5 if is_top => Kind::Executive,
        2 if storey == 0 => Kind::Training,
        0 | 6 => Kind::Large,
        2 | 7 | 11 => Kind::Huddle,
        4 | 9 => Kind::Focus,
        _ => Kind::Meeting,
    }
}

fn model(kind: Kind, nth: usize) -> &'static Model {
    let models: &'static [Model] = match kind {
        Kind::Board | Kind::Executive | Kind::Training | Kind::Large => &LARGE,
        Kind::Meeting => &MEDIUM,
        Kind::Huddle => &SMALL,
        Kind::Focus => &MINI,
    };
    models.iter().cycle().nth(nth % models.len()).unwrap_or(&LARGE[0])
}

const fn capacity(kind: Kind, number: usize) -> i64 {
    match kind {
        Kind::Board => 20,
        Kind::Executive => 12,
        Kind::Training => 32,
        Kind::Large => 16,
        Kind::Meeting => {
            if number.is_multiple_of(2) {
                8
            } else {
                10
            }
        }
        Kind::Huddle => 4,
        Kind::Focus => 2,
    }
}

impl Kind {
    /// How large such a room is.
    pub(super) const fn size(self) -> RoomSize {
        match self {
            Self::Board | Self::Training | Self::Large => RoomSize::Large,
            Self::Executive | Self::Meeting => RoomSize::Medium,
            Self::Huddle | Self::Focus => RoomSize::Small,
        }
    }

    /// What kind of place such a room is.
    pub(super) const fn place_type(self) -> PlaceType {
        match self {
            Self::Training => PlaceType::TrainingRoom,
            Self::Huddle | Self::Focus => PlaceType::HuddleRoom,
            Self::Board | Self::Executive | Self::Large | Self::Meeting => PlaceType::ConferenceRoom,
        }
    }
}

/// A serial number of the maker's form, the same at every start.
fn serial(model: &Model, host: &str) -> String {
    let number = host.bytes().fold(17_u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    format!("{}{:06}", model.serial, number % 1_000_000)
}

/// The customer whose room a host is.
pub(super) fn owner(host: &str) -> Option<&'static str> {
    let code = host.split('-').next()?;
    let estate = estates().find(|estate| estate.sites.iter().any(|site| site.code == code))?;
    Some(estate.organization)
}

/// The rooms of smaller customers.
pub(super) fn small_estates() -> impl Iterator<Item = &'static Estate> {
    small::SMALL.iter().chain(&abroad::ABROAD)
}

/// The rooms of every customer.
pub(super) fn estates() -> impl Iterator<Item = &'static Estate> {
    ESTATES.iter().chain(small_estates())
}

/// Every room of the demonstration.
pub(super) fn rooms() -> Vec<RoomPlan> {
    estates().flat_map(Estate::rooms).collect()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// About 500 rooms, those of the large customers in sites and groups.
    #[test]
    fn about_500_rooms_each_in_a_place_and_groups_that_exist() {
        let rooms = rooms();
        assert_eq!(rooms.len(), 519);
        let hosts: BTreeSet<_> = rooms.iter().map(|room| &room.host).collect();
        let names: BTreeSet<_> = rooms.iter().map(|room| (room.organization, &room.name)).collect();
        let serials: BTreeSet<_> = rooms.iter().map(|room| &room.serial).collect();
        assert_eq!((hosts.len(), names.len(), serials.len()), (519, 519, 519));
        for estate in &ESTATES {
            let places = estate.places();
            for (index, place) in places.iter().enumerate() {
                if let Some((_, parent)) = place.path.split_last().filter(|(_, parent)| !parent.is_empty()) {
                    assert!(places[..index].iter().any(|earlier| earlier.path == parent));
                }
            }
            let groups = estate.groups();
            for room in estate.rooms() {
                assert!(places.iter().any(|place| place.path == room.place), "{:?}", room.place);
                assert!(room.groups.iter().all(|name| groups.iter().any(|known| known.name == *name)));
                assert!(domain::organization::is_time_zone(room.zone));
            }
            for GroupPlan { name, by, .. } in groups {
                let rooms = estate.rooms();
                assert!(rooms.iter().any(|room| room.groups.contains(&name)), "{name} is empty");
                let is_chosen = |room: &RoomPlan| match &by {
                    ChosenBy::Hand => room.groups.contains(&name),
                    ChosenBy::Tag(tag) => room.tag == Some(tag),
                    ChosenBy::Place(path) => room.place.starts_with(path),
                };
                assert!(rooms.iter().all(|room| is_chosen(room) == room.groups.contains(&name)), "{name}");
            }
        }
    }
}
