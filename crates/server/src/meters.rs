//! Figures about this server in the text format of Prometheus, for whoever runs it.
//!
//! Invariants: they are read at an address of their own (`metrics_listen`) and nowhere else; a label is a word of the program
//! or the template of a route, never what somebody asked for.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{MatchedPath, State},
    http::{Method, StatusCode, header},
    response::IntoResponse,
    routing::get,
};
use domain::time::{SECOND, Time};
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use service::{App, load::Waiting};
use tokio::sync::Mutex;

const REQUESTS: &str = "steward_http_requests_total";
const DURATION: &str = "steward_http_request_duration_seconds";

/// Where durations are told apart, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// How long what was read in the database is told again, however often somebody asks.
const FRESH: i64 = 5 * SECOND;
/// How long the database may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often what was counted is put together while nobody asks.
pub const TIDY_EVERY: Duration = Duration::from_secs(5);

/// The figures of this process.
#[derive(Clone)]
pub struct Meters {
    app: App,
    handle: PrometheusHandle,
    asked_at: Arc<Mutex<Option<Time>>>,
}

impl Meters {
    /// Begins to count; once in a process.
    pub fn start(app: App) -> Result<Self, BuildError> {
        let seconds = Matcher::Suffix("_duration_seconds".to_owned());
        let handle =
            PrometheusBuilder::new().set_buckets_for_metric(seconds, &BUCKETS)?.install_recorder()?;
        service::meters::describe();
        describe();
        gauge!("steward_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
        gauge!("process_start_time_seconds").set(seconds_of(app.clock.now()));
        Ok(Self { app, handle, asked_at: Arc::default() })
    }

    /// Puts together what was counted, so that it takes no more room while nobody asks.
    pub fn tidy(&self) {
        self.handle.run_upkeep();
    }

    /// Everything, as it is now.
    async fn render(&self) -> String {
        self.ask_database().await;
        let load = self.app.load();
        set("steward_agent_reports_waiting", load.reports_waiting);
        set("steward_agent_reports_waiting_limit", load.most_reports);
        set("steward_observations_waiting", load.observations_waiting);
        set("steward_live_pages", load.live_pages);
        set("steward_image_organizations", load.organizations);
        set("steward_image_rooms_changed", load.stirred_rooms);
        set("steward_database_connections", load.connections.open);
        set("steward_database_connections_in_use", load.connections.in_use);
        self.handle.render()
    }

    /// Reads what waits in the database, unless that was read a moment ago. What cannot be read is no number.
    async fn ask_database(&self) {
        let mut asked_at = self.asked_at.lock().await;
        let now = self.app.clock.now();
        if asked_at.is_some_and(|at| (0..FRESH).contains(&now.since(at))) {
            return;
        }
        *asked_at = Some(now);
        let backlog = match tokio::time::timeout(PATIENCE, self.app.backlog()).await {
            Ok(Ok(backlog)) => Some(backlog),
            Ok(Err(refusal)) => {
                tracing::warn!(?refusal, "what waits in the database could not be counted");
                None
            }
            Err(_) => {
                tracing::warn!("the database took too long to count what waits");
                None
            }
        };
        gauge!("steward_database_up").set(if backlog.is_some() { 1.0 } else { 0.0 });
        let age = |since: Option<Time>| since.map_or(0.0, |since| seconds(now.since(since)));
        let of = |what: fn(&service::load::Backlog) -> Waiting| backlog.as_ref().map(what);
        for (kind, waiting) in
            [("news", of(|it| it.news)), ("mail", of(|it| it.mails)), ("webhook", of(|it| it.deliveries))]
        {
            gauge!("steward_messages_waiting", "kind" => kind)
                .set(waiting.map_or(f64::NAN, |it| number(it.count)));
            gauge!("steward_messages_late_seconds", "kind" => kind)
                .set(waiting.map_or(f64::NAN, |it| age(it.since)));
            gauge!("steward_messages_retried_seconds", "kind" => kind)
                .set(waiting.map_or(f64::NAN, |it| age(it.tried_since)));
        }
        for (state, count) in [
            ("submitted", backlog.map(|it| it.jobs_submitted)),
            ("running", backlog.map(|it| it.jobs_running)),
        ] {
            gauge!("steward_jobs_waiting", "state" => state).set(count.map_or(f64::NAN, number));
        }
    }
}

/// The one address at which figures are read.
pub fn router(meters: Meters) -> Router {
    Router::new().route("/metrics", get(scrape)).with_state(meters)
}

async fn scrape(State(meters): State<Meters>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], meters.render().await)
}

/// A request was answered.
pub(crate) fn answered(route: Option<&MatchedPath>, method: &Method, status: StatusCode, took: Duration) {
    let route = route.map_or_else(|| "unknown".to_owned(), |route| route.as_str().to_owned());
    let (method, status) = (method_word(method), class(status));
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status).increment(1);
    histogram!(DURATION, "route" => route).record(took);
}

/// The methods of HTTP; anybody may make up others.
fn method_word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

fn describe() {
    describe_counter!(REQUESTS, "Requests by method, route and class of the answer.");
    describe_histogram!(DURATION, Unit::Seconds, "How long requests took until the answer began, by route.");
    let gauges = [
        ("steward_build_info", "The version that runs."),
        ("process_start_time_seconds", "When the server started, in seconds since 1970."),
        ("steward_agent_reports_waiting", "Reports that wait to be written together: the backlog."),
        ("steward_agent_reports_waiting_limit", "How many may wait before reports are refused with 429."),
        ("steward_observations_waiting", "Refusals and views that wait to be written to audit logs."),
        ("steward_live_pages", "Live pages that are open."),
        ("steward_image_organizations", "Organizations in memory."),
        ("steward_image_rooms_changed", "Rooms that changed since lists read them last."),
        ("steward_database_up", "Whether the database answered when it was asked what waits."),
        ("steward_database_connections", "Connections of this node to the database."),
        ("steward_database_connections_in_use", "Connections of this node that are in use."),
        ("steward_messages_waiting", "What waits to be told, by kind, counted up to 10,000."),
        ("steward_messages_late_seconds", "For how long the oldest waits that is due, by kind."),
        ("steward_messages_retried_seconds", "For how long the oldest is tried that was not taken, by kind."),
        ("steward_jobs_waiting", "Jobs of rooms that are not over, by state, counted up to 10,000."),
    ];
    for (name, meaning) in gauges {
        describe_gauge!(name, meaning);
    }
}

#[expect(clippy::cast_precision_loss, reason = "no count comes near 2^52")]
fn set(name: &'static str, count: usize) {
    gauge!(name).set(count as f64);
}

#[expect(clippy::cast_precision_loss, reason = "no count comes near 2^52")]
fn number(count: i64) -> f64 {
    count as f64
}

/// Microseconds as seconds; a clock that went back makes nothing negative.
fn seconds(micros: i64) -> f64 {
    Duration::from_micros(micros.max(0).unsigned_abs()).as_secs_f64()
}

fn seconds_of(time: Time) -> f64 {
    seconds(time.micros())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Architecture §3: what a caller makes up is no label.
    #[test]
    fn labels_are_bounded() {
        assert_eq!(method_word(&Method::from_bytes(b"CONTOSO").unwrap()), "other");
        assert_eq!(method_word(&Method::PATCH), "PATCH");
        let classes = [101, 204, 303, 429, 503, 999].map(|code| class(StatusCode::from_u16(code).unwrap()));
        assert_eq!(classes, ["1xx", "2xx", "3xx", "4xx", "5xx", "5xx"]);
    }
}
