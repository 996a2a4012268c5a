//! JSON bodies of calls.
//!
//! Invariant: a body says each thing once; what says it twice is refused, not half heard.

use std::fmt;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};
use service::{Code, Fault, Refusal};

use super::ApiError;
use crate::web::Web;

/// The largest body of an API call in bytes.
pub(crate) const LARGEST: usize = 1 << 20;

/// A JSON body, bounded; what cannot be read is refused with the position.
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, ApiError> {
        object(&bytes(request, LARGEST).await?).map(Self)
    }
}

/// A JSON body that may hold a file in base64.
#[derive(Clone, Debug)]
pub struct BodyWithFile<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for BodyWithFile<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, ApiError> {
        let largest = domain::attachment::LARGEST.div_ceil(3) * 4 + LARGEST;
        object(&bytes(request, largest).await?).map(Self)
    }
}

/// The members of a JSON body, none of them there twice.
#[derive(Clone, Debug)]
pub(crate) struct Members(pub(crate) Map<String, Value>);

impl FromRequest<Web> for Members {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, ApiError> {
        match value(&bytes(request, LARGEST).await?)? {
            Value::Object(members) => Ok(Self(members)),
            _ => Err(malformed(&"an object is expected")),
        }
    }
}

/// The bytes of a JSON body; one that says to be something else is not read.
pub(crate) async fn bytes(request: Request, largest: usize) -> Result<Bytes, ApiError> {
    if !says_json(request.headers()) {
        return Err(Refusal::special(Code::UnsupportedMediaType, "Content-Type").into());
    }
    let read = axum::body::to_bytes(request.into_body(), largest).await;
    Ok(read.map_err(|_| Refusal::special(Code::TooLarge, "body"))?)
}

/// A JSON value whose objects have no member twice.
pub(crate) fn value(bytes: &[u8]) -> Result<Value, ApiError> {
    serde_json::from_slice(bytes).map(|Once(value)| value).map_err(|error| malformed(&error))
}

/// A body that cannot be read.
pub(crate) fn malformed(why: &dyn fmt::Display) -> ApiError {
    let fault = Fault::new("body", Code::Malformed).detail(why);
    Refusal::Invalid(Code::Malformed, vec![fault]).into()
}

fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // Values without names would be taken for the members in their order.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(malformed(&"an object is expected"));
    }
    serde_json::from_slice(bytes).map_err(|error| malformed(&error))
}

/// Whether a body is JSON in UTF-8 by what its headers say, or they say nothing.
fn says_json(headers: &HeaderMap) -> bool {
    let Some(said) = headers.get(header::CONTENT_TYPE) else { return true };
    let Some(said) = said.to_str().ok().and_then(|said| said.parse::<mime_guess::Mime>().ok()) else {
        return false;
    };
    let charset = said.get_param(mime_guess::mime::CHARSET);
    said.essence_str() == "application/json" && charset.is_none_or(|it| it == mime_guess::mime::UTF_8)
}

/// A value whose objects have no member twice.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(Reading).map(Self)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        while let Some(Once(item)) = items.next_element()? {
            read.push(item);
        }
        Ok(read.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while let Some((name, Once(member))) = members.next_entry::<String, Once>()? {
            if read.contains_key(&name) {
                return Err(de::Error::custom(format_args!("duplicate field `{name}`")));
            }
            read.insert(name, member);
        }
        Ok(read.into())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_body_says_each_thing_once() {
        let text = r#"{"a": [1, -2, 0.5, "x", null, true, {"b": {}}], "c": {"b": 1}}"#;
        let plain: Value = serde_json::from_str(text).unwrap();
        assert_eq!(value(text.as_bytes()).unwrap(), plain);
        for twice in [r#"{"a": 1, "a": 1}"#, r#"{"a": [{"b": 1, "c": 2, "b": 3}]}"#] {
            let error = value(twice.as_bytes()).unwrap_err();
            assert_eq!(error.refusal().code(), Code::Malformed, "{twice}");
        }
    }

    #[test]
    fn a_body_is_json_unless_it_says_otherwise() {
        let says = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, text.parse().unwrap());
            says_json(&headers)
        };
        assert!(says_json(&HeaderMap::new()));
        for good in
            ["application/json", "Application/JSON; charset=UTF-8", "application/json;odata.metadata=minimal"]
        {
            assert!(says(good), "{good}");
        }
        for bad in [
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "application/x-www-form-urlencoded",
            "",
        ] {
            assert!(!says(bad), "{bad}");
        }
    }
}
