//! Shapes of places.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rooms::given;

/// A place.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The place.
    pub id: Uuid,
    /// The place it lies in.
    pub parent_id: Option<Uuid>,
    /// `country`, `state`, `city`, `campus`, `building` or `floor`.
    pub kind: String,
    /// The name.
    pub display_name: String,
    /// How many rooms you see in it, at any depth.
    pub room_count: i64,
    /// How many places lie directly in it.
    pub place_count: i64,
}

/// A new place.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPlace {
    /// The name.
    pub display_name: String,
    /// `country`, `state`, `city`, `campus`, `building` or `floor`.
    pub kind: String,
    /// The place it lies in.
    #[serde(default)]
    pub parent_id: Option<Uuid>,
}

/// What of a place can be changed; what is left out stays, `null` makes it a widest one.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlacePatch {
    /// The name.
    pub display_name: Option<String>,
    /// The kind.
    pub kind: Option<String>,
    /// The place it lies in.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub parent_id: Option<Option<Uuid>>,
}
