//! Shapes of applications and their secrets.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An application of your organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The application.
    pub id: Uuid,
    /// The client id; the same as `id`.
    pub app_id: Uuid,
    /// What people call it.
    pub display_name: String,
    /// The addresses to which people are sent back with their consent.
    pub redirect_uris: Vec<String>,
    /// Whether it can keep no secret: it acts for people alone, and needs no secret for that.
    pub is_public_client: bool,
    /// Whether it gets tokens, and those that it has are taken.
    pub is_enabled: bool,
    /// What it may do by itself, by the published names.
    pub application_permissions: Vec<String>,
    /// What people can let it do for them, by the published names.
    pub delegated_permissions: Vec<String>,
    /// When it was registered.
    pub created_date_time: String,
}

/// A new application.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewApplication {
    /// What people call it.
    pub display_name: String,
    /// The addresses to which people are sent back: with `https://`, or with `http://` to the person's own machine.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// Whether it can keep no secret.
    #[serde(default)]
    pub is_public_client: bool,
    /// What it may do by itself, by the published names.
    #[serde(default)]
    pub application_permissions: Vec<String>,
    /// What people can let it do for them, by the published names.
    #[serde(default)]
    pub delegated_permissions: Vec<String>,
}

/// What of an application can be changed; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplicationPatch {
    /// What people call it.
    pub display_name: Option<String>,
    /// The addresses to which people are sent back.
    pub redirect_uris: Option<Vec<String>>,
    /// Whether it can keep no secret.
    pub is_public_client: Option<bool>,
    /// What it may do by itself, by the published names.
    pub application_permissions: Option<Vec<String>>,
    /// What people can let it do for them, by the published names.
    pub delegated_permissions: Option<Vec<String>>,
}

/// A secret of an application.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationSecret {
    /// The secret's identifier.
    pub id: Uuid,
    /// What people call it.
    pub display_name: String,
    /// When it was made.
    pub created_date_time: String,
    /// When it ends.
    pub expiration_date_time: String,
    /// When a token was got with it last.
    pub last_used_date_time: Option<String>,
}

/// A new secret.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewApplicationSecret {
    /// What people call it.
    pub display_name: String,
    /// For how many days: 1 to 730.
    pub days: i64,
}

/// A secret that was made.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddedApplicationSecret {
    /// The secret's identifier.
    pub id: Uuid,
    /// The secret: in this answer alone, once. Not told again when the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_text: Option<String>,
    /// When it ends.
    pub expiration_date_time: String,
}
