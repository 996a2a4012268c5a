//! The device channel over HTTP: two requests and a third for a relay that gathers, and every way in which they can fail.

use std::{future::Future, sync::Arc, time::Duration};

use anyhow::Context as _;
use jiff::{Timestamp, fmt::rfc2822};
use reqwest::{StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use uuid::Uuid;
use wire::agents::{
    Credential, ENROL_PATH, EnrolAnswer, EnrolRequest, ErrorBody, FileAnswer, GATHER_PATH, GatherRequest,
    REPORT_PATH, ReportAnswer, ReportRequest, SignedAnswer, SignedMessage, code, file_path,
};

use crate::{
    clock::{Clock, ServerClock},
    courier::OutFile,
    server_address::ServerAddress,
    way::Way,
};

/// Why an exchange with the server failed. The texts are for the log of the agent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server knows no such key (any more).
    #[error("the server refuses the enrolment key, which may have been reset: {0}")]
    KeyInvalid(String),
    /// The credential sent along is alive in another organization.
    #[error("this device is enrolled in another organization, where it must be unenrolled first: {0}")]
    EnrolledElsewhere(String),
    /// The server knows no such credential (any more).
    #[error("the server does not know this device any more: {0}")]
    CredentialInvalid(String),
    /// The server finds the message malformed.
    #[error("the server refuses the message: {0}")]
    Malformed(String),
    /// The server asks to come back later.
    #[error("the server asks to come back later: {message}")]
    Busy {
        /// After this time, if it named one.
        after: Option<Duration>,
        /// Why.
        message: String,
    },
    /// The server does not answer.
    #[error("the server does not answer: {0}")]
    Unreachable(String),
    /// Something answers, but not as the server of this contract.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
}

/// Somebody who answers enrolments and reports.
pub trait Channel: Clone + Send + Sync + 'static {
    /// Asks for a room and a credential.
    fn enrol(
        &self,
        server: &ServerAddress,
        request: &EnrolRequest,
    ) -> impl Future<Output = Result<EnrolAnswer, Failure>> + Send;

    /// Delivers a report.
    fn report(
        &self,
        server: &ServerAddress,
        credential: &Credential,
        request: &ReportRequest,
    ) -> impl Future<Output = Result<ReportAnswer, Failure>> + Send;

    /// Puts a file of a job; put twice, it is there once.
    fn put_file(
        &self,
        server: &ServerAddress,
        credential: &Credential,
        job: Uuid,
        file: OutFile,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Whether signed reports may be handed to a relay that gathers them.
    fn gathers(&self) -> bool;

    /// Hands a signed report to that relay. Nothing of the answer is to be believed before its signature was looked at; not even a
    /// failure is the server's for sure.
    fn gather(
        &self,
        server: &ServerAddress,
        message: &SignedMessage,
    ) -> impl Future<Output = Result<SignedAnswer, Failure>> + Send;
}

/// The real channel; clones share their connections.
#[derive(Clone)]
pub struct HttpChannel {
    client: reqwest::Client,
    gatherer: Option<Gatherer>,
    at_once: Arc<Semaphore>,
    server_clock: Arc<ServerClock>,
    clock: Clock,
}

/// The relay that gathers, as the room reaches it.
#[derive(Clone)]
struct Gatherer {
    client: reqwest::Client,
    url: String,
}

const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// How long a file of a job may take.
const FILE_TIMEOUT: Duration = Duration::from_mins(5);
const MAX_ANSWER_BYTES: usize = 64 * 1024;
const MAX_RETRY_AFTER: Duration = Duration::from_hours(1);

impl HttpChannel {
    /// A channel with at most `at_once` requests under way.
    pub fn new(
        tls: rustls::ClientConfig,
        way: &Way,
        at_once: usize,
        server_clock: Arc<ServerClock>,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        let gatherer = match way {
            Way::Gathered(relay) => {
                // A room reports once a minute; no connection is kept open for the relay to count meanwhile.
                let builder =
                    Way::Straight.builder(tls.clone())?.timeout(ANSWER_TIMEOUT).pool_max_idle_per_host(0);
                let client = builder.build().context("the HTTP client of the relay cannot be made")?;
                Some(Gatherer { client, url: format!("http://{relay}{GATHER_PATH}") })
            }
            _ => None,
        };
        let builder = way.builder(tls)?.timeout(ANSWER_TIMEOUT).pool_max_idle_per_host(at_once);
        let client = builder.build().context("the HTTP client cannot be made")?;
        Ok(Self { client, gatherer, at_once: Arc::new(Semaphore::new(at_once)), server_clock, clock })
    }

