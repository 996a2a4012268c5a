//! Who is in the demonstration: one operator, two partners, five customers on three continents with their people, and the
//! smaller customers of one partner.
//!
//! Invariant: account names and organization keys are unique; every group and duty names people that exist.

mod small;

use anyhow::{Context as _, Result};
use domain::{agent::Agent, organization::Language, role::DirectoryRole};

pub(super) use self::small::SMALL_CUSTOMERS;

/// The password of every sample person.
pub(super) const PASSWORD: &str = "try-steward-today";

/// What an organization is in the demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Runs the server.
    Operator,
    /// Manages rooms of others.
    Partner,
    /// Owns rooms.
    Customer,
}

/// A sample organization.
pub(super) struct Organization {
    /// The word by which the story names it; also the name of its key file.
    pub key: &'static str,
    /// Its name in its own language.
    pub name: &'static str,
    /// Its verified domains.
    pub domains: &'static [&'static str],
    /// Its country, two letters.
    pub country: &'static str,
    /// Its language.
    pub language: Language,
    /// Its time zone.
    pub zone: &'static str,
    /// What it is.
    pub part: Part,
    /// Its people; the first is its Global administrator.
    pub people: &'static [Person],
    /// Its security groups; a group comes after the groups in it.
    pub groups: &'static [Group],
}

/// A sample person.
pub(super) struct Person {
    /// The account name.
    pub upn: &'static str,
    /// The name in its own script.
    pub name: &'static str,
    /// What the person is; also the role that the sign-in page shows.
    pub duty: Duty,
}

/// What a person is in its organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// Runs the server.
    Operator,
    /// Holds a directory role.
    Directory(DirectoryRole),
    /// Leads a site of the own organization.
    SiteLead,
    /// Works on rooms of a site of the own organization.
    SiteTech,
    /// Answers invitations at a partner.
    TenantManager,
    /// Primary admin at customers.
    PrimaryAdmin,
    /// Technician at a partner, by a security group.
    Technician,
    /// A technician whom a customer blocked.
    Blocked,
    /// Nothing but an account.
    Nothing,
    /// An account that is switched off.
    Left,
    /// Global administrator of a smaller customer, whom the sign-in page does not offer.
    Owner,
}

impl Duty {
    /// The message that names the duty; none for people whom the sign-in page does not offer.
    pub(super) const fn message(self) -> Option<&'static str> {
        match self {
            Self::Operator => Some("demo-duty-operator"),
            Self::Directory(DirectoryRole::GlobalAdministrator) => Some("role-global-administrator"),
            Self::Directory(DirectoryRole::ManagedServiceAdministrator) => {
                Some("role-managed-service-administrator")
            }
            Self::Directory(DirectoryRole::GlobalReader) => Some("role-global-reader"),
            Self::Directory(DirectoryRole::UserManagementAdministrator) => {
                Some("role-user-management-administrator")
            }
            Self::Directory(DirectoryRole::TeamsAdministrator) => Some("role-teams-administrator"),
            Self::Directory(DirectoryRole::TeamsDevicesAdministrator) => {
                Some("role-teams-devices-administrator")
            }
            Self::SiteLead => Some("role-site-lead"),
            Self::SiteTech => Some("role-site-tech"),
            Self::TenantManager => Some("role-tenant-manager"),
            Self::PrimaryAdmin => Some("demo-duty-primary-admin"),
            Self::Technician => Some("demo-duty-technician"),
            Self::Blocked => Some("demo-duty-blocked"),
            Self::Nothing | Self::Left | Self::Owner => None,
        }
    }
}

/// A security group.
pub(super) struct Group {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Which agents of a partner its members are.
    pub agent: Option<Agent>,
    /// Account names of people, or names of groups of the same organization.
    pub members: &'static [&'static str],
}

const GLOBAL_ADMINISTRATOR: Duty = Duty::Directory(DirectoryRole::GlobalAdministrator);
const SERVICE_ADMINISTRATOR: Duty = Duty::Directory(DirectoryRole::ManagedServiceAdministrator);
const GLOBAL_READER: Duty = Duty::Directory(DirectoryRole::GlobalReader);

