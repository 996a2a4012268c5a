//! Grants: who may do what, where, when and why. Every kind of relationship is a source of grants; the
//! engine knows no other way to a right.

use domain::{
    id::{Assignment, Id, Link, Organization, Room, RoomGroup, Scope as ScopeKind},
    permission::PermissionSet,
    role::{BuiltInRole, DirectoryRole},
    scope::Scope,
    time::Time,
};

/// Why a grant exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A directory role of the caller's own organization.
    DirectoryRole(DirectoryRole),
    /// An assignment of the caller's own organization.
    OwnRole {
        /// The assignment.
        assignment: Id<Assignment>,
        /// Its role.
        role: BuiltInRole,
    },
    /// An assignment within a partner link.
    PartnerRole {
        /// The link.
        link: Id<Link>,
        /// The assignment.
        assignment: Id<Assignment>,
        /// Its role.
        role: BuiltInRole,
    },
}

impl Source {
    /// Whether the right comes from the organization's own directory and roles (decision 6).
    pub const fn is_own(self) -> bool {
        matches!(self, Self::DirectoryRole(_) | Self::OwnRole { .. })
    }

    /// The key of the role, for the audit log.
    pub const fn role_key(self) -> &'static str {
        match self {
            Self::DirectoryRole(role) => role.key(),
            Self::OwnRole { role, .. } | Self::PartnerRole { role, .. } => role.key(),
        }
    }
}

/// A scope together with the place where it is stored, so that a list can name it in its statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The stored scope; none stands for all rooms.
    pub stored: Option<Id<ScopeKind>>,
    /// Its content; for a decision on one room it may be cut down to what concerns that room.
    pub scope: Scope,
}

impl Reach {
    /// All rooms of the organization.
    pub const ALL: Self = Self { stored: None, scope: Scope::All };

    /// Whether it covers a room that is in the given groups.
    pub fn covers(&self, room: Id<Room>, groups: &[Id<RoomGroup>]) -> bool {
        self.scope.covers(room, groups)
    }
}

/// What cuts a grant that comes from a partner link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// The rooms of the link.
    pub reach: Reach,
    /// What Primary admins may, plus what the customer switched on for the link.
    pub permissions: PermissionSet,
    /// Whether the link is active and the partner capability on.
    pub in_force: bool,
}

/// One right of the caller in one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The organization whose rooms it is about.
    pub tenant: Id<Organization>,
    /// Why it exists.
    pub source: Source,
    /// What it allows.
    pub permissions: PermissionSet,
    /// Which rooms it covers.
    pub reach: Reach,
    /// What cuts it.
    pub ceiling: Option<Ceiling>,
    /// Not before this moment.
    pub from: Option<Time>,
    /// Not from this moment on.
    pub until: Option<Time>,
}

impl Grant {
    /// Whether the grant counts at a moment.
    pub fn in_force(&self, now: Time) -> bool {
        self.from.is_none_or(|from| from <= now)
            && self.until.is_none_or(|until| now < until)
            && self.ceiling.as_ref().is_none_or(|ceiling| ceiling.in_force)
    }

    /// What it allows under its ceiling.
    pub fn allowed(&self) -> PermissionSet {
        self.ceiling.as_ref().map_or(self.permissions, |ceiling| self.permissions.and(ceiling.permissions))
    }

    /// Whether it covers a room under its ceiling.
    pub fn covers(&self, room: Id<Room>, groups: &[Id<RoomGroup>]) -> bool {
        self.reach.covers(room, groups)
            && self.ceiling.as_ref().is_none_or(|ceiling| ceiling.reach.covers(room, groups))
    }
}
