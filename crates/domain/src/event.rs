//! The audit event: what happened, to what, with values before and after.
//!
//! Invariant: an event never holds a secret or the content of a conversation; what names a person is
//! marked personal, so that it enters the digest as a salted hash only.

mod told;

pub use told::{Event, FieldChange, Subject};

use serde::{Deserialize, Serialize};

/// The category of an event; the first four are the published ones, ours follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// People of the portal, primary admins and tenant managers included.
    User,
    /// Assignments: members, scope, notification flag.
    Assignment,
    /// Invitations of partners.
    PartnerInvitation,
    /// Roles.
    Role,
    /// Partner links.
    Link,
    /// Reseller relationships and what is delegated with them.
    Reseller,
    /// Granular relationships and their access assignments.
    Granular,
    /// Windows Autopilot.
    Autopilot,
    /// Subscriptions, roles on them, what is in them, and licences.
    Subscription,
    /// Rooms.
    Room,
    /// Tickets, as far as people act on them.
    Ticket,
    /// Room groups.
    Group,
    /// Update rings.
    Ring,
    /// Places.
    Place,
    /// Enrolment keys and devices.
    Key,
    /// Settings of an organization.
    Settings,
    /// Security groups.
    SecurityGroup,
    /// Sign-ins, sessions and tokens.
    SignIn,
    /// Exports and downloads.
    Export,
    /// Views of customer data by partner people, folded (decision 18).
    View,
    /// What the operator did to an organization.
    Organization,
}

impl Category {
    /// Every category by its name, in the order of R-202.
    pub const NAMES: &'static [&'static str] = &[
        "User",
        "Assignment",
        "PartnerInvitation",
        "Role",
        "Link",
        "Reseller",
        "Granular",
        "Autopilot",
        "Subscription",
        "Room",
        "Ticket",
        "Group",
        "Ring",
        "Place",
        "Key",
        "Settings",
        "SecurityGroup",
        "SignIn",
        "Export",
        "View",
        "Organization",
    ];
}

/// The operation of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Operation {
    /// Something came into being.
    Create,
    /// Something changed, or was tried.
    Update,
    /// Something ended.
    Delete,
}

/// Declares the kinds of events as one table: variant, stable code, category, operation.
macro_rules! event_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $category:ident, $operation:ident;)*) => {
        /// What happened. The code is stable: it is stored, exported and digested.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind { $($(#[$doc])* $name),* }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code, such as `room.renamed`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The category.
            pub const fn category(self) -> Category {
                match self { $(Self::$name => Category::$category),* }
            }

            /// The operation.
            pub const fn operation(self) -> Operation {
                match self { $(Self::$name => Operation::$operation),* }
            }
        }
    };
}