    /// One exchange with the server itself, from whose answers the time is learnt.
    async fn exchange<A: DeserializeOwned>(
        &self,
        url: String,
        credential: Option<&Credential>,
        request: &(impl Serialize + Sync),
        success: StatusCode,
    ) -> Result<A, Failure> {
        let mut builder = self.client.post(url).json(request);
        if let Some(Credential(credential)) = credential {
            builder = builder.bearer_auth(credential);
        }
        let heard = |server| self.server_clock.heard(server, (self.clock)());
        self.ask(builder, success, MAX_ANSWER_BYTES, heard).await
    }

    async fn ask<A: DeserializeOwned>(
        &self,
        builder: reqwest::RequestBuilder,
        success: StatusCode,
        most: usize,
        heard: impl Fn(Timestamp) + Send + Sync,
    ) -> Result<A, Failure> {
        let _place = self.at_once.acquire().await.map_err(|error| Failure::Unreachable(error.to_string()))?;
        self.answer(builder, success, most, heard).await
    }

    /// The same for what may take long, and waits for no place: reports go on beside it.
    async fn answer<A: DeserializeOwned>(
        &self,
        builder: reqwest::RequestBuilder,
        success: StatusCode,
        most: usize,
        heard: impl Fn(Timestamp) + Send + Sync,
    ) -> Result<A, Failure> {
        let response = builder.send().await.map_err(|error| Failure::Unreachable(causes(&error)))?;
        let own = (self.clock)();
        let server = date(response.headers().get(header::DATE));
        if let Some(server) = server {
            heard(server);
        }
        let status = response.status();
        let after = retry_after(response.headers().get(header::RETRY_AFTER), server.unwrap_or(own));
        let body = body(response, most).await?;
        if status == success {
            return serde_json::from_slice(&body)
                .map_err(|error| Failure::Unexpected(format!("{status}, but not readable: {error}")));
        }
        Err(failure(status, after, &body))
    }
}

/// The body of an answer, of so many bytes at most.
pub(crate) async fn body(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= most => body.extend_from_slice(&chunk),
            Ok(Some(_)) => {
                return Err(Failure::Unexpected(format!("{} with an endless body", response.status())));
            }
            Ok(None) => return Ok(body),
            // The server may have acted on it. A report tells a state, so saying it again is harmless; an
            // enrolment said again leaves one more Onboarding room, for an administrator to remove.
            Err(error) => return Err(Failure::Unreachable(causes(&error))),
        }
    }
}

impl Channel for HttpChannel {
    async fn enrol(&self, server: &ServerAddress, request: &EnrolRequest) -> Result<EnrolAnswer, Failure> {
        self.exchange(server.at(ENROL_PATH), None, request, StatusCode::CREATED).await
    }

    async fn report(
        &self,
        server: &ServerAddress,
        credential: &Credential,
        request: &ReportRequest,
    ) -> Result<ReportAnswer, Failure> {
        self.exchange(server.at(REPORT_PATH), Some(credential), request, StatusCode::OK).await
    }

    async fn put_file(
        &self,
        server: &ServerAddress,
        credential: &Credential,
        job: Uuid,
        file: OutFile,
    ) -> Result<(), Failure> {
        let OutFile { name, content } = file;
        let path = file_path(job, &name)
            .ok_or_else(|| Failure::Malformed(format!("\u{201c}{name}\u{201d} is no name of a file")))?;
        let (size, digest) = (content.len(), hex(&Sha256::digest(&content)));
        let builder = self.client.put(server.at(&path)).bearer_auth(&credential.0);
        let builder = builder.header(header::CONTENT_TYPE, "application/octet-stream").body(content);
        let heard = |server| self.server_clock.heard(server, (self.clock)());
        let builder = builder.timeout(FILE_TIMEOUT);
        let answer: FileAnswer = self.answer(builder, StatusCode::OK, MAX_ANSWER_BYTES, heard).await?;
        if answer.sha256 == digest {
            return Ok(());
        }
        Err(Failure::Unreachable(format!("{size} bytes were sent, and others arrived")))
    }

    fn gathers(&self) -> bool {
        self.gatherer.is_some()
    }

    async fn gather(&self, server: &ServerAddress, message: &SignedMessage) -> Result<SignedAnswer, Failure> {
        let Some(Gatherer { client, url }) = &self.gatherer else {
            return Err(Failure::Unreachable("this room has no relay that gathers".to_owned()));
        };
        let request = GatherRequest { server: server.to_string(), message: message.clone() };
        // The time is the relay's, who might tell any.
        self.ask(client.post(url).json(&request), StatusCode::OK, 2 * MAX_ANSWER_BYTES, |_| {}).await
    }
}

