//! Bodies of this surface: an object or an array, whose members begin with a small or a capital letter, as its clients write them.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    answer::{ApiError, LARGEST, bytes, malformed, value},
    web::Web,
};

/// A body.
#[derive(Clone, Debug)]
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Web> for Sent<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, ApiError> {
        read(&bytes(request, LARGEST).await?).map(Self)
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_value(small(value(bytes)?)?).map_err(|error| malformed(&error))
}

/// The same with members that begin with a small letter, none of them there twice.
fn small(told: Value) -> Result<Value, ApiError> {
    Ok(match told {
        Value::Array(items) => items.into_iter().map(small).collect::<Result<_, _>>()?,
        Value::Object(members) => {
            let mut named = Map::new();
            for (name, value) in members {
                let mut letters = name.chars();
                let first = letters.next().map(|first| first.to_ascii_lowercase());
                let name: String = first.into_iter().chain(letters).collect();
                if named.contains_key(&name) {
                    return Err(malformed(&format_args!("duplicate field `{name}`")));
                }
                named.insert(name, small(value)?);
            }
            Value::Object(named)
        }
        plain => plain,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use wire::partner_center::{DeviceBatchCreationRequest, DevicePolicyUpdateRequest};

    use super::*;

    /// §4.8: what clients write in either way is read alike, with the attributes they send along.
    #[test]
    fn members_begin_with_any_letter() {
        let told = br#"{"attributes": {"objectType": "DevicePolicyUpdateRequest"},
            "Devices": [{"Id": "7e", "Policies": [{"Key": "o_o_b_e", "Value": "1f"}]}]}"#;
        let sent: DevicePolicyUpdateRequest = read(told).unwrap();
        assert_eq!(sent.devices[0].policies[0].value.as_deref(), Some("1f"));
        let told = br#"{"BatchId": "Spring", "devices": [{"SerialNumber": "R9"}]}"#;
        let sent: DeviceBatchCreationRequest = read(told).unwrap();
        assert_eq!(sent.devices[0].serial_number.as_deref(), Some("R9"));
        assert!(read::<DeviceBatchCreationRequest>(b"{").is_err());
        let twice = br#"{"BatchId": "Spring", "batchId": "Autumn", "devices": []}"#;
        assert!(read::<DeviceBatchCreationRequest>(twice).is_err());
    }
}
