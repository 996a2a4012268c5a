//! The header `Idempotency-Key` of the API: read with the whole request it belongs to, before any handler; what it
//! does is decided in `service::run`.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, request::Parts},
    middleware::Next,
    response::Response,
};
use service::{
    Code, Fault, Refusal,
    idempotency_keys::{HEADER, IdempotencyKey},
};
use utoipa::openapi::{
    ObjectBuilder, OpenApi, RefOr, Required, Type,
    path::{ParameterBuilder, ParameterIn},
};

use crate::{answer::LARGEST, partner_center};

/// The key of a request, or what is wrong with it; told once it is known who calls.
#[derive(Clone, Debug)]
struct Named(Result<IdempotencyKey, (Code, Fault)>);

/// Reads the key of a POST together with its body.
pub async fn read(request: Request, next: Next) -> Response {
    let holds_file = request.uri().path().ends_with("/attachments");
    let header = header_of(&request);
    if request.method() != Method::POST || !request.headers().contains_key(header) || holds_file {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let (named, body) = match axum::body::to_bytes(body, LARGEST).await {
        Ok(bytes) => (name(&parts, header, &bytes), Body::from(bytes)),
        Err(_) => (Err((Code::TooLarge, Fault::new("body", Code::TooLarge))), Body::empty()),
    };
    parts.extensions.insert(Named(named));
    next.run(Request::from_parts(parts, body)).await
}

/// The header with the key: where the Partner Center surface is asked, what its clients name each request by serves as well.
fn header_of(request: &Request) -> &'static str {
    let is_named = request.headers().contains_key(HEADER);
    if partner_center::is_at(request.uri().path()) && !is_named { partner_center::REQUEST_ID } else { HEADER }
}

fn name(parts: &Parts, header: &str, body: &[u8]) -> Result<IdempotencyKey, (Code, Fault)> {
    // Several keys are read as one with a comma and a space, which no key has.
    let keys: Vec<&[u8]> = parts.headers.get_all(header).iter().map(HeaderValue::as_bytes).collect();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    IdempotencyKey::new(&keys.join(b", ".as_slice()), parts.method.as_str(), path, body)
        .map_err(|fault| (Code::InvalidValue, fault))
}

/// The key of a request whose caller is known.
pub(crate) fn of(parts: &mut Parts) -> Result<Option<IdempotencyKey>, Refusal> {
    match parts.extensions.remove::<Named>() {
        Some(Named(named)) => named.map(Some).map_err(|(code, fault)| Refusal::Invalid(code, vec![fault])),
        None => Ok(None),
    }
}

/// What takes no key: it changes nothing, or tells a secret and writes that down each time, or attaches a file, which is
/// there once however often it is sent.
fn takes_none(operation: &str) -> bool {
    operation.starts_with("preview")
        || operation.ends_with("Attachment")
        || ["downloadEnrolmentKey", "downloadManagedTenantEnrolmentKey"].contains(&operation)
}

/// Describes the header at each operation that takes it.
pub(crate) fn describe(document: &mut OpenApi) {
    let operations = document.paths.paths.values_mut().filter_map(|item| item.post.as_mut());
    for operation in operations {
        if operation.operation_id.as_deref().is_some_and(takes_none) {
            continue;
        }
        let key = ParameterBuilder::new()
            .name(HEADER)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "A name of yours for this request: sent again within 24 hours, it is answered and not done again",
            ))
            .schema(Some(
                ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255)),
            ))
            .build();
        operation.parameters.get_or_insert_default().push(RefOr::T(key));
    }
}