const fn person(upn: &'static str, name: &'static str, duty: Duty) -> Person {
    Person { upn, name, duty }
}

/// The sample organizations that the sign-in page offers, in its order.
pub(super) static ORGANIZATIONS: [Organization; 8] = [
    Organization {
        key: "contoso",
        name: "Contoso",
        domains: &["contoso.example"],
        country: "US",
        language: Language::English,
        zone: "America/New_York",
        part: Part::Customer,
        people: &[
            person("amelia@contoso.example", "Amelia Ross", GLOBAL_ADMINISTRATOR),
            person("jordan@contoso.example", "Jordan Blake", SERVICE_ADMINISTRATOR),
            person("sofia@contoso.example", "Sofia Marino", GLOBAL_READER),
            person("ethan@contoso.example", "Ethan Clarke", Duty::SiteLead),
            person("nadia@contoso.example", "Nadia Haddad", Duty::SiteTech),
            person("lucas@contoso.example", "Lucas Grant", Duty::Nothing),
            person("victor@contoso.example", "Victor Lane", Duty::Left),
        ],
        groups: &[Group {
            name: "Workplace technology",
            description: "People who look after meeting rooms",
            agent: None,
            members: &["jordan@contoso.example", "ethan@contoso.example", "nadia@contoso.example"],
        }],
    },
    Organization {
        key: "hanbit",
        name: "한빛전자",
        domains: &["hanbit.example"],
        country: "KR",
        language: Language::Korean,
        zone: "Asia/Seoul",
        part: Part::Customer,
        people: &[
            person("seoyeon@hanbit.example", "김서연", GLOBAL_ADMINISTRATOR),
            person("jihoon@hanbit.example", "박지훈", SERVICE_ADMINISTRATOR),
            person("sumin@hanbit.example", "이수민", GLOBAL_READER),
            person("minjae@hanbit.example", "최민재", Duty::SiteLead),
            person("haeun@hanbit.example", "정하은", Duty::SiteTech),
            person("dohyun@hanbit.example", "강도현", Duty::Nothing),
        ],
        groups: &[Group {
            name: "회의실 운영팀",
            description: "회의실을 관리하는 사람들",
            agent: None,
            members: &["jihoon@hanbit.example", "minjae@hanbit.example", "haeun@hanbit.example"],
        }],
    },
    Organization {
        key: "aoyama",
        name: "青山商事",
        domains: &["aoyama.example"],
        country: "JP",
        language: Language::Japanese,
        zone: "Asia/Tokyo",
        part: Part::Customer,
        people: &[
            person("misaki@aoyama.example", "佐藤 美咲", GLOBAL_ADMINISTRATOR),
            person("kenta@aoyama.example", "鈴木 健太", SERVICE_ADMINISTRATOR),
            person("naoko@aoyama.example", "高橋 直子", GLOBAL_READER),
            person("daisuke@aoyama.example", "田中 大輔", Duty::SiteLead),
            person("yui@aoyama.example", "伊藤 結衣", Duty::SiteTech),
        ],
        groups: &[Group {
            name: "会議室サポート",
            description: "会議室の機器を担当するチーム",
            agent: None,
            members: &["kenta@aoyama.example", "daisuke@aoyama.example", "yui@aoyama.example"],
        }],
    },
    Organization {
        key: "morningstar",
        name: "晨星科技",
        domains: &["morningstar.example"],
        country: "TW",
        language: Language::TraditionalChinese,
        zone: "Asia/Taipei",
        part: Part::Customer,
        people: &[
            person("yating@morningstar.example", "陳雅婷", GLOBAL_ADMINISTRATOR),
            person("zhihao@morningstar.example", "林志豪", SERVICE_ADMINISTRATOR),
            person("yijun@morningstar.example", "黃怡君", GLOBAL_READER),
            person("jiahao@morningstar.example", "張家豪", Duty::SiteLead),
            person("peishan@morningstar.example", "吳佩珊", Duty::SiteTech),
        ],
        groups: &[Group {
            name: "會議室支援",
            description: "負責會議室設備的同仁",
            agent: None,
            members: &[
                "zhihao@morningstar.example",
                "jiahao@morningstar.example",
                "peishan@morningstar.example",
            ],
        }],
    },
    Organization {
        key: "volga",
        name: "Волга-Банк",
        domains: &["volga.example"],
        country: "RU",
        language: Language::Russian,
        zone: "Europe/Moscow",
        part: Part::Customer,
        people: &[
            person("anna@volga.example", "Анна Соколова", GLOBAL_ADMINISTRATOR),
            person("dmitry@volga.example", "Дмитрий Орлов", SERVICE_ADMINISTRATOR),
            person("elena@volga.example", "Елена Кузнецова", GLOBAL_READER),
            person("sergey@volga.example", "Сергей Волков", Duty::SiteLead),
            person("olga@volga.example", "Ольга Морозова", Duty::SiteTech),
        ],
        groups: &[Group {
            name: "Поддержка переговорных",
            description: "Сотрудники, которые следят за переговорными комнатами",
            agent: None,
            members: &["dmitry@volga.example", "sergey@volga.example", "olga@volga.example"],
        }],
    },
    Organization {
        key: "northwind",
        name: "Northwind AV Services",
        domains: &["northwind.example", "northwind-av.example"],
        country: "US",
        language: Language::English,
        zone: "America/Chicago",
        part: Part::Partner,
        people: &[
            person("olivia@northwind.example", "Olivia Hart", GLOBAL_ADMINISTRATOR),
            person("daniel@northwind.example", "Daniel Reyes", SERVICE_ADMINISTRATOR),
            person("grace@northwind.example", "Grace Whitman", Duty::TenantManager),
            person("liam@northwind.example", "Liam O'Connor", Duty::PrimaryAdmin),
            person("priya@northwind.example", "Priya Nair", Duty::Technician),
            person("tomas@northwind.example", "Tomás Ortega", Duty::Technician),
            person("yuna@northwind.example", "최유나", Duty::Technician),
            person("frank@northwind.example", "Frank Miller", Duty::Blocked),
            person("irene@northwind.example", "Irene Walsh", Duty::Left),
        ],
        groups: &[
            Group {
                name: "AdminAgents",
                description: "",
                agent: Some(Agent::Admin),
                members: &["olivia@northwind.example", "liam@northwind.example"],
            },
            Group {
                name: "HelpdeskAgents",
                description: "",
                agent: Some(Agent::Helpdesk),
                members: &["priya@northwind.example", "tomas@northwind.example"],
            },
            Group {
                name: "SalesAgents",
                description: "",
                agent: Some(Agent::Sales),
                members: &["grace@northwind.example"],
            },
            Group {
                name: "Americas technicians",
                description: "Technicians on site in the Americas",
                agent: None,
                members: &["priya@northwind.example", "tomas@northwind.example", "frank@northwind.example"],
            },
            Group {
                name: "Asia technicians",
                description: "Technicians on site in Asia",
                agent: None,
                members: &["yuna@northwind.example"],
            },
            Group {
                name: "Field technicians",
                description: "All technicians, by region",
                agent: None,
                members: &["Americas technicians", "Asia technicians"],
            },
            Group {
                name: "Service desk",
                description: "First contact of our customers",
                agent: None,
                members: &["grace@northwind.example", "liam@northwind.example"],
            },
        ],
    },
    Organization {
        key: "pacific",
        name: "Pacific Rooms",
        domains: &["pacificrooms.example"],
        country: "SG",
        language: Language::English,
        zone: "Asia/Singapore",
        part: Part::Partner,
        people: &[
            person("weiling@pacificrooms.example", "Tan Wei Ling", GLOBAL_ADMINISTRATOR),
            person("arjun@pacificrooms.example", "Arjun Mehta", SERVICE_ADMINISTRATOR),
            person("hana@pacificrooms.example", "Hana Kobayashi", Duty::TenantManager),
            person("marcus@pacificrooms.example", "Marcus Lee", Duty::PrimaryAdmin),
            person("mei@pacificrooms.example", "周美玲", Duty::Technician),
        ],
        groups: &[
            Group { name: "AdminAgents", description: "", agent: Some(Agent::Admin), members: &[] },
            Group { name: "HelpdeskAgents", description: "", agent: Some(Agent::Helpdesk), members: &[] },
            Group { name: "SalesAgents", description: "", agent: Some(Agent::Sales), members: &[] },
            Group {
                name: "Taiwan crew",
                description: "Technicians in Taipei and Kaohsiung",
                agent: None,
                members: &["mei@pacificrooms.example"],
            },
            Group {
                name: "Technicians",
                description: "Everybody who works in customers' rooms",
                agent: None,
                members: &["Taiwan crew"],
            },
        ],
    },
    Organization {
        key: "operator",
        name: "Steward Operations",
        domains: &["operations.example"],
        country: "IE",
        language: Language::English,
        zone: "Europe/Dublin",
        part: Part::Operator,
        people: &[person("robin@operations.example", "Robin Castle", Duty::Operator)],
        groups: &[],
    },
];

