//! The floors of smaller customers.

use super::{Estate, Site};

const ESTATE: Estate =
    Estate { organization: "", room: "{name}", floor: "Floor {floor}", groups: &[], sites: &[] };

const TREES2: &[&str] = &["Maple", "Birch"];
const TREES3: &[&str] = &["Oak", "Cedar", "Willow"];
const TREES4: &[&str] = &["Elm", "Ash", "Juniper", "Alder"];
const PEAKS2: &[&str] = &["Summit", "Base camp"];
const PEAKS3: &[&str] = &["Rainier", "Hood", "Baker"];
const RIVERS2: &[&str] = &["Bend", "Delta"];
const RIVERS3: &[&str] = &["Harbor", "Estuary", "Dock"];
const RIVERS4: &[&str] = &["Chesapeake", "Patapsco", "Severn", "Potomac"];
const STARS2: &[&str] = &["Vega", "Altair"];
const STARS3: &[&str] = &["Sirius", "Rigel", "Mira"];
const STARS4: &[&str] = &["Orion", "Lyra", "Cygnus", "Draco"];
const FLOWERS_KO: &[&str] = &["동백", "목련", "국화"];
const FLOWERS_JA: &[&str] = &["椿", "桔梗", "菫"];
const FLOWERS_ZH: &[&str] = &["梅", "蘭", "竹"];
const RIVERS_RU: &[&str] = &["Мойка", "Фонтанка", "Охта"];

const SITE: Site = Site {
    code: "",
    country: "United States",
    city: "",
    building: "",
    zone: "America/Chicago",
    at: ("", ""),
    group: ("", ""),
    floors: &[1],
    names: &[],
};

