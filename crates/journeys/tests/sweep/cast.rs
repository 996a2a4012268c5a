//! Who lives in the town, and what each may see of it: written by hand from the rules, not asked of the engine.

use crate::{
    things::{GROUPS, PLACES, ROOMS, RoomHere},
    town::home,
};

/// A person who looks at the portal.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// The name in the town.
    pub name: &'static str,
    /// What the person may see; a star at the end stands for every ending.
    sees: &'static [&'static str],
}

/// Who recorded an issue in which room, and who took its ticket: whoever sees the room reads who it was, but of
/// another partner's people (decision 17).
pub const RECORDED: [(&str, &str); 2] =
    [("lake-person-ga", "lake-room-2"), ("mill-person-ga", "mill-room-2")];
pub const TAKEN: [(&str, &str); 2] =
    [("lake-person-ga", "lake-room-2"), ("guild-person-primary", "mill-room-2")];

/// Who acts in whose rooms on its behalf.
const ON_BEHALF: [(&str, &str); 1] = [("guild-person-agent", "lake")];

/// Where somebody looks at rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// At home.
    Own,
    /// At customers.
    Customers,
    /// At customers, on their behalf.
    OnBehalf,
}

impl Face {
    /// The face of an address.
    pub fn of(path: &str) -> Self {
        match path.split('/').nth(1) {
            Some("partner") => Self::Customers,
            Some("on-behalf") => Self::OnBehalf,
            _ => Self::Own,
        }
    }
}

impl Person {
    /// Whether the person may learn of a thing.
    pub fn may_see(&self, thing: &str) -> bool {
        let knows = |(actor, room): &(&str, &str)| {
            let is_side = [home(room), home(actor)].contains(&home(self.name)) || home(actor) == home(room);
            thing == *actor && self.sees(room) && is_side
        };
        let acts = || RECORDED.iter().chain(&TAKEN);
        thing == home(self.name) || thing == self.name || self.sees(thing) || acts().any(knows)
    }

    fn sees(&self, thing: &str) -> bool {
        let fits = |wanted: &&str| match wanted.strip_suffix('*') {
            Some(start) => thing.starts_with(start),
            None => thing == *wanted,
        };
        self.sees.iter().any(fits)
    }

    /// The rooms in sight in a face.
    pub fn rooms(&self, face: Face) -> Vec<RoomHere> {
        let is_there = |room: &&RoomHere| {
            let there = home(room.name);
            face == match ON_BEHALF.contains(&(self.name, there)) {
                true => Face::OnBehalf,
                false if there == home(self.name) => Face::Own,
                false => Face::Customers,
            }
        };
        ROOMS.iter().filter(is_there).filter(|room| self.may_see(room.name)).copied().collect()
    }
}

/// Whether a room lies in a place or in a place within it.
pub fn lies_in(room: &RoomHere, place: &str) -> bool {
    let around =
        |inner: &str| PLACES.iter().find(|(name, ..)| *name == inner).map_or("", |(.., around)| around);
    let mut at = room.place;
    while !at.is_empty() {
        if at == place {
            return true;
        }
        at = around(at);
    }
    false
}

/// Whether a room is in a group.
pub fn is_in(room: &RoomHere, group: &str) -> bool {
    GROUPS.iter().any(|(name, rooms)| *name == group && rooms.contains(&room.name))
}