/// Every sample organization.
pub(super) fn organizations() -> impl Iterator<Item = &'static Organization> {
    ORGANIZATIONS.iter().chain(&SMALL_CUSTOMERS)
}

/// The organization of a key.
pub(super) fn organization(key: &str) -> Option<&'static Organization> {
    organizations().find(|organization| organization.key == key)
}

/// The language of a person: of the organization, but for those whose work is elsewhere.
pub(super) fn language(organization: &Organization, person: &Person) -> Language {
    match person.upn {
        "mei@pacificrooms.example" => Language::TraditionalChinese,
        "yuna@northwind.example" => Language::Korean,
        _ => organization.language,
    }
}

/// The time zone of a person: of the organization, but for those whose work is elsewhere.
pub(super) fn zone(organization: &Organization, person: &Person) -> &'static str {
    match person.upn {
        "nadia@contoso.example" => "America/Toronto",
        "mei@pacificrooms.example" => "Asia/Taipei",
        "hana@pacificrooms.example" => "Asia/Tokyo",
        "yuna@northwind.example" => "Asia/Seoul",
        _ => organization.zone,
    }
}

/// The organization of a person.
pub(super) fn home(upn: &str) -> Result<&'static Organization> {
    let found =
        organizations().find(|organization| organization.people.iter().any(|person| person.upn == upn));
    found.with_context(|| format!("nobody is {upn}"))
}

