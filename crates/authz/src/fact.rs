//! Facts: single things that decide about rights, as they become true or cease to be. The image of an organization is
//! the sum of its facts; the change feed keeps each with its old and new value, so that a past day is today with the
//! feed undone.
//!
//! Invariant: applying a fact and then its [`inverse`](Fact::inverse) changes nothing.

use domain::{
    agent::Agent,
    directory::Principal,
    id::{
        Assignment, CustomRole, GranularRelationship, Id, Link, Organization, Place, ResellerRelationship,
        Room, RoomGroup, Scope as ScopeKind, SecurityGroup, Subscription, SubscriptionAssignment, User,
    },
    link::LinkState,
    permission::PermissionSet,
    role::{DirectoryRole, Role, SiteLeadProfile},
    scope::Scope,
    subscription::SubscriptionRole,
    time::Time,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A value before and after a change. Of a thing that can come and go, none stands for its absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Turn<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}

impl<T> Turn<T> {
    /// From one value to another.
    pub const fn new(before: T, after: T) -> Self {
        Self { before, after }
    }

    fn inverse(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

impl<T> Turn<Option<T>> {
    /// A thing comes into being.
    pub const fn begins(after: T) -> Self {
        Self { before: None, after: Some(after) }
    }

    /// A thing ceases to be.
    pub const fn ends(before: T) -> Self {
        Self { before: Some(before), after: None }
    }
}

impl Turn<bool> {
    /// It becomes true.
    pub const BEGINS: Self = Self { before: false, after: true };
    /// It ceases to be true.
    pub const ENDS: Self = Self { before: true, after: false };
}

/// What decides about a partner link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkFacts {
    /// The partner.
    pub partner: Id<Organization>,
    /// The state.
    pub state: LinkState,
    /// The rooms.
    pub scope: Id<ScopeKind>,
    /// What the customer switched on beyond Primary admins.
    pub extended: PermissionSet,
}

/// What decides about a reseller relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResellerFacts {
    /// The partner.
    pub partner: Id<Organization>,
    /// Whether its agents have delegated admin privileges.
    pub has_privileges: bool,
    /// Whether the customer lets them open rooms (decision 6).
    #[serde(default)]
    pub opens_rooms: bool,
}

/// What decides about a granular relationship.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GranularFacts {
    /// The partner.
    pub partner: Id<Organization>,
    /// Whether it is in force.
    pub is_active: bool,
    /// Not from this moment on; none where it extends itself.
    pub until: Option<Time>,
    /// What its active access assignments give.
    pub holders: Vec<GranularHolder>,
    /// Whether the customer lets its roles open rooms (decision 6).
    #[serde(default)]
    pub opens_rooms: bool,
}

/// A group of a partner that holds directory roles by a granular relationship.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GranularHolder {
    /// The group.
    pub group: Id<SecurityGroup>,
    /// The templates of the roles.
    pub roles: Vec<Uuid>,
}

/// A role on a subscription that somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRoleFacts {
    /// The subscription.
    pub subscription: Id<Subscription>,
    /// The role.
    pub role: SubscriptionRole,
    /// Whose people hold it: the organization itself, or a partner.
    pub home: Id<Organization>,
    /// Who holds it, with everybody in it.
    pub member: Principal,
}

/// What decides about a role assignment, its members aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentFacts {
    /// The link of a partner role; none for an own role.
    pub link: Option<Id<Link>>,
    /// The role.
    pub role: Role,
    /// The rooms.
    pub scope: Id<ScopeKind>,
    /// Not before this moment.
    pub from: Option<Time>,
    /// Not from this moment on.
    pub until: Option<Time>,
}

/// One thing that decides about rights, with its value before and after. It belongs to the organization in whose part
/// of the change feed it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "camelCase")]
pub enum Fact {
    /// Whether the organization has the partner capability.
    Capability { is: Turn<bool> },
    /// What Site Lead may.
    Profile { is: Turn<SiteLeadProfile> },
    /// A person of the directory: whether enabled, none where there is no such person.
    Person { user: Id<User>, enabled: Turn<Option<bool>> },
    /// A partner had a hand in the account or the password of a person, so that nothing given to them counts until their own organization
    /// had them set a password (decision 6).
    Unconfirmed { user: Id<User>, is: Turn<bool> },
    /// A person or group is directly in a security group.
    GroupMember { group: Id<SecurityGroup>, member: Principal, is: Turn<bool> },
    /// A person or group holds a directory role.
    DirectoryRole { role: DirectoryRole, member: Principal, is: Turn<bool> },
    /// The members of a security group are agents of a partner.
    AgentGroup { group: Id<SecurityGroup>, agent: Agent, is: Turn<bool> },
    /// A person or group is tenant manager.
    TenantManager { member: Principal, is: Turn<bool> },
    /// A room exists.
    Room { room: Id<Room>, is: Turn<bool> },
    /// A room is in a room group.
    RoomInGroup { room: Id<Room>, group: Id<RoomGroup>, is: Turn<bool> },
    /// The place of a room.
    RoomPlace { room: Id<Room>, place: Turn<Option<Id<Place>>> },
    /// The place in which a place lies; none outside where there is no such place, none inside for the widest.
    Place { place: Id<Place>, parent: Turn<Option<PlaceParent>> },
    /// The content of a stored scope.
    Scope { scope: Id<ScopeKind>, content: Turn<Option<Scope>> },
    /// What a custom role allows.
    CustomRole { role: Id<CustomRole>, permissions: Turn<Option<PermissionSet>> },
    /// A partner link.
    Link { link: Id<Link>, is: Turn<Option<LinkFacts>> },
    /// The customer blocks a person of a partner (decision 8).
    Block { user: Id<User>, is: Turn<bool> },
    /// A reseller relationship.
    Reseller { relationship: Id<ResellerRelationship>, is: Turn<Option<ResellerFacts>> },
    /// A granular relationship that the customer approved, with what it gives to whom.
    Granular { relationship: Id<GranularRelationship>, is: Turn<Option<GranularFacts>> },
    /// A role on a subscription.
    SubscriptionRole { assignment: Id<SubscriptionAssignment>, is: Turn<Option<SubscriptionRoleFacts>> },
    /// A role assignment.
    Assignment { assignment: Id<Assignment>, is: Turn<Option<AssignmentFacts>> },
    /// A person or group is a member of an assignment.
    AssignmentMember { assignment: Id<Assignment>, member: Principal, is: Turn<bool> },
}

