//! The table of contents: every address of the server.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    agents,
    answer::{
        ApiError, PageError, no_such_method, no_such_page_method, tell_calls, tell_refusals, try_versions,
    },
    api, assets, bodies, events, graph, idempotency_keys, limits, oauth, on_behalf, partner_center, portal,
    request,
    web::Web,
};

/// The whole server.
pub fn router(web: Web, limits: limits::Limits) -> Router {
    // The description is written once: as a value it is several times as large, and would be copied with each layer.
    let (api, written) = {
        let (api, openapi) = described().split_for_parts();
        (api, openapi.to_json().map(Bytes::from))
    };
    let pages = Router::new()
        .merge(portal::routes())
        .route("/events", get(events::stream))
        .route("/on-behalf/{tenant}/events", get(events::stream))
        .route("/assets/{name}", get(assets::serve))
        .method_not_allowed_fallback(no_such_page_method)
        .fallback(missing_page)
        .layer(middleware::from_fn_with_state(web.clone(), tell_refusals))
        .layer(middleware::map_response(page_headers));
    let api = match written {
        Ok(text) => api.route("/v1.0/openapi.json", get(move || async move { description(text) })),
        Err(error) => {
            tracing::error!(%error, "the description of the API could not be written");
            api
        }
    };
    let api = api
        .method_not_allowed_fallback(no_such_method)
        .layer(middleware::from_fn(try_versions))
        .layer(middleware::from_fn(idempotency_keys::read))
        .layer(middleware::map_response(api_headers));
    let is_secure = web.options.secure_cookies;
    let routed = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/.well-known/steward-signing-keys.json", get(api::off_boarding_records::keys))
        .route("/.well-known/steward-webhook-certificates/{file}", get(partner_center::certificate))
        .merge(api)
        .merge(agents::routes())
        .merge(oauth::routes())
        .merge(pages)
        .layer(middleware::from_fn_with_state(limits, limits::check))
        .layer(middleware::from_fn(bodies::read))
        .layer(middleware::from_fn_with_state(web.clone(), partner_center::tell))
        .layer(middleware::from_fn_with_state(web.clone(), tell_calls))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(middleware::map_response(move |response| {
            std::future::ready(insist_on_https(is_secure, response))
        }))
        .layer(middleware::from_fn_with_state(web.clone(), request::identify))
        .with_state(web);
    // An address is brought to the one that is routed before it is looked for.
    Router::new().fallback_service(routed).layer(middleware::map_request(graph::addresses::route))
}

/// The description of the API, as served and committed.
pub fn openapi() -> OpenApi {
    described().split_for_parts().1
}

fn described() -> OpenApiRouter<Web> {
    let mut document = utoipa::openapi::OpenApiBuilder::new()
        .info(
            utoipa::openapi::InfoBuilder::new()
                .title("Steward")
                .version("1.0")
                .description(Some("Delegated administration of meeting rooms across organizations."))
                .license(Some(utoipa::openapi::LicenseBuilder::new().name("Apache-2.0").build()))
                .build(),
        )
        .build();
    document.components = Some(
        utoipa::openapi::ComponentsBuilder::new()
            .security_scheme(
                "token",
                utoipa::openapi::security::SecurityScheme::Http(utoipa::openapi::security::Http::new(
                    utoipa::openapi::security::HttpAuthScheme::Bearer,
                )),
            )
            .build(),
    );
    document.security =
        Some(vec![utoipa::openapi::security::SecurityRequirement::new("token", Vec::<String>::new())]);
    let mut described = OpenApiRouter::with_openapi(document)
        .merge(api::routes())
        .merge(graph::routes())
        .merge(partner_center::routes());
    idempotency_keys::describe(described.get_openapi_mut());
    on_behalf::describe(described.get_openapi_mut());
    described
}

async fn ready(State(web): State<Web>) -> Response {
    if web.app.is_ready().await {
        "ready".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}

fn description(text: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

async fn missing_page(request: axum::extract::Request) -> Response {
    let refusal = service::Refusal::Missing;
    let path = request.uri().path();
    if path.starts_with("/v1.0/") || graph::speaks_at(path) || partner_center::is_at(path) {
        return ApiError::from(refusal).into_response();
    }
    PageError::from(refusal).into_response()
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The policy of a page whose form leads on to another address, which the browser must know before.
pub(crate) fn policy_leading_to(origin: &str) -> String {
    POLICY.replace("form-action 'self'", &format!("form-action 'self' {origin}"))
}

async fn page_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("hx-request, hx-request-type"));
    common_headers(response)
}

async fn api_headers(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    common_headers(response)
}

/// Where Steward is reached by https, a browser that was here once takes no other way again (RFC 6797).
fn insist_on_https(is_secure: bool, mut response: Response) -> Response {
    if is_secure {
        let year = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

fn common_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_bound_to_https_where_it_is_spoken() {
        let asked = |is_secure| {
            let response = insist_on_https(is_secure, "ok".into_response());
            response.headers().get(header::STRICT_TRANSPORT_SECURITY).cloned()
        };
        assert_eq!(asked(true), Some(HeaderValue::from_static("max-age=31536000")));
        assert_eq!(asked(false), None, "without https the header has no meaning");
    }
}
