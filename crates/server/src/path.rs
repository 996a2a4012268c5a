//! Identifiers in addresses. One that cannot be read names nothing: 404, as for a thing that is not there.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use service::Refusal;

use crate::{
    answer::{ApiError, PageError},
    web::Web,
};

/// What an address of the API names.
#[derive(Clone, Debug)]
pub struct ApiPath<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for ApiPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        match Path::<T>::from_request_parts(parts, web).await {
            Ok(Path(named)) => Ok(Self(named)),
            Err(_) => Err(Refusal::Missing.into()),
        }
    }
}

/// What an address of a page names.
#[derive(Clone, Debug)]
pub struct PagePath<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for PagePath<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        match Path::<T>::from_request_parts(parts, web).await {
            Ok(Path(named)) => Ok(Self(named)),
            Err(_) => Err(Refusal::Missing.into()),
        }
    }
}
