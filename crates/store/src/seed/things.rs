//! What the bulk path plants: the rows of each noun as plain values.

use domain::{
    agent::Agent,
    coordinates::Coordinates,
    device::{CredentialProtection, Tpm},
    directory::Principal,
    health::Health,
    id::{
        Assignment as AssignmentId, CustomRole as CustomRoleId, Device as DeviceId, Id,
        Invitation as InvitationId, Link as LinkId, Organization as OrganizationId, Place as PlaceId,
        ResellerRelationship as ResellerRelationshipId, ResellerRequest as ResellerRequestId, Room as RoomId,
        RoomEvent as RoomEventId, RoomGroup as RoomGroupId, Scope as ScopeId,
        SecurityGroup as SecurityGroupId, Ticket as TicketId, User as UserId,
    },
    invitation::{InvitationKind, InvitationState},
    link::LinkState,
    organization::Language,
    permission::PermissionSet,
    place::PlaceKind,
    role::{DirectoryRole, Role, SiteLeadProfile},
    room::{DeviceType, Monitoring, PlaceType, RoomSize},
    room_event::RoomEventKind,
    scope::Scope,
    signal::{Category, Severity},
    text::{DomainName, Upn},
    time::Time,
};
use uuid::Uuid;

/// An organization.
#[derive(Clone, Debug)]
pub struct Organization {
    /// Its identifier.
    pub id: Id<OrganizationId>,
    /// Its name.
    pub name: String,
    /// Its country, two letters.
    pub country: String,
    /// Its language.
    pub language: Language,
    /// Its time zone, an IANA name.
    pub time_zone: String,
    /// Whether it has the partner capability.
    pub is_partner: bool,
    /// Whether it runs the server.
    pub is_operator: bool,
    /// What its Site Leads may.
    pub site_lead: SiteLeadProfile,
    /// Its verified domains.
    pub domains: Vec<DomainName>,
}

/// A person.
#[derive(Clone, Debug)]
pub struct User {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The person's identifier.
    pub id: Id<UserId>,
    /// The account name.
    pub upn: Upn,
    /// The name shown.
    pub display_name: String,
    /// The language of the portal.
    pub language: Language,
    /// The time zone, an IANA name.
    pub time_zone: String,
    /// Whether the person may sign in and has rights.
    pub enabled: bool,
    /// The hash of the password, if one is set.
    pub password_hash: Option<String>,
}

/// A security group with its members.
#[derive(Clone, Debug)]
pub struct SecurityGroup {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The group's identifier.
    pub id: Id<SecurityGroupId>,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Which agents of a partner its members are.
    pub agent: Option<Agent>,
    /// People and groups in it.
    pub members: Vec<Principal>,
}

/// A directory role of somebody.
#[derive(Clone, Copy, Debug)]
pub struct DirectoryRoleMember {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The role.
    pub role: DirectoryRole,
    /// Who holds it.
    pub member: Principal,
}

/// A tenant manager.
#[derive(Clone, Copy, Debug)]
pub struct TenantManager {
    /// The partner.
    pub tenant: Id<OrganizationId>,
    /// Who it is.
    pub member: Principal,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The place's identifier.
    pub id: Id<PlaceId>,
    /// The place it lies in.
    pub parent: Option<Id<PlaceId>>,
    /// Its kind.
    pub kind: PlaceKind,
    /// Its name.
    pub name: String,
}

/// A room. Start with [`Room::named`] and set what matters.
#[derive(Clone, Debug)]
pub struct Room {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The room's identifier.
    pub id: Id<RoomId>,
    /// Its name.
    pub name: String,
    /// The place it lies in.
    pub place: Option<Id<PlaceId>>,
    /// The kind of its device.
    pub device_type: DeviceType,
    /// Maker of the device.
    pub manufacturer: String,
    /// Model of the device.
    pub model: String,
    /// Serial number as told by the device (decision 19: data, never identity).
    pub serial_number: String,
    /// Host name of the device.
    pub host_name: String,
    /// The room's account.
    pub account: String,
    /// The time zone, an IANA name.
    pub time_zone: String,
    /// How many people fit in.
    pub capacity: Option<i64>,
    /// How large it is.
    pub size: Option<RoomSize>,
    /// What kind of place it is.
    pub place_type: Option<PlaceType>,
    /// Where on the globe.
    pub coordinates: Option<Coordinates>,
    /// The tag of the inventory.
    pub asset_tag: String,
    /// Notes of the administrators.
    pub notes: String,
    /// Version of the agent.
    pub agent_version: String,
    /// Version of the meeting application.
    pub app_version: String,
    /// Version of the operating system.
    pub os_version: String,
    /// Network addresses, as a document.
    pub addresses: String,
    /// Kind of network.
    pub network_type: String,
    /// Version of the firmware.
    pub firmware_version: String,
    /// Hardware addresses, as a document.
    pub mac_addresses: String,
    /// Its TPM.
    pub tpm: Option<Tpm>,
    /// How it keeps its credential.
    pub credential_protection: Option<CredentialProtection>,
    /// What its agent lacks, as a document.
    pub missing: String,
    /// Whether it is monitored (§3.10).
    pub monitoring: Monitoring,
    /// Its health.
    pub health: Health,
    /// Whether a lesser fault counts.
    pub has_warning: bool,
    /// Since when its health is so; the moment of seeding if none.
    pub health_since: Option<Time>,
    /// When its health may change by time alone.
    pub health_due_at: Option<Time>,
    /// When it was last heard.
    pub last_seen_at: Option<Time>,
    /// The version of the key it enrolled with.
    pub key_version: Option<i64>,
}

