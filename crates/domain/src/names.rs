//! Names by which other documents and tools call permissions and built-in roles (R-110 and the words of the glossary), each
//! with what it stands for here. Steward itself always answers with its own keys.
//!
//! Invariant: a name that stands for nothing here, such as inventory or digital signage, is no name.

use crate::{
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole, Role},
};

use Permission as P;

/// Permissions by feature and name: those of the published table, then the newer ones. Case, blanks and signs do not count.
const PERMISSIONS: [(&str, &[Permission]); 42] = [
    ("Rooms: View", &[P::RoomView]),
    ("Rooms: Modify", &[P::RoomModify]),
    ("Rooms: Reset key", &[P::RoomResetKey]),
    ("Rooms: Download key", &[P::RoomDownloadKey]),
    ("Rooms: Unenroll", &[P::RoomUnenroll]),
    ("Rooms: Unenrol", &[P::RoomUnenroll]),
    ("Rooms: Create", &[P::RoomCreate]),
    ("Group management: View", &[P::GroupView]),
    ("Group management: Modify", &[P::GroupModify]),
    ("Group management: Create", &[P::GroupCreate]),
    ("Update ring management: View", &[P::RingView]),
    ("Update ring management: Modify", &[P::RingModify]),
    ("Reports: View", &[P::ReportView]),
    ("Reports: Create customer incident", &[P::TicketCreate]),
    ("Create customer incident", &[P::TicketCreate]),
    ("Ticket management: Create customer incident", &[P::TicketCreate]),
    ("Ticket management: View", &[P::TicketView]),
    ("Ticket management: Update", &[P::TicketUpdate]),
    ("MMR settings: View", &[P::SettingsView]),
    ("MMR settings: Modify", &[P::SettingsModify]),
    ("Settings: View", &[P::SettingsView]),
    ("Settings: Modify", &[P::SettingsModify]),
    ("Service settings: View", &[P::SettingsView]),
    ("Service settings: Modify", &[P::SettingsModify]),
    ("Pro settings: View", &[P::SettingsView]),
    ("Pro settings: Modify", &[P::SettingsModify]),
    ("Role management: View", &[P::RoleView]),
    ("Role management: Modify", &[P::RoleModify]),
    ("Incident management: View", &[P::TicketView]),
    ("Incident management: Update", &[P::TicketUpdate]),
    // Newer: looking at a room and acting on it became rows of their own.
    ("Room actions: Read-only actions", &[P::RoomView]),
    ("Room actions: Read-only", &[P::RoomView]),
    ("Room actions: Read-write actions", &[P::RoomModify]),
    ("Room actions: Read-write", &[P::RoomModify]),
    ("Room groups: View", &[P::GroupView]),
    // Newer: what makes a group, and what records an issue, went into the one right to change.
    ("Room groups: Modify", &[P::GroupModify, P::GroupCreate]),
    ("Update management: View", &[P::RingView]),
    ("Update management: Modify", &[P::RingModify]),
    ("Ticket management: Modify", &[P::TicketCreate, P::TicketUpdate]),
    ("Incident management: Modify", &[P::TicketCreate, P::TicketUpdate]),
    ("Tickets: View", &[P::TicketView]),
    ("Tickets: Modify", &[P::TicketCreate, P::TicketUpdate]),
];

const BUILT_IN: [(&str, BuiltInRole); 12] = [
    ("Managed Service Administrator", BuiltInRole::ManagedServiceAdministrator),
    ("MSA", BuiltInRole::ManagedServiceAdministrator),
    ("MMR Admin", BuiltInRole::ManagedServiceAdministrator),
    ("Pro Manager", BuiltInRole::ManagedServiceAdministrator),
    ("Teams Rooms Pro Manager", BuiltInRole::ManagedServiceAdministrator),
    ("Site Lead", BuiltInRole::SiteLead),
    ("Site Tech", BuiltInRole::SiteTech),
    ("Primary admins", BuiltInRole::PrimaryAdmins),
    ("Primary admin", BuiltInRole::PrimaryAdmins),
    ("Primary administrators", BuiltInRole::PrimaryAdmins),
    ("Primary administrator", BuiltInRole::PrimaryAdmins),
    ("Partner admin", BuiltInRole::PrimaryAdmins),
];

