//! Bodies of this surface: an object or an array, whose members begin with a small or a capital letter, as its clients write them.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;
use service::{Code, Fault, Refusal};

use crate::{
    answer::{ApiError, LARGEST},
    web::Web,
};

/// A body.
#[derive(Clone, Debug)]
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Web> for Sent<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, ApiError> {
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST)
            .await
            .map_err(|_| Refusal::special(Code::TooLarge, "body"))?;
        read(&bytes).map(Self)
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let malformed = |error: serde_json::Error| {
        let fault = Fault::new("body", Code::Malformed).detail(error);
        ApiError::from(Refusal::Invalid(Code::Malformed, vec![fault]))
    };
    let told: Value = serde_json::from_slice(bytes).map_err(malformed)?;
    serde_json::from_value(small(told)).map_err(malformed)
}

/// The same with members that begin with a small letter.
fn small(told: Value) -> Value {
    match told {
        Value::Array(items) => items.into_iter().map(small).collect(),
        Value::Object(members) => {
            let named = |(name, value): (String, Value)| {
                let mut letters = name.chars();
                let first = letters.next().map(|first| first.to_ascii_lowercase());
                (first.into_iter().chain(letters).collect(), small(value))
            };
            Value::Object(members.into_iter().map(named).collect())
        }
        plain => plain,
    }
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
    }
}
