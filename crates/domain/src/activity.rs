//! The activity log of a partner: what happened between it and its customers, in the published words (R-421, §4.9).

use crate::event::EventKind;

/// In whose directory or with whom it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At a customer, or with another partner.
    Other,
    /// In the partner's own organization.
    Own,
    /// Either of both.
    Either,
}

impl At {
    /// Whether something that happened at another organization, or in the own one, is meant.
    pub const fn is(self, other: bool) -> bool {
        match self {
            Self::Other => other,
            Self::Own => !other,
            Self::Either => true,
        }
    }
}

/// What an event is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The event.
    pub kind: EventKind,
    /// Where it is called so.
    pub at: At,
    /// The published type of the resource.
    pub resource: &'static str,
    /// The published type of the operation.
    pub operation: &'static str,
}

const fn of(kind: EventKind, resource: &'static str, operation: &'static str) -> Activity {
    Activity { kind, at: At::Either, resource, operation }
}

impl Activity {
    /// The same of another organization alone.
    const fn there(self) -> Self {
        Self { at: At::Other, ..self }
    }

    /// The same of the own organization alone.
    const fn here(self) -> Self {
        Self { at: At::Own, ..self }
    }

    /// How it ended, in the published word.
    pub fn status(&self) -> &'static str {
        if self.kind == EventKind::AccessAssignmentFailed { "failed" } else { "succeeded" }
    }

    /// What it is called where somebody was taken out and nobody came in: of members the event says both.
    pub const fn operation(&self, only_takes: bool) -> &'static str {
        match self.kind {
            EventKind::SecurityGroupMembersChanged if only_takes && matches!(self.at, At::Own) => {
                "remove_user_member"
            }
            _ => self.operation,
        }
    }
}

const RELATIONSHIP: &str = "partner_customer_relationship";
const DAP: &str = "partner_customer_dap";
const GRANULAR: &str = "granular_admin_relationship";
/// Ours: support requests have no published type.
const SUPPORT: &str = "service_request";
const ASSIGNMENT: &str = "granular_admin_access_assignment";
/// What two partners agreed on with each other.
pub const PARTNERS: &str = "partner_relationship";
const PEOPLE: &str = "partner_user";
const THEIR_PEOPLE: &str = "customer_user";
const THEIR_ROLES: &str = "customer_directory_role";
/// Ours: security groups of customers have no published type.
const THEIR_GROUPS: &str = "customer_group";

/// Every event that has a published name.
pub const ALL: &[Activity] = {
    use EventKind as E;
    &[
        of(E::CustomerAdded, "customer", "add_customer"),
        of(E::AddedCustomerWithdrawn, "customer", "delete_customer"),
        of(E::AddedCustomerExpired, "customer", "delete_customer"),
        of(E::ResellerAccepted, "customer", "add_customer"),
        of(E::ResellerEnded, RELATIONSHIP, "remove_partner_customer_relationship"),
        of(E::ResellerEndedByCustomer, RELATIONSHIP, "remove_partner_customer_relationship"),
        of(E::PrivilegesGranted, DAP, "dap_admin_relationship_approved"),
        of(E::PrivilegesRemoved, DAP, "dap_admin_relationship_terminated"),
        of(E::PrivilegesReturned, DAP, "dap_admin_relationship_terminated"),
        of(E::PrivilegesLapsed, DAP, "dap_admin_relationship_terminated_by_microsoft"),
        of(E::PrivilegesSuperseded, DAP, "dap_admin_relationship_terminated_by_microsoft"),
        of(E::DistributionAccepted, PARTNERS, "create_partner_relationship"),
        of(E::DistributionEnded, PARTNERS, "remove_partner_relationship"),
        of(E::GranularApproved, GRANULAR, "granular_admin_relationship_approved"),
        of(E::GranularActivated, GRANULAR, "granular_admin_relationship_activated"),
        of(E::GranularTerminationRequested, GRANULAR, "granular_admin_relationship_termination_requested"),
        of(E::GranularTerminated, GRANULAR, "granular_admin_relationship_terminated"),
        of(E::GranularExpired, GRANULAR, "granular_admin_relationship_expired"),
        of(E::GranularCleanedUp, GRANULAR, "granular_admin_relationship_cleaned_up"),
        of(E::GranularExtended, GRANULAR, "extend_relationship"),
        of(E::GranularExtensionSet, GRANULAR, "granular_admin_relationship_updated"),
        of(E::GranularReduced, GRANULAR, "granular_admin_relationship_updated"),
        of(E::AccessAssignmentCreated, ASSIGNMENT, "granular_admin_access_assignment_created"),
        of(E::AccessAssignmentActivated, ASSIGNMENT, "granular_admin_access_assignment_activated"),
        // That it could not be put in force is the published activation with another end.
        of(E::AccessAssignmentFailed, ASSIGNMENT, "granular_admin_access_assignment_activated"),
        of(E::AccessAssignmentUpdated, ASSIGNMENT, "granular_admin_access_assignment_updated"),
        of(E::AccessAssignmentDeleted, ASSIGNMENT, "granular_admin_access_assignment_deleted"),
        of(E::UserCreated, PEOPLE, "create_partner_user").here(),
        of(E::UserEdited, PEOPLE, "update_partner_user").here(),
        of(E::UserEnabled, PEOPLE, "update_partner_user").here(),
        of(E::UserDisabled, PEOPLE, "update_partner_user").here(),
        of(E::UserDeleted, PEOPLE, "remove_partner_user").here(),
        of(E::SecurityGroupMembersChanged, PEOPLE, "add_user_member").here(),
        of(E::UserCreated, THEIR_PEOPLE, "create_customer_user").there(),
        of(E::UserEdited, THEIR_PEOPLE, "update_customer_user").there(),
        of(E::UserEnabled, THEIR_PEOPLE, "update_customer_user").there(),
        of(E::UserDisabled, THEIR_PEOPLE, "update_customer_user").there(),
        of(E::UserDeleted, THEIR_PEOPLE, "delete_customer_user").there(),
        of(E::PasswordLinkMade, THEIR_PEOPLE, "reset_customer_user_password").there(),
        of(E::SecurityGroupCreated, THEIR_GROUPS, "create_customer_group").there(),
        of(E::SecurityGroupEdited, THEIR_GROUPS, "update_customer_group").there(),
        of(E::SecurityGroupMembersChanged, THEIR_GROUPS, "update_customer_group").there(),
        of(E::SecurityGroupDeleted, THEIR_GROUPS, "delete_customer_group").there(),
        of(E::DirectoryRoleGiven, THEIR_ROLES, "add_user_member").there(),
        of(E::DirectoryRoleTaken, THEIR_ROLES, "remove_user_member").there(),
        of(E::SubscriptionProvisioned, "order", "create_order").there(),
        of(E::SubscriptionUpdated, "subscription", "update_subscription").there(),
        of(E::SubscriptionRenewed, "subscription", "update_subscription").there(),
        of(E::SubscriptionCancelled, "subscription", "update_subscription").there(),
        of(E::LicenceAssigned, "license", "update_customer_user_licenses").there(),
        of(E::LicenceWithdrawn, "license", "update_customer_user_licenses").there(),
        of(E::AutopilotProfileCreated, "policy", "policy_created"),
        of(E::AutopilotProfileUpdated, "policy", "policy_updated"),
        of(E::AutopilotProfileDeleted, "policy", "policy_deleted"),
        of(E::AutopilotDevicesUploaded, "device", "devices_upload_to_new_batch_attempted"),
        of(E::AutopilotDevicesAdded, "device", "devices_upload_to_existing_batch_attempted"),
        of(E::AutopilotDevicesSubmitted, "device", "devices_update_attempted"),
        of(E::AutopilotDeviceUpdated, "device", "device_updated"),
        of(E::AutopilotDeviceDeleted, "device", "device_deleted"),
        of(E::SupportRequestOpened, SUPPORT, "service_request_created"),
        of(E::SupportMessageWritten, SUPPORT, "service_request_updated"),
        of(E::SupportRequestClosed, SUPPORT, "service_request_closed"),
    ]
};

