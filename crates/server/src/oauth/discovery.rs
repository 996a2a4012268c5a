//! What clients read to find the token endpoint. It tells the same of every organization, whether or not there is one; tokens that are got at
//! an address name the issuer that is named here.

use axum::{
    Json,
    extract::{Path, State},
};
use domain::application::ApiPermission;
use serde_json::{Value, json};
use service::oauth::{issuer, public_keys};

use crate::{answer::ApiResult, web::Web};

/// Where everything is.
pub(super) async fn describe(State(web): State<Web>, Path(tenant): Path<String>) -> Json<Value> {
    let tenant: String = form_urlencoded::byte_serialize(tenant.as_bytes()).collect();
    let base = format!("{}/{tenant}", web.app.settings.public_url.trim_end_matches('/'));
    Json(json!({
        "issuer": issuer(&web.app, &tenant),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic", "none"],
        "scopes_supported": ApiPermission::ALL.map(ApiPermission::key),
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}

/// The keys that sign tokens.
pub(super) async fn keys(State(web): State<Web>) -> ApiResult<Json<Value>> {
    let keys = public_keys(&web.app).await?;
    let keys: Vec<Value> = keys
        .into_iter()
        .map(|key| {
            json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.id, "n": key.modulus, "e": key.exponent })
        })
        .collect();
    Ok(Json(json!({ "keys": keys })))
}
