//! How the device channel says no: `{"error":{"code","message"}}` with the codes of the contract.

use std::time::Duration;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use service::devices::Refused;
use wire::agents::{ErrorBody, ErrorDetail, code};

/// A refusal on its way to an agent.
#[derive(Debug)]
pub(super) struct Turned {
    status: StatusCode,
    code: &'static str,
    message: String,
    retry_after: Option<Duration>,
}

/// When a device whose key is full may ask again: people have to enrol rooms first.
const FULL: Duration = Duration::from_mins(1);
/// When a busy database may have room again.
const BUSY: Duration = Duration::from_secs(2);

impl Turned {
    /// A message that breaks the contract.
    pub(super) fn malformed(why: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code::MALFORMED, why, None)
    }

    /// A message that is larger than any of the contract.
    pub(super) fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, code::MALFORMED, "the message is too large", None)
    }

    /// Too fast, or too much at once.
    pub(super) fn too_often(wait: Duration) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            code::TOO_OFTEN,
            "too many reports; come back later",
            Some(wait),
        )
    }

    /// The body alone, where it is one of many answers.
    pub(super) fn text(self) -> String {
        serde_json::to_string(&self.body()).unwrap_or_default()
    }

    fn body(self) -> ErrorBody {
        ErrorBody { error: ErrorDetail { code: self.code.to_owned(), message: self.message } }
    }

    fn new(
        status: StatusCode,
        code: &'static str,
        message: impl ToString,
        retry_after: Option<Duration>,
    ) -> Self {
        Self { status, code, message: message.to_string(), retry_after }
    }
}

impl From<Refused> for Turned {
    fn from(refused: Refused) -> Self {
        let (status, code, retry_after) = match &refused {
            Refused::KeyInvalid => (StatusCode::UNAUTHORIZED, code::KEY_INVALID, None),
            Refused::CredentialInvalid => (StatusCode::UNAUTHORIZED, code::CREDENTIAL_INVALID, None),
            Refused::EnrolledElsewhere => (StatusCode::CONFLICT, code::ENROLLED_ELSEWHERE, None),
            Refused::TooManyOnboarding => {
                (StatusCode::TOO_MANY_REQUESTS, code::TOO_MANY_ONBOARDING, Some(FULL))
            }
            Refused::TooOften(wait) => (StatusCode::TOO_MANY_REQUESTS, code::TOO_OFTEN, Some(*wait)),
            Refused::NotRunning => (StatusCode::CONFLICT, code::NOT_RUNNING, None),
            Refused::UnfitFile => (StatusCode::UNPROCESSABLE_ENTITY, code::UNFIT_FILE, None),
            Refused::FilesFull => (StatusCode::UNPROCESSABLE_ENTITY, code::FILES_FULL, None),
            Refused::NotFresh => (StatusCode::CONFLICT, code::NOT_FRESH, None),
            Refused::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, code::UNAVAILABLE, Some(BUSY)),
        };
        Self::new(status, code, refused, retry_after)
    }
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        let (status, retry_after) = (self.status, self.retry_after);
        let mut response = (status, Json(self.body())).into_response();
        let headers = response.headers_mut();
        if let Some(wait) = retry_after {
            let seconds = wait.as_secs_f64().ceil().max(1.0);
            let seconds = HeaderValue::from_str(&format!("{seconds:.0}"));
            headers.extend(seconds.ok().map(|seconds| (header::RETRY_AFTER, seconds)));
        }
        match status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                // Whoever guesses pays with a connection for each guess.
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE => {
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            _ => {}
        }
        response
    }
}
