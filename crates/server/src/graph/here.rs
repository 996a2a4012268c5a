//! Where a call reached the surface. The beta version has the same paths (§4.1): what a call is answered with leads on in its own version.

use std::convert::Infallible;

use axum::{
    Json,
    extract::FromRequestParts,
    http::{StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Value, json};
use service::Refusal;

use super::addresses::AskedAt;
use crate::{answer::ApiResult, web::Web};

/// The version that was asked, under the address of the server.
#[derive(Clone, Debug)]
pub(crate) struct Here {
    version: String,
}

impl FromRequestParts<Web> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        Ok(Self::of(web, &asked_at(parts)))
    }
}

/// The address as the client wrote it.
pub(crate) fn asked_at(parts: &Parts) -> Uri {
    parts.extensions.get::<AskedAt>().map_or_else(|| parts.uri.clone(), |AskedAt(uri)| uri.clone())
}

impl Here {
    /// Of an address as the client wrote it.
    pub(crate) fn of(web: &Web, asked_at: &Uri) -> Self {
        let version = if asked_at.path().starts_with("/beta/") { "beta" } else { "v1.0" };
        Self { version: format!("{}/{version}", web.app.settings.public_url.trim_end_matches('/')) }
    }

    /// The address of something below the relationships of an organization.
    fn address(&self, path: &str) -> String {
        format!("{}/tenantRelationships/{path}", self.version)
    }

    /// The address of the description of something.
    fn context(&self, of: &str) -> String {
        format!("{}/$metadata#{of}", self.version)
    }

    /// An answer with the address of its description.
    pub(crate) fn within<T: Serialize>(&self, of: &str, thing: T) -> ApiResult<Value> {
        let mut value = json!({ "@odata.context": self.context(of) });
        let thing = serde_json::to_value(thing).map_err(Refusal::from)?;
        if let (Some(all), Value::Object(members)) = (value.as_object_mut(), thing) {
            all.extend(members);
        }
        Ok(value)
    }

    /// One thing, with the address of its description.
    pub(crate) fn one<T: Serialize>(&self, of: &str, thing: T) -> ApiResult<Value> {
        self.within(&format!("{of}/$entity"), thing)
    }

    /// 201 with the address of what was made.
    pub(super) fn created<T: Serialize>(&self, path: &str, of: &str, thing: T) -> ApiResult<Response> {
        let location = [(header::LOCATION, self.address(path))];
        Ok((StatusCode::CREATED, location, Json(self.one(of, thing)?)).into_response())
    }

    /// 202: the operation at an address tells what becomes of it.
    pub(super) fn accepted(&self, path: &str) -> Response {
        let headers = [(header::LOCATION, self.address(path)), (header::RETRY_AFTER, "10".to_owned())];
        (StatusCode::ACCEPTED, headers, Json(json!({}))).into_response()
    }
}