/// What an error means that the server signed, where a status has no place.
pub fn signed_failure(text: &str) -> Failure {
    let told = serde_json::from_str::<ErrorBody>(text).map(|body| body.error);
    let status = match told.as_ref().map_or("", |error| error.code.as_str()) {
        code::MALFORMED => StatusCode::BAD_REQUEST,
        code::TOO_OFTEN => StatusCode::TOO_MANY_REQUESTS,
        code::UNAVAILABLE => StatusCode::SERVICE_UNAVAILABLE,
        code::CREDENTIAL_INVALID => StatusCode::UNAUTHORIZED,
        _ => StatusCode::CONFLICT,
    };
    failure(status, None, text.as_bytes())
}

/// What an error answer means. Only the codes of the contract count: a proxy on the way may answer 401 as well.
fn failure(status: StatusCode, after: Option<Duration>, body: &[u8]) -> Failure {
    let told = serde_json::from_slice::<ErrorBody>(body).map(|body| body.error);
    let message =
        told.as_ref().map_or_else(|_| status.to_string(), |error| wire::agents::fit(&error.message, 300));
    match (status, told.as_ref().map_or("", |error| error.code.as_str())) {
        (StatusCode::UNAUTHORIZED, code::KEY_INVALID) => Failure::KeyInvalid(message),
        (StatusCode::UNAUTHORIZED, code::CREDENTIAL_INVALID) => Failure::CredentialInvalid(message),
        (StatusCode::CONFLICT, code::ENROLLED_ELSEWHERE) => Failure::EnrolledElsewhere(message),
        (StatusCode::BAD_REQUEST, code::MALFORMED) | (StatusCode::PAYLOAD_TOO_LARGE, _) => {
            Failure::Malformed(message)
        }
        (StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE, _) => {
            Failure::Busy { after, message }
        }
        (_, "") => Failure::Unexpected(format!("{status}; is this the address of Steward?")),
        (_, code) => Failure::Unexpected(format!("{status} {}: {message}", wire::agents::fit(code, 64))),
    }
}

fn date(value: Option<&header::HeaderValue>) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(value?.to_str().ok()?).ok()
}

/// The time to wait, told in seconds or as a date by the server's own clock.
fn retry_after(value: Option<&header::HeaderValue>, server: Timestamp) -> Option<Duration> {
    let wait = match value?.to_str().ok()?.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => Duration::try_from(date(value)?.duration_since(server)).unwrap_or_default(),
    };
    Some(wait.min(MAX_RETRY_AFTER))
}

/// Bytes in small hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// An error with everything that led to it.
pub(crate) fn causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn errors_are_told_apart_by_status_and_code() {
        let of =
            |status: u16, body: &str| failure(StatusCode::from_u16(status).unwrap(), None, body.as_bytes());
        let body = |code: &str| format!(r#"{{"error":{{"code":"{code}","message":"m"}}}}"#);
        let m = || "m".to_owned();
        assert_eq!(of(401, &body("key_invalid")), Failure::KeyInvalid(m()));
        assert_eq!(of(401, &body("credential_invalid")), Failure::CredentialInvalid(m()));
        assert_eq!(of(409, &body("enrolled_elsewhere")), Failure::EnrolledElsewhere(m()));
        assert_eq!(of(400, &body("malformed")), Failure::Malformed(m()));
        assert_eq!(of(429, &body("too_often")), Failure::Busy { after: None, message: m() });
        assert_eq!(
            of(503, "gone"),
            Failure::Busy { after: None, message: "503 Service Unavailable".to_owned() }
        );
        assert!(
            matches!(of(401, "<html>"), Failure::Unexpected(text) if text.contains("is this the address"))
        );
        assert!(matches!(of(500, &body("bug")), Failure::Unexpected(text) if text.contains("bug: m")));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let server = "2026-11-21T08:00:00Z".parse().unwrap();
        let wait = |text| retry_after(Some(&HeaderValue::from_static(text)), server);
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("Sat, 21 Nov 2026 08:01:30 GMT"), Some(Duration::from_secs(90)));
        assert_eq!(wait("Sat, 21 Nov 2026 07:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("86400"), Some(MAX_RETRY_AFTER));
        assert_eq!(wait("soon"), None);
        assert_eq!(retry_after(None, server), None);
    }
}
