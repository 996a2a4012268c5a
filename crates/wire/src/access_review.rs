//! Shapes of the access review.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scopes::{Named, NamedScope};

/// A person of a partner who holds a right in your organization, or is to hold one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewedPerson {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// The partner's organization.
    pub partner_id: Uuid,
    /// The partner's name.
    pub partner_display_name: String,
    /// The link through which the person is here; none for a person who is here without one.
    pub link_id: Option<Uuid>,
    /// `active`, `upcoming`, `ended`, `suspended`, `disabled` or `blocked`.
    pub state: String,
    /// Why you blocked the person; empty where you did not.
    pub block_reason: String,
    /// Since when an assignment or delegation that counts now reaches the person.
    pub since_date_time: Option<String>,
    /// When the person last did or viewed something in your organization; views are told up to 15 minutes late.
    pub last_used_date_time: Option<String>,
    /// Whether the right counts now, is at least 90 days old, and was not used for 90 days.
    pub unused: bool,
    /// Whether the person is here by what you delegated, or by a role on a subscription.
    pub delegated: bool,
    /// Every way by the link through which the person is reached.
    pub chains: Vec<AccessChain>,
    /// Every way by delegation.
    pub delegations: Vec<AccessDelegation>,
    /// Every way by a role on one of your subscriptions.
    pub subscription_roles: Vec<AccessSubscriptionRole>,
}

/// A way from a role on a subscription through security groups down to a person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessSubscriptionRole {
    /// The role assignment.
    pub assignment_id: Uuid,
    /// The subscription.
    pub subscription_id: Uuid,
    /// Its name.
    pub subscription_display_name: String,
    /// `owner`, `contributor`, `reader` or `user_access_administrator`.
    pub role: String,
    /// The security groups on the way, from the one that holds it down to the one the person is in.
    pub groups: Vec<Named>,
    /// Since when the whole chain stands.
    pub since_date_time: String,
}

/// A way from delegated admin privileges or a granular relationship through security groups down to a person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessDelegation {
    /// `delegatedAdmin` or `granularAdmin`.
    pub source: String,
    /// The reseller relationship or the granular relationship.
    pub relationship_id: Uuid,
    /// The name of a granular relationship.
    pub relationship_display_name: Option<String>,
    /// The directory roles.
    pub roles: Vec<Named>,
    /// Whether they open rooms, on your behalf.
    pub opens_rooms: bool,
    /// Until when it counts; none where it does not end by itself.
    pub end_date_time: Option<String>,
    /// `active` or `ended`.
    pub state: String,
    /// Whether it gives nothing, since roles of a granular relationship count for the person instead.
    pub superseded: bool,
    /// The security groups on the way, from the one that holds it down to the one the person is in.
    pub groups: Vec<Named>,
    /// Since when the whole chain stands.
    pub since_date_time: String,
}

/// A way from the link through an assignment and security groups down to a person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessChain {
    /// The assignment.
    pub assignment_id: Uuid,
    /// Its name.
    pub assignment_display_name: String,
    /// `primary_admins`, or the identifier of a partner role.
    pub role_id: String,
    /// The name of a partner role; empty for primary admins.
    pub role_display_name: String,
    /// Its rooms, which the rooms of the link cut.
    pub scope: NamedScope,
    /// From when it counts; none for always.
    pub start_date_time: Option<String>,
    /// Until when it counts; none for always.
    pub end_date_time: Option<String>,
    /// `active`, `upcoming` or `ended`.
    pub state: String,
    /// The security groups on the way, from the member of the assignment down to the one the person is in.
    pub groups: Vec<Named>,
    /// Since when the whole chain stands.
    pub since_date_time: String,
}
