//! The shape of a scenario's file.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    link::LinkState,
    permission::Permission,
    role::{BuiltInRole, DirectoryRole},
};
use serde::Deserialize;

use super::Answer;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// By name: `customer`, `strict` (a customer with the strict Site Lead), `partner` or `operator`.
    pub(super) organizations: BTreeMap<String, String>,
    /// By organization: rooms with their groups.
    #[serde(default)]
    pub(super) rooms: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// By organization: places with the place each lies in, `""` for the widest; wider ones are named first.
    #[serde(default)]
    pub(super) places: BTreeMap<String, Vec<(String, String)>>,
    /// By room: the place it is in.
    #[serde(default)]
    pub(super) lies_in: BTreeMap<String, String>,
    pub(super) people: BTreeMap<String, PersonIs>,
    #[serde(default)]
    pub(super) security_groups: BTreeMap<String, GroupIs>,
    #[serde(default)]
    pub(super) links: Vec<LinkIs>,
    #[serde(default)]
    pub(super) assignments: Vec<AssignmentIs>,
    #[serde(default)]
    pub(super) expect: Vec<Expected>,
    #[serde(default)]
    pub(super) then: Vec<Then>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonIs {
    pub(super) of: String,
    #[serde(default)]
    pub(super) roles: BTreeSet<DirectoryRole>,
    #[serde(default)]
    pub(super) r#in: Vec<String>,
    #[serde(default)]
    pub(super) disabled: bool,
    #[serde(default)]
    pub(super) tenant_manager: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupIs {
    pub(super) of: String,
    #[serde(default)]
    pub(super) r#in: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkIs {
    pub(super) customer: String,
    pub(super) partner: String,
    pub(super) state: LinkState,
    pub(super) scope: ScopeIs,
    #[serde(default)]
    pub(super) blocked: Vec<String>,
    #[serde(default)]
    pub(super) extended: Vec<Permission>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AssignmentIs {
    pub(super) of: String,
    /// The partner whose link with `of` it hangs on.
    pub(super) partner: Option<String>,
    pub(super) role: Option<BuiltInRole>,
    /// Of a custom role, instead of a built-in one.
    pub(super) permissions: Option<Vec<Permission>>,
    pub(super) scope: ScopeIs,
    pub(super) members: Vec<String>,
    /// In minutes from now.
    pub(super) from: Option<i64>,
    /// In minutes from now.
    pub(super) until: Option<i64>,
}

/// `"all"`, a list of rooms, groups and places by name, or `{ of = …, but = […] }`.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ScopeIs {
    All(AllWord),
    Some(Vec<String>),
    But { of: Box<ScopeIs>, but: Vec<String> },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AllWord {
    All,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Then {
    pub(super) change: Change,
    pub(super) expect: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    /// Room, group.
    Joins(String, String),
    /// Room, group.
    Leaves(String, String),
    /// Person, security group.
    Resigns(String, String),
    Disabled(String),
    /// Customer, partner, state.
    Link(String, String, LinkState),
    /// Customer, partner, rooms, groups and places.
    Scope(String, String, Vec<String>),
    /// Room, place.
    Moves(String, String),
    /// Customer, partner, permissions.
    Extended(String, String, Vec<Permission>),
    /// Customer.
    Strict(String),
    /// Customer, person.
    Blocks(String, String),
    /// Customer, person.
    Unblocks(String, String),
    CapabilityOff(String),
    /// Minutes.
    TimePasses(i64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) who: String,
    pub(super) permission: Option<Permission>,
    /// Only by a role of one's own organization.
    #[serde(default)]
    pub(super) as_own: bool,
    pub(super) action: Option<Act>,
    /// `own`, `customers` or a customer.
    pub(super) at: Option<String>,
    pub(super) sees: Option<Vec<String>>,
    pub(super) room: Option<String>,
    pub(super) of: Option<String>,
    pub(super) answer: Option<Answer>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Act {
    ReadAuditLog,
    ControlPartners,
    AdministerDirectory,
    ManageTenantManagers,
    SeeTenants,
    RemoveCustomer,
    Operate,
}
