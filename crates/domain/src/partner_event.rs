//! What programs of a partner are told at Partner Center's surface (R-422, §4.10): the published events of reseller relationships, of
//! what is delegated, and of subscriptions.

use crate::event::EventKind;

/// For how many minutes counts how often a registration is tested.
pub const TESTS_WITHIN_MINUTES: i64 = 1;
/// How often a registration is tested in that time.
pub const MOST_TESTS: i64 = 2;
/// For how many days is told what became of a test.
pub const TESTS_KEPT_DAYS: i64 = 7;

/// What about a partner and its customers happened, by its published name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartnerEvent {
    /// A customer accepted a reseller relationship.
    ResellerAccepted,
    /// A customer let the partner have delegated admin privileges.
    PrivilegesApproved,
    /// Delegated admin privileges ended, from either side.
    PrivilegesTerminated,
    /// Steward ended delegated admin privileges: nobody used them, or a granular relationship took their place.
    PrivilegesLapsed,
    /// A customer approved a granular relationship.
    GranularApproved,
    /// A granular relationship is in force.
    GranularActivated,
    /// A granular relationship was ended by either side.
    GranularTerminated,
    /// The time of a granular relationship was over.
    GranularExpired,
    /// Roles of a granular relationship were given to a group.
    AssignmentCreated,
    /// A group holds roles of a granular relationship.
    AssignmentActivated,
    /// A group holds other roles of a granular relationship.
    AssignmentUpdated,
    /// A group holds no roles of a granular relationship any more.
    AssignmentDeleted,
    /// Quantity, state or term of a subscription changed.
    SubscriptionUpdated,
    /// Somebody tests the registration.
    Test,
}

impl PartnerEvent {
    /// Every event, in the order of the catalogue.
    pub const ALL: [Self; 14] = [
        Self::ResellerAccepted,
        Self::PrivilegesApproved,
        Self::PrivilegesTerminated,
        Self::PrivilegesLapsed,
        Self::GranularApproved,
        Self::GranularActivated,
        Self::GranularTerminated,
        Self::GranularExpired,
        Self::AssignmentCreated,
        Self::AssignmentActivated,
        Self::AssignmentUpdated,
        Self::AssignmentDeleted,
        Self::SubscriptionUpdated,
        Self::Test,
    ];

    /// The published name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ResellerAccepted => "reseller-relationship-accepted-by-customer",
            Self::PrivilegesApproved => "dap-admin-relationship-approved",
            Self::PrivilegesTerminated => "dap-admin-relationship-terminated",
            Self::PrivilegesLapsed => "dap-admin-relationship-terminated-by-microsoft",
            Self::GranularApproved => "granular-admin-relationship-approved",
            Self::GranularActivated => "granular-admin-relationship-activated",
            Self::GranularTerminated => "granular-admin-relationship-terminated",
            Self::GranularExpired => "granular-admin-relationship-expired",
            Self::AssignmentCreated => "granular-admin-access-assignment-created",
            Self::AssignmentActivated => "granular-admin-access-assignment-activated",
            Self::AssignmentUpdated => "granular-admin-access-assignment-updated",
            Self::AssignmentDeleted => "granular-admin-access-assignment-deleted",
            Self::SubscriptionUpdated => "subscription-updated",
            Self::Test => "test-created",
        }
    }

    /// The event of a published name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.key() == key)
    }

    /// The published name of what it is about.
    pub const fn resource_name(self) -> &'static str {
        match self {
            Self::ResellerAccepted => "customer",
            Self::PrivilegesApproved | Self::PrivilegesTerminated | Self::PrivilegesLapsed => {
                "PartnerCustomerDap"
            }
            Self::GranularApproved
            | Self::GranularActivated
            | Self::GranularTerminated
            | Self::GranularExpired => "GranularAdminRelationship",
            Self::AssignmentCreated
            | Self::AssignmentActivated
            | Self::AssignmentUpdated
            | Self::AssignmentDeleted => "GranularAdminAccessAssignment",
            Self::SubscriptionUpdated => "subscription",
            Self::Test => "test",
        }
    }

    /// What the partner that something concerns is told of it; none of most things.
    pub const fn of(kind: EventKind) -> Option<Self> {
        use EventKind as K;
        Some(match kind {
            K::ResellerAccepted => Self::ResellerAccepted,
            K::PrivilegesGranted => Self::PrivilegesApproved,
            K::PrivilegesRemoved | K::PrivilegesReturned => Self::PrivilegesTerminated,
            K::PrivilegesLapsed | K::PrivilegesSuperseded => Self::PrivilegesLapsed,
            K::GranularApproved => Self::GranularApproved,
            K::GranularActivated => Self::GranularActivated,
            K::GranularTerminated => Self::GranularTerminated,
            K::GranularExpired => Self::GranularExpired,
            K::AccessAssignmentCreated => Self::AssignmentCreated,
            K::AccessAssignmentActivated => Self::AssignmentActivated,
            K::AccessAssignmentUpdated => Self::AssignmentUpdated,
            K::AccessAssignmentDeleted => Self::AssignmentDeleted,
            K::SubscriptionUpdated | K::SubscriptionRenewed | K::SubscriptionCancelled => {
                Self::SubscriptionUpdated
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// R-422, §4.10: the fourteen published events, each with one name, and each but the test comes from something that happens.
    #[test]
    fn events_have_their_published_names() {
        let names: BTreeSet<_> = PartnerEvent::ALL.map(PartnerEvent::key).into();
        assert_eq!(names.len(), 14);
        assert!(PartnerEvent::ALL.into_iter().all(|it| PartnerEvent::from_key(it.key()) == Some(it)));
        assert_eq!(PartnerEvent::from_key("invoice-ready"), None);
        let happen: BTreeSet<_> = EventKind::ALL.iter().filter_map(|kind| PartnerEvent::of(*kind)).collect();
        let told: BTreeSet<_> =
            PartnerEvent::ALL.into_iter().filter(|it| *it != PartnerEvent::Test).collect();
        assert_eq!(happen, told);
    }
}