event_kinds! {
    /// The operator made an organization.
    OrganizationCreated = "organization.created", Organization, Create;
    /// Name, language, time zone or country changed.
    OrganizationEdited = "organization.edited", Organization, Update;
    /// A domain was verified for the organization.
    DomainAdded = "domain.added", Organization, Create;
    /// A domain was taken away.
    DomainRemoved = "domain.removed", Organization, Delete;
    /// An added organization that nobody ever used was removed with its domain.
    OrganizationRemoved = "organization.removed", Organization, Delete;
    /// The partner capability was switched on.
    PartnerCapabilityOn = "organization.partner_on", Organization, Update;
    /// The partner capability was switched off; links are suspended.
    PartnerCapabilityOff = "organization.partner_off", Organization, Update;
    /// The operator asked for a first or further administrator link.
    AdministratorLinkMade = "organization.administrator_link", Organization, Create;
    /// The operator registered the portal of a service.
    ServicePortalRegistered = "service_portal.registered", Settings, Create;
    /// Name or address of a service portal changed.
    ServicePortalEdited = "service_portal.edited", Settings, Update;
    /// The operator took a service portal away.
    ServicePortalDeleted = "service_portal.deleted", Settings, Delete;
    /// A person was added to the directory.
    UserCreated = "user.created", User, Create;
    /// A person's record changed.
    UserEdited = "user.edited", User, Update;
    /// A person was enabled.
    UserEnabled = "user.enabled", User, Update;
    /// A person was disabled.
    UserDisabled = "user.disabled", User, Update;
    /// A person was deleted.
    UserDeleted = "user.deleted", User, Delete;
    /// A one-time link to set a password was made.
    PasswordLinkMade = "user.password_link", User, Update;
    /// A person set a password.
    PasswordSet = "user.password_set", User, Update;
    /// A directory role was given.
    DirectoryRoleGiven = "directory_role.given", User, Create;
    /// A directory role was taken.
    DirectoryRoleTaken = "directory_role.taken", User, Delete;
    /// A tenant manager was added.
    TenantManagerAdded = "tenant_manager.added", User, Create;
    /// A tenant manager was removed.
    TenantManagerRemoved = "tenant_manager.removed", User, Delete;
    /// A security group was made.
    SecurityGroupCreated = "security_group.created", SecurityGroup, Create;
    /// A security group was renamed or described.
    SecurityGroupEdited = "security_group.edited", SecurityGroup, Update;
    /// Members of a security group changed.
    SecurityGroupMembersChanged = "security_group.members_changed", SecurityGroup, Update;
    /// A security group was deleted.
    SecurityGroupDeleted = "security_group.deleted", SecurityGroup, Delete;
    /// Somebody signed in.
    SignedIn = "sign_in.succeeded", SignIn, Create;
    /// A sign-in failed.
    SignInFailed = "sign_in.failed", SignIn, Create;
    /// Somebody signed out.
    SignedOut = "sign_in.signed_out", SignIn, Delete;
    /// A session was revoked.
    SessionRevoked = "session.revoked", SignIn, Delete;
    /// All sessions of a person were revoked.
    SessionsRevoked = "session.all_revoked", SignIn, Delete;
    /// An access token was made.
    AccessTokenCreated = "access_token.created", SignIn, Create;
    /// An access token was revoked.
    AccessTokenRevoked = "access_token.revoked", SignIn, Delete;
    /// An application was registered.
    ApplicationCreated = "application.created", Settings, Create;
    /// An application has another name, other addresses or permissions.
    ApplicationEdited = "application.edited", Settings, Update;
    /// An application was enabled.
    ApplicationEnabled = "application.enabled", Settings, Update;
    /// An application was disabled.
    ApplicationDisabled = "application.disabled", Settings, Update;
    /// An application was deleted.
    ApplicationDeleted = "application.deleted", Settings, Delete;
    /// An application got a further secret.
    ApplicationSecretAdded = "application.secret_added", Settings, Create;
    /// A secret of an application was removed.
    ApplicationSecretRemoved = "application.secret_removed", Settings, Delete;
    /// A person let an application act for them.
    ApplicationConsented = "application.consented", SignIn, Create;
    /// An application got a token.
    ApplicationSignedIn = "application.signed_in", SignIn, Create;
    /// An application was refused a token.
    ApplicationSignInFailed = "application.sign_in_failed", SignIn, Create;
    /// A code of a person's consent was used a second time, so that the token that it gave ended (RFC 6749, 4.1.2).
    ApplicationCodeReused = "application.code_reused", SignIn, Delete;
    /// A place was added.
    PlaceCreated = "place.created", Place, Create;
    /// A place was renamed or moved.
    PlaceEdited = "place.edited", Place, Update;
    /// A place was deleted.
    PlaceDeleted = "place.deleted", Place, Delete;
    /// A room record was added.
    RoomCreated = "room.created", Room, Create;
    /// A device enrolled and made a room in Onboarding.
    RoomOnboarded = "room.onboarded", Room, Create;
    /// A room's record changed.
    RoomEdited = "room.edited", Room, Update;
    /// Monitoring of a room started.
    RoomEnrolled = "room.enrolled", Room, Update;
    /// Monitoring of a room stopped.
    RoomUnenrolled = "room.unenrolled", Room, Update;
    /// A device of an Onboarding room was moved to another room.
    RoomDeviceReplaced = "room.device_replaced", Room, Update;
    /// A room, or signals of it, neither alert nor count for a while.
    RoomSuppressed = "room.suppressed", Room, Update;
    /// End or reason of a suppression changed (decision 4).
    RoomSuppressionChanged = "room.suppression_changed", Room, Update;
    /// A suppression ended, by its time or before.
    RoomUnsuppressed = "room.unsuppressed", Room, Update;
    /// Maintenance of a group of rooms, or of all rooms, was planned.
    MaintenancePlanned = "maintenance.planned", Room, Create;
    /// End or reason of a maintenance window changed (decision 4).
    MaintenanceChanged = "maintenance.changed", Room, Update;
    /// A maintenance window ended, by its time or before.
    MaintenanceEnded = "maintenance.ended", Room, Delete;
    /// Which relay tries to reach the device of a room, and where, was chosen (decision 22).
    RoomReachabilitySet = "room.reachability_set", Room, Update;
    /// No relay tries to reach the device of a room any more.
    RoomReachabilityRemoved = "room.reachability_removed", Room, Update;
    /// A room was moved to another update ring.
    RoomRingChanged = "room.ring_changed", Room, Update;
    /// Somebody asked the device of a room to do something.
    JobSubmitted = "room.job_submitted", Room, Create;
    /// The device of a room has what it was asked to do.
    JobStarted = "room.job_started", Room, Update;
    /// The device of a room gave a file back with a job.
    JobFileAdded = "room.job_file_added", Room, Update;
    /// What a device was asked to do is over: done, or not.
    JobEnded = "room.job_ended", Room, Update;
    /// What a device was asked to do was taken back before it was done.
    JobCanceled = "room.job_canceled", Room, Delete;
    /// A room record was deleted.
    RoomDeleted = "room.deleted", Room, Delete;
    /// A room group was made.
    GroupCreated = "group.created", Group, Create;
    /// A room group was renamed or described.
    GroupEdited = "group.edited", Group, Update;
    /// Members of a room group changed.
    GroupMembersChanged = "group.members_changed", Group, Update;
    /// A room group was deleted.
    GroupDeleted = "group.deleted", Group, Delete;
    /// An update ring was made.
    RingCreated = "ring.created", Ring, Create;
    /// Name, description, order or days of an update ring changed.
    RingEdited = "ring.edited", Ring, Update;
    /// An update ring was deleted; its rooms are in General.
    RingDeleted = "ring.deleted", Ring, Delete;
    /// A release was registered: its own, or one of the operator that was adopted (R-259, decision 23).
    ReleaseAdded = "release.added", Ring, Create;
    /// A release goes through the rings.
    RolloutStarted = "rollout.started", Ring, Create;
    /// A rollout, or one of its rings, went one step further by itself (§3.9).
    RolloutMovedOn = "rollout.moved_on", Ring, Update;
    /// A rollout stands still: somebody said so, or health dropped.
    RolloutPaused = "rollout.paused", Ring, Update;
    /// A rollout goes on.
    RolloutResumed = "rollout.resumed", Ring, Update;
    /// A rollout is over for good: a newer one took its place, or somebody gave it up.
    RolloutDeprecated = "rollout.deprecated", Ring, Delete;
    /// What stops rollouts, and whether they go on, was chosen.
    RolloutGuardSet = "rollout.guard_set", Settings, Update;
    /// The update of a room that failed is tried again.
    UpdateRetried = "room.update_retried", Room, Update;
    /// The update of a room was forced.
    UpdateForced = "room.update_forced", Room, Update;
    /// The key by which releases are signed was set or changed (decision 23).
    ReleaseKeySet = "key.release_key_set", Key, Update;
    /// The enrolment key was reset.
    KeyReset = "key.reset", Key, Update;
    /// The enrolment key file was downloaded.
    KeyDownloaded = "key.downloaded", Key, Update;
    /// An invitation was sent.
    InvitationSent = "invitation.sent", PartnerInvitation, Create;
    /// An invitation was accepted.
    InvitationAccepted = "invitation.accepted", PartnerInvitation, Update;
    /// An invitation was denied.
    InvitationDenied = "invitation.denied", PartnerInvitation, Update;
    /// An invitation was withdrawn.
    InvitationWithdrawn = "invitation.withdrawn", PartnerInvitation, Update;
    /// An invitation ran out.
    InvitationExpired = "invitation.expired", PartnerInvitation, Update;
    /// A link came into being.
    LinkStarted = "link.started", Link, Create;
    /// The rooms of a link changed.
    LinkScopeChanged = "link.scope_changed", Link, Update;
    /// A link was suspended with the partner capability.
    LinkSuspended = "link.suspended", Link, Update;
    /// A suspended link came back.
    LinkResumed = "link.resumed", Link, Update;
    /// A person of a partner was blocked.
    LinkBlocked = "link.blocked", Link, Update;
    /// A block was lifted.
    LinkUnblocked = "link.unblocked", Link, Update;
    /// Nobody can act as primary admin any more.
    LinkOrphaned = "link.orphaned", Link, Update;
    /// Somebody can act as primary admin again.
    LinkAdministered = "link.administered", Link, Update;
    /// The partner removed the customer.
    LinkEndedByPartner = "link.ended_by_partner", Link, Delete;
    /// The customer removed the partner.
    LinkEndedByCustomer = "link.ended_by_customer", Link, Delete;
    /// The customer ended everything that a partner held, and has a signed record of it (decision 4).
    PartnerOffBoarded = "link.off_boarded", Link, Delete;
    /// A partner made a link that asks for a reseller relationship.
    ResellerRequested = "reseller.requested", Reseller, Create;
    /// A partner took such a link back.
    ResellerRequestRevoked = "reseller.request_revoked", Reseller, Delete;
    /// A partner added a customer, and asks it for a reseller relationship.
    CustomerAdded = "reseller.customer_added", Reseller, Create;
    /// The first administrator of an added customer was sent the invitation.
    CustomerInvited = "reseller.customer_invited", Reseller, Update;
    /// The partner took back what it asked of a customer that it added.
    AddedCustomerWithdrawn = "reseller.added_customer_withdrawn", Reseller, Delete;
    /// An added customer did not answer in time.
    AddedCustomerExpired = "reseller.added_customer_expired", Reseller, Delete;
    /// An added customer accepted the reseller relationship that it was asked for.
    AddedCustomerAccepted = "reseller.added_customer_accepted", Reseller, Update;
    /// An added customer declined what the partner asks.
    AddedCustomerDeclined = "reseller.added_customer_declined", Reseller, Delete;
    /// The customer accepted a reseller relationship.
    ResellerAccepted = "reseller.accepted", Reseller, Create;
    /// The partner ended a reseller relationship.
    ResellerEnded = "reseller.ended", Reseller, Delete;
    /// The customer ended a reseller relationship (decision 4).
    ResellerEndedByCustomer = "reseller.ended_by_customer", Reseller, Delete;
    /// The partner capability is gone: nobody of the partner holds what was delegated.
    ResellerSuspended = "reseller.suspended", Reseller, Update;
    /// The partner capability is back, and with it what was delegated.
    ResellerResumed = "reseller.resumed", Reseller, Update;
    /// The customer let a partner have delegated admin privileges, with a further request or again.
    PrivilegesGranted = "reseller.privileges_granted", Reseller, Update;
    /// The customer took delegated admin privileges from a partner.
    PrivilegesRemoved = "reseller.privileges_removed", Reseller, Update;
    /// The partner gave its delegated admin privileges back.
    PrivilegesReturned = "reseller.privileges_returned", Reseller, Update;
    /// A partner became the indirect reseller of another.
    DistributionAccepted = "distribution.accepted", Reseller, Create;
    /// One of the two ended that.
    DistributionEnded = "distribution.ended", Reseller, Delete;
    /// What was bought from a partner comes through an indirect provider from now on.
    ResellerChained = "reseller.chained", Reseller, Update;
    /// The customer let what it delegated to a partner open its rooms (decision 6).
    DelegatedRoomsOpened = "reseller.rooms_opened", Reseller, Update;
    /// The customer let it open its rooms no more.
    DelegatedRoomsClosed = "reseller.rooms_closed", Reseller, Update;
    /// A partner drafted a granular relationship.
    GranularCreated = "granular.created", Granular, Create;
    /// A partner changed its draft of a granular relationship.
    GranularUpdated = "granular.updated", Granular, Update;
    /// A partner threw its draft of a granular relationship away.
    GranularDiscarded = "granular.discarded", Granular, Delete;
    /// A partner finalized a granular relationship: the customer may answer.
    GranularFinalized = "granular.finalized", Granular, Update;
    /// An indirect reseller agreed to a granular relationship that its provider prepared.
    GranularAgreed = "granular.agreed", Granular, Update;
    /// An indirect reseller did not want a granular relationship that its provider prepared.
    GranularRejected = "granular.rejected", Granular, Delete;
    /// The customer approved a granular relationship.
    GranularApproved = "granular.approved", Granular, Create;
    /// The customer declined a granular relationship that it was asked for.
    GranularDeclined = "granular.declined", Granular, Delete;
    /// A granular relationship is in force.
    GranularActivated = "granular.activated", Granular, Update;
    /// A granular relationship extends itself, or does not any more.
    GranularExtensionSet = "granular.extension_set", Granular, Update;
    /// A granular relationship extended itself.
    GranularExtended = "granular.extended", Granular, Update;
    /// Global administrator was taken out of a granular relationship.
    GranularReduced = "granular.reduced", Granular, Update;
    /// One side ended a granular relationship.
    GranularTerminationRequested = "granular.termination_requested", Granular, Delete;
    /// A granular relationship that one side ended is taken down.
    GranularTerminated = "granular.terminated", Granular, Delete;
    /// The time of a granular relationship is over.
    GranularExpired = "granular.expired", Granular, Delete;
    /// A granular relationship was not answered in time, or was over for long enough.
    GranularCleanedUp = "granular.cleaned_up", Granular, Delete;
    /// The partner capability is gone: nobody of the partner holds anything by a granular relationship.
    GranularSuspended = "granular.suspended", Granular, Update;
    /// The partner capability is back, and with it what a granular relationship gives.
    GranularResumed = "granular.resumed", Granular, Update;
    /// Roles of a granular relationship were given to a group.
    AccessAssignmentCreated = "granular.assignment_created", Granular, Create;
    /// Such an assignment is in force.
    AccessAssignmentActivated = "granular.assignment_activated", Granular, Update;
    /// The roles of such an assignment changed.
    AccessAssignmentUpdated = "granular.assignment_updated", Granular, Update;
    /// Such an assignment was taken back.
    AccessAssignmentDeleted = "granular.assignment_deleted", Granular, Delete;
    /// The group of such an assignment is gone.
    AccessAssignmentFailed = "granular.assignment_failed", Granular, Update;
    /// Steward ended delegated admin privileges that nobody used for 90 days.
    PrivilegesLapsed = "reseller.privileges_lapsed", Reseller, Update;
    /// The operator had a granular relationship take the place of delegated admin privileges, which end later.
    PrivilegesMigrated = "reseller.privileges_migrated", Reseller, Update;
    /// Delegated admin privileges ended whose place a granular relationship had taken.
    PrivilegesSuperseded = "reseller.privileges_superseded", Reseller, Update;
    /// An Autopilot profile was made.
    AutopilotProfileCreated = "autopilot.profile_created", Autopilot, Create;
    /// An Autopilot profile changed.
    AutopilotProfileUpdated = "autopilot.profile_updated", Autopilot, Update;
    /// An Autopilot profile was deleted.
    AutopilotProfileDeleted = "autopilot.profile_deleted", Autopilot, Delete;
    /// Autopilot devices were uploaded.
    AutopilotDevicesUploaded = "autopilot.devices_uploaded", Autopilot, Create;
    /// Autopilot devices were uploaded into a batch that was there.
    AutopilotDevicesAdded = "autopilot.devices_added", Autopilot, Create;
    /// Profiles of several Autopilot devices were asked to change.
    AutopilotDevicesSubmitted = "autopilot.devices_submitted", Autopilot, Update;
    /// An Autopilot device got a profile, or lost it.
    AutopilotDeviceUpdated = "autopilot.device_updated", Autopilot, Update;
    /// An Autopilot device was removed.
    AutopilotDeviceDeleted = "autopilot.device_deleted", Autopilot, Delete;
    /// The operator offers something to be provisioned.
    SubscriptionOfferRegistered = "subscription.offer_registered", Subscription, Create;
    /// Such an offer changed.
    SubscriptionOfferEdited = "subscription.offer_edited", Subscription, Update;
    /// Such an offer was taken back.
    SubscriptionOfferDeleted = "subscription.offer_deleted", Subscription, Delete;
    /// A partner provisioned a subscription for a customer.
    SubscriptionProvisioned = "subscription.provisioned", Subscription, Create;
    /// A customer added a subscription of its own.
    SubscriptionAdded = "subscription.added", Subscription, Create;
    /// Name or quantity of a subscription changed, or it was halted, or goes on.
    SubscriptionUpdated = "subscription.updated", Subscription, Update;
    /// The term of a subscription goes on.
    SubscriptionRenewed = "subscription.renewed", Subscription, Update;
    /// A subscription was cancelled.
    SubscriptionCancelled = "subscription.cancelled", Subscription, Delete;
    /// A role on a subscription was given.
    SubscriptionRoleAssigned = "subscription.role_assigned", Subscription, Create;
    /// A role on a subscription was taken.
    SubscriptionRoleRemoved = "subscription.role_removed", Subscription, Delete;
    /// A resource was made in a subscription.
    SubscriptionResourceCreated = "subscription.resource_created", Subscription, Create;
    /// A resource was started or stopped.
    SubscriptionResourceChanged = "subscription.resource_changed", Subscription, Update;
    /// A resource was deleted.
    SubscriptionResourceDeleted = "subscription.resource_deleted", Subscription, Delete;
    /// A licence was given to a person.
    LicenceAssigned = "subscription.licence_assigned", Subscription, Update;
    /// A licence was taken from a person.
    LicenceWithdrawn = "subscription.licence_withdrawn", Subscription, Update;
    /// A partner asked a vendor on behalf of the customer.
    SupportRequestOpened = "support.request_opened", Reseller, Create;
    /// Somebody wrote in such a request.
    SupportMessageWritten = "support.message_written", Reseller, Update;
    /// Such a request was closed.
    SupportRequestClosed = "support.request_closed", Reseller, Update;
    /// A role was assigned.
    AssignmentCreated = "assignment.created", Assignment, Create;
    /// Members of an assignment changed.
    AssignmentMembersChanged = "assignment.members_changed", Assignment, Update;
    /// The scope of an assignment changed.
    AssignmentScopeChanged = "assignment.scope_changed", Assignment, Update;
    /// Name or description of an assignment changed.
    AssignmentEdited = "assignment.edited", Assignment, Update;
    /// An assignment ended.
    AssignmentDeleted = "assignment.deleted", Assignment, Delete;
    /// When an assignment begins and ends to count was changed.
    AssignmentPeriodChanged = "assignment.period_changed", Assignment, Update;
    /// A role was made.
    RoleCreated = "role.created", Role, Create;
    /// A role was renamed, described, or allows something else.
    RoleEdited = "role.edited", Role, Update;
    /// A role was deleted.
    RoleDeleted = "role.deleted", Role, Delete;
    /// What Site Lead may was chosen.
    SiteLeadChosen = "role.site_lead_chosen", Role, Update;
    /// The customer switched permissions beyond Primary admins on or off for a link.
    LinkExtended = "link.extended", Link, Update;
    /// How a signal counts was set.
    SignalSet = "signal.set", Settings, Update;
    /// A signal went back to how it was shipped.
    SignalReset = "signal.reset", Settings, Update;
    /// After how many days a neglected Warning is raised was set.
    EscalationSet = "signal.escalation_set", Settings, Update;
    /// A webhook was made.
    WebhookCreated = "webhook.created", Settings, Create;
    /// A webhook is told elsewhere, of something else, in the name of somebody else, or was switched on or off.
    WebhookEdited = "webhook.edited", Settings, Update;
    /// The secret of a webhook was changed.
    WebhookSecretRotated = "webhook.secret_rotated", Settings, Update;
    /// A webhook was tried.
    WebhookTested = "webhook.tested", Settings, Update;
    /// A message of a webhook is sent once more.
    WebhookReplayed = "webhook.replayed", Settings, Update;
    /// Steward switched a webhook off: its receiver is gone, or took nothing for seven days.
    WebhookTurnedOff = "webhook.turned_off", Settings, Update;
    /// A webhook was deleted.
    WebhookDeleted = "webhook.deleted", Settings, Delete;
    /// Where Partner Center's events are told was registered.
    PartnerWebhookRegistered = "webhook.partner_registered", Settings, Create;
    /// Address or events of that registration changed.
    PartnerWebhookEdited = "webhook.partner_edited", Settings, Update;
    /// That registration was tested.
    PartnerWebhookTested = "webhook.partner_tested", Settings, Update;
    /// That registration was ended.
    PartnerWebhookEnded = "webhook.partner_ended", Settings, Delete;
    /// It was said which team is told of which tickets by e-mail.
    MailRouteCreated = "mail_route.created", Settings, Create;
    /// That was changed.
    MailRouteEdited = "mail_route.edited", Settings, Update;
    /// That was taken back.
    MailRouteDeleted = "mail_route.deleted", Settings, Delete;
    /// Steward made a key with which it signs tokens or messages; it stands in the log of the operator.
    SigningKeyMade = "signing_key.made", Settings, Create;
    /// Steward removed such a key: nothing counts any more that it signed.
    SigningKeyRemoved = "signing_key.removed", Settings, Delete;
    /// What an hour of work is worth in reports was set.
    ReportRateSet = "report.rate_set", Settings, Update;
    /// Somebody has a report sent to themselves.
    ReportSubscribed = "report.subscribed", User, Create;
    /// Which report somebody has sent to themselves, or when, changed; or it was paused, or goes on.
    ReportSubscriptionEdited = "report.subscription_edited", User, Update;
    /// Somebody had a report sent to themselves at once.
    ReportRequested = "report.requested", User, Update;
    /// Somebody has a report sent to themselves no more.
    ReportUnsubscribed = "report.unsubscribed", User, Delete;
    /// Steward sent a report to somebody because a person of a partner has it sent to them.
    ReportShared = "report.shared", User, Create;
    /// Somebody takes a report no more that another has sent to them.
    ReportStopped = "report.stopped", User, Update;
    /// Somebody takes such a report again.
    ReportResumed = "report.resumed", User, Update;
    /// Somebody recorded an issue.
    IssueRecorded = "ticket.recorded", Ticket, Create;
    /// Somebody took a ticket up, gave it to somebody or set a day until which it is due.
    TicketEdited = "ticket.edited", Ticket, Update;
    /// Somebody wrote a message into a ticket.
    TicketMessageWritten = "ticket.message_written", Ticket, Update;
    /// Somebody attached a file to a ticket.
    AttachmentAdded = "ticket.attachment_added", Ticket, Update;
    /// Somebody took a file from a ticket.
    AttachmentRemoved = "ticket.attachment_removed", Ticket, Update;
    /// Somebody downloaded a file that a device gave back (decision 18).
    JobFileDownloaded = "export.job_file", Export, Create;
    /// Somebody downloaded a file of a ticket (decision 18).
    AttachmentDownloaded = "export.attachment", Export, Create;
    /// Somebody closed a recorded issue.
    TicketResolved = "ticket.resolved", Ticket, Update;
    /// A list was exported.
    ListExported = "export.list", Export, Create;
    /// The audit log was exported.
    AuditLogExported = "export.audit_log", Export, Create;
    /// Customer data was viewed by partner people.
    DataViewed = "view.data", View, Update;
    /// Something was refused.
    Refused = "refused", Settings, Update;
}

/// Whether what an event tells was done or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ResultStatus {
    /// It was done.
    Successful,
    /// It was refused.
    Failed,
}

#[cfg(test)]
mod tests;
