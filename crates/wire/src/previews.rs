//! Shapes of previews: changes that are thought of, and what they would do.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    invitations::NamedUser,
    role_assignments::Period,
    scopes::{Named, Principal, Scope},
};

/// What a change would give and take.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessPreview {
    /// How many rights are gained: people × permissions × rooms.
    pub gained: usize,
    /// How many are lost.
    pub lost: usize,
    /// How many people gain something.
    pub people_gaining: usize,
    /// How many lose something.
    pub people_losing: usize,
    /// On how many rooms somebody gains something.
    pub room_count_gained: usize,
    /// On how many somebody loses something.
    pub room_count_lost: usize,
    /// Who is affected.
    pub people: Vec<PersonEffect>,
    /// The rooms of which somebody gains something: the first thousand of those in your sight, by name.
    pub rooms_gained: Vec<Named>,
    /// The rooms of which somebody loses something, likewise.
    pub rooms_lost: Vec<Named>,
    /// Who gains or loses directory roles there by what the customer delegated to your organization.
    pub delegated_roles: Vec<DelegatedEffect>,
}

/// Which directory roles a person gains and loses at a customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedEffect {
    /// The person.
    pub user_id: Option<Uuid>,
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// The roles that come.
    pub gained: Vec<Named>,
    /// Those that go.
    pub lost: Vec<Named>,
}

/// What a change would give and take of one person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonEffect {
    /// The person; null of somebody whom an invitation names, or whom the one who accepts it will name.
    pub user_id: Option<Uuid>,
    /// The name.
    pub display_name: String,
    /// The account name; the invited domain where nobody is named yet.
    pub user_principal_name: String,
    /// What becomes possible on some room.
    pub gained: Vec<String>,
    /// What ceases to be on some room.
    pub lost: Vec<String>,
    /// On how many rooms something becomes possible.
    pub rooms_gained: usize,
    /// On how many something ceases to be.
    pub rooms_lost: usize,
    /// The same for each permission.
    pub permissions: Vec<PermissionEffect>,
}

/// On how many rooms a permission comes or goes.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionEffect {
    /// The permission.
    pub permission: String,
    /// On how many rooms it becomes possible.
    pub rooms_gained: usize,
    /// On how many it ceases to be.
    pub rooms_lost: usize,
}

/// What a change of people or groups would give and take, in your organization and at each customer where it does something.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryPreview {
    /// How many rights are gained everywhere: people × permissions × rooms.
    pub gained: usize,
    /// How many are lost.
    pub lost: usize,
    /// Your organization first, then customers by name.
    pub organizations: Vec<OrganizationPreview>,
}

/// What a change would do in one organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationPreview {
    /// The organization.
    pub tenant_id: Uuid,
    /// Its name; empty of your own.
    pub display_name: String,
    /// What it would do there.
    #[serde(flatten)]
    pub preview: AccessPreview,
}

/// A change of a role, to be previewed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProposedRole {
    /// What it would allow: keys, or other names of permissions.
    pub permissions: Option<Vec<String>>,
    /// Whether it would be deleted, with its assignments; nothing else counts then.
    pub deleted: bool,
}

/// A change of an assignment, to be previewed; what is left out stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProposedAssignment {
    /// People and groups.
    pub members: Option<Vec<Principal>>,
    /// The rooms.
    pub scope: Option<Scope>,
    /// When it would count.
    pub period: Option<Period>,
    /// Whether it would be deleted; nothing else counts then.
    pub deleted: bool,
}

/// A change of a security group, to be previewed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProposedMembers {
    /// Who would join.
    pub join: Vec<Principal>,
    /// Who would leave, by identifier.
    pub leave: Vec<Uuid>,
    /// Whether the group would be deleted; nothing else counts then.
    pub deleted: bool,
}

/// A change of a person, to be previewed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProposedUser {
    /// Whether the person could sign in; left out, as it is.
    pub account_enabled: Option<bool>,
    /// Whether the person would be deleted; nothing else counts then.
    pub deleted: bool,
}

/// An invitation to be previewed before it is sent: by `domain`, or to `namedUsers`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProposedInvitation {
    /// The domain of the partner.
    pub domain: String,
    /// The people invited by name, instead of a domain.
    pub named_users: Vec<NamedUser>,
    /// The rooms.
    pub scope: Scope,
}
