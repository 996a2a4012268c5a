//! Off-boarding: a customer ends everything that a partner holds in it, and keeps a signed record of what ended and of what is left
//! (decision 4).

/// Declares words of a kind: variant and stable word.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $key:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable word.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// The one of a word.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.key() == key)
            }
        }
    };
}

words! {
    /// What a partner can hold in a customer, or wait for.
    HoldingKind {
        /// The link, with the rooms in its scope.
        Link = "link",
        /// A custom partner role at the link.
        Role = "role",
        /// A role assignment of the link.
        Assignment = "assignment",
        /// The reseller relationship, and with it what it opens of Windows Autopilot.
        ResellerRelationship = "resellerRelationship",
        /// Delegated admin privileges.
        DelegatedAdminPrivileges = "delegatedAdminPrivileges",
        /// A granular relationship.
        GranularRelationship = "granularRelationship",
        /// Roles of a granular relationship at a group.
        AccessAssignment = "accessAssignment",
        /// Rights in rooms by a reseller relationship or a granular one (decision 6).
        DelegatedRooms = "delegatedRooms",
        /// A role on a subscription.
        SubscriptionRole = "subscriptionRole",
        /// A support request on behalf of the customer that is not closed.
        SupportRequest = "supportRequest",
        /// An invitation that waits for an answer.
        Invitation = "invitation",
        /// A granular relationship that the partner asks this customer for: it gives nothing, and can be approved until it is declined.
        GranularRequest = "granularRequest",
        /// An application of the partner that can act on what is delegated (§4.1).
        Application = "application",
    }
}

words! {
    /// What can be left although a partner holds nothing any more.
    ResidueKind {
        /// The current enrolment key was downloaded by people of the partner, who may have kept it.
        EnrolmentKey = "enrolmentKey",
        /// Exports and files that people of the partner took with them.
        Copies = "copies",
        /// Suppressions set by people of the partner that are still in force.
        Suppressions = "suppressions",
        /// Maintenance windows set by people of the partner that are not over.
        MaintenanceWindows = "maintenanceWindows",
        /// Jobs of people of the partner that devices are doing already.
        RunningJobs = "runningJobs",
        /// Rollouts begun by people of the partner that are not over.
        Rollouts = "rollouts",
        /// Rooms that people of the partner made.
        Rooms = "rooms",
        /// Room groups that people of the partner made.
        RoomGroups = "roomGroups",
        /// Subscriptions that the partner provisioned: they are the customer's and go on, without a reseller.
        Subscriptions = "subscriptions",
        /// Resources that people of the partner made in subscriptions.
        Resources = "resources",
        /// Licences that people of the partner gave to people of the customer.
        Licences = "licences",
        /// People whom the partner added to the directory, or in whose password it had a hand and whom nobody confirmed since.
        People = "people",
        /// Others in the directory whom people of the partner changed, enabled or disabled.
        ChangedPeople = "changedPeople",
        /// Security groups that the partner made.
        Groups = "groups",
        /// Members whom people of the partner put into security groups of the customer's own.
        GroupMembers = "groupMembers",
        /// Autopilot devices that the partner added: they still set themselves up for the customer.
        AutopilotDevices = "autopilotDevices",
        /// Autopilot profiles that the partner made: devices still take them.
        AutopilotProfiles = "autopilotProfiles",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_names_one() {
        for kind in HoldingKind::ALL {
            assert_eq!(HoldingKind::from_key(kind.key()), Some(*kind));
        }
        for kind in ResidueKind::ALL {
            assert_eq!(ResidueKind::from_key(kind.key()), Some(*kind));
        }
        assert_eq!(ResidueKind::from_key("none"), None);
    }
}
