//! Shapes of explanations: why somebody may do something, or what is missing.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scopes::{Named, NamedScope};

/// A person an explanation is about.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedPerson {
    /// The person.
    pub user_id: Uuid,
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// The person's organization.
    pub organization_id: Uuid,
    /// Its name.
    pub organization_display_name: String,
}

/// Why a person may use a permission, or what is missing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessExplanation {
    /// The person.
    #[serde(flatten)]
    pub person: ExplainedPerson,
    /// The organization whose rooms it is about.
    pub tenant_id: Uuid,
    /// The permission.
    pub permission: String,
    /// The room; none asks whether the permission is held anywhere in the organization.
    pub room_id: Option<Uuid>,
    /// Whether it is allowed.
    pub allowed: bool,
    /// Each of these is enough; the shortest first. Empty where it is not allowed.
    pub chains: Vec<AccessChain>,
    /// What is missing whatever is assigned.
    pub missing: Vec<MissingLink>,
    /// The assignments that come nearest, with what is missing to each.
    pub nearest: Vec<NearAssignment>,
    /// Each of these is enough to do it on your behalf, by a directory role that you delegated, whatever is allowed otherwise; told of one
    /// person alone.
    pub on_behalf: Vec<AccessChain>,
}

/// One way by which a right reaches somebody.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessChain {
    /// `directoryRole`, `ownRole` or `partnerRole`; on behalf `delegatedAdmin` or `granularAdmin`.
    pub source: String,
    /// The key of the role.
    pub role_id: String,
    /// The name of a role that somebody made.
    pub role_display_name: Option<String>,
    /// The assignment; none for a directory role.
    pub assignment_id: Option<Uuid>,
    /// Its name.
    pub assignment_display_name: Option<String>,
    /// Since when it exists.
    pub assigned_date_time: Option<String>,
    /// The reseller relationship or granular relationship by which a role is delegated.
    pub relationship_id: Option<Uuid>,
    /// The name of a granular relationship; none where it is not yours to know.
    pub relationship_display_name: Option<String>,
    /// The partner link; none for an own right.
    pub link_id: Option<Uuid>,
    /// Since when it exists.
    pub linked_date_time: Option<String>,
    /// The security groups from the one the person is in up to the member; a name is none where it is not yours to know.
    pub groups: Vec<ChainGroup>,
    /// By what the assignment covers the room.
    pub covered_by: Option<Cover>,
    /// By what the link covers the room.
    pub link_covers_by: Option<Cover>,
    /// When the assignment begins to count.
    pub start_date_time: Option<String>,
    /// When it ceases to count.
    pub end_date_time: Option<String>,
}

/// A security group on a chain.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChainGroup {
    /// The group; none where it is not yours to know.
    pub id: Option<Uuid>,
    /// Its name.
    pub display_name: Option<String>,
}

/// What covers a room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cover {
    /// `all`, `room`, `roomGroup` or `place`.
    pub kind: String,
    /// The group or place; none where you do not see it.
    pub id: Option<Uuid>,
    /// Its name.
    pub display_name: Option<String>,
}

/// One thing that is missing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MissingLink {
    /// `disabled`, `unconfirmed`, `noPartner`, `noLink`, `suspended`, `blocked`, `outsideLink`, `notExtended`, `neverForPartners`, `noRole`,
    /// `notInRole`, `outsideScope`, `notBegun`, `ended` or `roomsClosed`.
    pub kind: String,
    /// When an assignment begins, or ended.
    pub date_time: Option<String>,
    /// Who could give it: `operator`, `globalAdministrator`, `customer`, `customerAdministrator` or `roleManager`; none where nobody can.
    pub given_by: Option<String>,
    /// The first of them by name, as far as they are yours to know.
    pub people: Vec<Named>,
}

/// An assignment that does not suffice.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NearAssignment {
    /// The assignment.
    pub assignment_id: Uuid,
    /// Its name.
    pub assignment_display_name: String,
    /// The key of its role.
    pub role_id: String,
    /// The name of a role that somebody made.
    pub role_display_name: Option<String>,
    /// What is missing to it.
    pub missing: Vec<MissingLink>,
}

/// What a person may do in an organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessRights {
    /// The person.
    #[serde(flatten)]
    pub person: ExplainedPerson,
    /// The organization whose rooms it is about.
    pub tenant_id: Uuid,
    /// What each source of rights gives.
    pub rights: Vec<AccessRight>,
    /// What each directory role that you delegated gives on your behalf.
    pub on_behalf: Vec<AccessRight>,
    /// What stands in the way of any right; empty where there is one.
    pub missing: Vec<MissingLink>,
}

/// What one source of rights gives.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessRight {
    /// Where it comes from.
    #[serde(flatten)]
    pub chain: AccessChain,
    /// What it allows there.
    pub permissions: Vec<String>,
    /// The rooms; not told where the customer's link alone decides.
    pub scope: Option<NamedScope>,
}
