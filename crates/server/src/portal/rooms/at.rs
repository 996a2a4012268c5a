//! Where the pages of rooms, of their groups and of update rings look, and their addresses there.

use domain::{
    id::{Id, MaintenanceWindow, Organization, Release, Room, RoomGroup, Ticket, UpdateRing},
    organization::Face,
    report::Kind,
};
use service::Realm;

/// At home, at one customer, or at all customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The reader's own organization.
    Own(Id<Organization>),
    /// One customer.
    Customer(Id<Organization>),
    /// All customers.
    Customers,
}

impl At {
    /// Where to look.
    pub const fn realm(self) -> Realm {
        match self {
            Self::Own(_) => Realm::Own,
            Self::Customer(tenant) => Realm::Customer(tenant),
            Self::Customers => Realm::AllCustomers,
        }
    }

    /// The face.
    pub const fn face(self) -> Face {
        match self {
            Self::Own(_) => Face::Rooms,
            _ => Face::Partner,
        }
    }

    /// The entry of the list in the navigation.
    pub const fn entry(self) -> &'static str {
        match self {
            Self::Own(_) => "rooms",
            _ => "customer-rooms",
        }
    }

    /// Whether the pages show customers.
    pub const fn is_partner(self) -> bool {
        !matches!(self, Self::Own(_))
    }

    /// The address of the list, without its choices.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Own(_) => "/rooms",
            _ => "/partner/rooms",
        }
    }

    /// The address of a room.
    pub fn room(self, tenant: Id<Organization>, room: Id<Room>) -> String {
        match self {
            Self::Own(_) => format!("/rooms/{room}"),
            _ => format!("/partner/rooms/{tenant}/{room}"),
        }
    }

    /// The address of the list of the rooms of one organization.
    pub fn rooms_of(self, tenant: Id<Organization>) -> String {
        match self {
            Self::Own(_) => "/rooms".to_owned(),
            _ => format!("/partner/rooms?tenant={tenant}"),
        }
    }

    /// The same list, which says that the rooms of a file were added.
    pub fn imported(self, tenant: Id<Organization>) -> String {
        match self {
            Self::Own(_) => "/rooms?done=imported".to_owned(),
            _ => format!("/partner/rooms?tenant={tenant}&done=imported"),
        }
    }

    /// The same list, which says that a room was added out of sight.
    pub fn added_outside(self, tenant: Id<Organization>) -> String {
        match self {
            Self::Own(_) => "/rooms?done=added-outside".to_owned(),
            _ => format!("/partner/rooms?tenant={tenant}&done=added-outside"),
        }
    }

    /// The address of what is done with several rooms of one organization.
    pub fn all_of(self, tenant: Id<Organization>) -> String {
        match self {
            Self::Own(_) => "/rooms".to_owned(),
            _ => format!("/partner/rooms/{tenant}"),
        }
    }

    /// The entry of the list of groups in the navigation.
    pub const fn groups_entry(self) -> &'static str {
        match self {
            Self::Own(_) => "groups",
            _ => "customer-groups",
        }
    }

    /// The address of the list of groups, without its choices.
    pub const fn groups(self) -> &'static str {
        match self {
            Self::Own(_) => "/groups",
            _ => "/partner/groups",
        }
    }

    /// The address of a group.
    pub fn group(self, tenant: Id<Organization>, group: Id<RoomGroup>) -> String {
        match self {
            Self::Own(_) => format!("/groups/{group}"),
            _ => format!("/partner/groups/{tenant}/{group}"),
        }
    }

    /// The entry of maintenance windows in the navigation.
    pub const fn maintenance_windows_entry(self) -> &'static str {
        match self {
            Self::Own(_) => "maintenance-windows",
            _ => "customer-maintenance-windows",
        }
    }

    /// The address of the list of maintenance windows, without a customer.
    pub const fn maintenance_windows(self) -> &'static str {
        match self {
            Self::Own(_) => "/maintenance-windows",
            _ => "/partner/maintenance-windows",
        }
    }

    /// The address of the form that plans maintenance of a group.
    pub fn plan_maintenance(self, tenant: Id<Organization>, group: Id<RoomGroup>) -> String {
        match self {
            Self::Own(_) => format!("/maintenance-windows/new?group={group}"),
            _ => format!("/partner/maintenance-windows/new?tenant={tenant}&group={group}"),
        }
    }

    /// The address of a maintenance window.
    pub fn maintenance_window(self, tenant: Id<Organization>, window: Id<MaintenanceWindow>) -> String {
        match self {
            Self::Own(_) => format!("/maintenance-windows/{window}"),
            _ => format!("/partner/maintenance-windows/{tenant}/{window}"),
        }
    }

    /// The entry of update rings in the navigation.
    pub const fn rings_entry(self) -> &'static str {
        match self {
            Self::Own(_) => "update-rings",
            _ => "customer-update-rings",
        }
    }

    /// The address of update rings, without a customer.
    pub const fn rings(self) -> &'static str {
        match self {
            Self::Own(_) => "/update-rings",
            _ => "/partner/update-rings",
        }
    }

    /// The address of the update rings of one organization.
    pub fn rings_of(self, tenant: Id<Organization>) -> String {
        match self {
            Self::Own(_) => "/update-rings".to_owned(),
            _ => format!("/partner/update-rings?tenant={tenant}"),
        }
    }

    /// What the addresses of the update rings of one organization begin with.
    pub fn all_rings_of(self, tenant: Id<Organization>) -> String {
        match self {
            Self::Own(_) => "/update-rings".to_owned(),
            _ => format!("/partner/update-rings/{tenant}"),
        }
    }

    /// The address of an update ring.
    pub fn ring(self, tenant: Id<Organization>, ring: Id<UpdateRing>) -> String {
        format!("{}/{ring}", self.all_rings_of(tenant))
    }

    /// The entry of updates in the navigation.
    pub const fn updates_entry(self) -> &'static str {
        match self {
            Self::Own(_) => "updates",
            _ => "customer-updates",
        }
    }

    /// The address of updates, without a customer.
    pub const fn updates(self) -> &'static str {
        match self {
            Self::Own(_) => "/updates",
            _ => "/partner/updates",
        }
    }

    /// The address of an update.
    pub fn update(self, tenant: Id<Organization>, release: Id<Release>) -> String {
        match self {
            Self::Own(_) => format!("/updates/{release}"),
            _ => format!("/partner/updates/{tenant}/{release}"),
        }
    }

    /// The entry of reports in the navigation.
    pub const fn reports_entry(self) -> &'static str {
        match self {
            Self::Own(_) => "reports",
            _ => "customer-reports",
        }
    }

    /// The address of reports.
    pub const fn reports(self) -> &'static str {
        match self {
            Self::Own(_) => "/reports",
            _ => "/partner/reports",
        }
    }

    /// The address of a report, without what is chosen.
    pub fn report(self, report: Kind) -> String {
        match report {
            Kind::Overview => self.reports().to_owned(),
            _ => format!("{}/{}", self.reports(), report.slug()),
        }
    }

    /// The address of a room in the reports.
    pub fn report_of_room(self, tenant: Id<Organization>, room: Id<Room>) -> String {
        match self {
            Self::Own(_) => format!("/reports/rooms/{room}"),
            _ => format!("/partner/reports/rooms/{tenant}/{room}"),
        }
    }

    /// The entry of the list of incidents in the navigation.
    pub const fn incidents_entry(self) -> &'static str {
        match self {
            Self::Own(_) => "incidents",
            _ => "customer-incidents",
        }
    }

    /// The address of the list of incidents, without its choices.
    pub const fn incidents(self) -> &'static str {
        match self {
            Self::Own(_) => "/incidents",
            _ => "/partner/incidents",
        }
    }

    /// The address of the list of events of rooms, without its choices.
    pub const fn room_events(self) -> &'static str {
        match self {
            Self::Own(_) => "/incidents/events",
            _ => "/partner/incidents/events",
        }
    }

    /// The address of a ticket.
    pub fn ticket(self, tenant: Id<Organization>, ticket: Id<Ticket>) -> String {
        match self {
            Self::Own(_) => format!("/incidents/{ticket}"),
            _ => format!("/partner/incidents/{tenant}/{ticket}"),
        }
    }

    /// The address at which an issue of a room is recorded.
    pub fn record(self, tenant: Id<Organization>, room: Id<Room>) -> String {
        match self {
            Self::Own(_) => format!("/incidents/new?room={room}"),
            _ => format!("/partner/incidents/new?tenant={tenant}&room={room}"),
        }
    }

    /// The stream of a live page.
    pub fn events(self) -> String {
        match self {
            Self::Own(_) => "/events".to_owned(),
            Self::Customer(tenant) => format!("/events?tenant={tenant}"),
            Self::Customers => "/events?customers=true".to_owned(),
        }
    }
}
