//! Shapes of what partners hold, and of the records of its end.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::partners::Block;

/// What a partner holds in your organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerHolding {
    /// The partner.
    pub partner_id: Uuid,
    /// Its name.
    pub partner_display_name: String,
    /// Its default domain.
    pub partner_default_domain: String,
    /// Whether it lost the partner capability: nobody of it holds anything meanwhile.
    pub is_suspended: bool,
    /// Whether it holds anything, an invitation waits for it, or it waits for an answer.
    pub is_holding: bool,
    /// Live links: 0 or 1.
    pub links: i64,
    /// Live reseller relationships: 0 or 1.
    pub reseller_relationships: i64,
    /// Delegated admin privileges: 0 or 1.
    pub delegated_admin_privileges: i64,
    /// Granular relationships that are in force or will be.
    pub granular_relationships: i64,
    /// Roles on subscriptions.
    pub subscription_roles: i64,
    /// Invitations that wait for an answer of it.
    pub invitations: i64,
    /// Granular relationships that it asks your organization for and that wait for an answer.
    pub granular_requests: i64,
    /// When everything was ended last.
    pub off_boarded_date_time: Option<String>,
    /// Whether what is delegated to it opens your rooms: `none` where nothing is that could, `off`, `partly` or `on`. Only where one
    /// partner is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegated_rooms: Option<&'static str>,
    /// All of it, line by line; only where one partner is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holdings: Option<Vec<Holding>>,
    /// Granular relationships that the partner asks your organization for: they give nothing unless they are approved. Only where one partner is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<Vec<Holding>>,
    /// Who holds it and by what programs; only where one partner is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clients: Option<HoldingClients>,
    /// Applications of the partner that can act on what is delegated; only where one partner is read, by somebody who may end it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applications: Option<Vec<HoldingApplication>>,
    /// Whom of the partner your organization blocks, whether the person holds anything or not; only where one partner is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<Block>>,
}

/// An application of a partner that can act on what is delegated to it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HoldingApplication {
    /// The client id.
    pub app_id: Uuid,
    /// The name.
    pub display_name: String,
    /// Whether your organization blocks it: then it acts on nothing that you delegated (decision 8).
    pub is_blocked: bool,
}

/// A block to set: of a person or of an application of a partner.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewHoldingBlock {
    /// Whom: somebody of the partner who holds anything in your organization.
    #[serde(default)]
    pub user_id: Option<Uuid>,
    /// Or which application of the partner: one that can act on what you delegated to it.
    #[serde(default)]
    pub application_id: Option<Uuid>,
    /// Why, as both sides read it.
    #[serde(default)]
    pub reason: String,
}

/// Somebody of a partner who holds anything in your organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HoldingPerson {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// Whether the account is enabled.
    pub enabled: bool,
    /// Whether you block the person: then nothing of it can be used.
    pub is_blocked: bool,
    /// By which ways: `link`, `resellerRelationship`, `granularRelationship`, `subscriptionRole`.
    pub ways: Vec<&'static str>,
}

/// What is switched of what a partner holds.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartnerHoldingPatch {
    /// Whether everything that is delegated to the partner now opens your rooms, or nothing of it.
    pub opens_rooms: bool,
}

/// One thing that a partner holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Holding {
    /// `link`, `role`, `assignment`, `invitation`, `resellerRelationship`, `delegatedAdminPrivileges`, `granularRelationship`,
    /// `accessAssignment`, `delegatedRooms`, `subscriptionRole`, `supportRequest` or `application`; of what is asked for `granularRequest`.
    pub kind: &'static str,
    /// Its identifier.
    pub id: Uuid,
    /// Its name; of a support request the title, for whoever may read it.
    pub display_name: String,
    /// The granular relationship that it is part of, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship_display_name: Option<String>,
    /// The roles that it gives, or would give.
    pub roles: Vec<String>,
    /// Since when, where that is known.
    pub since_date_time: Option<String>,
    /// When it ends by itself, or extends itself; of what is asked for, until when it can be approved.
    pub end_date_time: Option<String>,
    /// By how much it extends itself at its end, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_extend_duration: Option<&'static str>,
}

/// Who holds something, and by what programs it can be used.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HoldingClients {
    /// How many people, groups in groups resolved.
    pub people: i64,
    /// How many access tokens these people have for the API.
    pub access_tokens: i64,
    /// How many webhooks tell the partner what happens in your organization.
    pub webhooks: i64,
    /// How many Autopilot devices the partner added; it manages them while the reseller relationship lives.
    pub autopilot_devices: i64,
}

/// The signed record of an off-boarding.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OffBoardingRecord {
    /// The record.
    pub id: Uuid,
    /// The partner.
    pub partner_id: Uuid,
    /// The partner's name at that time.
    pub partner_display_name: String,
    /// Who ended everything, by account name.
    pub issued_by: String,
    /// When.
    pub issued_date_time: String,
    /// How many things ended.
    pub ended_count: i64,
    /// How many kinds of residue are named.
    pub residue_count: i64,
    /// What was signed; only where one record is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<serde_json::Value>,
    /// The document with its signature in the compact form of RFC 7515 (`EdDSA`); its key is among
    /// `/.well-known/steward-signing-keys.json`. Only where one record is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
}
