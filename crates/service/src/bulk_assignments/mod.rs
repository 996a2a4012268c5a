//! Bulk assignments: a partner gives one of its roles to people and groups of its own at many customers at once, by one rule
//! of rooms.
//!
//! Invariant: each customer is decided and written on its own, as if somebody had assigned the role there by hand (R-102,
//! R-106); what is given already is not given twice. The preview asks the same plan that is carried out.

mod apply;
mod choices;
mod export;
mod pattern;
mod plan;
mod preview;

pub use apply::{Done, assign_at_many};
pub use choices::{BulkCustomer, BulkCustomers, BulkRole, BulkRoles};
pub use export::export_preview;
pub use preview::PreviewBulk;

use domain::{
    directory::Principal,
    id::{Assignment, CustomRole, Id, Organization},
};

use crate::{assignments::Period, previews::Share, refusal::Refusal};

/// At how many customers a role is given at once at most.
pub const MOST: usize = 2000;

/// A role that the partner has at one customer: the pattern for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleAt {
    /// At which customer.
    pub customer: Id<Organization>,
    /// Which role.
    pub role: Id<CustomRole>,
}

/// Which rooms are meant at every customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeRule {
    /// All rooms of the link; names are then passed over.
    pub all_rooms: bool,
    /// The rooms of the groups of these names.
    pub groups: Vec<String>,
    /// The rooms in the places of these names.
    pub places: Vec<String>,
}

/// What somebody wants to give at many customers.
#[derive(Clone, Debug)]
pub struct BulkAssignment {
    /// The role; elsewhere that of the same name is given if it allows the same.
    pub role: RoleAt,
    /// Whether the role is made where the customer has none of its name.
    pub makes_role: bool,
    /// At which customers.
    pub customers: Vec<Id<Organization>>,
    /// The name of the assignments.
    pub name: String,
    /// Their description; empty is possible.
    pub description: String,
    /// People and groups of the caller's own organization.
    pub members: Vec<Principal>,
    /// Their rooms.
    pub rule: ScopeRule,
    /// When they count.
    pub period: Period,
    /// Whether their members get e-mail about the rooms.
    pub sends_mail: bool,
}

/// What happens, or would happen, at one customer.
#[derive(Debug)]
pub struct AtCustomer {
    /// The customer, as it was named.
    pub customer: Id<Organization>,
    /// Its name and default domain, if the caller sees it at all.
    pub seen: Option<(String, String)>,
    /// What happens there.
    pub outcome: Outcome,
}

/// What happens, or would happen.
#[derive(Debug)]
pub enum Outcome {
    /// The role is given.
    Given {
        /// Whether it is made there for that.
        makes_role: bool,
        /// What the members gain by it, once it counts; told by the preview alone.
        gained: Option<Share>,
        /// The assignment; none in a preview.
        assignment: Option<Id<Assignment>>,
    },
    /// All members hold the role there already, on these rooms and as long.
    Held,
    /// Nothing happens, and why.
    Refused(Refusal),
}

impl Outcome {
    /// The stable word for it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Given { .. } => "assigned",
            Self::Held => "held",
            Self::Refused(_) => "refused",
        }
    }
}