impl Room {
    /// A monitored, healthy room of which nothing else is known.
    pub fn named(tenant: Id<OrganizationId>, id: Id<RoomId>, name: &str) -> Self {
        Self {
            tenant,
            id,
            name: name.to_owned(),
            place: None,
            device_type: DeviceType::Generic,
            manufacturer: String::new(),
            model: String::new(),
            serial_number: String::new(),
            host_name: String::new(),
            account: String::new(),
            time_zone: "UTC".to_owned(),
            capacity: None,
            size: None,
            place_type: None,
            coordinates: None,
            asset_tag: String::new(),
            notes: String::new(),
            agent_version: String::new(),
            app_version: String::new(),
            os_version: String::new(),
            addresses: "[]".to_owned(),
            network_type: String::new(),
            firmware_version: String::new(),
            mac_addresses: "[]".to_owned(),
            tpm: None,
            credential_protection: None,
            missing: String::new(),
            monitoring: Monitoring::Monitored,
            health: Health::Healthy,
            has_warning: false,
            health_since: None,
            health_due_at: None,
            last_seen_at: None,
            key_version: None,
        }
    }
}

/// A room group with its members.
#[derive(Clone, Debug)]
pub struct RoomGroup {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The group's identifier.
    pub id: Id<RoomGroupId>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The rooms in it.
    pub members: Vec<Id<RoomId>>,
}

/// What a signal of a room says.
#[derive(Clone, Debug)]
pub struct Signal {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The room.
    pub room: Id<RoomId>,
    /// The signal's key.
    pub signal: String,
    /// Which of several devices, empty if there is one.
    pub instance: String,
    /// Its state.
    pub state: String,
    /// The value told.
    pub value: String,
    /// What the device adds.
    pub detail: String,
    /// Since when.
    pub since: Time,
}

/// A line of a room's history.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The room.
    pub room: Id<RoomId>,
    /// The line's identifier.
    pub id: Uuid,
    /// When.
    pub at: Time,
    /// What kind of line.
    pub kind: String,
    /// The signal it is about, or empty.
    pub signal: String,
    /// Which of several devices, or empty.
    pub instance: String,
    /// The value before.
    pub before: String,
    /// The value after.
    pub after: String,
}

/// The ticket of a signal.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The room.
    pub room: Id<RoomId>,
    /// The ticket.
    pub id: Id<TicketId>,
    /// The key of the signal.
    pub signal: String,
    /// The part of the room.
    pub category: Category,
    /// How bad it is.
    pub severity: Severity,
    /// When it was opened.
    pub opened_at: Time,
    /// When it was closed; none for one that is new.
    pub closed_at: Option<Time>,
}

/// Something that was noticed in a room; its device calls it by its identifier.
#[derive(Clone, Debug)]
pub struct RoomEvent {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The room.
    pub room: Id<RoomId>,
    /// The event's identifier.
    pub id: Id<RoomEventId>,
    /// What kind of event it is.
    pub kind: RoomEventKind,
    /// When it happened.
    pub at: Time,
    /// What somebody wrote, or empty.
    pub description: String,
    /// Until when the device keeps its logs of it.
    pub logs_until: Option<Time>,
}

/// An enrolment key, sealed by the service.
#[derive(Clone, Debug)]
pub struct EnrolmentKey {
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// Its version.
    pub key_version: i64,
    /// The sealed key.
    pub sealed: Vec<u8>,
    /// The key it is sealed with.
    pub seal_key_id: String,
}

/// The credential of a room's device (decision 19).
#[derive(Clone, Debug)]
pub struct Device {
    /// The hash of the credential.
    pub credential_hash: Vec<u8>,
    /// The device's identifier.
    pub id: Id<DeviceId>,
    /// The organization.
    pub tenant: Id<OrganizationId>,
    /// The room.
    pub room: Id<RoomId>,
    /// The version of the key it enrolled with.
    pub key_version: i64,
}