/// Every smaller customer's rooms.
pub(in crate::demo) static SMALL_ESTATES: [Estate; 38] = [
    Estate {
        organization: "adatum",
        sites: &[Site {
            code: "BOS",
            country: "United States",
            city: "Boston",
            building: "1 Seaport Lane",
            zone: "America/New_York",
            at: ("42.3510", "-71.0440"),
            floors: &[1],
            names: TREES3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "alpine",
        sites: &[Site {
            code: "DEN",
            country: "United States",
            city: "Denver",
            building: "1600 Wynkoop Street",
            zone: "America/Denver",
            at: ("39.7530", "-105.0001"),
            floors: &[2],
            names: PEAKS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "bellows",
        sites: &[Site {
            code: "MSN",
            country: "United States",
            city: "Madison",
            building: "640 State Street",
            zone: "America/Chicago",
            at: ("43.0747", "-89.3953"),
            floors: &[3],
            names: TREES4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "bestforyou",
        sites: &[Site {
            code: "PDX",
            country: "United States",
            city: "Portland",
            building: "99 Burnside Street",
            zone: "America/Los_Angeles",
            at: ("45.5229", "-122.6765"),
            floors: &[4],
            names: RIVERS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "cohovineyard",
        sites: &[Site {
            code: "APC",
            country: "United States",
            city: "Napa",
            building: "1200 Main Street",
            zone: "America/Los_Angeles",
            at: ("38.2975", "-122.2869"),
            floors: &[5],
            names: RIVERS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "fabrikam",
        sites: &[Site {
            code: "ORD",
            country: "United States",
            city: "Chicago",
            building: "410 Wabash Avenue",
            zone: "America/Chicago",
            at: ("41.8897", "-87.6262"),
            floors: &[6],
            names: TREES4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "fineart",
        sites: &[Site {
            code: "PHL",
            country: "United States",
            city: "Philadelphia",
            building: "118 Broad Street",
            zone: "America/New_York",
            at: ("39.9556", "-75.1640"),
            floors: &[1],
            names: STARS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "firstup",
        sites: &[Site {
            code: "ATL",
            country: "United States",
            city: "Atlanta",
            building: "191 Peachtree Street",
            zone: "America/New_York",
            at: ("33.7590", "-84.3870"),
            floors: &[2],
            names: STARS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "fourthcoffee",
        sites: &[Site {
            code: "SEA",
            country: "United States",
            city: "Seattle",
            building: "1912 Pike Place",
            zone: "America/Los_Angeles",
            at: ("47.6101", "-122.3421"),
            floors: &[3],
            names: PEAKS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "harborlegal",
        sites: &[Site {
            code: "BWI",
            country: "United States",
            city: "Baltimore",
            building: "100 Light Street",
            zone: "America/New_York",
            at: ("39.2865", "-76.6130"),
            floors: &[4],
            names: RIVERS4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "lakeshore",
        sites: &[Site {
            code: "MKE",
            country: "United States",
            city: "Milwaukee",
            building: "777 Water Street",
            zone: "America/Chicago",
            at: ("43.0407", "-87.9099"),
            floors: &[5],
            names: TREES4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "lamna",
        sites: &[Site {
            code: "PHX",
            country: "United States",
            city: "Phoenix",
            building: "2 Central Avenue",
            zone: "America/Phoenix",
            at: ("33.4484", "-112.0740"),
            floors: &[6],
            names: STARS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "liberty",
        sites: &[Site {
            code: "PIT",
            country: "United States",
            city: "Pittsburgh",
            building: "20 Stanwix Street",
            zone: "America/New_York",
            at: ("40.4406", "-80.0049"),
            floors: &[1],
            names: RIVERS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "litware",
        sites: &[Site {
            code: "SAN",
            country: "United States",
            city: "San Diego",
            building: "750 B Street",
            zone: "America/Los_Angeles",
            at: ("32.7178", "-117.1576"),
            floors: &[2],
            names: STARS4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "margie",
        sites: &[Site {
            code: "DFW",
            country: "United States",
            city: "Dallas",
            building: "2100 Ross Avenue",
            zone: "America/Chicago",
            at: ("32.7876", "-96.7985"),
            floors: &[3],
            names: PEAKS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "munson",
        sites: &[Site {
            code: "OMA",
            country: "United States",
            city: "Omaha",
            building: "1314 Douglas Street",
            zone: "America/Chicago",
            at: ("41.2586", "-95.9340"),
            floors: &[4],
            names: TREES2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "nodpublishers",
        sites: &[Site {
            code: "BDL",
            country: "United States",
            city: "Hartford",
            building: "280 Trumbull Street",
            zone: "America/New_York",
            at: ("41.7670", "-72.6770"),
            floors: &[5],
            names: STARS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "proseware",
        sites: &[Site {
            code: "OAK",
            country: "United States",
            city: "Oakland",
            building: "1999 Harrison Street",
            zone: "America/Los_Angeles",
            at: ("37.8088", "-122.2655"),
            floors: &[6],
            names: RIVERS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "relecloud",
        sites: &[Site {
            code: "SJC",
            country: "United States",
            city: "San Jose",
            building: "333 San Fernando Street",
            zone: "America/Los_Angeles",
            at: ("37.3352", "-121.8863"),
            floors: &[1],
            names: STARS4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "southridge",
        sites: &[Site {
            code: "SLC",
            country: "United States",
            city: "Salt Lake City",
            building: "222 Main Street",
            zone: "America/Denver",
            at: ("40.7635", "-111.8903"),
            floors: &[2],
            names: PEAKS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "tailspin",
        sites: &[Site {
            code: "MSP",
            country: "United States",
            city: "Minneapolis",
            building: "80 Eighth Street",
            zone: "America/Chicago",
            at: ("44.9759", "-93.2717"),
            floors: &[3],
            names: PEAKS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "trey",
        sites: &[Site {
            code: "RDU",
            country: "United States",
            city: "Raleigh",
            building: "150 Fayetteville Street",
            zone: "America/New_York",
            at: ("35.7776", "-78.6390"),
            floors: &[4],
            names: STARS4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "woodgrove",
        sites: &[Site {
            code: "CLT",
            country: "United States",
            city: "Charlotte",
            building: "201 Tryon Street",
            zone: "America/New_York",
            at: ("35.2279", "-80.8420"),
            floors: &[5],
            names: TREES4,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "worldwide",
        sites: &[Site {
            code: "IAH",
            country: "United States",
            city: "Houston",
            building: "1000 Louisiana Street",
            zone: "America/Chicago",
            at: ("29.7589", "-95.3677"),
            floors: &[6],
            names: RIVERS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "humongous",
        sites: &[Site {
            code: "YOW",
            country: "Canada",
            city: "Ottawa",
            building: "160 Elgin Street",
            zone: "America/Toronto",
            at: ("45.4196", "-75.6927"),
            floors: &[1],
            names: TREES3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "vanarsdel",
        sites: &[Site {
            code: "YVR",
            country: "Canada",
            city: "Vancouver",
            building: "1055 Dunsmuir Street",
            zone: "America/Vancouver",
            at: ("49.2860", "-123.1200"),
            floors: &[2],
            names: PEAKS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "grandriver",
        sites: &[Site {
            code: "YWG",
            country: "Canada",
            city: "Winnipeg",
            building: "201 Portage Avenue",
            zone: "America/Winnipeg",
            at: ("49.8951", "-97.1384"),
            floors: &[3],
            names: RIVERS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "thames",
        sites: &[Site {
            code: "LHR",
            country: "United Kingdom",
            city: "Reading",
            building: "3 Forbury Place",
            zone: "Europe/London",
            at: ("51.4566", "-0.9665"),
            floors: &[4],
            names: TREES2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "coral",
        sites: &[Site {
            code: "BNE",
            country: "Australia",
            city: "Brisbane",
            building: "66 Eagle Street",
            zone: "Australia/Brisbane",
            at: ("-27.4690", "153.0300"),
            floors: &[5],
            names: STARS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "namsan",
        floor: "{floor}층",
        sites: &[Site {
            code: "ICN",
            country: "대한민국",
            city: "서울",
            building: "을지로 100",
            zone: "Asia/Seoul",
            at: ("37.5660", "126.9910"),
            floors: &[6],
            names: FLOWERS_KO,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "haeoreum",
        floor: "{floor}층",
        sites: &[Site {
            code: "PUS",
            country: "대한민국",
            city: "부산",
            building: "센텀중앙로 90",
            zone: "Asia/Seoul",
            at: ("35.1730", "129.1270"),
            floors: &[1],
            names: FLOWERS_KO,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "minato",
        floor: "{floor}階",
        sites: &[Site {
            code: "HND",
            country: "日本",
            city: "横浜",
            building: "みなとみらい2-2-1",
            zone: "Asia/Tokyo",
            at: ("35.4547", "139.6310"),
            floors: &[2],
            names: FLOWERS_JA,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "kitano",
        floor: "{floor}階",
        sites: &[Site {
            code: "UKB",
            country: "日本",
            city: "神戸",
            building: "三宮町1-9-1",
            zone: "Asia/Tokyo",
            at: ("34.6930", "135.1920"),
            floors: &[3],
            names: FLOWERS_JA,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "yushan",
        floor: "{floor} 樓",
        sites: &[Site {
            code: "RMQ",
            country: "台灣",
            city: "台中",
            building: "市政路 386 號",
            zone: "Asia/Taipei",
            at: ("24.1620", "120.6400"),
            floors: &[4],
            names: FLOWERS_ZH,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "neva",
        floor: "Этаж {floor}",
        sites: &[Site {
            code: "LED",
            country: "Россия",
            city: "Санкт-Петербург",
            building: "Невский проспект, 88",
            zone: "Europe/Moscow",
            at: ("59.9320", "30.3550"),
            floors: &[5],
            names: RIVERS_RU,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "graphicdesign",
        sites: &[Site {
            code: "SMF",
            country: "United States",
            city: "Sacramento",
            building: "1201 K Street",
            zone: "America/Los_Angeles",
            at: ("38.5780", "-121.4900"),
            floors: &[6],
            names: STARS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "consolidated",
        sites: &[Site {
            code: "MEM",
            country: "United States",
            city: "Memphis",
            building: "60 Union Avenue",
            zone: "America/Chicago",
            at: ("35.1440", "-90.0530"),
            floors: &[1],
            names: RIVERS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "blueyonder",
        sites: &[Site {
            code: "MCO",
            country: "United States",
            city: "Orlando",
            building: "200 Orange Avenue",
            zone: "America/New_York",
            at: ("28.5410", "-81.3790"),
            floors: &[2],
            names: PEAKS3,
            ..SITE
        }],
        ..ESTATE
    },
];
