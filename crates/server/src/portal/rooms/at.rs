//! Where the pages of rooms, of their groups and of update rings look, and their addresses there.

use domain::{
    id::{Id, MaintenanceWindow, Organization, Release, Room, RoomGroup, Ticket, UpdateRing},
    organization::Face,
    report::Kind,
};
use service::Realm;

use crate::on_behalf;

/// Where the pages stand on which somebody acts on behalf of a customer.
pub(in crate::portal) const BELOW_CUSTOMER: &str = "/on-behalf/{tenant}";

/// At home, at one customer, or at all customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The reader's own organization.
    Own(Id<Organization>),
    /// One customer.
    Customer(Id<Organization>),
    /// One customer, in its own Rooms face and by what it delegated alone (R-320, decision 6).
    OnBehalf(Id<Organization>),
    /// All customers.
    Customers,
}

impl At {
    /// Where to look.
    pub const fn realm(self) -> Realm {
        match self {
            Self::Own(_) => Realm::Own,
            Self::Customer(tenant) | Self::OnBehalf(tenant) => Realm::Customer(tenant),
            Self::Customers => Realm::AllCustomers,
        }
    }

    /// The face.
    pub const fn face(self) -> Face {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => Face::Rooms,
            _ => Face::Partner,
        }
    }

    /// The entry of the list in the navigation.
    pub const fn entry(self) -> &'static str {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => "rooms",
            _ => "customer-rooms",
        }
    }

    /// Whether the pages show customers.
    pub const fn is_partner(self) -> bool {
        !matches!(self, Self::Own(_))
    }

    /// The one customer looked at, if it is one.
    pub const fn customer(self) -> Option<Id<Organization>> {
        match self {
            Self::Customer(tenant) | Self::OnBehalf(tenant) => Some(tenant),
            Self::Own(_) | Self::Customers => None,
        }
    }

    /// An address: as at home, and on behalf of a customer below the address of that; else among those of customers.
    fn address(self, own: &str, customers: impl FnOnce() -> String) -> String {
        match self {
            Self::Own(_) => own.to_owned(),
            Self::OnBehalf(tenant) => format!("{}/{tenant}{own}", on_behalf::PAGES),
            Self::Customer(_) | Self::Customers => customers(),
        }
    }

    /// The address of the list, without its choices.
    pub fn list(self) -> String {
        self.address("/rooms", || "/partner/rooms".to_owned())
    }

    /// The address of a room.
    pub fn room(self, tenant: Id<Organization>, room: Id<Room>) -> String {
        self.address(&format!("/rooms/{room}"), || format!("/partner/rooms/{tenant}/{room}"))
    }

    /// The address of the list of the rooms of one organization.
    pub fn rooms_of(self, tenant: Id<Organization>) -> String {
        self.address("/rooms", || format!("/partner/rooms?tenant={tenant}"))
    }

    /// The same list, which says that the rooms of a file were added.
    pub fn imported(self, tenant: Id<Organization>) -> String {
        self.address("/rooms?done=imported", || format!("/partner/rooms?tenant={tenant}&done=imported"))
    }

    /// The same list, which says that a room was added out of sight.
    pub fn added_outside(self, tenant: Id<Organization>) -> String {
        self.address("/rooms?done=added-outside", || {
            format!("/partner/rooms?tenant={tenant}&done=added-outside")
        })
    }

    /// The address of what is done with several rooms of one organization.
    pub fn all_of(self, tenant: Id<Organization>) -> String {
        self.address("/rooms", || format!("/partner/rooms/{tenant}"))
    }

    /// The entry of the list of groups in the navigation.
    pub const fn groups_entry(self) -> &'static str {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => "groups",
            _ => "customer-groups",
        }
    }

    /// The address of the list of groups, without its choices.
    pub fn groups(self) -> String {
        self.address("/groups", || "/partner/groups".to_owned())
    }

    /// Where the picker of rooms searches.
    pub fn room_picker(self) -> String {
        self.address("/pickers/rooms", || "/pickers/rooms".to_owned())
    }

    /// The address of a group.
    pub fn group(self, tenant: Id<Organization>, group: Id<RoomGroup>) -> String {
        self.address(&format!("/groups/{group}"), || format!("/partner/groups/{tenant}/{group}"))
    }

    /// The entry of maintenance windows in the navigation.
    pub const fn maintenance_windows_entry(self) -> &'static str {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => "maintenance-windows",
            _ => "customer-maintenance-windows",
        }
    }

    /// The address of the list of maintenance windows, without a customer.
    pub fn maintenance_windows(self) -> String {
        self.address("/maintenance-windows", || "/partner/maintenance-windows".to_owned())
    }

    /// The address of the form that plans maintenance of a group.
    pub fn plan_maintenance(self, tenant: Id<Organization>, group: Id<RoomGroup>) -> String {
        self.address(&format!("/maintenance-windows/new?group={group}"), || {
            format!("/partner/maintenance-windows/new?tenant={tenant}&group={group}")
        })
    }

    /// The address of a maintenance window.
    pub fn maintenance_window(self, tenant: Id<Organization>, window: Id<MaintenanceWindow>) -> String {
        self.address(&format!("/maintenance-windows/{window}"), || {
            format!("/partner/maintenance-windows/{tenant}/{window}")
        })
    }

    /// The entry of update rings in the navigation.
    pub const fn rings_entry(self) -> &'static str {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => "update-rings",
            _ => "customer-update-rings",
        }
    }

    /// The address of update rings, without a customer.
    pub fn rings(self) -> String {
        self.address("/update-rings", || "/partner/update-rings".to_owned())
    }

    /// The address of the update rings of one organization.
    pub fn rings_of(self, tenant: Id<Organization>) -> String {
        self.address("/update-rings", || format!("/partner/update-rings?tenant={tenant}"))
    }

    /// What the addresses of the update rings of one organization begin with.
    pub fn all_rings_of(self, tenant: Id<Organization>) -> String {
        self.address("/update-rings", || format!("/partner/update-rings/{tenant}"))
    }

    /// The address of an update ring.
    pub fn ring(self, tenant: Id<Organization>, ring: Id<UpdateRing>) -> String {
        format!("{}/{ring}", self.all_rings_of(tenant))
    }

    /// The entry of updates in the navigation.
    pub const fn updates_entry(self) -> &'static str {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => "updates",
            _ => "customer-updates",
        }
    }

    /// The address of updates, without a customer.
    pub fn updates(self) -> String {
        self.address("/updates", || "/partner/updates".to_owned())
    }

    /// The address of an update.
    pub fn update(self, tenant: Id<Organization>, release: Id<Release>) -> String {
        self.address(&format!("/updates/{release}"), || format!("/partner/updates/{tenant}/{release}"))
    }

    /// The entry of reports in the navigation.
    pub const fn reports_entry(self) -> &'static str {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => "reports",
            _ => "customer-reports",
        }
    }

    /// The address of reports.
    pub fn reports(self) -> String {
        self.address("/reports", || "/partner/reports".to_owned())
    }

    /// The address of a report, without what is chosen.
    pub fn report(self, report: Kind) -> String {
        match report {
            Kind::Overview => self.reports(),
            _ => format!("{}/{}", self.reports(), report.slug()),
        }
    }

    /// The address of a room in the reports.
    pub fn report_of_room(self, tenant: Id<Organization>, room: Id<Room>) -> String {
        self.address(&format!("/reports/rooms/{room}"), || format!("/partner/reports/rooms/{tenant}/{room}"))
    }

    /// The entry of the list of incidents in the navigation.
    pub const fn incidents_entry(self) -> &'static str {
        match self {
            Self::Own(_) | Self::OnBehalf(_) => "incidents",
            _ => "customer-incidents",
        }
    }

    /// The address of the list of incidents, without its choices.
    pub fn incidents(self) -> String {
        self.address("/incidents", || "/partner/incidents".to_owned())
    }

    /// The address of the list of events of rooms, without its choices.
    pub fn room_events(self) -> String {
        self.address("/incidents/events", || "/partner/incidents/events".to_owned())
    }

    /// The address of a ticket.
    pub fn ticket(self, tenant: Id<Organization>, ticket: Id<Ticket>) -> String {
        self.address(&format!("/incidents/{ticket}"), || format!("/partner/incidents/{tenant}/{ticket}"))
    }

    /// The address at which an issue of a room is recorded.
    pub fn record(self, tenant: Id<Organization>, room: Id<Room>) -> String {
        self.address(&format!("/incidents/new?room={room}"), || {
            format!("/partner/incidents/new?tenant={tenant}&room={room}")
        })
    }

    /// The stream of a live page.
    pub fn events(self) -> String {
        match self {
            Self::Own(_) => "/events".to_owned(),
            Self::OnBehalf(tenant) => format!("{}/{tenant}/events", on_behalf::PAGES),
            Self::Customer(tenant) => format!("/events?tenant={tenant}"),
            Self::Customers => "/events?customers=true".to_owned(),
        }
    }
}