/// An invitation with its scope.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The customer.
    pub tenant: Id<OrganizationId>,
    /// The invitation's identifier.
    pub id: Id<InvitationId>,
    /// By domain or to a named user.
    pub kind: InvitationKind,
    /// The partner, if somebody holds the address.
    pub partner: Option<Id<OrganizationId>>,
    /// The domain the customer typed.
    pub domain: String,
    /// The account of a named user.
    pub named_upn: Option<Upn>,
    /// The name the customer typed for a named user.
    pub named_name: String,
    /// Its state.
    pub state: InvitationState,
    /// Where its scope is stored.
    pub scope_id: Id<ScopeId>,
    /// The rooms offered.
    pub scope: Scope,
    /// The hash of the terms agreed to.
    pub terms_hash: String,
    /// For how many days it is valid.
    pub valid_days: u8,
    /// Who sent it.
    pub sent_by: Id<UserId>,
    /// That person's account name at that time.
    pub sent_by_name: String,
    /// When it was sent.
    pub sent_at: Time,
    /// Who answered, or empty.
    pub answered_by: String,
    /// When it was answered.
    pub answered_at: Option<Time>,
    /// The reason given with the answer.
    pub reason: String,
}

/// A link with its scope.
#[derive(Clone, Debug)]
pub struct Link {
    /// The customer.
    pub tenant: Id<OrganizationId>,
    /// The link's identifier.
    pub id: Id<LinkId>,
    /// The partner.
    pub partner: Id<OrganizationId>,
    /// The invitation it came from.
    pub invitation: Id<InvitationId>,
    /// Its state.
    pub state: LinkState,
    /// Where its scope is stored.
    pub scope_id: Id<ScopeId>,
    /// The rooms it covers.
    pub scope: Scope,
    /// What the customer switched on beyond Primary admins.
    pub extended: PermissionSet,
    /// The hash of the terms agreed to.
    pub terms_hash: String,
    /// Who agreed to them.
    pub terms_by: String,
    /// Whether nobody can act as primary admin.
    pub orphaned: bool,
    /// When it began; the moment of seeding if none.
    pub started_at: Option<Time>,
    /// When it ended.
    pub ended_at: Option<Time>,
}

/// A reseller relationship.
#[derive(Clone, Debug)]
pub struct Reseller {
    /// The customer.
    pub tenant: Id<OrganizationId>,
    /// The relationship's identifier.
    pub id: Id<ResellerRelationshipId>,
    /// The partner.
    pub partner: Id<OrganizationId>,
    /// The request it came from.
    pub request: Id<ResellerRequestId>,
    /// Whether the partner's agents have delegated admin privileges.
    pub has_privileges: bool,
    /// Who accepted, by account name.
    pub accepted_by: String,
    /// When it began; the moment of seeding if none.
    pub started_at: Option<Time>,
}

/// A person of a partner whom a customer blocks (decision 8).
#[derive(Clone, Debug)]
pub struct Block {
    /// The customer.
    pub tenant: Id<OrganizationId>,
    /// The partner.
    pub partner: Id<OrganizationId>,
    /// The person.
    pub user: Id<UserId>,
    /// Why.
    pub reason: String,
    /// Who blocked.
    pub blocked_by: String,
}

/// A role that an organization made, or a partner for one customer.
#[derive(Clone, Debug)]
pub struct CustomRole {
    /// The organization whose rooms it is about.
    pub tenant: Id<OrganizationId>,
    /// Its identifier.
    pub id: Id<CustomRoleId>,
    /// The link it belongs to; none for a role of the organization's own people.
    pub link: Option<Id<LinkId>>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it allows.
    pub permissions: PermissionSet,
}

/// A role assignment with its scope and members.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The organization whose rooms it is about.
    pub tenant: Id<OrganizationId>,
    /// The assignment's identifier.
    pub id: Id<AssignmentId>,
    /// The link it hangs on; none for an assignment of the organization's own people.
    pub link: Option<Id<LinkId>>,
    /// The role.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where its scope is stored.
    pub scope_id: Id<ScopeId>,
    /// The rooms it covers.
    pub scope: Scope,
    /// Not before.
    pub from: Option<Time>,
    /// Not from this moment on.
    pub until: Option<Time>,
    /// Who holds it.
    pub members: Vec<Member>,
}

/// Who holds an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The organization of the person or security group.
    pub home: Id<OrganizationId>,
    /// The person or security group.
    pub principal: Principal,
}
