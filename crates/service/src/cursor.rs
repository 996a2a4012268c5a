//! Where a list goes on: opaque to clients, readable only by the list that wrote it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

use crate::refusal::{Code, Refusal};

/// Writes the place where the next page begins.
pub fn write(place: &impl Serialize) -> Result<String, Refusal> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(place)?))
}

/// Reads a place back; what no list wrote is a fault of `$skiptoken`.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or_else(|| Refusal::special(Code::BadQuery, "$skiptoken"))
}
