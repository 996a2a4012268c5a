//! Shapes of scopes and of the people and groups that hold roles.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which rooms are meant.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Scope {
    /// Every room, present and future; rooms, groups and places named beside it are then passed over.
    pub all_rooms: bool,
    /// Rooms named one by one.
    pub rooms: Vec<Uuid>,
    /// Room groups, whose rooms of the moment are covered.
    pub room_groups: Vec<Uuid>,
    /// Places, whose rooms at any depth are covered.
    pub places: Vec<Uuid>,
    /// What is left out all the same.
    pub except: ScopeParts,
}

/// Rooms, groups and places.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ScopeParts {
    /// Rooms named one by one.
    pub rooms: Vec<Uuid>,
    /// Room groups.
    pub room_groups: Vec<Uuid>,
    /// Places.
    pub places: Vec<Uuid>,
}

/// A thing by identifier and name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// The identifier.
    pub id: Uuid,
    /// The name.
    pub display_name: String,
}

/// A scope with the names of what it names.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NamedScope {
    /// Every room, present and future.
    pub all_rooms: bool,
    /// The rooms it names.
    pub rooms: Vec<Named>,
    /// The room groups it names.
    pub room_groups: Vec<Named>,
    /// The places it names.
    pub places: Vec<Named>,
    /// What it leaves out.
    pub except: NamedParts,
}

/// Rooms, groups and places with their names.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NamedParts {
    /// The rooms.
    pub rooms: Vec<Named>,
    /// The room groups.
    pub room_groups: Vec<Named>,
    /// The places.
    pub places: Vec<Named>,
}

/// The rooms a scope covers now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScopePreview {
    /// How many rooms.
    pub room_count: i64,
    /// The first of them, by name.
    pub rooms: Vec<Named>,
}

/// A person or security group, as sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Principal {
    /// `user` or `securityGroup`.
    pub kind: String,
    /// The identifier.
    pub id: Uuid,
}

/// People and security groups, as sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Principals {
    /// Who.
    pub members: Vec<Principal>,
}

/// A person or security group that holds a role.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// `user` or `securityGroup`.
    pub kind: String,
    /// The identifier.
    pub id: Uuid,
    /// The name.
    pub display_name: String,
    /// The account name of a person.
    pub user_principal_name: String,
    /// Whether a person is enabled.
    pub enabled: bool,
}