/// Where a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaceParent {
    /// The place around it; none for the widest.
    pub within: Option<Id<Place>>,
}

impl Fact {
    /// The change that takes this one back.
    pub fn inverse(self) -> Self {
        match self {
            Self::Capability { is } => Self::Capability { is: is.inverse() },
            Self::Profile { is } => Self::Profile { is: is.inverse() },
            Self::Person { user, enabled } => Self::Person { user, enabled: enabled.inverse() },
            Self::Unconfirmed { user, is } => Self::Unconfirmed { user, is: is.inverse() },
            Self::GroupMember { group, member, is } => Self::GroupMember { group, member, is: is.inverse() },
            Self::DirectoryRole { role, member, is } => {
                Self::DirectoryRole { role, member, is: is.inverse() }
            }
            Self::AgentGroup { group, agent, is } => Self::AgentGroup { group, agent, is: is.inverse() },
            Self::TenantManager { member, is } => Self::TenantManager { member, is: is.inverse() },
            Self::Room { room, is } => Self::Room { room, is: is.inverse() },
            Self::RoomInGroup { room, group, is } => Self::RoomInGroup { room, group, is: is.inverse() },
            Self::RoomPlace { room, place } => Self::RoomPlace { room, place: place.inverse() },
            Self::Place { place, parent } => Self::Place { place, parent: parent.inverse() },
            Self::Scope { scope, content } => Self::Scope { scope, content: content.inverse() },
            Self::CustomRole { role, permissions } => {
                Self::CustomRole { role, permissions: permissions.inverse() }
            }
            Self::Link { link, is } => Self::Link { link, is: is.inverse() },
            Self::Reseller { relationship, is } => Self::Reseller { relationship, is: is.inverse() },
            Self::Granular { relationship, is } => Self::Granular { relationship, is: is.inverse() },
            Self::Block { user, is } => Self::Block { user, is: is.inverse() },
            Self::SubscriptionRole { assignment, is } => {
                Self::SubscriptionRole { assignment, is: is.inverse() }
            }
            Self::Assignment { assignment, is } => Self::Assignment { assignment, is: is.inverse() },
            Self::AssignmentMember { assignment, member, is } => {
                Self::AssignmentMember { assignment, member, is: is.inverse() }
            }
        }
    }

    /// The stable word of its kind, as the feed stores it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Capability { .. } => "capability",
            Self::Profile { .. } => "profile",
            Self::Person { .. } => "person",
            Self::Unconfirmed { .. } => "unconfirmed",
            Self::GroupMember { .. } => "groupMember",
            Self::DirectoryRole { .. } => "directoryRole",
            Self::AgentGroup { .. } => "agentGroup",
            Self::TenantManager { .. } => "tenantManager",
            Self::Room { .. } => "room",
            Self::RoomInGroup { .. } => "roomInGroup",
            Self::RoomPlace { .. } => "roomPlace",
            Self::Place { .. } => "place",
            Self::Scope { .. } => "scope",
            Self::CustomRole { .. } => "customRole",
            Self::Link { .. } => "link",
            Self::Reseller { .. } => "reseller",
            Self::Granular { .. } => "granular",
            Self::Block { .. } => "block",
            Self::SubscriptionRole { .. } => "subscriptionRole",
            Self::Assignment { .. } => "assignment",
            Self::AssignmentMember { .. } => "assignmentMember",
        }
    }

    /// Whether it touches the people of the organization alone; what is told of rooms, links and assignments touches
    /// those of linked partners too.
    pub const fn is_of_directory(&self) -> bool {
        matches!(
            self,
            Self::Capability { .. }
                | Self::Profile { .. }
                | Self::Person { .. }
                | Self::Unconfirmed { .. }
                | Self::GroupMember { .. }
                | Self::DirectoryRole { .. }
                | Self::AgentGroup { .. }
                | Self::TenantManager { .. }
        )
    }
}
