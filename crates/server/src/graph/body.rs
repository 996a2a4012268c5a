//! Bodies as Graph's clients send them: annotations, whose names hold `@`, say nothing that Steward does not know.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    answer::{ApiError, Change, Members},
    web::Web,
};

/// A JSON body without its annotations.
#[derive(Clone, Debug)]
pub struct GraphBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for GraphBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ApiError> {
        let GraphChange(change) = GraphChange::from_request(request, web).await?;
        Ok(Self(change.whole()?))
    }
}

/// A change of something that is there, without its annotations.
#[derive(Clone, Debug)]
pub(super) struct GraphChange(pub(super) Change);

impl FromRequest<Web> for GraphChange {
    type Rejection = ApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ApiError> {
        let Members(mut members) = Members::from_request(request, web).await?;
        strip(&mut members);
        Ok(Self(Change(members)))
    }
}

fn strip(members: &mut Map<String, Value>) {
    members.retain(|name, _| !name.contains('@'));
    for value in members.values_mut() {
        strip_below(value);
    }
}

fn strip_below(value: &mut Value) {
    match value {
        Value::Object(members) => strip(members),
        Value::Array(items) => items.iter_mut().for_each(strip_below),
        _ => {}
    }
}
