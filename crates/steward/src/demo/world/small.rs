//! Smaller customers of the first partner: one administrator, one floor, a few rooms. With the large ones they make the
//! forty over which a technician looks on a Monday.
//!
//! Invariant: nothing here is offered on the sign-in page; the story of each is the same.

use domain::organization::Language;

use super::{Duty, Organization, Part, Person};

const SMALL: Organization = Organization {
    key: "",
    name: "",
    domains: &[],
    country: "US",
    language: Language::English,
    zone: "America/Chicago",
    part: Part::Customer,
    people: &[],
    groups: &[],
};

/// Each smaller customer.
pub(in crate::demo) static SMALL_CUSTOMERS: [Organization; 38] = [
    Organization {
        key: "adatum",
        name: "Adatum Insurance",
        domains: &["adatum.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "ruth@adatum.example", name: "Ruth Coleman", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "alpine",
        name: "Alpine Ski House",
        domains: &["alpine.example"],
        country: "US",
        language: Language::English,
        zone: "America/Denver",
        people: &[Person { upn: "gus@alpine.example", name: "Gus Lindholm", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "bellows",
        name: "Bellows College",
        domains: &["bellows.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "dana@bellows.example", name: "Dana Whitfield", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "bestforyou",
        name: "Best For You Organics",
        domains: &["bestforyou.example"],
        country: "US",
        language: Language::English,
        zone: "America/Los_Angeles",
        people: &[Person { upn: "lena@bestforyou.example", name: "Lena Ortiz", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "cohovineyard",
        name: "Coho Vineyard",
        domains: &["cohovineyard.example"],
        country: "US",
        language: Language::English,
        zone: "America/Los_Angeles",
        people: &[Person { upn: "marco@cohovineyard.example", name: "Marco Bellini", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "fabrikam",
        name: "Fabrikam Foods",
        domains: &["fabrikam.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "helen@fabrikam.example", name: "Helen Marsh", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "fineart",
        name: "School of Fine Art",
        domains: &["fineart.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "paul@fineart.example", name: "Paul Adeyemi", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "firstup",
        name: "First Up Consultants",
        domains: &["firstup.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "carla@firstup.example", name: "Carla Jennings", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "fourthcoffee",
        name: "Fourth Coffee",
        domains: &["fourthcoffee.example"],
        country: "US",
        language: Language::English,
        zone: "America/Los_Angeles",
        people: &[Person { upn: "ben@fourthcoffee.example", name: "Ben Sorensen", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "harborlegal",
        name: "Harbor Legal",
        domains: &["harborlegal.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "joan@harborlegal.example", name: "Joan Pruitt", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "lakeshore",
        name: "Lakeshore Health",
        domains: &["lakeshore.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "nina@lakeshore.example", name: "Nina Kowalski", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "lamna",
        name: "Lamna Healthcare",
        domains: &["lamna.example"],
        country: "US",
        language: Language::English,
        zone: "America/Phoenix",
        people: &[Person { upn: "ray@lamna.example", name: "Ray Dominguez", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "liberty",
        name: "Liberty Delightful Bakery",
        domains: &["liberty.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "iris@liberty.example", name: "Iris Novak", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "litware",
        name: "Litware Games",
        domains: &["litware.example"],
        country: "US",
        language: Language::English,
        zone: "America/Los_Angeles",
        people: &[Person { upn: "kyle@litware.example", name: "Kyle Tran", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "margie",
        name: "Margie's Travel",
        domains: &["margie.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "margie@margie.example", name: "Margie Hollis", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "munson",
        name: "Munson's Pickles",
        domains: &["munson.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "walt@munson.example", name: "Walt Munson", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "nodpublishers",
        name: "Nod Publishers",
        domains: &["nodpublishers.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "edith@nodpublishers.example", name: "Edith Lowell", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "proseware",
        name: "Proseware",
        domains: &["proseware.example"],
        country: "US",
        language: Language::English,
        zone: "America/Los_Angeles",
        people: &[Person { upn: "omar@proseware.example", name: "Omar Haddad", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "relecloud",
        name: "Relecloud",
        domains: &["relecloud.example"],
        country: "US",
        language: Language::English,
        zone: "America/Los_Angeles",
        people: &[Person { upn: "tess@relecloud.example", name: "Tess Nguyen", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "southridge",
        name: "Southridge Video",
        domains: &["southridge.example"],
        country: "US",
        language: Language::English,
        zone: "America/Denver",
        people: &[Person { upn: "cody@southridge.example", name: "Cody Barrett", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "tailspin",
        name: "Tailspin Toys",
        domains: &["tailspin.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "lars@tailspin.example", name: "Lars Engstrom", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "trey",
        name: "Trey Research",
        domains: &["trey.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "mona@trey.example", name: "Mona Fletcher", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "woodgrove",
        name: "Woodgrove Bank",
        domains: &["woodgrove.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "peter@woodgrove.example", name: "Peter Langford", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "worldwide",
        name: "Wide World Importers",
        domains: &["worldwide.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "gina@worldwide.example", name: "Gina Alvarez", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "humongous",
        name: "Humongous Insurance",
        domains: &["humongous.example"],
        country: "CA",
        language: Language::English,
        zone: "America/Toronto",
        people: &[Person { upn: "claire@humongous.example", name: "Claire Bouchard", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "vanarsdel",
        name: "VanArsdel",
        domains: &["vanarsdel.example"],
        country: "CA",
        language: Language::English,
        zone: "America/Vancouver",
        people: &[Person { upn: "ian@vanarsdel.example", name: "Ian McTavish", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "grandriver",
        name: "Grand River Council",
        domains: &["grandriver.example"],
        country: "CA",
        language: Language::English,
        zone: "America/Winnipeg",
        people: &[Person { upn: "joyce@grandriver.example", name: "Joyce Beaulieu", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "thames",
        name: "Thames Valley Trust",
        domains: &["thames.example"],
        country: "GB",
        language: Language::English,
        zone: "Europe/London",
        people: &[Person { upn: "gareth@thames.example", name: "Gareth Pugh", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "coral",
        name: "Coral Bay Resorts",
        domains: &["coral.example"],
        country: "AU",
        language: Language::English,
        zone: "Australia/Brisbane",
        people: &[Person { upn: "zoe@coral.example", name: "Zoe Hartigan", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "namsan",
        name: "남산설계",
        domains: &["namsan.example"],
        country: "KR",
        language: Language::Korean,
        zone: "Asia/Seoul",
        people: &[Person { upn: "eunji@namsan.example", name: "윤은지", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "haeoreum",
        name: "해오름물산",
        domains: &["haeoreum.example"],
        country: "KR",
        language: Language::Korean,
        zone: "Asia/Seoul",
        people: &[Person { upn: "taeho@haeoreum.example", name: "서태호", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "minato",
        name: "みなと海運",
        domains: &["minato.example"],
        country: "JP",
        language: Language::Japanese,
        zone: "Asia/Tokyo",
        people: &[Person { upn: "haruka@minato.example", name: "小林 遥", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "kitano",
        name: "北野製菓",
        domains: &["kitano.example"],
        country: "JP",
        language: Language::Japanese,
        zone: "Asia/Tokyo",
        people: &[Person { upn: "makoto@kitano.example", name: "松本 誠", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "yushan",
        name: "玉山物流",
        domains: &["yushan.example"],
        country: "TW",
        language: Language::TraditionalChinese,
        zone: "Asia/Taipei",
        people: &[Person { upn: "wenxin@yushan.example", name: "蔡文心", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "neva",
        name: "Нева Проект",
        domains: &["neva.example"],
        country: "RU",
        language: Language::Russian,
        zone: "Europe/Moscow",
        people: &[Person {
            upn: "mikhail@neva.example", name: "Михаил Лебедев", duty: Duty::Owner
        }],
        ..SMALL
    },
    Organization {
        key: "graphicdesign",
        name: "Graphic Design Institute",
        domains: &["graphicdesign.example"],
        country: "US",
        language: Language::English,
        zone: "America/Los_Angeles",
        people: &[Person { upn: "amy@graphicdesign.example", name: "Amy Rowland", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "consolidated",
        name: "Consolidated Messenger",
        domains: &["consolidated.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        people: &[Person { upn: "duke@consolidated.example", name: "Duke Ellison", duty: Duty::Owner }],
        ..SMALL
    },
    Organization {
        key: "blueyonder",
        name: "Blue Yonder Airlines",
        domains: &["blueyonder.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        people: &[Person { upn: "vera@blueyonder.example", name: "Vera Castillo", duty: Duty::Owner }],
        ..SMALL
    },
];
