//! Where the sample rooms are: sites, buildings and floors of each customer, its words for kinds of rooms, and the
//! names of its rooms.
//!
//! Invariant: the same plan at every start; host names are unique over all organizations.

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
    groups: [(Kind, &'static str, &'static str); 4],
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
    /// The group of all rooms of this site, with its description.
    pub group: (&'static str, &'static str),
    floors: &'static [u16],
    names: &'static [&'static str],
}

/// Every customer's rooms.
pub(super) static ESTATES: [Estate; 5] = [
    Estate {
        organization: "contoso",
        room: "{name} {floor}",
        floor: "Floor {floor}",
        groups: [
            (Kind::Board, "Board rooms", "Rooms of the board, looked after first"),
            (Kind::Executive, "Executive", "Rooms on the executive floors"),
            (Kind::Training, "Training", "Rooms for courses and large audiences"),
            (Kind::Huddle, "Huddle spaces", "Small rooms without booking"),
        ],
        sites: &[
            Site {
                code: "NYC",
                country: "United States",
                city: "New York",
                building: "350 Hudson Yards",
                zone: "America/New_York",
                group: ("New York", "All rooms in New York"),
                floors: &[11, 12, 14, 15, 16],
                names: &[
                    "Hudson",
                    "Bryant",
                    "Chelsea",
                    "Tribeca",
                    "Liberty",
                    "Madison",
                    "Lexington",
                    "Bowery",
                    "Battery",
                    "Gramercy",
                    "Harlem",
                    "Astoria",
                    "Flatiron",
                    "Brooklyn",
                ],
            },
            Site {
                code: "YYZ",
                country: "Canada",
                city: "Toronto",
                building: "88 Front Street West",
                zone: "America/Toronto",
                group: ("Toronto", "All rooms in Toronto"),
                floors: &[3, 4, 5, 6],
                names: &[
                    "Ontario",
                    "Huron",
                    "Simcoe",
                    "Muskoka",
                    "Erie",
                    "Superior",
                    "Nipissing",
                    "Rosseau",
                    "Kawartha",
                    "Couchiching",
                ],
            },
        ],
    },
    Estate {
        organization: "hanbit",
        room: "{floor}층 {name}",
        floor: "{floor}층",
        groups: [
            (Kind::Board, "이사회실", "이사회가 쓰는 회의실"),
            (Kind::Executive, "임원 회의실", "임원 층의 회의실"),
            (Kind::Training, "교육장", "교육과 대규모 행사를 위한 방"),
            (Kind::Huddle, "소회의실", "예약 없이 쓰는 작은 방"),
        ],
        sites: &[
            Site {
                code: "SEL",
                country: "대한민국",
                city: "서울",
                building: "테헤란로 본사",
                zone: "Asia/Seoul",
                group: ("본사", "테헤란로 본사의 모든 회의실"),
                floors: &[7, 8, 9, 10, 11, 12],
                names: &["한라", "백두", "지리", "설악", "북한", "남산", "금강", "덕유", "오대", "태백"],
            },
            Site {
                code: "MGK",
                country: "대한민국",
                city: "서울",
                building: "마곡 연구소",
                zone: "Asia/Seoul",
                group: ("마곡 연구소", "마곡 연구소의 모든 회의실"),
                floors: &[2, 3, 4],
                names: &["한강", "낙동", "금강", "섬진", "영산", "임진", "소양", "동강", "남한강", "북한강"],
            },
        ],
    },
    Estate {
        organization: "aoyama",
        room: "{name} {floor}F",
        floor: "{floor}階",
        groups: [
            (Kind::Board, "役員会議室", "取締役会で使う会議室"),
            (Kind::Executive, "役員フロア", "役員フロアの会議室"),
            (Kind::Training, "研修室", "研修と説明会の部屋"),
            (Kind::Huddle, "小会議室", "予約なしで使う小さな部屋"),
        ],
        sites: &[
            Site {
                code: "TYO",
                country: "日本",
                city: "東京",
                building: "青山本社ビル",
                zone: "Asia/Tokyo",
                group: ("東京本社", "東京本社のすべての会議室"),
                floors: &[5, 6, 7, 8, 9],
                names: &["桜", "梅", "松", "竹", "菊", "藤", "楓", "椿", "桐", "萩"],
            },
            Site {
                code: "OSA",
                country: "日本",
                city: "大阪",
                building: "梅田支社",
                zone: "Asia/Tokyo",
                group: ("大阪支社", "大阪支社のすべての会議室"),
                floors: &[21, 22, 23],
                names: &["淀川", "大和", "葵", "曙", "暁", "泉", "若葉", "千鳥", "飛鳥", "浪速"],
            },
        ],
    },
    Estate {
        organization: "morningstar",
        room: "{floor} 樓 {name}",
        floor: "{floor} 樓",
        groups: [
            (Kind::Board, "董事會議室", "董事會使用的會議室"),
            (Kind::Executive, "主管會議室", "主管樓層的會議室"),
            (Kind::Training, "訓練教室", "課程與大型活動使用"),
            (Kind::Huddle, "小型討論室", "不需預約的小房間"),
        ],
        sites: &[
            Site {
                code: "TPE",
                country: "臺灣",
                city: "臺北",
                building: "信義總部",
                zone: "Asia/Taipei",
                group: ("臺北總部", "臺北總部的所有會議室"),
                floors: &[16, 17, 18, 19],
                names: &["玉山", "雪山", "合歡", "大霸", "奇萊", "南湖", "能高", "陽明", "觀音", "七星"],
            },
            Site {
                code: "KHH",
                country: "臺灣",
                city: "高雄",
                building: "亞灣園區",
                zone: "Asia/Taipei",
                group: ("高雄園區", "高雄園區的所有會議室"),
                floors: &[3, 4, 5],
                names: &[
                    "愛河",
                    "旗津",
                    "西子灣",
                    "壽山",
                    "澄清湖",
                    "蓮池潭",
                    "鼓山",
                    "鹽埕",
                    "左營",
                    "美濃",
                ],
            },
        ],
    },
    Estate {
        organization: "volga",
        room: "{name}, {floor} этаж",
        floor: "{floor} этаж",
        groups: [
            (Kind::Board, "Залы правления", "Переговорные правления банка"),
            (Kind::Executive, "Руководство", "Переговорные на этажах руководства"),
            (Kind::Training, "Учебные классы", "Комнаты для обучения и больших встреч"),
            (Kind::Huddle, "Малые переговорные", "Небольшие комнаты без бронирования"),
        ],
        sites: &[
            Site {
                code: "MOW",
                country: "Россия",
                city: "Москва",
                building: "Башня на набережной",
                zone: "Europe/Moscow",
                group: ("Москва", "Все переговорные в Москве"),
                floors: &[24, 25, 26, 27],
                names: &["Ока", "Кама", "Нева", "Дон", "Енисей", "Лена", "Обь", "Ангара", "Печора"],
            },
            Site {
                code: "KZN",
                country: "Россия",
                city: "Казань",
                building: "Дом на Баумана",
                zone: "Europe/Moscow",
                group: ("Казань", "Все переговорные в Казани"),
                floors: &[2, 3, 4],
                names: &["Свияга", "Казанка", "Вятка", "Белая", "Сура", "Ик", "Меша", "Шешма"],
            },
        ],
    },
];

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
    /// Its time zone.
    pub zone: &'static str,
    /// The sign-in address of the room.
    pub account: String,
    /// The tag in the customer's inventory.
    pub asset_tag: String,
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

    /// The room groups: name and description.
    pub(super) fn groups(&self) -> Vec<(&'static str, &'static str)> {
        let kinds = self.groups.iter().map(|(_, name, description)| (*name, *description));
        kinds.chain(self.sites.iter().map(|site| site.group)).collect()
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
                        zone: site.zone,
                        account: format!("{}@{domain}", host.to_lowercase()),
                        asset_tag: format!("{}-{:05}", site.code, 40_100 + nth * 7),
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

/// A serial number of the maker's form, the same at every start.
fn serial(model: &Model, host: &str) -> String {
    let number = host.bytes().fold(17_u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    format!("{}{:06}", model.serial, number % 1_000_000)
}

/// The customer whose room a host is.
pub(super) fn owner(host: &str) -> Option<&'static str> {
    let code = host.split('-').next()?;
    let estate = ESTATES.iter().find(|estate| estate.sites.iter().any(|site| site.code == code))?;
    Some(estate.organization)
}

/// Every room of the demonstration.
pub(super) fn rooms() -> Vec<RoomPlan> {
    ESTATES.iter().flat_map(Estate::rooms).collect()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Issue item 1: about 400 rooms, in sites and groups.
    #[test]
    fn about_400_rooms_each_in_a_place_and_groups_that_exist() {
        let rooms = rooms();
        assert_eq!(rooms.len(), 410);
        let hosts: BTreeSet<_> = rooms.iter().map(|room| &room.host).collect();
        let names: BTreeSet<_> = rooms.iter().map(|room| (room.organization, &room.name)).collect();
        let serials: BTreeSet<_> = rooms.iter().map(|room| &room.serial).collect();
        assert_eq!((hosts.len(), names.len(), serials.len()), (410, 410, 410));
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
                assert!(room.groups.iter().all(|name| groups.iter().any(|(known, _)| known == name)));
                assert!(domain::organization::is_time_zone(room.zone));
            }
            for (name, _) in groups {
                assert!(estate.rooms().iter().any(|room| room.groups.contains(&name)), "{name} is empty");
            }
        }
    }
}
