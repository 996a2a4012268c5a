//! The token endpoint with what clients read to find it: `/{tenant}/oauth2/v2.0/token`, the description of OpenID Connect Discovery, and
//! the keys (RFC 6749, 7517, 8414). Consent is a page: `portal/consent`. It translates only.

mod discovery;
mod token;

use axum::{
    Router,
    http::{HeaderValue, header},
    middleware,
    response::Response,
    routing::{get, post},
};

use crate::web::Web;

/// Every address.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/{tenant}/oauth2/v2.0/token", post(token::give))
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(discovery::describe))
        .route("/{tenant}/discovery/v2.0/keys", get(discovery::keys))
        .layer(middleware::map_response(never_kept))
}

/// RFC 6749, 5.1: nobody on the way keeps an answer.
async fn never_kept(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
