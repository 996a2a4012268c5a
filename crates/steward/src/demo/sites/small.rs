//! The floors of smaller customers in the United States.

use super::{Estate, Site};

/// A customer with one site.
pub(super) const ESTATE: Estate =
    Estate { organization: "", room: "{name}", floor: "Floor {floor}", groups: &[], sites: &[] };

/// A site without groups.
pub(super) const SITE: Site = Site {
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

/// Their rooms.
pub(super) static SMALL: [Estate; 27] = [
    Estate {
        organization: "adatum",
        sites: &[Site {
            code: "BOS",
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
            city: "Madison",
            building: "640 State Street",
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
            city: "Chicago",
            building: "410 Wabash Avenue",
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
            city: "Milwaukee",
            building: "777 Water Street",
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
            city: "Dallas",
            building: "2100 Ross Avenue",
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
            city: "Omaha",
            building: "1314 Douglas Street",
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
            city: "Minneapolis",
            building: "80 Eighth Street",
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
            city: "Houston",
            building: "1000 Louisiana Street",
            at: ("29.7589", "-95.3677"),
            floors: &[6],
            names: RIVERS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "graphicdesign",
        sites: &[Site {
            code: "SMF",
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
            city: "Memphis",
            building: "60 Union Avenue",
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
