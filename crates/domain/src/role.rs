//! Built-in roles and what each allows: the published matrix and the directory roles that map
//! to rights (R-109, decision 7).

use serde::{Deserialize, Serialize};

use crate::permission::{Permission, PermissionSet};

/// A role of the rooms service that Steward ships. Its name, description and permissions are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuiltInRole {
    /// Highest role of the rooms service inside one organization; always over all rooms.
    ManagedServiceAdministrator,
    /// Organizes the rooms of a site.
    SiteLead,
    /// Works on tickets of chosen rooms.
    SiteTech,
    /// The only built-in partner role, one instance for each customer.
    PrimaryAdmins,
}

impl BuiltInRole {
    /// All built-in roles in the order of the published matrix.
    pub const ALL: [Self; 4] =
        [Self::ManagedServiceAdministrator, Self::SiteLead, Self::SiteTech, Self::PrimaryAdmins];

    /// The stable key, as in the matrix file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ManagedServiceAdministrator => "managed_service_administrator",
            Self::SiteLead => "site_lead",
            Self::SiteTech => "site_tech",
            Self::PrimaryAdmins => "primary_admins",
        }
    }

    /// The role of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// What the role allows.
    pub const fn permissions(self) -> PermissionSet {
        use Permission as P;
        match self {
            Self::ManagedServiceAdministrator => PermissionSet::ALL,
            Self::SiteLead => PermissionSet::of(&[
                P::RoomView,
                P::RoomModify,
                P::RoomDownloadKey,
                P::RoomUnenroll,
                P::RoomCreate,
                P::GroupView,
                P::GroupModify,
                P::GroupCreate,
                P::RingView,
                P::RingModify,
                P::ReportView,
                P::TicketCreate,
                P::TicketView,
                P::TicketUpdate,
            ]),
            Self::SiteTech => PermissionSet::of(&[
                P::RoomView,
                P::RoomModify,
                P::RoomDownloadKey,
                P::RoomUnenroll,
                P::TicketCreate,
                P::TicketView,
                P::TicketUpdate,
            ]),
            Self::PrimaryAdmins => PermissionSet::of(&[
                P::RoomView,
                P::RoomModify,
                P::GroupView,
                P::RingView,
                P::RingModify,
                P::ReportView,
                P::TicketCreate,
                P::TicketView,
                P::TicketUpdate,
                P::RoleView,
                P::RoleModify,
            ]),
        }
    }

    /// Whether the role belongs to a partner link rather than to the organization's own people.
    pub const fn is_partner_role(self) -> bool {
        matches!(self, Self::PrimaryAdmins)
    }
}

/// A directory role: given in the directory by Global administrators alone (decision 16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectoryRole {
    /// Highest directory role: people, groups, roles, and every permission over rooms.
    GlobalAdministrator,
    /// The built-in role of the same name, given in the directory.
    ManagedServiceAdministrator,
    /// Sees rooms, groups, rings, reports, tickets and roles; changes nothing.
    GlobalReader,
}

impl DirectoryRole {
    /// All directory roles.
    pub const ALL: [Self; 3] =
        [Self::GlobalAdministrator, Self::ManagedServiceAdministrator, Self::GlobalReader];

    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::GlobalAdministrator => "global_administrator",
            Self::ManagedServiceAdministrator => "managed_service_administrator",
            Self::GlobalReader => "global_reader",
        }
    }

    /// The role of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// What the role allows over all rooms of its own organization.
    pub const fn permissions(self) -> PermissionSet {
        use Permission as P;
        match self {
            Self::GlobalAdministrator | Self::ManagedServiceAdministrator => PermissionSet::ALL,
            Self::GlobalReader => PermissionSet::of(&[
                P::RoomView,
                P::GroupView,
                P::RingView,
                P::ReportView,
                P::TicketView,
                P::RoleView,
            ]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// the published matrix, cell by cell, from the matrix file beside the tests.
    #[test]
    fn matrix_is_the_published_one() {
        let file = include_str!("../tests/permission-matrix.csv");
        let mut lines = file.lines();
        assert_eq!(
            lines.next(),
            Some("key,feature,permission,managed_service_administrator,site_lead,site_tech,primary_admins")
        );
        let mut granted = [0; 4];
        let mut rows = 0;
        for (line, permission) in lines.zip(Permission::ALL) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.first(), Some(&permission.key()));
            for ((role, cell), sum) in
                BuiltInRole::ALL.into_iter().zip(cells.iter().skip(3)).zip(&mut granted)
            {
                assert_eq!(role.permissions().has(permission), *cell == "1", "{} × {permission}", role.key());
                *sum += usize::from(*cell == "1");
            }
            rows += 1;
        }
        assert_eq!(rows, 19);
        assert_eq!(granted, [19, 14, 7, 11]);
    }

    /// a Global Reader changes nothing and does not see settings.
    #[test]
    fn global_reader_only_views() {
        for permission in DirectoryRole::GlobalReader.permissions().iter() {
            assert_eq!(permission.key().rsplit('.').next(), Some("view"), "{permission}");
        }
        assert!(!DirectoryRole::GlobalReader.permissions().has(Permission::SettingsView));
    }
}
