//! The record: what ended and what is left, signed with a key that is derived from the seal key (RFC 7515 with EdDSA, RFC 8037).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{off_boarding::HoldingKind, time::Time};
use serde::{Deserialize, Serialize};
use store::{audit::Head, off_boarding::residue::Residue};
use uuid::Uuid;

use crate::{
    refusal::Refusal,
    sealer::{SealError, Sealer},
};

/// The version of the document's form.
pub const VERSION: &str = "steward-off-boarding-1";

/// One of the two sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// The organization.
    pub id: Uuid,
    /// Its name at that time.
    pub display_name: String,
}

/// Something that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ended {
    /// What it was: a word of [`HoldingKind`].
    pub kind: String,
    /// Its identifier.
    pub id: Uuid,
    /// Its name.
    pub display_name: String,
    /// Since when it was held, where that is known.
    pub since_date_time: Option<Time>,
    /// The relationship that it was part of, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship_display_name: Option<String>,
    /// The roles that it gave, or would have given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
}

impl Ended {
    /// Something that ended.
    pub fn new(kind: HoldingKind, id: Uuid, name: impl Into<String>, since: Option<Time>) -> Self {
        let (kind, display_name) = (kind.key().to_owned(), name.into());
        Self {
            kind,
            id,
            display_name,
            since_date_time: since,
            relationship_display_name: None,
            roles: Vec::new(),
        }
    }

    /// With the relationship that it was part of, and the roles that it gave.
    #[must_use]
    pub fn with(self, relationship: Option<&str>, roles: Vec<String>) -> Self {
        Self { relationship_display_name: relationship.map(str::to_owned), roles, ..self }
    }
}

/// Something that is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Left {
    /// What it is: a word of [`domain::off_boarding::ResidueKind`].
    pub kind: String,
    /// How many.
    pub count: i64,
    /// When the last of them came about, or ends; where that says something.
    pub last_date_time: Option<Time>,
    /// What they are called, where they are called anything: the first hundred by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

impl From<&Residue> for Left {
    fn from(residue: &Residue) -> Self {
        Self {
            kind: residue.kind.key().to_owned(),
            count: residue.count,
            last_date_time: residue.last_at,
            names: residue.names.clone(),
        }
    }
}

/// The document that is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// [`VERSION`].
    pub version: String,
    /// The record.
    pub id: Uuid,
    /// When everything ended.
    pub issued_date_time: Time,
    /// Who ended it, by account name.
    pub issued_by: String,
    /// The customer.
    pub customer: Party,
    /// The partner.
    pub partner: Party,
    /// What ended.
    pub ended: Vec<Ended>,
    /// What is left: nothing, or what the customer should look at.
    pub residue: Vec<Left>,
    /// Where the customer's audit log ended before: the events of the off-boarding follow, and its last one holds the digest of this
    /// document.
    pub audit_log: Head,
}

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

const ALGORITHM: &str = "EdDSA";
const TYPE: &str = "JOSE";

impl Record {
    /// The document with its signature, in the compact form of RFC 7515, and the bytes that are its payload.
    pub(crate) fn sign(&self, sealer: &Sealer) -> Result<(String, Vec<u8>), Refusal> {
        let bug = |error: serde_json::Error| Refusal::Bug(Box::new(error));
        let payload = serde_json::to_vec(self).map_err(bug)?;
        let key = sealer.signing_key().ok_or_else(|| Refusal::Bug(Box::new(SealError::UnknownKey)))?;
        let header = Header { alg: ALGORITHM.to_owned(), kid: key.id().to_owned(), typ: TYPE.to_owned() };
        let header = serde_json::to_vec(&header).map_err(bug)?;
        let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(&payload));
        let signature = URL_SAFE_NO_PAD.encode(key.sign(text.as_bytes()));
        Ok((format!("{text}.{signature}"), payload))
    }

    /// The document of a signed record, and whether a key of this Steward signed it.
    pub(crate) fn open(sealer: &Sealer, signed: &str) -> Option<(Self, bool)> {
        let (text, signature) = signed.rsplit_once('.')?;
        let (header, payload) = text.split_once('.')?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
        let header: Header = serde_json::from_slice(&decode(header)?).ok()?;
        let signature = decode(signature)?;
        let is_genuine = header.alg == ALGORITHM
            && sealer
                .signing_keys()
                .filter(|key| key.id() == header.kid)
                .any(|key| key.verifies(text.as_bytes(), &signature));
        Some((serde_json::from_slice(&decode(payload)?).ok()?, is_genuine))
    }
}
