//! The nineteen permissions of the rooms service and sets of them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One permission. The key in quotes is what the API, the matrix file and the audit log say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Permission {
    /// List and read rooms, signals, health, settings, history.
    #[serde(rename = "room.view")]
    RoomView,
    /// Edit room fields and settings.
    #[serde(rename = "room.modify")]
    RoomModify,
    /// Make a new enrolment key.
    #[serde(rename = "room.reset_key")]
    RoomResetKey,
    /// Fetch the enrolment key file.
    #[serde(rename = "room.download_key")]
    RoomDownloadKey,
    /// Stop monitoring or remove a room.
    #[serde(rename = "room.unenroll")]
    RoomUnenroll,
    /// Add a room record; enrol an Onboarding room.
    #[serde(rename = "room.create")]
    RoomCreate,
    /// Read room groups.
    #[serde(rename = "group.view")]
    GroupView,
    /// Rename, change members of and delete room groups.
    #[serde(rename = "group.modify")]
    GroupModify,
    /// Create room groups.
    #[serde(rename = "group.create")]
    GroupCreate,
    /// Read update rings.
    #[serde(rename = "ring.view")]
    RingView,
    /// Change update rings and rollouts.
    #[serde(rename = "ring.modify")]
    RingModify,
    /// Read reports.
    #[serde(rename = "report.view")]
    ReportView,
    /// Record an issue.
    #[serde(rename = "ticket.create")]
    TicketCreate,
    /// Read tickets.
    #[serde(rename = "ticket.view")]
    TicketView,
    /// Work on tickets.
    #[serde(rename = "ticket.update")]
    TicketUpdate,
    /// Read service settings.
    #[serde(rename = "settings.view")]
    SettingsView,
    /// Change service settings, partners included.
    #[serde(rename = "settings.modify")]
    SettingsModify,
    /// Read roles and assignments.
    #[serde(rename = "role.view")]
    RoleView,
    /// Create, edit, delete and assign roles.
    #[serde(rename = "role.modify")]
    RoleModify,
}

impl Permission {
    /// All permissions in the order of the published matrix.
    pub const ALL: [Self; 19] = [
        Self::RoomView,
        Self::RoomModify,
        Self::RoomResetKey,
        Self::RoomDownloadKey,
        Self::RoomUnenroll,
        Self::RoomCreate,
        Self::GroupView,
        Self::GroupModify,
        Self::GroupCreate,
        Self::RingView,
        Self::RingModify,
        Self::ReportView,
        Self::TicketCreate,
        Self::TicketView,
        Self::TicketUpdate,
        Self::SettingsView,
        Self::SettingsModify,
        Self::RoleView,
        Self::RoleModify,
    ];

    /// The stable key, such as `room.view`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::RoomView => "room.view",
            Self::RoomModify => "room.modify",
            Self::RoomResetKey => "room.reset_key",
            Self::RoomDownloadKey => "room.download_key",
            Self::RoomUnenroll => "room.unenroll",
            Self::RoomCreate => "room.create",
            Self::GroupView => "group.view",
            Self::GroupModify => "group.modify",
            Self::GroupCreate => "group.create",
            Self::RingView => "ring.view",
            Self::RingModify => "ring.modify",
            Self::ReportView => "report.view",
            Self::TicketCreate => "ticket.create",
            Self::TicketView => "ticket.view",
            Self::TicketUpdate => "ticket.update",
            Self::SettingsView => "settings.view",
            Self::SettingsModify => "settings.modify",
            Self::RoleView => "role.view",
            Self::RoleModify => "role.modify",
        }
    }

    /// The permission of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.key() == key)
    }

    /// What it is about: the first word of its key.
    pub fn area(self) -> &'static str {
        self.key().split_once('.').map_or("", |(area, _)| area)
    }

    const fn bit(self) -> u32 {
        1 << self as u8
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PermissionSet(u32);

impl PermissionSet {
    /// No permission.
    pub const NONE: Self = Self(0);
    /// Every permission.
    pub const ALL: Self = Self((1 << Permission::ALL.len()) - 1);

    /// The set of the given permissions.
    pub const fn of(permissions: &[Permission]) -> Self {
        let mut bits = 0;
        let mut rest = permissions;
        while let [first, tail @ ..] = rest {
            bits |= first.bit();
            rest = tail;
        }
        Self(bits)
    }

    /// Whether the permission is in the set.
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// What is in both sets.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in either set: rights add up.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is here and not in the other set.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether every permission of `other` is here too.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The permissions by what they are about, in matrix order.
    pub fn by_area(self) -> Vec<(&'static str, Vec<Permission>)> {
        let mut areas: Vec<(&'static str, Vec<Permission>)> = Vec::new();
        for permission in self.iter() {
            match areas.last_mut() {
                Some((area, permissions)) if *area == permission.area() => permissions.push(permission),
                _ => areas.push((permission.area(), vec![permission])),
            }
        }
        areas
    }

    /// The permissions in matrix order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |permission| self.has(*permission))
    }
}

/// What the customer may switch on for a link beyond what Primary admins may; off by default.
pub const EXTENDABLE: PermissionSet = PermissionSet::of(&[
    Permission::RoomDownloadKey,
    Permission::RoomUnenroll,
    Permission::RoomCreate,
    Permission::GroupModify,
    Permission::GroupCreate,
]);

impl Serialize for PermissionSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for PermissionSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Permission>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// The keys with blanks between them, as they are stored.
impl fmt::Display for PermissionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, permission) in self.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { " " })?;
            f.write_str(permission.key())?;
        }
        Ok(())
    }
}

/// Reads keys with blanks between them.
impl std::str::FromStr for PermissionSet {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = |key: &str| UnknownPermission(key.to_owned());
        text.split_whitespace().map(|key| Permission::from_key(key).ok_or_else(|| unknown(key))).collect()
    }
}

/// A key that is no permission's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no permission")]
pub struct UnknownPermission(pub String);

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::NONE, |set, permission| set.or(Self(permission.bit())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// what is about one thing stands together in the matrix.
    #[test]
    fn permissions_stand_by_area() {
        let areas: Vec<_> = PermissionSet::ALL.by_area().into_iter().map(|(area, _)| area).collect();
        assert_eq!(areas, ["room", "group", "ring", "report", "ticket", "settings", "role"]);
    }
}