const DIRECTORY: [(&str, DirectoryRole); 12] = [
    ("Global administrator", DirectoryRole::GlobalAdministrator),
    ("Global admin", DirectoryRole::GlobalAdministrator),
    ("Managed Service Administrator", DirectoryRole::ManagedServiceAdministrator),
    ("MSA", DirectoryRole::ManagedServiceAdministrator),
    ("MMR Admin", DirectoryRole::ManagedServiceAdministrator),
    ("Pro Manager", DirectoryRole::ManagedServiceAdministrator),
    ("Teams Rooms Pro Manager", DirectoryRole::ManagedServiceAdministrator),
    ("Teams Administrator", DirectoryRole::TeamsAdministrator),
    ("Teams Devices Administrator", DirectoryRole::TeamsDevicesAdministrator),
    ("Global Reader", DirectoryRole::GlobalReader),
    ("User management admin", DirectoryRole::UserManagementAdministrator),
    ("User management administrator", DirectoryRole::UserManagementAdministrator),
];

/// The letters and digits of a name, in lower case: `Room groups: View`, `roomGroups.view` and `room_groups/view` are one.
fn plain(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase())
}

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    // Longer than any name: not worth the comparison.
    let wanted = Some(name).filter(|name| name.len() <= 100)?;
    table.iter().find(|(known, _)| plain(known).eq(plain(wanted))).map(|(_, value)| *value)
}

/// The permissions of a key or of another name of them.
pub fn permissions(name: &str) -> Option<PermissionSet> {
    match Permission::from_key(name) {
        Some(permission) => Some(PermissionSet::of(&[permission])),
        None => find(&PERMISSIONS, name).map(PermissionSet::of),
    }
}

/// The role of a key or of another name of a built-in one.
pub fn role(name: &str) -> Option<Role> {
    Role::from_key(name).or_else(|| find(&BUILT_IN, name).map(Role::BuiltIn))
}

/// The directory role of a key or of another name.
pub fn directory_role(name: &str) -> Option<DirectoryRole> {
    DirectoryRole::from_key(name).or_else(|| find(&DIRECTORY, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(name: &str) -> Option<String> {
        permissions(name).map(|permissions| permissions.to_string())
    }

    /// newer names are translated to the nineteen where they correspond, however they are written.
    #[test]
    fn newer_permission_names_are_translated() {
        for (name, expected) in [
            ("Room actions: Read-only actions", "room.view"),
            ("roomActions.readWrite", "room.modify"),
            ("Rooms: Unenroll", "room.unenroll"),
            ("room_groups.view", "group.view"),
            ("Room groups: Modify", "group.modify group.create"),
            ("UPDATE MANAGEMENT / VIEW", "ring.view"),
            ("updateManagement.modify", "ring.modify"),
            ("ticketManagement.view", "ticket.view"),
            ("Ticket management: Modify", "ticket.create ticket.update"),
            ("Create customer incident", "ticket.create"),
            ("MMR settings: Modify", "settings.modify"),
        ] {
            assert_eq!(keys(name).as_deref(), Some(expected), "{name}");
        }
        for nothing in ["Inventory management: View", "Digital signage room management: Modify", "", "room"] {
            assert_eq!(keys(nothing), None, "{nothing}");
        }
        for permission in Permission::ALL {
            assert_eq!(keys(permission.key()).as_deref(), Some(permission.key()));
        }
    }

    /// the built-in roles by the names that documents gave them over the years.
    #[test]
    fn built_in_roles_have_other_names() {
        for (name, expected) in [
            ("MMR Admin", BuiltInRole::ManagedServiceAdministrator),
            ("teams-rooms-pro-manager", BuiltInRole::ManagedServiceAdministrator),
            ("Site Lead", BuiltInRole::SiteLead),
            ("siteTech", BuiltInRole::SiteTech),
            ("Primary administrators", BuiltInRole::PrimaryAdmins),
            ("partner admin", BuiltInRole::PrimaryAdmins),
        ] {
            assert_eq!(role(name), Some(Role::BuiltIn(expected)), "{name}");
        }
        for own in BuiltInRole::ALL {
            assert_eq!(role(own.key()), Some(Role::BuiltIn(own)));
        }
        assert_eq!(role("Emperor"), None);
        assert_eq!(directory_role("Global admin"), Some(DirectoryRole::GlobalAdministrator));
        assert_eq!(directory_role("Pro Manager"), Some(DirectoryRole::ManagedServiceAdministrator));
        assert_eq!(directory_role("global_reader"), Some(DirectoryRole::GlobalReader));
    }

    #[test]
    fn no_name_stands_twice() {
        fn names<T>(table: &[(&str, T)]) {
            let mut all: Vec<String> = table.iter().map(|(name, _)| plain(name).collect()).collect();
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count);
        }
        names(&PERMISSIONS);
        names(&BUILT_IN);
        names(&DIRECTORY);
    }
}
