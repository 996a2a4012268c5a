//! `POST /agents/v1/report`: a device tells what it sees, and is told what to do.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, header},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{reachability::Found, signal::SignalState};
use service::devices::{self, Answered, Heard, Refused, Report, Said};
use wire::agents::{
    CHANNEL_VERSION, MAX_REPORT_BYTES, MAX_SECRET, Outcome, ReachState, ReachTarget, Reached, ReportAnswer,
    ReportKey, ReportRequest, SignalReport, SignalState as WireState,
};

use super::{
    answer::Turned,
    jobs::{activity, order, told},
    message::{facts, read},
    records::{record, refused},
};
use crate::web::Web;

pub(super) async fn report(
    State(web): State<Web>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ReportAnswer>, Turned> {
    let credential = credential(&headers)?;
    let message: ReportRequest = read(&headers, body, MAX_REPORT_BYTES).await?;
    message.check().map_err(Turned::malformed)?;
    if message.sent_at.is_some() {
        return Err(Turned::malformed("sentAt: belongs to signed reports"));
    }
    let answered = devices::hear(&web.app, credential, heard(message)?).await?;
    Ok(Json(answer(&web, answered)))
}

/// A message in the words of the service.
pub(super) fn heard(message: ReportRequest) -> Result<Heard, Turned> {
    let report = Report {
        observed_at: message
            .observed_at
            .parse()
            .map_err(|_| Turned::malformed("observedAt: is not a point in time"))?,
        signals: message.signals.into_iter().map(said).collect(),
        facts: message.device.map(facts),
    };
    Ok(Heard {
        report,
        activity: message.activity.map(activity),
        job: message.job.map(told),
        takes_jobs: message.takes_jobs,
        takes_updates: message.takes_updates,
        records: message.records.into_iter().map(record).collect(),
        takes_report_key: message.takes_report_key,
        reaches: message.reaches,
        reached: message.reached.into_iter().map(reached).collect(),
    })
}

/// What the service answers, in the words of the channel.
pub(super) fn answer(web: &Web, answered: Answered) -> ReportAnswer {
    let outcome = match answered.outcome {
        devices::Outcome::Stored => Outcome::Stored,
        devices::Outcome::Received => Outcome::Received,
    };
    ReportAnswer {
        outcome,
        report_interval_seconds: interval(web),
        channel_version: CHANNEL_VERSION,
        job: answered.order.map(order),
        refused_records: answered.refused_records.into_iter().map(refused).collect(),
        report_key: answered.report_key.map(|key| ReportKey(URL_SAFE_NO_PAD.encode(key.0))),
        targets: answered.targets.into_iter().map(target).collect(),
    }
}

/// The time between two heartbeats, in seconds.
pub(super) fn interval(web: &Web) -> u32 {
    u32::try_from(web.app.settings.report_interval.as_secs()).unwrap_or(u32::MAX).max(1)
}

pub(super) fn credential(headers: &HeaderMap) -> Result<&str, Refused> {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .filter(|credential| !credential.is_empty() && credential.len() <= MAX_SECRET)
        .ok_or(Refused::CredentialInvalid)
}

fn reached(told: Reached) -> devices::Reached {
    devices::Reached {
        target: told.id,
        found: match told.state {
            ReachState::Reached => Found::Reached,
            ReachState::OutOfReach => Found::OutOfReach,
            ReachState::NotAllowed => Found::NotAllowed,
        },
        detail: told.detail.unwrap_or_default(),
    }
}

fn target(target: devices::Target) -> ReachTarget {
    let (host, port) = (target.address.host().to_owned(), target.address.port());
    ReachTarget { id: target.target, host, port }
}

fn said(told: SignalReport) -> Said {
    Said {
        signal: told.signal,
        instance: told.instance,
        state: match told.state {
            WireState::Healthy => SignalState::Healthy,
            WireState::Unhealthy => SignalState::Unhealthy,
            WireState::Unknown => SignalState::Unknown,
        },
        value: told.value.unwrap_or_default(),
        detail: told.detail.unwrap_or_default(),
    }
}
