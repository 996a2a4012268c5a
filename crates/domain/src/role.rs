//! Built-in roles and what each allows: the published matrix and the directory roles that map
//! to rights (R-109, decision 7).

use serde::{Deserialize, Serialize};

use crate::{
    id::{CustomRole, Id},
    permission::{Permission, PermissionSet},
};

/// A role as assignments name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// One that Steward ships.
    BuiltIn(BuiltInRole),
    /// One that somebody made.
    Custom(Id<CustomRole>),
}

impl Role {
    /// The built-in role, if it is one.
    pub const fn built_in(self) -> Option<BuiltInRole> {
        match self {
            Self::BuiltIn(role) => Some(role),
            Self::Custom(_) => None,
        }
    }

    /// The key in addresses and in the audit log: the word of a built-in role, the identifier of a custom one.
    pub fn key(self) -> String {
        match self {
            Self::BuiltIn(role) => role.key().to_owned(),
            Self::Custom(id) => id.to_string(),
        }
    }

    /// The role of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        BuiltInRole::from_key(key).map(Self::BuiltIn).or_else(|| key.parse().ok().map(Self::Custom))
    }
}

impl From<BuiltInRole> for Role {
    fn from(role: BuiltInRole) -> Self {
        Self::BuiltIn(role)
    }
}

/// What Site Lead may: the published matrix, or the stricter variant of an earlier document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteLeadProfile {
    /// The published matrix.
    #[default]
    Standard,
    /// Groups to look at alone, and no update rings.
    Strict,
}

impl SiteLeadProfile {
    /// Both profiles.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Strict];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Strict => "strict",
        }
    }

    /// The profile of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.key() == key)
    }
}

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

    /// What the role allows in an organization that chose a profile for Site Lead.
    pub const fn permissions_under(self, profile: SiteLeadProfile) -> PermissionSet {
        use Permission as P;
        match (self, profile) {
            (Self::SiteLead, SiteLeadProfile::Strict) => self.permissions().without(PermissionSet::of(&[
                P::GroupModify,
                P::GroupCreate,
                P::RingView,
                P::RingModify,
            ])),
            _ => self.permissions(),
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
    /// Every permission of the rooms service.
    TeamsAdministrator,
    /// Every permission but role management; never the customer's controls over its partners (decision 7).
    TeamsDevicesAdministrator,
    /// Sees rooms, groups, rings, reports, tickets and roles; changes nothing.
    GlobalReader,
    /// Of a partner alone: manages its people and security groups that neither hold nor confer anything (R-420, decision 16).
    UserManagementAdministrator,
}

impl DirectoryRole {
    /// All directory roles.
    pub const ALL: [Self; 6] = [
        Self::GlobalAdministrator,
        Self::ManagedServiceAdministrator,
        Self::TeamsAdministrator,
        Self::TeamsDevicesAdministrator,
        Self::GlobalReader,
        Self::UserManagementAdministrator,
    ];

    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::GlobalAdministrator => "global_administrator",
            Self::ManagedServiceAdministrator => "managed_service_administrator",
            Self::TeamsAdministrator => "teams_administrator",
            Self::TeamsDevicesAdministrator => "teams_devices_administrator",
            Self::GlobalReader => "global_reader",
            Self::UserManagementAdministrator => "user_management_administrator",
        }
    }

    /// Whether the role counts only where the organization has the partner capability.
    pub const fn is_of_partners(self) -> bool {
        matches!(self, Self::UserManagementAdministrator)
    }

    /// The name by which programs know the role, the published one where there is one; a name, not translated.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GlobalAdministrator => "Global Administrator",
            Self::ManagedServiceAdministrator => "Managed Service Administrator",
            Self::TeamsAdministrator => "Teams Administrator",
            Self::TeamsDevicesAdministrator => "Teams Devices Administrator",
            Self::GlobalReader => "Global Reader",
            Self::UserManagementAdministrator => "User management admin",
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
            Self::GlobalAdministrator | Self::ManagedServiceAdministrator | Self::TeamsAdministrator => {
                PermissionSet::ALL
            }
            Self::TeamsDevicesAdministrator => {
                PermissionSet::ALL.without(PermissionSet::of(&[P::RoleView, P::RoleModify]))
            }
            Self::GlobalReader => PermissionSet::of(&[
                P::RoomView,
                P::GroupView,
                P::RingView,
                P::ReportView,
                P::TicketView,
                P::RoleView,
            ]),
            Self::UserManagementAdministrator => PermissionSet::NONE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role_definition;

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

    /// the stricter Site Lead looks at groups and has nothing to do with rings.
    #[test]
    fn the_strict_site_lead_loses_groups_and_rings() {
        use Permission as P;
        let lost: Vec<_> = Permission::ALL
            .into_iter()
            .filter(|permission| {
                let role = BuiltInRole::SiteLead;
                role.permissions().has(*permission)
                    && !role.permissions_under(SiteLeadProfile::Strict).has(*permission)
            })
            .collect();
        assert_eq!(lost, [P::GroupModify, P::GroupCreate, P::RingView, P::RingModify]);
        for role in BuiltInRole::ALL.into_iter().filter(|role| *role != BuiltInRole::SiteLead) {
            assert_eq!(role.permissions_under(SiteLeadProfile::Strict), role.permissions());
        }
    }

    /// Teams Administrator holds everything, Teams Devices Administrator all but role management.
    #[test]
    fn teams_administrators_hold_what_the_directory_says() {
        use Permission as P;
        assert_eq!(DirectoryRole::TeamsAdministrator.permissions(), PermissionSet::ALL);
        let devices = DirectoryRole::TeamsDevicesAdministrator.permissions();
        let lacks: Vec<_> = Permission::ALL.into_iter().filter(|p| !devices.has(*p)).collect();
        assert_eq!(lacks, [P::RoleView, P::RoleModify]);
    }

    /// a Global Reader changes nothing and does not see settings.
    #[test]
    fn global_reader_only_views() {
        for permission in DirectoryRole::GlobalReader.permissions().iter() {
            assert_eq!(permission.key().rsplit('.').next(), Some("view"), "{permission}");
        }
        assert!(!DirectoryRole::GlobalReader.permissions().has(Permission::SettingsView));
    }

    /// what is published is called so everywhere; two roles are Steward's alone.
    #[test]
    fn roles_of_the_directory_have_their_published_names() {
        let names: Vec<_> = DirectoryRole::ALL
            .into_iter()
            .filter_map(|role| Some((role, role_definition::of(role)?.name)))
            .collect();
        assert_eq!(names.len(), 4);
        for (role, name) in names {
            assert_eq!(role.name(), name);
        }
    }
}
