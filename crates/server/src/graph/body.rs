//! Bodies as Graph's clients send them: annotations, whose names begin with `@`, say nothing that Steward does not know.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;
use service::{Code, Fault, Refusal};

use crate::{
    answer::{ApiError, Body},
    web::Web,
};

/// A JSON body without its annotations.
#[derive(Clone, Debug)]
pub struct GraphBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for GraphBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ApiError> {
        let Body(mut value) = Body::<Value>::from_request(request, web).await?;
        strip(&mut value);
        serde_json::from_value(value).map(Self).map_err(|error| {
            let fault = Fault::new("body", Code::Malformed).detail(error);
            Refusal::Invalid(Code::Malformed, vec![fault]).into()
        })
    }
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.starts_with('@'));
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
