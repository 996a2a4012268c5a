//! Shapes of one's own account and organization.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What of one's own account can be changed; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountPatch {
    /// The language tag: en, ko, ja, zh-Hant or ru.
    pub preferred_language: Option<String>,
    /// The time zone by its IANA name.
    pub time_zone: Option<String>,
}

/// A signed-in browser.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The session.
    pub id: Uuid,
    /// When it began (RFC 3339, UTC).
    pub created_date_time: String,
    /// When it was last used, to the minute.
    pub last_used_date_time: String,
    /// When it ends for good.
    pub expiration_date_time: String,
    /// The address it began from.
    pub address: String,
    /// The browser, as it names itself.
    pub browser: String,
}

/// An access token, without its secret.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessToken {
    /// The token.
    pub id: Uuid,
    /// What its owner calls it.
    pub display_name: String,
    /// `read` or `write`.
    pub access: String,
    /// When it was made (RFC 3339, UTC).
    pub created_date_time: String,
    /// When it ends.
    pub expiration_date_time: String,
    /// When it was last used, to the minute.
    pub last_used_date_time: Option<String>,
}

/// One's own organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnOrganization {
    /// The organization.
    pub id: Uuid,
    /// The name.
    pub display_name: String,
    /// The country, two letters.
    pub country: String,
    /// The language tag of new people.
    pub preferred_language: String,
    /// The time zone of new people.
    pub time_zone: String,
    /// Whether it may manage customers.
    pub is_partner: bool,
    /// Its verified domains.
    pub verified_domains: Vec<String>,
}

/// What somebody chose for their own portal.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Preferences {
    /// Whether Incidents of customers opens with the tickets of all of them, rather than of one that is chosen first.
    #[serde(default)]
    pub all_tickets: Option<bool>,
    /// Whether Incidents shows the same fault in many rooms as one line, rather than every ticket.
    #[serde(default)]
    pub folded_faults: Option<bool>,
    /// How you are told by e-mail.
    #[serde(default)]
    pub mail: Option<MailPreferences>,
}

/// How somebody is told by e-mail.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MailPreferences {
    /// Whether at all.
    pub is_enabled: bool,
    /// Whether of tickets that somebody else gives you; left out, it stays as it is.
    #[serde(default)]
    pub given_tickets: Option<bool>,
    /// The hour of the daily digest by your time zone, from 0 to 23.
    pub digest_hour: i64,
    /// The hours by your time zone from and until which nothing is sent; null where there are none.
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
    /// The mildest tickets of which you are told at once: `critical`, `important`, `warning`, `recommended` or `none`; left out, it
    /// stays as it is.
    #[serde(default)]
    pub at_once_from: Option<String>,
    /// The mildest tickets of which the digest tells, by the same words; left out, it stays as it is.
    #[serde(default)]
    pub digest_from: Option<String>,
    /// The customers of whose tickets you are told; an empty list stands for all, left out it stays as it is.
    #[serde(default)]
    pub tenant_ids: Option<Vec<Uuid>>,
}

/// Hours in which nothing is sent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuietHours {
    /// The hour in which they begin, from 0 to 23.
    pub from_hour: i64,
    /// The hour before which they end, from 0 to 23.
    pub until_hour: i64,
}

/// The logo of an organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewLogo {
    /// What it holds, in base64: a PNG or JPEG picture of up to 256 KiB.
    #[serde(default)]
    #[schema(content_encoding = "base64")]
    pub content_bytes: String,
}
