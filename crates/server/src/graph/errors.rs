//! Refusals in the words of Graph (§4.5): a bad value or a wrong state is 400, and the code is one that its clients know. Steward's own code
//! stands inside.

use axum::http::StatusCode;
use domain::time::Time;
use serde_json::{Value, json};
use service::{Code, Refusal};

/// The status of a refusal here.
pub fn status(refusal: &Refusal) -> StatusCode {
    let status = match refusal {
        Refusal::Conflict(Code::InvalidState, _) => 400,
        // The body itself may be at fault: 413, 415.
        Refusal::Invalid(..) if refusal.status() == 422 => 400,
        refusal => refusal.status(),
    };
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The code of a refusal here.
pub const fn code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unauthenticated(_) => "unauthenticated",
        Refusal::Invalid(Code::UnsupportedMediaType, _) => "unsupportedMediaType",
        Refusal::Invalid(..) | Refusal::Conflict(Code::InvalidState, _) => "badRequest",
        Refusal::Denied(Code::MethodNotAllowed, _) => "methodNotAllowed",
        Refusal::Denied(..) => "accessDenied",
        Refusal::Missing | Refusal::Gone(_) => "itemNotFound",
        Refusal::Conflict(Code::NameTaken, _) => "nameAlreadyExists",
        Refusal::Conflict(..) => "conflict",
        Refusal::Stale => "resourceModified",
        Refusal::TooOften(_) => "tooManyRequests",
        Refusal::Unavailable | Refusal::Down(_) => "serviceNotAvailable",
        Refusal::Bug(_) => "generalException",
    }
}

/// Puts an error into the form of Graph.
pub fn dress(refusal: &Refusal, error: &mut Value, now: Time) {
    let Some(members) = error.as_object_mut() else { return };
    let own = members.insert("code".to_owned(), code(refusal).into());
    if let Some(inner) = members.get_mut("innerError").and_then(Value::as_object_mut) {
        let date = now.timestamp().strftime("%Y-%m-%dT%H:%M:%S").to_string();
        inner.insert("date".to_owned(), json!(date));
        inner.extend(own.map(|own| ("code".to_owned(), own)));
    }
}
