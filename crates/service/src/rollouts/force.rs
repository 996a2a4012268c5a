//! Forcing the update of a room: now, or as soon as the room is free, whatever its ring and the hour; with a reason, and logged
//!

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Release, Room},
    job::Activity,
    permission::Permission,
    rollout::{REASON_MAX, RoomState},
    room::Monitoring,
    text::{TextError, line},
};
use store::{
    Batch, Change,
    rollouts::{self, DueRoom, FoundRollout, Owner},
    rooms::{self, Found},
};

use super::dispatch::{ask, has};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Forces the update of a room.
#[derive(Clone, Debug)]
pub struct ForceUpdate {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// What is rolled out.
    pub release: Id<Release>,
    /// `now`, also in the middle of a meeting, or `whenFree`.
    pub when: String,
    /// Why it cannot wait.
    pub reason: String,
}

/// When a forced update is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Now,
    Free,
}

impl Command for ForceUpdate {
    type Output = ();
    const NAME: &'static str = "rollout.force_update";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let rollout = rollouts::lock(change, self.release).await?.ok_or(Refusal::Missing)?;
        let room = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        let (when, reason) = self.checked()?;
        let not_now = || Refusal::Conflict(Code::InvalidState, Some(self.room.uuid()));
        if !rollout.state.updates_rooms() || room.monitoring != Monitoring::Monitored {
            return Err(not_now());
        }
        self.know(change, &rollout).await?;
        let stands = rollouts::room(change, self.release, self.room).await?;
        let (state, _) = stands.ok_or_else(not_now)?;
        if !matches!(state, RoomState::Scheduled | RoomState::Failed) {
            return Err(not_now());
        }
        let person = &context.caller.person;
        let owner =
            Owner { organization: person.organization, user: person.user, upn: person.upn.to_string() };
        let name = room.record.name.clone();
        let event = Event::new(EventKind::UpdateForced, Subject::thing(self.room.uuid(), &name))
            .with("version", &rollout.version)
            .with("when", if when == When::Now { "now" } else { "whenFree" })
            .with("reason", &reason);
        let batch = rollouts::force_room(Batch::of(event), self.release, self.room, &reason, &owner);
        change.write(batch).await?;
        if when == When::Now {
            ask(change, &rollout, &due(self.room, room, &reason), &reason, &owner).await?;
        }
        Ok(())
    }
}

impl ForceUpdate {
    fn checked(&self) -> Result<(When, String), Refusal> {
        let mut form = Form::default();
        let when = match self.when.as_str() {
            "now" => Some(When::Now),
            "whenFree" => Some(When::Free),
            _ => None,
        };
        if when.is_none() {
            form.fault("when", if self.when.is_empty() { Code::Required } else { Code::UnknownValue });
        }
        let said = line(&self.reason, REASON_MAX);
        let reason = form.text(
            "reason",
            said.and_then(|text| if text.is_empty() { Err(TextError::Empty) } else { Ok(text) }),
        );
        let (Some(when), Some(reason)) = (when, reason) else { return Err(form.refusal()) };
        Ok((when, reason))
    }

    /// A room whose ring has not begun comes to know of the rollout, if that is for it.
    async fn know(&self, change: &mut Change, rollout: &FoundRollout) -> Result<(), Refusal> {
        let Some((device_type, version, ring)) = rollouts::ring_of(change, self.room).await? else {
            return Ok(());
        };
        if device_type != rollout.device_type || has(&version, &rollout.version) {
            return Ok(());
        }
        let event = super::event(EventKind::RolloutMovedOn, rollout).with("rooms", 1);
        let (state, now) = (RoomState::Scheduled, change.now());
        let batch = rollouts::put_room(Batch::of(event), self.release, self.room, ring, state, now);
        change.write(batch).await?;
        Ok(())
    }
}

fn due(id: Id<Room>, room: Found, reason: &str) -> DueRoom {
    DueRoom {
        room: id,
        name: room.record.name,
        time_zone: room.record.time_zone,
        app_version: String::new(),
        activity: Activity::Unknown,
        health: room.health,
        monitoring: room.monitoring,
        force_reason: reason.to_owned(),
        forcer: None,
    }
}
