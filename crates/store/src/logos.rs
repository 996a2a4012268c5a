//! The logos of organizations.

use domain::attachment::MediaType;

use crate::{
    audit::hex,
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Read, Write},
    values,
    view::View,
};

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// What kind of picture it is.
    pub media_type: MediaType,
    /// The SHA-256 of its content.
    pub digest: Vec<u8>,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Logo {
    /// Another one for each content.
    pub fn version(&self) -> String {
        hex(&self.digest)
    }
}

const OWN: Read =
    Read::new("select l.media_type, l.digest, l.content from logos l where {tenant:l.tenant_id}");
const DIGEST: Fetch = Fetch::new("select digest from logos where tenant_id = {target}{lock}");
const SET: Write = Write::new(
    "insert into logos (tenant_id, media_type, digest, content) values ({target}, $1, $2, $3) \
     on conflict (tenant_id) do update set media_type = excluded.media_type, digest = excluded.digest, \
     content = excluded.content",
);
const REMOVE: Write = Write::new("delete from logos where tenant_id = {target}");

/// The logo of the organization in sight, if it has one.
pub async fn own(view: &mut View) -> Result<Option<Logo>, StoreError> {
    let Some(row) = view.find(&OWN, values![]).await? else { return Ok(None) };
    let media_type = word(&row, 0, MediaType::from_media_type)?;
    Ok(Some(Logo { media_type, digest: row.get(1)?, content: row.get(2)? }))
}

/// The digest of the logo of the organization of the change, if it has one.
pub async fn digest(change: &mut Change) -> Result<Option<Vec<u8>>, StoreError> {
    change.find(&DIGEST, values![]).await?.map(|row| row.get(0)).transpose()
}

/// Sets the logo, or takes it away.
pub fn set(batch: Batch, logo: Option<Logo>) -> Batch {
    match logo {
        Some(Logo { media_type, digest, content }) => {
            batch.run(&SET, values![media_type.as_str(), digest, content])
        }
        None => batch.run(&REMOVE, values![]),
    }
}