/// Who settles the rooms of a customer.
pub(super) fn administrator(key: &str) -> Result<&'static str> {
    let people = organization(key).map_or(&[][..], |organization| organization.people);
    let person = people.iter().find(|person| matches!(person.duty, SERVICE_ADMINISTRATOR | Duty::Owner));
    person.map(|person| person.upn).with_context(|| format!("{key} has no administrator"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_groups_name_what_exists() {
        let (mut seen, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for organization in organizations() {
            assert!(domain::organization::is_time_zone(organization.zone), "{}", organization.zone);
            assert!(keys.insert(organization.key), "{} twice", organization.key);
            let mut known = BTreeSet::new();
            for person in organization.people {
                let upn = domain::text::Upn::parse(person.upn).unwrap();
                assert_eq!(upn.as_str(), person.upn);
                assert!(organization.domains.contains(&upn.domain().as_str()), "{}", person.upn);
                assert!(seen.insert(person.upn), "{} twice", person.upn);
                known.insert(person.upn);
            }
            for group in organization.groups {
                for member in group.members {
                    assert!(known.contains(member), "{member} in {}", group.name);
                }
                assert!(known.insert(group.name), "{} twice", group.name);
            }
        }
    }

    /// Two partners, five customers with different languages and time zones.
    #[test]
    fn two_partners_and_five_customers_with_languages_and_zones_of_their_own() {
        let of = |part| ORGANIZATIONS.iter().filter(move |organization| organization.part == part);
        assert_eq!((of(Part::Partner).count(), of(Part::Operator).count()), (2, 1));
        let languages: BTreeSet<_> = of(Part::Customer).map(|customer| customer.language.tag()).collect();
        let zones: BTreeSet<_> = of(Part::Customer).map(|customer| customer.zone).collect();
        assert_eq!((languages.len(), zones.len()), (5, 5));
    }
}
