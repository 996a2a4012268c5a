//! Enrolment: a device with a key gets a room in Onboarding and a credential, or goes on with its old room.

use std::{fmt, time::Duration};

use authz::{Fact, SystemTask, fact::Turn};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Device, Id, Organization, Room},
    room::{Monitoring, MonitoringStep},
    text,
};
use store::{Batch, Change, keys, telemetry, values};

use super::{DeviceFacts, Refused, hash};
use crate::{app::App, enrolment_key, meters, refusal::Refusal, run::perform};

/// A refusal of a key leaves after this time, whatever made the key invalid, so that it tells nothing.
const KEY_ANSWER: Duration = Duration::from_millis(20);

/// How often an enrolment is tried when the database is busy.
const TRIES: u32 = 5;

/// What a device asks for. It prints no secret.
#[derive(Clone)]
pub struct Enrol {
    /// The organization of the key.
    pub tenant: Id<Organization>,
    /// The version of the key.
    pub key_version: i64,
    /// The secret of the key.
    pub secret: String,
    /// The credential the device held before, if any.
    pub credential: Option<String>,
    /// What the device tells about itself.
    pub facts: DeviceFacts,
}

/// What a device gets. It prints no secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room it reports for from now on.
    pub room: Id<Room>,
    /// The credential by which it is known from now on.
    pub credential: String,
}

impl fmt::Debug for Enrol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Enrol").field("tenant", &self.tenant).finish_non_exhaustive()
    }
}

impl fmt::Debug for Enrolled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Enrolled").field("room", &self.room).finish_non_exhaustive()
    }
}

/// Lets a device enrol. `request_id` and `address` go into the audit log.
pub async fn enrol(app: &App, enrol: Enrol, request_id: &str, address: &str) -> Result<Enrolled, Refused> {
    let answer_at = tokio::time::Instant::now() + KEY_ANSWER;
    let tenant = enrol.tenant;
    if !enrolment_key::verify(app, tenant, enrol.key_version, &enrol.secret).await? {
        tokio::time::sleep_until(answer_at).await;
        return Err(Refused::KeyInvalid);
    }
    if let Some(credential) = &enrol.credential
        && let Some(contact) = app.store.contact(hash(credential)).await?
        && contact.tenant != tenant
        && contact.monitoring != Monitoring::Unenrolled
    {
        return Err(Refused::EnrolledElsewhere);
    }
    let mut tries = 0;
    loop {
        tries += 1;
        match change(app, &enrol, request_id, address).await {
            Err(Refusal::Unavailable) if tries < TRIES => {
                meters::busy();
                tokio::time::sleep(Duration::from_millis(5 << tries)).await;
            }
            outcome => return outcome?,
        }
    }
}

async fn change(
    app: &App,
    enrol: &Enrol,
    request_id: &str,
    address: &str,
) -> Result<Result<Enrolled, Refused>, Refusal> {
    perform(app, SystemTask::Enrolment, enrol.tenant, request_id, address, async |change| {
        // The key may have been reset since it was verified. It stays locked, so that enrolments of an
        // organization follow one another and the cap holds.
        if keys::current(change).await?.is_none_or(|key| key.version != enrol.key_version) {
            return Ok(Err(Refused::KeyInvalid));
        }
        match &enrol.credential {
            Some(credential) => match telemetry::old_room(change, hash(credential)).await? {
                Some(old) => go_on(app, change, enrol, old, credential).await,
                None => welcome(app, change, enrol).await,
            },
            None => welcome(app, change, enrol).await,
        }
    })
    .await
}

/// The old room goes on, with the old credential: asked twice, the answer is the same, so that an answer that got
/// lost leaves nothing behind.
async fn go_on(
    app: &App,
    change: &mut Change,
    enrol: &Enrol,
    old: telemetry::OldRoom,
    credential: &str,
) -> Result<Result<Enrolled, Refused>, Refusal> {
    let after = old.monitoring.after(MonitoringStep::Contact).unwrap_or(old.monitoring);
    if after != old.monitoring {
        if is_full(app, change, enrol).await? {
            return Ok(Err(Refused::TooManyOnboarding));
        }
        let event = Event::new(EventKind::RoomOnboarded, Subject::thing(old.room.uuid(), old.name))
            .changed("monitoring", old.monitoring.key(), after.key())
            .with("keyVersion", enrol.key_version);
        let batch = Batch::of(event)
            .run(&telemetry::CONTACT_AGAIN, values![old.room, enrol.key_version, change.now()])
            .run(&telemetry::DEVICE_AGAIN, values![old.room, enrol.key_version, Vec::<u8>::new()])
            .stirs(old.room);
        change.write(batch).await?;
    }
    Ok(Ok(Enrolled { tenant: enrol.tenant, room: old.room, credential: credential.to_owned() }))
}

/// A new room in Onboarding. Serial numbers and addresses are never compared with those of other rooms.
async fn welcome(
    app: &App,
    change: &mut Change,
    enrol: &Enrol,
) -> Result<Result<Enrolled, Refused>, Refusal> {
    if is_full(app, change, enrol).await? {
        return Ok(Err(Refused::TooManyOnboarding));
    }
    let (room, device) = (change.new_id::<Room>(), change.new_id::<Device>());
    let credential = URL_SAFE_NO_PAD.encode(app.secrets.random32());
    let name = enrol.facts.name().unwrap_or_else(|| room.to_string());
    let mut add_room = values![room, &name, text::key(&name)];
    add_room.extend(enrol.facts.clone().alone().into_iter().map(Into::into));
    add_room.extend(values![change.now(), enrol.key_version]);
    let add_device =
        values![hash(&credential).to_vec(), device, room, enrol.key_version, Vec::<u8>::new(), change.now()];
    let event = Event::new(EventKind::RoomOnboarded, Subject::thing(room.uuid(), &name))
        .with("monitoring", Monitoring::Onboarding.key())
        .with("keyVersion", enrol.key_version);
    let batch = Batch::of(event)
        .run(&telemetry::ADD_ROOM, add_room)
        .run(&telemetry::ADD_DEVICE, add_device)
        .fact(Fact::Room { room, is: Turn::BEGINS })
        .stirs(room);
    change.write(batch).await?;
    Ok(Ok(Enrolled { tenant: enrol.tenant, room, credential }))
}

async fn is_full(app: &App, change: &mut Change, enrol: &Enrol) -> Result<bool, Refusal> {
    Ok(telemetry::onboarding(change, enrol.key_version).await? >= app.settings.onboarding_cap)
}
