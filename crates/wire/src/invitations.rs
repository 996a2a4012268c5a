//! Shapes of invitations, on both sides.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scopes::{NamedScope, Principal, Scope};

/// A person named in an invitation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NamedUser {
    /// The name.
    #[serde(default)]
    pub display_name: String,
    /// The account name.
    #[serde(default)]
    pub user_principal_name: String,
}

/// An invitation to be sent: by `domain` and `validDays`, or to `namedUsers`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NewInvitation {
    /// The domain of the partner.
    pub domain: String,
    /// For how many days it waits, 1 to 30.
    pub valid_days: i64,
    /// The people invited by name, instead of a domain.
    pub named_users: Vec<NamedUser>,
    /// The rooms.
    pub scope: Scope,
    /// The version of the terms you agree to, from `/v1.0/invitationTerms`.
    pub accepted_terms: String,
}

/// The terms of an invitation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// The version.
    pub version: String,
    /// The text in English.
    pub text: String,
    /// The SHA-256 hash of that text.
    pub hash: String,
}

/// An invitation of your organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The identifier.
    pub id: Uuid,
    /// `domain` or `named_user`.
    pub kind: String,
    /// The domain.
    pub domain: String,
    /// The account name of a named person.
    pub named_user_principal_name: Option<String>,
    /// The name typed for that person.
    pub named_display_name: String,
    /// The partner link whose primary admin the person becomes; null where a link is offered.
    pub link_id: Option<Uuid>,
    /// `pending`, `accepted`, `denied`, `withdrawn` or `expired`.
    pub state: String,
    /// How many rooms its scope covers now.
    pub room_count: i64,
    /// The rooms; only with a single invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<NamedScope>,
    /// The version of the accepted terms.
    pub terms_version: String,
    /// The hash of the accepted terms.
    pub terms_hash: String,
    /// Who accepted them.
    pub terms_accepted_by: String,
    /// Who sent it.
    pub sent_by: String,
    /// When it was sent.
    pub sent_date_time: String,
    /// From when on it is expired.
    pub expiration_date_time: String,
    /// Who answered.
    pub answered_by: String,
    /// When it was answered or ended.
    pub answered_date_time: Option<String>,
    /// Why it was withdrawn, if not by a person's own decision.
    pub reason: String,
}

/// An invitation that waits for your organization or for you: before acceptance this and nothing more is shown.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedInvitation {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The identifier.
    pub id: Uuid,
    /// The customer.
    pub tenant_id: Uuid,
    /// The customer's name.
    pub tenant_display_name: String,
    /// The customer's default domain.
    pub default_domain: String,
    /// `domain` or `named_user`.
    pub kind: String,
    /// Who sent it.
    pub sent_by: String,
    /// When it was sent.
    pub sent_date_time: String,
    /// From when on it is expired.
    pub expiration_date_time: String,
    /// How many rooms are in scope.
    pub room_count: i64,
    /// The version of the terms.
    pub terms_version: String,
    /// How each controlled change is treated.
    pub change_control: std::collections::BTreeMap<String, String>,
}

/// The answer yes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Acceptance {
    /// Who becomes primary admin; not used for an invitation to a named person.
    pub primary_admins: Vec<Principal>,
}

/// What acceptance made.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// The customer.
    pub tenant_id: Uuid,
    /// The link.
    pub link_id: Uuid,
}
