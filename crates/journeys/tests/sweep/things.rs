//! What is in the town, by name.

use domain::{health::Health, place::PlaceKind, role::DirectoryRole, room::Monitoring};

/// The organizations; whether each is a partner.
pub const ORGANIZATIONS: [(&str, bool); 9] = [
    ("op", false),
    ("mill", false),
    ("lake", false),
    ("guild", true),
    ("rival", true),
    // Partner and customer at once.
    ("harbor", true),
    ("pond", false),
    ("fresh", false),
    ("far", false),
];

/// The people without a directory role; the others are in [`ROLES`].
pub const PLAIN: [&str; 19] = [
    "mill-person-lead",
    "mill-person-tech",
    "mill-person-desk",
    "mill-person-keeper",
    "mill-person-nobody",
    "guild-person-manager",
    "guild-person-primary",
    "guild-person-tech",
    "guild-person-sorter",
    "guild-person-crew",
    "guild-person-nobody",
    "guild-person-agent",
    "guild-person-named",
    "guild-person-blocked",
    "harbor-person-primary",
    "rival-person-primary",
    "far-person-lead",
    // Holds nothing: who has delegated roles at the lake changes the record.
    "lake-person-hand",
    "op-person-clerk",
];

/// Directory roles by person.
pub const ROLES: [(&str, DirectoryRole); 13] = {
    use DirectoryRole::{GlobalAdministrator as Ga, GlobalReader, ManagedServiceAdministrator as Msa};
    [
        ("op-person-ga", Ga),
        ("mill-person-ga", Ga),
        ("mill-person-msa", Msa),
        ("mill-person-reader", GlobalReader),
        ("lake-person-ga", Ga),
        ("guild-person-ga", Ga),
        ("guild-person-msa", Msa),
        ("guild-person-reader", GlobalReader),
        ("rival-person-ga", Ga),
        ("harbor-person-ga", Ga),
        ("pond-person-ga", Ga),
        ("fresh-person-ga", Ga),
        ("far-person-ga", Ga),
    ]
};

/// Security groups with their members.
pub const SECURITY: [(&str, &[&str]); 8] = [
    ("mill-crowd-keepers", &["mill-person-keeper"]),
    ("mill-crowd-all", &["mill-crowd-keepers", "mill-person-nobody"]),
    ("guild-crowd-crew", &["guild-person-crew"]),
    ("guild-crowd-service", &["guild-crowd-crew"]),
    ("guild-crowd-idle", &[]),
    ("guild-crowd-agents", &["guild-person-agent"]),
    ("far-crowd-guards", &["far-person-lead"]),
    ("lake-crowd-team", &["lake-person-hand"]),
];

/// Who buys from which partner, with delegated admin privileges.
pub const RESELLERS: [(&str, &str, &str); 3] = [
    ("lake-reseller-guild", "lake", "guild"),
    ("mill-reseller-guild", "mill", "guild"),
    ("far-reseller-rival", "far", "rival"),
];

/// Places, wide ones first, with the place around.
pub const PLACES: [(&str, PlaceKind, &str); 10] = [
    ("mill-place-land", PlaceKind::Country, ""),
    ("mill-place-city", PlaceKind::City, "mill-place-land"),
    ("mill-place-house", PlaceKind::Building, "mill-place-city"),
    ("mill-place-annex", PlaceKind::Building, "mill-place-city"),
    ("mill-place-floor1", PlaceKind::Floor, "mill-place-house"),
    ("mill-place-floor2", PlaceKind::Floor, "mill-place-house"),
    ("mill-place-yard", PlaceKind::Building, "mill-place-city"),
    ("lake-place-house", PlaceKind::Building, ""),
    ("harbor-place-quay", PlaceKind::Building, ""),
    ("far-place-tower", PlaceKind::Building, ""),
];

/// A room of the town.
#[derive(Clone, Copy, Debug)]
pub struct RoomHere {
    /// Its name.
    pub name: &'static str,
    /// Its health.
    pub health: Health,
    /// Whether it is monitored.
    pub monitoring: Monitoring,
    /// Where it is.
    pub place: &'static str,
}

const fn room(name: &'static str, place: &'static str) -> RoomHere {
    RoomHere { name, health: Health::Healthy, monitoring: Monitoring::Monitored, place }
}

/// The rooms.
pub const ROOMS: [RoomHere; 15] = [
    room("mill-room-1", "mill-place-floor1"),
    RoomHere { health: Health::Unhealthy, ..room("mill-room-2", "mill-place-floor1") },
    RoomHere { health: Health::Suppressed, ..room("mill-room-3", "mill-place-floor2") },
    RoomHere {
        health: Health::Onboarding,
        monitoring: Monitoring::Onboarding,
        ..room("mill-room-4", "mill-place-floor2")
    },
    RoomHere {
        health: Health::Unmonitored,
        monitoring: Monitoring::Unenrolled,
        ..room("mill-room-5", "mill-place-floor2")
    },
    RoomHere { health: Health::Unhealthy, ..room("mill-room-6", "mill-place-annex") },
    room("lake-room-1", "lake-place-house"),
    RoomHere { health: Health::Unhealthy, ..room("lake-room-2", "") },
    room("guild-room-1", ""),
    room("harbor-room-1", "harbor-place-quay"),
    RoomHere { health: Health::Unmonitored, ..room("harbor-room-2", "harbor-place-quay") },
    room("pond-room-1", ""),
    room("fresh-room-1", ""),
    room("fresh-room-2", ""),
    room("far-room-1", "far-place-tower"),
];

/// Room groups with their rooms.
pub const GROUPS: [(&str, &[&str]); 8] = [
    ("mill-group-north", &["mill-room-1", "mill-room-2", "mill-room-3"]),
    ("mill-group-south", &["mill-room-4", "mill-room-5"]),
    ("mill-group-pair", &["mill-room-1", "mill-room-6"]),
    ("mill-group-attic", &["mill-room-6"]),
    ("mill-group-empty", &[]),
    ("lake-group-shore", &["lake-room-1"]),
    ("harbor-group-quay", &["harbor-room-1", "harbor-room-2"]),
    ("far-group-tower", &["far-room-1"]),
];

/// Update rings with their rooms; those that every organization has carry no word.
pub const RINGS: [(&str, &[&str]); 2] =
    [("mill-ring-slow", &["mill-room-1", "mill-room-4"]), ("lake-ring-slow", &["lake-room-1"])];
