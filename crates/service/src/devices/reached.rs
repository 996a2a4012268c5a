//! What a relay found of devices that have no agent: it counts for the rooms whose reachability its organization chose it for, and
//! nowhere else (decision 22).

use domain::{
    health::Health,
    id::{Id, Organization, Room},
    reachability::{Address, Found, SIGNAL},
    signal::SignalState,
    time::Time,
};
use store::telemetry::Aim;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{
    Refused, Report, Said,
    writer::{self, Voice, Waiting},
};
use crate::app::App;

/// What a relay found of one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The choice by which it was asked.
    pub target: Uuid,
    /// What it found.
    pub found: Found,
    /// Why it is so; explains only.
    pub detail: String,
}

/// What a relay is to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The choice by which it is asked.
    pub target: Uuid,
    /// Where.
    pub address: Address,
}

/// The relay that speaks.
#[derive(Clone, Copy)]
pub(super) struct Relay {
    pub(super) credential_hash: [u8; 32],
    pub(super) tenant: Id<Organization>,
    /// The room as which it enrolled.
    pub(super) room: Id<Room>,
}

/// Takes what a relay found, and says what it is to reach. A finding that is not stored now is told again with the next report, which
/// tells all of them.
pub(super) async fn hear(
    app: &App,
    relay: Relay,
    observed_at: Time,
    reached: Vec<Reached>,
) -> Result<Vec<Target>, Refused> {
    let aims = app.store.aims(relay.tenant, relay.room).await?;
    let mut answers = Vec::new();
    for reached in reached {
        let Some(aim) = aims.iter().find(|aim| aim.target == reached.target) else { continue };
        match note(app, relay, aim, observed_at, reached) {
            Ok(answer) => answers.extend(answer),
            Err(refused) => tracing::debug!(%refused, room = %aim.room, "what a relay found waits"),
        }
    }
    for answer in answers {
        if let Ok(Err(refused)) = answer.await {
            tracing::debug!(%refused, "what a relay found waits");
        }
    }
    Ok(aims.into_iter().map(|aim| Target { target: aim.target, address: aim.address }).collect())
}

/// Notes what was found of one device; where that is new, it is written, and the answer comes when it is on disk.
fn note(
    app: &App,
    relay: Relay,
    aim: &Aim,
    observed_at: Time,
    reached: Reached,
) -> Result<Option<oneshot::Receiver<Result<super::Outcome, Refused>>>, Refused> {
    let state = match reached.found {
        Found::Reached => SignalState::Healthy,
        Found::OutOfReach => SignalState::Unhealthy,
        Found::NotAllowed => SignalState::Unknown,
    };
    // Nobody looked at what the relay's configuration does not allow: the room stays as silent as it is.
    let was_looked_at = reached.found != Found::NotAllowed;
    if was_looked_at {
        app.desk.hear(relay.tenant, aim.room, app.clock.now())?;
    }
    if aim.state == Some(state) && !(was_looked_at && aim.health == Health::Unmonitored) {
        return Ok(None);
    }
    let said = Said {
        signal: SIGNAL.to_owned(),
        instance: String::new(),
        state,
        value: String::new(),
        detail: reached.detail,
    };
    let (answer, answered) = oneshot::channel();
    let waiting = Waiting {
        credential_hash: relay.credential_hash,
        voice: Voice::Relay { target: reached.target, was_looked_at },
        tenant: relay.tenant,
        room: aim.room,
        sent_at: None,
        report: Report { observed_at, signals: vec![said], facts: None },
        activity: None,
        records: Vec::new(),
        digest: None,
        answer,
    };
    if app.desk.wait(waiting)? {
        writer::start(app);
    }
    Ok(Some(answered))
}
