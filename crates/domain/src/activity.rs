//! The activity log of a partner: what happened between it and its customers, in the published words (R-421, §4.9).

use crate::event::EventKind;

/// What an event is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The event.
    pub kind: EventKind,
    /// The published type of the resource.
    pub resource: &'static str,
    /// The published type of the operation.
    pub operation: &'static str,
}

const fn of(kind: EventKind, resource: &'static str, operation: &'static str) -> Activity {
    Activity { kind, resource, operation }
}

const DAP: &str = "partner_customer_dap";
const GRANULAR: &str = "granular_admin_relationship";
/// Ours: support requests have no published type.
const SUPPORT: &str = "service_request";
const ASSIGNMENT: &str = "granular_admin_access_assignment";

/// Every event that has a published name.
pub const ALL: &[Activity] = {
    use EventKind as E;
    &[
        of(E::CustomerAdded, "customer", "add_customer"),
        of(E::AddedCustomerWithdrawn, "customer", "delete_customer"),
        of(E::AddedCustomerExpired, "customer", "delete_customer"),
        of(E::ResellerAccepted, "customer", "add_customer"),
        of(E::ResellerEnded, "partner_customer_relationship", "remove_partner_customer_relationship"),
        of(
            E::ResellerEndedByCustomer,
            "partner_customer_relationship",
            "remove_partner_customer_relationship",
        ),
        of(E::PrivilegesGranted, DAP, "dap_admin_relationship_approved"),
        of(E::PrivilegesRemoved, DAP, "dap_admin_relationship_terminated"),
        of(E::PrivilegesReturned, DAP, "dap_admin_relationship_terminated"),
        of(E::PrivilegesLapsed, DAP, "dap_admin_relationship_terminated_by_microsoft"),
        of(E::PrivilegesSuperseded, DAP, "dap_admin_relationship_terminated_by_microsoft"),
        of(E::GranularApproved, GRANULAR, "granular_admin_relationship_approved"),
        of(E::GranularActivated, GRANULAR, "granular_admin_relationship_activated"),
        of(E::GranularTerminationRequested, GRANULAR, "granular_admin_relationship_termination_requested"),
        of(E::GranularTerminated, GRANULAR, "granular_admin_relationship_terminated"),
        of(E::GranularExpired, GRANULAR, "granular_admin_relationship_expired"),
        of(E::GranularCleanedUp, GRANULAR, "granular_admin_relationship_cleaned_up"),
        of(E::GranularExtended, GRANULAR, "extend_relationship"),
        of(E::AccessAssignmentCreated, ASSIGNMENT, "granular_admin_access_assignment_created"),
        of(E::AccessAssignmentActivated, ASSIGNMENT, "granular_admin_access_assignment_activated"),
        of(E::AccessAssignmentUpdated, ASSIGNMENT, "granular_admin_access_assignment_updated"),
        of(E::AccessAssignmentDeleted, ASSIGNMENT, "granular_admin_access_assignment_deleted"),
        of(E::UserCreated, "partner_user", "create_partner_user"),
        of(E::UserEdited, "partner_user", "update_partner_user"),
        of(E::UserEnabled, "partner_user", "update_partner_user"),
        of(E::UserDisabled, "partner_user", "update_partner_user"),
        of(E::UserDeleted, "partner_user", "remove_partner_user"),
        of(E::AutopilotProfileCreated, "policy", "policy_created"),
        of(E::AutopilotProfileUpdated, "policy", "policy_updated"),
        of(E::AutopilotProfileDeleted, "policy", "policy_deleted"),
        of(E::AutopilotDevicesUploaded, "device", "devices_upload_to_new_batch_attempted"),
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
    "partner_customer_relationship",
    DAP,
    GRANULAR,
    ASSIGNMENT,
    "partner_user",
    "policy",
    "device",
    SUPPORT,
];

/// What the event of a stored code is called, if it has a published name.
pub fn find(code: &str) -> Option<&'static Activity> {
    ALL.iter().find(|activity| activity.kind.code() == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// §4.9, R-421: each event has one name, and each resource is one of those that can be asked for.
    #[test]
    fn each_event_has_one_name() {
        let kinds: BTreeSet<_> = ALL.iter().map(|activity| activity.kind).collect();
        assert_eq!(kinds.len(), ALL.len());
        let resources: BTreeSet<_> = ALL.iter().map(|activity| activity.resource).collect();
        assert_eq!(resources, RESOURCES.iter().copied().collect());
        assert_eq!(
            find("reseller.privileges_removed").map(|it| it.operation),
            Some("dap_admin_relationship_terminated")
        );
        assert_eq!(find("room.renamed"), None);
    }
}