/// The published types of resources.
pub const RESOURCES: &[&str] = &[
    "customer",
    RELATIONSHIP,
    DAP,
    PARTNERS,
    GRANULAR,
    ASSIGNMENT,
    PEOPLE,
    THEIR_PEOPLE,
    THEIR_ROLES,
    THEIR_GROUPS,
    "order",
    "subscription",
    "license",
    "policy",
    "device",
    SUPPORT,
];

/// Whether what the event of a stored code is about belongs to both sides: a relationship and what it delegates, whose terms the partner
/// wrote or agreed to.
pub fn is_of_both(code: &str) -> bool {
    let of_both = [RELATIONSHIP, DAP, GRANULAR, ASSIGNMENT];
    ALL.iter().any(|activity| activity.kind.code() == code && of_both.contains(&activity.resource))
}

/// What the event of a stored code is called, if it has a published name where it happened.
pub fn find(code: &str, other: bool) -> Option<&'static Activity> {
    ALL.iter().find(|activity| activity.kind.code() == code && activity.at.is(other))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// §4.9, R-421: each event has one name, and each resource is one of those that can be asked for.
    #[test]
    fn each_event_has_one_name() {
        for other in [false, true] {
            let there: Vec<_> = ALL.iter().filter(|activity| activity.at.is(other)).collect();
            let kinds: BTreeSet<_> = there.iter().map(|activity| activity.kind).collect();
            assert_eq!(kinds.len(), there.len());
        }
        let resources: BTreeSet<_> = ALL.iter().map(|activity| activity.resource).collect();
        assert_eq!(resources, RESOURCES.iter().copied().collect());
        let named = |code, other| find(code, other).map(|it| it.operation);
        assert_eq!(named("reseller.privileges_removed", true), Some("dap_admin_relationship_terminated"));
        assert_eq!(named("user.created", true), Some("create_customer_user"));
        assert_eq!(named("user.created", false), Some("create_partner_user"));
        assert_eq!(named("directory_role.given", false), None, "of the own directory nothing is published");
        assert_eq!(named("room.renamed", true), None);
    }

    /// §4.9: members come and go by one event; what could not be put in force says so.
    #[test]
    fn operations_and_their_ends() {
        let members = find("security_group.members_changed", false).unwrap();
        assert_eq!(
            (members.operation(false), members.operation(true)),
            ("add_user_member", "remove_user_member")
        );
        let failed = find("granular.assignment_failed", true).unwrap();
        assert_eq!(
            (failed.operation(true), failed.status()),
            ("granular_admin_access_assignment_activated", "failed")
        );
    }
}
