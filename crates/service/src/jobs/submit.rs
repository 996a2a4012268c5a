//! Asking the device of a room, or the devices of several, to do something.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Job, Organization, Room},
    job::{Activity, JobTiming, MOST_OPEN, MOST_ROOMS, WAITS_AT_MOST, next_night},
    permission::Permission,
    room::Monitoring,
};
use store::{
    Batch, Change,
    jobs::{self, NewJob},
    rooms,
};

use super::{JobForm, event};
use crate::{
    app::App,
    caller::{Caller, Person},
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where, run},
};

/// Asks the device of a monitored room to do something.
#[derive(Clone, Debug)]
pub struct SubmitJob {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// What, and when.
    pub form: JobForm,
}

impl Command for SubmitJob {
    type Output = Id<Job>;
    const NAME: &'static str = "room.submit_job";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Job>, Refusal> {
        let room = self.room;
        let found = rooms::find(change, room).await?.ok_or(Refusal::Missing)?;
        if found.monitoring != Monitoring::Monitored {
            return Err(Refusal::Conflict(Code::InvalidState, Some(room.uuid())));
        }
        let wanted = self.form.check()?;
        if jobs::open(change, room).await?.len() >= MOST_OPEN {
            let mut form = Form::default();
            form.limit("kind", Code::TooMany, MOST_OPEN);
            return Err(form.refusal());
        }
        let is_now = wanted.timing == JobTiming::Now;
        if is_now && found.activity == Activity::Busy && wanted.force_reason.is_none() {
            return Err(Refusal::Conflict(Code::RoomBusy, Some(room.uuid())));
        }
        let now = change.now();
        let new = NewJob {
            kind: wanted.kind,
            timing: wanted.timing,
            due_at: if is_now { now } else { next_night(&found.record.time_zone, now) },
            expires_at: now.plus(WAITS_AT_MOST),
            settings: wanted.settings,
            release: None,
            force_reason: wanted.force_reason.unwrap_or_default(),
        };
        let id = change.new_id();
        let mut event = event(EventKind::JobSubmitted, room, &found.record.name, id, new.kind)
            .with("timing", new.timing.key());
        if let Some(settings) = &new.settings {
            event = event.with("settings", serde_json::to_string(settings)?);
        }
        if !new.force_reason.is_empty() {
            event = event.with("forceReason", &new.force_reason);
        }
        let person = &context.caller.person;
        let owner = (person.organization, person.user, person.upn.as_str());
        change.write(jobs::add(Batch::of(event), room, id, &new, owner)?).await?;
        Ok(id)
    }
}

/// Asks the devices of several rooms, each in a change of its own, and tells the outcome of each. Who may do it in none of
/// them is refused as for one.
pub async fn submit_jobs(
    app: &App,
    caller: &Caller,
    tenant: Id<Organization>,
    rooms: Vec<Id<Room>>,
    form: JobForm,
) -> Result<Vec<(Id<Room>, Result<Id<Job>, Refusal>)>, Refusal> {
    if rooms.is_empty() {
        return Err(Refusal::field("rooms", Code::Required));
    }
    if rooms.len() > MOST_ROOMS {
        let mut form = Form::default();
        form.limit("rooms", Code::TooMany, MOST_ROOMS);
        return Err(form.refusal());
    }
    let mut outcomes = Vec::with_capacity(rooms.len());
    for (number, room) in rooms.into_iter().enumerate() {
        let command = SubmitJob { tenant, room, form: form.clone() };
        let outcome = run(app, &caller.part(number), command).await;
        if let Err(refusal @ Refusal::Invalid(Code::IdempotencyKeyReused, _)) = outcome {
            return Err(refusal);
        }
        outcomes.push((room, outcome));
    }
    let is_refused = |outcome: &Result<Id<Job>, Refusal>| {
        matches!(outcome, Err(Refusal::Denied(..) | Refusal::Missing | Refusal::Unauthenticated(_)))
    };
    if outcomes.iter().all(|(_, outcome)| is_refused(outcome)) {
        let refused = outcomes.into_iter().find_map(|(_, outcome)| outcome.err());
        return refused.map_or(Ok(Vec::new()), Err);
    }
    // What is wrong with the job is wrong for every room, and said of the job.
    let is_wrong = |outcome: &Result<Id<Job>, Refusal>| matches!(outcome, Err(Refusal::Invalid(..)));
    if outcomes.iter().all(|(_, outcome)| is_refused(outcome) || is_wrong(outcome)) {
        let wrong = outcomes.into_iter().find(|(_, outcome)| is_wrong(outcome));
        return wrong.map_or(Ok(Vec::new()), |(_, outcome)| outcome.map(|_| Vec::new()));
    }
    Ok(outcomes)
}
