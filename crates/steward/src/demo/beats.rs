//! What happened in the weeks before a newcomer arrives, as data: who did what, when, in the order of time.
//!
//! Invariant: nothing lies in the future, and whoever acts may do so; the program itself refuses anything else.

use anyhow::{Context as _, Result};
use domain::time::{MINUTE, Time};
use jiff::{ToSpan as _, civil, tz::TimeZone};

use super::{
    monday, routine,
    sites::{self, ESTATES, Estate, RoomPlan},
    world::{self, Duty},
};

/// How many days ago the first organization arrived.
pub(super) const BEGINNING: i64 = 60;

/// Which rooms, in the words of the story.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rooms {
    /// All of them.
    All,
    /// The members of groups.
    Groups(&'static [&'static str]),
}

/// To whom an invitation goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Invitee {
    /// Whoever owns a domain, for some days.
    Domain(&'static str, &'static str),
    /// People by name and account name.
    Named(&'static [(&'static str, &'static str)]),
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) enum Beat {
    /// Somebody signs in.
    SignIn(&'static str),
    /// Somebody mistypes the password.
    Mistype(&'static str),
    /// An administrator enters the places of the organization.
    Places(&'static Estate),
    /// A room gets its name, place and data, and monitoring starts.
    Settle(Box<RoomPlan>),
    /// An administrator makes the room groups.
    Groups(&'static Estate),
    /// An administrator gives Site Lead or Site Tech.
    Assign { by: &'static str, to: &'static str, role: &'static str, name: &'static str, rooms: Rooms },
    /// A partner chooses tenant managers.
    TenantManagers { by: &'static str, people: &'static [&'static str] },
    /// A customer invites.
    Invite { by: &'static str, to: Invitee, rooms: Rooms },
    /// A partner accepts, with people and groups as primary admins.
    Accept { by: &'static str, customer: &'static str, admins: &'static [&'static str] },
    /// A partner denies.
    Deny { by: &'static str, customer: &'static str },
    /// A customer takes an invitation back.
    Withdraw { by: &'static str },
    /// Invitations run out.
    Expire,
    /// A customer changes which rooms a partner sees.
    ChangeScope { by: &'static str, partner: &'static str, rooms: Rooms },
    /// A customer blocks a person of a partner.
    Block { by: &'static str, partner: &'static str, person: &'static str, reason: &'static str },
    /// Somebody looks through the rooms of a customer.
    Look { by: &'static str, customer: &'static str },
    /// Somebody takes the incident of a room, says something and sets until when it is due, so many hours later.
    Take { by: &'static str, host: &'static str, says: &'static str, due_in_hours: i64 },
    /// Somebody writes a note on a room.
    Note { by: &'static str, host: String, note: &'static str },
    /// An administrator plans work in the rooms of a group: after some days, for some hours.
    Maintain { by: &'static str, group: &'static str, reason: &'static str, days: i64, hours: i64 },
    /// A person leaves, and the account is switched off.
    Leave { by: &'static str, person: &'static str },
    /// An agent of a partner sends a request, and a customer accepts a reseller relationship with delegated admin privileges.
    Sell { by: &'static str, to: &'static str },
    /// An agent of a partner asks for directory roles, a customer approves, and a group of the partner holds them.
    Delegate { by: &'static str, to: &'static str },
    /// A customer lets what it delegated to a partner open its rooms.
    OpenRooms { by: &'static str, partner: &'static str },
    /// An administrator registers a program that acts by itself.
    Register { by: &'static str, name: &'static str },
    /// An agent of a partner adds Autopilot devices to a customer, with a profile.
    SetUp { by: &'static str, customer: &'static str },
    /// A customer adds Autopilot devices itself.
    AddDevices { by: &'static str },
    /// The operator offers subscriptions, an agent of a partner provisions some for a customer, and the customer adds its own.
    Buy { operator: &'static str, by: &'static str, owner: &'static str, customer: &'static str },
    /// A device says that a signal changed.
    Report { host: String, signal: &'static str, value: &'static str, is_healthy: bool },
}

/// A moment so many days ago at a time of day of a zone. The days are counted from that of UTC, so that what happened in two
/// zones has the same order at whatever hour it is told.
pub(super) fn moment(now: Time, zone: &str, days_ago: i64, hour: i8, minute: i8) -> Result<Time> {
    let zone = TimeZone::get(zone)?;
    let today = now.timestamp().to_zoned(TimeZone::UTC).date();
    let day = today.checked_sub(days_ago.days())?;
    let at = day.to_datetime(civil::Time::new(hour, minute, 0, 0)?).to_zoned(zone)?;
    Ok(Time::from_micros(at.timestamp().as_microsecond()))
}

/// Everything that happened, in the order of time.
pub(super) fn all(now: Time) -> Result<Vec<(Time, Beat)>> {
    let mut beats = Vec::new();
    for (index, estate) in (0_i64..).zip(&ESTATES) {
        settling(&mut beats, now, estate, BEGINNING - 1 - index)?;
    }
    for (index, estate) in (0_i64..).zip(sites::small_estates()) {
        // Two smaller customers came every day.
        joining(&mut beats, now, estate, BEGINNING - 12 - index / 2)?;
    }
    monday::taken(&mut beats, now);
    for (zone, days_ago, hour, minute, beat) in told() {
        beats.push((moment(now, zone, days_ago, hour, minute)?, beat));
    }
    routine::sign_ins(&mut beats, now)?;
    routine::chores(&mut beats, now)?;
    routine::faults(&mut beats, now)?;
    // Nothing of today that has not come yet.
    beats.retain(|(at, _)| *at < now.plus(-MINUTE));
    beats.sort_by_key(|(at, _)| *at);
    Ok(beats)
}

/// A customer enters its places on its first day, settles its rooms in the days after, then makes its groups and
/// gives roles to its sites.
fn settling(beats: &mut Vec<(Time, Beat)>, now: Time, estate: &'static Estate, first_day: i64) -> Result<()> {
    let organization = world::organization(estate.organization).context("an estate without organization")?;
    let zone = organization.zone;
    beats.push((moment(now, zone, first_day, 9, 40)?, Beat::Places(estate)));
    for (number, room) in (0_i64..).zip(estate.rooms()) {
        // Thirty rooms a day, one every quarter of an hour.
        let (day, place) = (number / 30, number % 30);
        let at = moment(now, zone, first_day - 1 - day, 9, 5)?.plus(place * 14 * MINUTE);
        beats.push((at, Beat::Settle(Box::new(room))));
    }
    let settled = first_day - 6;
    beats.push((moment(now, zone, settled, 10, 15)?, Beat::Groups(estate)));
    let by = with_duty(organization, |duty| {
        duty == Duty::Directory(domain::role::DirectoryRole::ManagedServiceAdministrator)
    })?;
    let roles = [("site_lead", Duty::SiteLead, 0_usize), ("site_tech", Duty::SiteTech, 1)];
    for (minutes, (role, duty, site)) in (0_i64..).zip(roles) {
        let site = estate.sites.get(site).context("a customer with two sites")?;
        let to = with_duty(organization, |other| other == duty)?;
        let at = moment(now, zone, settled - 1, 11, 20)?.plus(minutes * 6 * MINUTE);
        let rooms = Rooms::Groups(std::slice::from_ref(&site.group.0));
        beats.push((at, Beat::Assign { by, to, role, name: site.group.0, rooms }));
    }
    Ok(())
}

/// A smaller customer settles its rooms in a day and gives them all to the partner the day after.
fn joining(beats: &mut Vec<(Time, Beat)>, now: Time, estate: &'static Estate, first_day: i64) -> Result<()> {
    let organization = world::organization(estate.organization).context("an estate without organization")?;
    let (by, customer) = (with_duty(organization, |duty| duty == Duty::Owner)?, organization.key);
    let zone = organization.zone;
    beats.push((moment(now, zone, first_day, 9, 30)?, Beat::Places(estate)));
    for (number, room) in (1_i64..).zip(estate.rooms()) {
        let at = moment(now, zone, first_day, 10, 0)?.plus(number * 9 * MINUTE);
        beats.push((at, Beat::Settle(Box::new(room))));
    }
    let to = Invitee::Domain("northwind.example", "14");
    beats.push((moment(now, zone, first_day, 15, 10)?, Beat::Invite { by, to, rooms: Rooms::All }));
    let (by, admins) = ("grace@northwind.example", &["liam@northwind.example", "Field technicians"][..]);
    beats.push((moment(now, CHICAGO, first_day - 2, 9, 20)?, Beat::Accept { by, customer, admins }));
    Ok(())
}

pub(super) fn with_duty(
    organization: &world::Organization,
    wanted: impl Fn(Duty) -> bool,
) -> Result<&'static str> {
    let person = organization.people.iter().find(|person| wanted(person.duty));
    person.map(|person| person.upn).with_context(|| format!("nobody in {} has that duty", organization.key))
}

const NEW_YORK: &str = "America/New_York";
const CHICAGO: &str = "America/Chicago";
const SEOUL: &str = "Asia/Seoul";
const TOKYO: &str = "Asia/Tokyo";
const TAIPEI: &str = "Asia/Taipei";
const MOSCOW: &str = "Europe/Moscow";
const SINGAPORE: &str = "Asia/Singapore";

/// The story between customers and partners: zone, days ago, hour, minute, what happened.
fn told() -> Vec<(&'static str, i64, i8, i8, Beat)> {
    use Beat::{
        Accept, AddDevices, Block, Buy, ChangeScope, Delegate, Deny, Expire, Invite, Leave, Look, Maintain,
        Mistype, Note, OpenRooms, Register, Sell, SetUp, TenantManagers, Withdraw,
    };
    let domain = |by, domain, days, rooms| Invite { by, to: Invitee::Domain(domain, days), rooms };
    vec![
        // The partners choose who answers invitations.
        (
            CHICAGO,
            58,
            9,
            5,
            TenantManagers { by: "daniel@northwind.example", people: &["grace@northwind.example"] },
        ),
        (
            SINGAPORE,
            58,
            10,
            30,
            TenantManagers { by: "arjun@pacificrooms.example", people: &["hana@pacificrooms.example"] },
        ),
        // Contoso buys from Northwind too, which has nothing to do with its rooms.
        (NEW_YORK, 40, 14, 20, Sell { by: "grace@northwind.example", to: "amelia@contoso.example" }),
        (NEW_YORK, 30, 10, 5, Delegate { by: "liam@northwind.example", to: "amelia@contoso.example" }),
        (NEW_YORK, 29, 11, 15, OpenRooms { by: "amelia@contoso.example", partner: "northwind" }),
        (NEW_YORK, 28, 9, 30, Register { by: "olivia@northwind.example", name: "Renewal reminders" }),
        (NEW_YORK, 36, 9, 40, SetUp { by: "liam@northwind.example", customer: "contoso" }),
        (NEW_YORK, 35, 16, 5, AddDevices { by: "amelia@contoso.example" }),
        (
            NEW_YORK,
            33,
            11,
            15,
            Buy {
                operator: "robin@operations.example",
                by: "liam@northwind.example",
                owner: "amelia@contoso.example",
                customer: "contoso",
            },
        ),
        // Contoso tries Northwind with its board rooms, then gives it everything, and blocks one person.
        (
            NEW_YORK,
            46,
            10,
            12,
            domain(
                "jordan@contoso.example",
                "northwind.example",
                "14",
                Rooms::Groups(&["Board rooms", "Executive"]),
            ),
        ),
        (
            CHICAGO,
            45,
            8,
            50,
            Accept {
                by: "grace@northwind.example",
                customer: "contoso",
                admins: &["liam@northwind.example", "Field technicians"],
            },
        ),
        (CHICAGO, 44, 9, 20, Look { by: "priya@northwind.example", customer: "contoso" }),
        (
            CHICAGO,
            43,
            11,
            2,
            Note {
                by: "priya@northwind.example",
                host: "NYC-15-01".to_owned(),
                note: "Camera cable replaced. Spare cable is in the rack.",
            },
        ),
        (
            NEW_YORK,
            31,
            14,
            40,
            ChangeScope { by: "jordan@contoso.example", partner: "northwind", rooms: Rooms::All },
        ),
        (CHICAGO, 30, 9, 31, Look { by: "frank@northwind.example", customer: "contoso" }),
        (
            CHICAGO,
            28,
            16,
            11,
            Note {
                by: "liam@northwind.example",
                host: "YYZ-04-01".to_owned(),
                note: "Wall port 4-117 renegotiates to 100 Mbit/s now and then. Facilities are told.",
            },
        ),
        (
            NEW_YORK,
            19,
            9,
            3,
            Block {
                by: "amelia@contoso.example",
                partner: "northwind",
                person: "frank@northwind.example",
                reason: "On site without an appointment, ticket FM-2231",
            },
        ),
        (
            CHICAGO,
            12,
            10,
            44,
            Note {
                by: "tomas@northwind.example",
                host: "NYC-12-07".to_owned(),
                note: "HDMI ingest fails with some laptops. New dongle ordered.",
            },
        ),
        (NEW_YORK, 25, 15, 5, Leave { by: "amelia@contoso.example", person: "victor@contoso.example" }),
        // Contoso asks Pacific Rooms for New York by mistake, takes it back, and asks for Toronto.
        (
            NEW_YORK,
            9,
            11,
            30,
            domain("jordan@contoso.example", "pacificrooms.example", "7", Rooms::Groups(&["New York"])),
        ),
        (NEW_YORK, 8, 9, 15, Withdraw { by: "jordan@contoso.example" }),
        (
            NEW_YORK,
            2,
            15,
            20,
            domain("jordan@contoso.example", "pacificrooms.example", "14", Rooms::Groups(&["Toronto"])),
        ),
        // Hanbit gives Northwind its board and executive rooms, no more.
        (
            SEOUL,
            41,
            13,
            25,
            domain(
                "jihoon@hanbit.example",
                "northwind-av.example",
                "30",
                Rooms::Groups(&["이사회실", "임원 회의실"]),
            ),
        ),
        (
            CHICAGO,
            40,
            9,
            12,
            Accept {
                by: "olivia@northwind.example",
                customer: "hanbit",
                admins: &["liam@northwind.example", "Asia technicians"],
            },
        ),
        (SEOUL, 39, 10, 8, Look { by: "yuna@northwind.example", customer: "hanbit" }),
        (
            SEOUL,
            33,
            15,
            47,
            Note {
                by: "yuna@northwind.example",
                host: "SEL-12-01".to_owned(),
                note: "HDMI 1 포트 접촉 불량. 다음 방문 때 교체 예정.",
            },
        ),
        (CHICAGO, 22, 17, 2, Leave { by: "olivia@northwind.example", person: "irene@northwind.example" }),
        // Aoyama works with Pacific Rooms and has just invited Northwind.
        (TOKYO, 38, 10, 30, domain("kenta@aoyama.example", "pacificrooms.example", "14", Rooms::All)),
        (
            SINGAPORE,
            37,
            9,
            41,
            Accept {
                by: "hana@pacificrooms.example",
                customer: "aoyama",
                admins: &["marcus@pacificrooms.example", "Technicians"],
            },
        ),
        (SINGAPORE, 36, 11, 0, Look { by: "marcus@pacificrooms.example", customer: "aoyama" }),
        (
            TOKYO,
            27,
            16,
            18,
            Note {
                by: "marcus@pacificrooms.example",
                host: "TYO-07-01".to_owned(),
                note: "スピーカーのファームウェア更新を待っています。",
            },
        ),
        (
            TOKYO,
            2,
            11,
            7,
            domain(
                "kenta@aoyama.example",
                "northwind.example",
                "14",
                Rooms::Groups(&["大阪支社", "役員会議室"]),
            ),
        ),
        // Morningstar was turned down by Northwind and gave Pacific Rooms two groups.
        (TAIPEI, 35, 10, 2, domain("zhihao@morningstar.example", "northwind.example", "10", Rooms::All)),
        (CHICAGO, 34, 8, 22, Deny { by: "grace@northwind.example", customer: "morningstar" }),
        (
            TAIPEI,
            32,
            14,
            33,
            domain(
                "zhihao@morningstar.example",
                "pacificrooms.example",
                "30",
                Rooms::Groups(&["董事會議室", "高雄園區"]),
            ),
        ),
        (
            SINGAPORE,
            31,
            10,
            10,
            Accept {
                by: "weiling@pacificrooms.example",
                customer: "morningstar",
                admins: &["marcus@pacificrooms.example", "Technicians"],
            },
        ),
        (TAIPEI, 29, 9, 50, Look { by: "mei@pacificrooms.example", customer: "morningstar" }),
        (
            TAIPEI,
            16,
            15,
            15,
            Note {
                by: "mei@pacificrooms.example",
                host: "KHH-04-05".to_owned(),
                note: "電源供應器偶爾斷電，已申請更換。",
            },
        ),
        // Volga's invitation ran out unanswered; now it has named a person.
        (
            MOSCOW,
            24,
            12,
            0,
            domain("dmitry@volga.example", "pacificrooms.example", "7", Rooms::Groups(&["Москва"])),
        ),
        (MOSCOW, 17, 12, 1, Expire),
        (
            MOSCOW,
            3,
            10,
            45,
            Invite {
                by: "dmitry@volga.example",
                to: Invitee::Named(&[("Liam O'Connor", "liam@northwind.example")]),
                rooms: Rooms::Groups(&["Залы правления"]),
            },
        ),
        // Work that is to come, so that its alarms wake nobody.
        (
            NEW_YORK,
            3,
            9,
            30,
            Maintain {
                by: "jordan@contoso.example",
                group: "Toronto",
                reason: "New network switches on both floors, change CHG-1187",
                days: 5,
                hours: 6,
            },
        ),
        (
            SEOUL,
            2,
            9,
            20,
            Maintain {
                by: "jihoon@hanbit.example",
                group: "이사회실",
                reason: "이사회실 전기 배선 공사",
                days: 6,
                hours: 4,
            },
        ),
        (MOSCOW, 5, 9, 2, Mistype("dmitry@volga.example")),
        (SEOUL, 11, 8, 58, Mistype("minjae@hanbit.example")),
        (NEW_YORK, 6, 8, 31, Mistype("ethan@contoso.example")),
    ]
}
