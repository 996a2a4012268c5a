//! Permits: one decision for one change in one organization.

use domain::{
    event::EventKind,
    id::{Application, Id, Organization, Room, User},
};

use crate::{action::Action, grant::Source};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Person {
        /// The person.
        user: Id<User>,
        /// The person's organization.
        organization: Id<Organization>,
    },
    /// An application of an organization, by its own permissions.
    Application {
        /// The application.
        application: Id<Application>,
        /// Whose it is.
        organization: Id<Organization>,
    },
    /// Steward itself, in one of its enumerated tasks.
    System(SystemTask),
}

/// What Steward does by itself, each with the events it may write. There is no system user who may everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SystemTask {
    /// Makes the operator organization and its first operator.
    Setup,
    /// Checks passwords and one-time links, makes and ends sessions.
    SignIn,
    /// Lets invitations, suppressions and unused delegated admin privileges run out, and warns before assignments do.
    Expiry,
    /// Lets devices enrol with a key.
    Enrolment,
    /// Raises the warning of a link that nobody can administer.
    Orphans,
    /// Suspends, resumes and withdraws what depends on the partner capability or a domain (decision 10).
    Eligibility,
    /// Sets granular relationships up and takes them down, lets them end, extend themselves and be forgotten.
    Delegation,
    /// Takes a deleted person or group of a partner out of assignments at customers.
    Departure,
    /// Hands jobs to the devices of rooms, notes what became of them, and calls those off that lost their ground.
    Jobs,
    /// Moves rollouts on from ring to ring, and stops those that do harm.
    Rollouts,
    /// Sends reports to those whom their owners named.
    Reports,
    /// Switches webhooks off that are gone or fail for good.
    Webhooks,
    /// Makes the keys with which the server signs tokens and messages, and removes those that are over.
    Keys,
    /// Lets granular relationships take the place of delegated admin privileges, as the operator said, and ends these.
    Migration,
    /// Makes the organizations of customers that partners add, invites their first administrators, lets what waits lapse, and removes what
    /// nobody ever used.
    AddedCustomers,
}

impl SystemTask {
    /// Whether the task may write this kind of event.
    pub const fn may(self, kind: EventKind) -> bool {
        use EventKind as K;
        match self {
            Self::Setup => matches!(
                kind,
                K::OrganizationCreated
                    | K::DomainAdded
                    | K::UserCreated
                    | K::DirectoryRoleGiven
                    | K::PasswordLinkMade
            ),
            Self::SignIn => {
                matches!(
                    kind,
                    K::SignedIn
                        | K::SignInFailed
                        | K::SignedOut
                        | K::SessionRevoked
                        | K::PasswordSet
                        | K::ApplicationSignedIn
                        | K::ApplicationSignInFailed
                        | K::ApplicationCodeReused
                )
            }
            Self::Expiry => matches!(
                kind,
                K::InvitationExpired | K::RoomUnsuppressed | K::MaintenanceEnded | K::PrivilegesLapsed
            ),
            Self::Enrolment => matches!(kind, K::RoomOnboarded),
            Self::Orphans => matches!(kind, K::LinkOrphaned),
            Self::Departure => matches!(kind, K::AssignmentMembersChanged | K::SubscriptionRoleRemoved),
            Self::Jobs => matches!(kind, K::JobStarted | K::JobFileAdded | K::JobEnded | K::JobCanceled),
            Self::Rollouts => matches!(
                kind,
                K::RolloutMovedOn | K::RolloutPaused | K::RolloutResumed | K::JobSubmitted | K::JobCanceled
            ),
            Self::Reports => matches!(kind, K::ReportShared),
            Self::Webhooks => matches!(kind, K::WebhookTurnedOff),
            Self::Keys => matches!(kind, K::SigningKeyMade | K::SigningKeyRemoved),
            Self::Migration => matches!(
                kind,
                K::GranularCreated
                    | K::GranularApproved
                    | K::AccessAssignmentCreated
                    | K::PrivilegesMigrated
                    | K::PrivilegesSuperseded
            ),
            Self::AddedCustomers => matches!(
                kind,
                K::OrganizationCreated
                    | K::DomainAdded
                    | K::UserCreated
                    | K::DirectoryRoleGiven
                    | K::PasswordLinkMade
                    | K::CustomerInvited
                    | K::AddedCustomerExpired
                    | K::GranularCleanedUp
                    | K::UserDeleted
                    | K::DirectoryRoleTaken
                    | K::DomainRemoved
                    | K::OrganizationRemoved
            ),
            Self::Delegation => matches!(
                kind,
                K::GranularCreated
                    | K::GranularActivated
                    | K::GranularExtended
                    | K::GranularExpired
                    | K::GranularTerminated
                    | K::GranularCleanedUp
                    | K::AccessAssignmentActivated
                    | K::AccessAssignmentFailed
            ),
            Self::Eligibility => {
                matches!(
                    kind,
                    K::LinkSuspended
                        | K::LinkResumed
                        | K::InvitationWithdrawn
                        | K::ResellerSuspended
                        | K::ResellerResumed
                        | K::GranularSuspended
                        | K::GranularResumed
                )
            }
        }
    }

    /// The name in the audit log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::SignIn => "sign-in",
            Self::Expiry => "expiry",
            Self::Enrolment => "enrolment",
            Self::Orphans => "orphans",
            Self::Eligibility => "eligibility",
            Self::Delegation => "delegation",
            Self::Departure => "departure",
            Self::Jobs => "jobs",
            Self::Rollouts => "rollouts",
            Self::Reports => "reports",
            Self::Webhooks => "webhooks",
            Self::Keys => "keys",
            Self::Migration => "migration",
            Self::AddedCustomers => "added-customers",
        }
    }
}

/// The right to make one change in one organization. Made by the engine alone, used once: it cannot be cloned.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub struct Permit {
    pub(crate) actor: Actor,
    pub(crate) action: Option<Action>,
    pub(crate) tenant: Id<Organization>,
    pub(crate) room: Option<Id<Room>>,
    pub(crate) via: Option<Source>,
}

impl Permit {
    /// Who acts.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What was allowed; none for Steward's own tasks.
    pub const fn action(&self) -> Option<Action> {
        self.action
    }

    /// The organization in which the change may be made.
    pub const fn tenant(&self) -> Id<Organization> {
        self.tenant
    }

    /// The room the change is limited to, if it is about one.
    pub const fn room(&self) -> Option<Id<Room>> {
        self.room
    }

    /// The grant that allowed it, if it was one.
    pub const fn via(&self) -> Option<Source> {
        self.via
    }

    /// Whether a change under this permit may write an event of this kind.
    pub const fn may_write(&self, kind: EventKind) -> bool {
        match &self.actor {
            Actor::Person { .. } | Actor::Application { .. } if self.action.is_none() => {
                matches!(kind, EventKind::Refused | EventKind::DataViewed | EventKind::ListExported)
            }
            Actor::Person { .. } | Actor::Application { .. } => true,
            Actor::System(task) => task.may(kind),
        }
    }
}

/// A permit for one of Steward's own tasks in one organization.
pub const fn system_permit(task: SystemTask, tenant: Id<Organization>) -> Permit {
    Permit { actor: Actor::System(task), action: None, tenant, room: None, via: None }
}

/// A permit to write down what somebody tried, viewed or took away (decisions 14 and 18), and nothing else.
pub const fn observed(actor: Actor, tenant: Id<Organization>) -> Permit {
    Permit { actor, action: None, tenant, room: None, via: None }
}
