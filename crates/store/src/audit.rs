//! The audit log: one hash chain for each organization, written with the change it tells of.
//!
//! The digest is described in `docs/audit-digest.md`; personal fields enter it as salted hashes whose salts
//! stand beside them, so that a value can be erased and the chain still verifies.

mod append;
mod chain;
mod list;

use domain::{event::FieldChange, time::Time};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::change::derive;

pub(crate) use append::append;
pub use chain::{AT, Head, bounds, chain, digest_of, head};
pub use list::{SCHEMA, count, explain, list};

/// The version of the digest's form.
pub const DIGEST_VERSION: &str = "steward-audit-1";

/// One line of the log as it is stored, exported and verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The organization in whose log it stands.
    pub tenant_id: Uuid,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// Its identifier.
    pub event_id: Uuid,
    /// When it happened.
    pub at: Time,
    /// What happened: the stable code.
    pub kind: String,
    /// The category.
    pub category: String,
    /// Create, Update or Delete.
    pub operation: String,
    /// Successful or Failed.
    pub result: String,
    /// The thing acted on.
    pub subject_id: Uuid,
    /// Its name at that time.
    pub subject_name: String,
    /// The organization acted on.
    pub target_id: Uuid,
    /// The acting person.
    pub actor_id: Option<Uuid>,
    /// The acting person's organization.
    pub actor_tenant_id: Option<Uuid>,
    /// The acting person's account name, or the name of Steward's task.
    pub actor_name: String,
    /// The application by whose token it was done, by itself or for the acting person.
    pub application_id: Option<Uuid>,
    /// What people called the application at that time; empty where there is none.
    pub application_name: String,
    /// The role that allowed it.
    pub via_role: String,
    /// The assignment that allowed it.
    pub via_id: Option<Uuid>,
    /// The request.
    pub request_id: String,
    /// The address it came from.
    pub address: String,
    /// The values before and after.
    pub changes: Vec<LineChange>,
    /// Salts of the personal fields, by field.
    pub salts: std::collections::BTreeMap<String, String>,
    /// The digest, in hexadecimal.
    pub digest: String,
}

/// One changed value of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineChange {
    /// The field.
    pub field: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
    /// Whether it describes a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
}

impl From<&FieldChange> for LineChange {
    fn from(change: &FieldChange) -> Self {
        Self {
            field: change.field.to_owned(),
            before: change.before.clone(),
            after: change.after.clone(),
            personal: change.personal,
        }
    }
}

impl Line {
    /// The digest over the canonical fields and the digest of the line before.
    pub fn compute_digest(&self, previous: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        field(DIGEST_VERSION.as_bytes());
        field(previous);
        field(self.tenant_id.as_bytes());
        field(&self.sequence.to_be_bytes());
        field(self.event_id.as_bytes());
        field(&self.at.micros().to_be_bytes());
        for text in [&self.kind, &self.category, &self.operation, &self.result] {
            field(text.as_bytes());
        }
        field(self.subject_id.as_bytes());
        field(&self.salted("subjectName", &self.subject_name));
        field(self.target_id.as_bytes());
        for id in [self.actor_id, self.actor_tenant_id, self.via_id, self.application_id] {
            field(id.as_ref().map_or(&[][..], |id| id.as_bytes()));
        }
        field(&self.salted("actorName", &self.actor_name));
        field(self.application_name.as_bytes());
        field(self.via_role.as_bytes());
        field(self.request_id.as_bytes());
        field(&self.salted("address", &self.address));
        for (index, change) in self.changes.iter().enumerate() {
            field(change.field.as_bytes());
            for (side, value) in [("before", &change.before), ("after", &change.after)] {
                match value {
                    None => field(b"-"),
                    Some(value) if change.personal => {
                        field(&self.salted(&format!("changes.{index}.{side}"), value));
                    }
                    Some(value) => field(&[b"=", value.as_bytes()].concat()),
                }
            }
        }
        hash.finalize().to_vec()
    }

    /// A personal value as its salted hash.
    fn salted(&self, name: &str, value: &str) -> Vec<u8> {
        let salt = self.salts.get(name).map_or("", String::as_str);
        Sha256::new()
            .chain_update(salt.as_bytes())
            .chain_update([0])
            .chain_update(value.as_bytes())
            .finalize()
            .to_vec()
    }

    /// Draws the salts of the personal fields.
    fn salt(&mut self, seed: Uuid) {
        let mut names = vec!["subjectName".to_owned(), "actorName".to_owned(), "address".to_owned()];
        for (index, change) in self.changes.iter().enumerate().filter(|(_, change)| change.personal) {
            let sides = [("before", change.before.is_some()), ("after", change.after.is_some())];
            names
                .extend(sides.iter().filter(|side| side.1).map(|side| format!("changes.{index}.{}", side.0)));
        }
        self.salts = names
            .into_iter()
            .zip(1_u64..)
            .map(|(name, n)| (name, derive(seed, self.at, n << 20).simple().to_string()))
            .collect();
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