const fn person(name: &'static str, sees: &'static [&'static str]) -> Person {
    Person { name, sees }
}

/// Administrators of the mill: all of it, the partners, and the people of partners who hold or answered something.
const OF_THE_MILL: &[&str] = &[
    "mill-*",
    "guild",
    "harbor",
    "rival",
    "guild-person-primary",
    "guild-person-blocked",
    "guild-person-tech",
    "guild-person-sorter",
    "harbor-person-primary",
    "guild-person-ga",
    "harbor-person-ga",
    "rival-person-ga",
    // Acts in the directory again once privileges are restored.
    "guild-person-agent",
];

/// Whom the mill blocked, and why, is told to both sides (decision 8).
const BLOCK: &str = "mill-reason-block";

/// Somebody who has not signed in.
pub const VISITOR: Person = person("", &[]);

/// Everybody who looks.
pub const CAST: [Person; 29] = [
    person(
        "op-person-ga",
        &[
            "op-person-*",
            "mill",
            "lake",
            "guild",
            "rival",
            "harbor",
            "pond",
            "fresh",
            "far",
            // What the operator is asked, and by whom.
            "lake-asked",
            "lake-answered",
            "guild-person-agent",
        ],
    ),
    // Everybody of the operator operates.
    person(
        "op-person-clerk",
        &[
            "mill",
            "lake",
            "guild",
            "rival",
            "harbor",
            "pond",
            "fresh",
            "far",
            "lake-asked",
            "lake-answered",
            "guild-person-agent",
            // Who of the operator answered.
            "op-person-ga",
        ],
    ),
    person("mill-person-ga", OF_THE_MILL),
    person("mill-person-msa", OF_THE_MILL),
    person(
        "mill-person-reader",
        &[
            "mill-*",
            // Partners by the rooms and groups they have, and who holds their roles.
            "guild",
            "harbor",
            "rival",
            "guild-person-primary",
            "guild-person-blocked",
            "guild-person-tech",
            "guild-person-sorter",
            "harbor-person-primary",
        ],
    ),
    person(
        "mill-person-lead",
        &[
            "mill-room-1",
            "mill-room-2",
            "mill-room-3",
            "mill-group-north",
            // A group is seen by any of its members.
            "mill-group-pair",
            // Every ring is seen by whoever may view rings, with the rooms in sight.
            "mill-ring-slow",
            // The hierarchy of one's own organization is one's own; what stands in it is counted by sight.
            "mill-place-*",
            // Who else sees the rooms, and who suppressed one of them.
            "guild",
            "guild-person-primary",
            // Colleagues who see the same ticket, and to whom it could be given.
            "mill-person-msa",
            "mill-person-reader",
            "mill-person-tech",
        ],
    ),
    person(
        "mill-person-tech",
        &[
            "mill-room-1",
            "mill-room-2",
            "mill-place-*",
            "guild",
            "mill-person-msa",
            "mill-person-reader",
            "mill-person-lead",
        ],
    ),
    // A role that the mill made, over a building.
    person("mill-person-desk", &["mill-room-6", "mill-place-*"]),
    // Holds the role through a security group.
    person(
        "mill-person-keeper",
        &[
            "mill-room-6",
            "mill-place-*",
            // Who of its own could answer for what is suppressed there.
            "mill-person-ga",
            "mill-person-msa",
            "mill-person-reader",
            "mill-person-desk",
            "mill-crowd-all",
            "mill-crowd-keepers",
        ],
    ),
    person("mill-person-nobody", &[]),
    person(
        "lake-person-ga",
        &[
            "lake-*",
            "guild",
            "guild-person-primary",
            "guild-person-crew",
            "guild-crowd-service",
            // The review of access names the groups on the way to a person.
            "guild-crowd-crew",
            "guild-person-ga",
            // The vendor's people, who answered a support request.
            "op",
            "op-person-*",
            // Acts in the directory by delegated admin privileges.
            "guild-person-agent",
            "guild-granted",
            // What it is asked for, and may decline.
            "guild-asked",
            // Holds a role on a subscription.
            "guild-crowd-agents",
        ],
    ),
    // of customers the record, of invitations the offer; of one to a named person nothing.
    // And through whom the guild sells.
    person(
        "guild-person-ga",
        &["harbor", "rival", "guild-*", "mill", "lake", "fresh", "fresh-person-ga", "pond", BLOCK],
    ),
    person("guild-person-msa", &["guild-*", "mill", "lake", "fresh", "fresh-person-ga", "pond", BLOCK]),
    person("guild-person-reader", &["guild-person-*", "guild-crowd-*", "guild-room-*"]),
    person(
        "guild-person-manager",
        &["guild-person-*", "guild-crowd-*", "mill", "lake", "fresh", "fresh-person-ga", "pond", BLOCK],
    ),
    // Primary admin over two customers.
    person(
        "guild-person-primary",
        &[
            "guild-person-*",
            "guild-crowd-*",
            "mill",
            "mill-room-1",
            "mill-room-2",
            "mill-room-3",
            "mill-group-north",
            "mill-group-pair",
            "mill-ring-slow",
            "mill-place-land",
            "mill-place-city",
            "mill-place-house",
            "mill-place-floor1",
            "mill-place-floor2",
            BLOCK,
            // The roles of one's own organization at a customer, and who holds them.
            "mill-job-night",
            "mill-job-sorting",
            "mill-role-few",
            "mill-role-sorting",
            "lake",
            "lake-room-*",
            "lake-group-shore",
            "lake-ring-slow",
            "lake-place-house",
        ],
    ),
    // A technician with one room of the three that the link shows.
    person(
        "guild-person-tech",
        &[
            "mill",
            "mill-room-2",
            "mill-place-land",
            "mill-place-city",
            "mill-place-house",
            "mill-place-floor1",
            // The record of a customer names one's own organization's people there.
            BLOCK,
            "guild-person-primary",
            "guild-person-blocked",
        ],
    ),
    // Tends the groups of a customer, which the customer allowed.
    person(
        "guild-person-sorter",
        &[
            "mill",
            "mill-room-1",
            "mill-room-2",
            "mill-room-3",
            "mill-group-north",
            "mill-group-pair",
            "mill-place-land",
            "mill-place-city",
            "mill-place-house",
            "mill-place-floor1",
            "mill-place-floor2",
            BLOCK,
            "guild-person-primary",
            "guild-person-blocked",
        ],
    ),
    // Primary admin through a group in a group.
    person(
        "guild-person-crew",
        &[
            "guild-person-*",
            "guild-crowd-*",
            "lake",
            "lake-room-*",
            "lake-group-shore",
            "lake-ring-slow",
            "lake-place-house",
            // Reads its directory by a granular relationship.
            "lake-person-*",
        ],
    ),
    person("guild-person-nobody", &[]),
    // Admin agent: records of customers that buy from the guild, and the people of the one that delegated.
    // And Autopilot devices and profiles of both, what the guild sold, and what it asked for by granular relationships.
    person(
        "guild-person-agent",
        &[
            "lake",
            "lake-person-*",
            // Which groups they are in, as Global administrator there.
            "lake-crowd-*",
            // Its rooms, on its behalf, and who of one's own could take a ticket there.
            "guild-person-crew",
            "guild-person-primary",
            "lake-room-*",
            "lake-group-shore",
            "lake-ring-slow",
            "lake-place-house",
            "lake-kiosk-*",
            "lake-profile-*",
            "lake-licences",
            "lake-cloud",
            "mill",
            // What is asked on behalf of a customer.
            "lake-asked",
            "lake-answered",
            // Licences open by a directory role there, whoever sold them.
            "lake-before",
            // Through whom the guild sells.
            "harbor",
            // And who sells through it.
            "rival",
            // Whom a customer blocks, and why, is told to both sides (decision 8).
            "guild-person-blocked",
            BLOCK,
            "guild-draft",
            "guild-asked",
            "guild-granted",
            "guild-crowd-*",
        ],
    ),
    person("guild-person-named", &["pond", "pond-person-ga"]),
    person("guild-person-blocked", &[]),
    // An organization that is both: its rooms, its partner, and its customer's record.
    person(
        "harbor-person-ga",
        &[
            "harbor-*",
            "guild",
            "mill",
            "rival",
            "rival-person-primary",
            "rival-person-ga",
            "fresh",
            "fresh-person-ga",
        ],
    ),
    // May add rooms in the yard, in which there is none yet.
    person(
        "harbor-person-primary",
        &[
            "harbor-person-*",
            "mill",
            "mill-room-4",
            "mill-room-5",
            "mill-group-south",
            "mill-ring-slow",
            "mill-place-land",
            "mill-place-city",
            "mill-place-house",
            "mill-place-floor2",
            "mill-place-yard",
        ],
    ),
    // Is told that a customer ended everything.
    person(
        "rival-person-ga",
        &["rival-person-*", "guild", "harbor", "pond", "mill", "mill-person-ga", "far"],
    ),
    person(
        "rival-person-primary",
        &["rival-person-*", "harbor", "harbor-room-1", "harbor-group-quay", "harbor-place-quay"],
    ),
    person("far-person-ga", &["far-*", "rival"]),
    person(
        "far-person-lead",
        &[
            "far-room-1",
            "far-group-tower",
            "far-place-tower",
            // Who of its own could answer for what is suppressed there.
            "far-person-ga",
            "far-crowd-guards",
        ],
    ),
];
