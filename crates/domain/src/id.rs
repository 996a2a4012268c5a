//! Identifiers, one type for each kind of thing, so that a room can never be passed for a group.
//!
//! Invariant: a bare `Uuid` appears only here and at the storage boundary.

use std::{cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The identifier of a thing of kind `T`.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// Gives a raw identifier its kind.
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The raw identifier, for storage and transport.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self::new)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::new)
    }
}

/// Where new identifiers come from: an input, so that tests can repeat a run.
pub trait Ids: Send + Sync {
    /// A fresh identifier; sortable by time in production (UUID version 7).
    fn next(&self) -> Uuid;
}

/// Marks the kinds of identified things.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}
    )* };
}

kinds! {
    /// An organization (a tenant): customer, partner, both, or the operator.
    Organization,
    /// A person of an organization's directory.
    User,
    /// A security group of an organization's directory.
    SecurityGroup,
    /// A managed meeting space.
    Room,
    /// A named set of rooms.
    RoomGroup,
    /// A node of the place hierarchy.
    Place,
    /// A stored scope: all rooms, or chosen rooms, groups and places, less what is excluded.
    Scope,
    /// A role that an organization, or a partner for one customer, made itself.
    CustomRole,
    /// An offer of a customer to a partner.
    Invitation,
    /// The partner link: what exists after the first acceptance.
    Link,
    /// The portal of a service that the operator registered.
    ServicePortal,
    /// A link with which a partner asks customers for a reseller relationship.
    ResellerRequest,
    /// A distribution between two partners.
    Distribution,
    /// What stands between a customer and a partner from which it buys.
    ResellerRelationship,
    /// A granular relationship (GDAP) between a partner and a customer.
    GranularRelationship,
    /// What gives roles of a granular relationship to a group of the partner.
    AccessAssignment,
    /// What a partner asked for on a granular relationship.
    GranularRequest,
    /// A change of an access assignment that is under way or was.
    GranularOperation,
    /// A device that sets itself up by Windows Autopilot.
    AutopilotDevice,
    /// What such devices skip and keep when they are set up.
    AutopilotProfile,
    /// Devices that were added together.
    AutopilotBatch,
    /// What was submitted for several such devices at once, with what became of each.
    AutopilotSubmission,
    /// The signed record of an off-boarding.
    OffBoardingRecord,
    /// What the operator offers partners to provision for their customers.
    SubscriptionOffer,
    /// What an organization bought.
    Subscription,
    /// A role on a subscription, given to somebody.
    SubscriptionAssignment,
    /// A resource in a subscription.
    SubscriptionResource,
    /// What a partner asks a vendor on behalf of a customer.
    SupportRequest,
    /// A message in such a request.
    SupportMessage,
    /// A role assignment.
    Assignment,
    /// A signed-in browser.
    Session,
    /// An access token.
    AccessToken,
    /// A program that an organization registered.
    Application,
    /// A secret with which an application proves that it is one.
    ApplicationSecret,
    /// An audit event.
    Event,
    /// A notice in the portal.
    Notice,
    /// A device credential.
    Device,
    /// A one-time link.
    OneTimeLink,
    /// A ticket.
    Ticket,
    /// An issue recorded over one or more rooms, one ticket each.
    Issue,
    /// Something that happened in a room and was noticed there: a poor call, or an issue that somebody reported.
    RoomEvent,
    /// A file at a ticket.
    Attachment,
    /// What of a room neither alerts nor counts for a while.
    Suppression,
    /// A time in which rooms of a group, or all rooms, are suppressed together.
    MaintenanceWindow,
    /// A wave of rooms that get an update together.
    UpdateRing,
    /// What a person asked the device of a room to do.
    Job,
    /// A file that a device gave back with a job.
    JobFile,
    /// A signed version of the software of rooms.
    Release,
    /// The choices of a list that a person keeps.
    SavedView,
    /// An address over HTTP that is told what happens.
    Webhook,
    /// Which team is told of which tickets by e-mail.
    MailRoute,
    /// A message to a webhook.
    Delivery,
    /// A report that a person has sent to themselves.
    ReportSubscription,
}
