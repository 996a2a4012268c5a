//! Enrolling: an administrator starts the monitoring of an Onboarding room; several at once with an
//! answer for each.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    health::{Health, judge},
    id::{Id, Organization, Room},
    permission::Permission,
    report::{clock, day_of},
    room::{Monitoring, MonitoringStep},
    time::Time,
};
use store::{Batch, Change, room_days, rooms, values};

use crate::{
    app::App,
    caller::{Caller, Person},
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where, run},
};

/// How many rooms can be enrolled at once.
pub const MOST_AT_ONCE: usize = 200;

/// Starts monitoring.
#[derive(Clone, Copy, Debug)]
pub struct EnrolRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
}

impl Command for EnrolRoom {
    type Output = Health;
    const NAME: &'static str = "room.enrol";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomCreate), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Health, Refusal> {
        let found = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        let Some(after) = found.monitoring.after(MonitoringStep::Enrol) else {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.room.uuid())));
        };
        let now = change.now();
        let silence = i64::try_from(context.app.settings.silence.as_micros()).unwrap_or(i64::MAX);
        let silent = found.last_seen.is_none_or(|at| now.since(at) > silence);
        // Due at once: the watch looks at the signals, which only it and reports judge.
        let judged = judge(after, silent, &[], &[], now);
        let due: Option<Time> = if silent { None } else { Some(now) };
        let event = Event::new(EventKind::RoomEnrolled, Subject::thing(self.room.uuid(), &found.record.name))
            .changed("monitoring", found.monitoring.key(), after.key());
        let values = values![self.room, Monitoring::Monitored.key(), judged.health.key(), now, due];
        let batch = Batch::of(event).run(&rooms::SET_MONITORING, values).stirs(self.room);
        // From today on it counts in reports.
        let today = day_of(&clock(&found.record.time_zone), now);
        change.write(room_days::monitor_from(batch, self.room, today)).await?;
        Ok(judged.health)
    }
}

/// Enrols several rooms, each in a change of its own, and tells the outcome of each. Who may enrol none of them is
/// refused as for one.
pub async fn enrol_rooms(
    app: &App,
    caller: &Caller,
    tenant: Id<Organization>,
    rooms: Vec<Id<Room>>,
) -> Result<Vec<(Id<Room>, Result<Health, Refusal>)>, Refusal> {
    if rooms.len() > MOST_AT_ONCE {
        return Err(Refusal::Invalid(
            Code::InvalidValue,
            vec![Fault::new("rooms", Code::TooMany).detail(MOST_AT_ONCE.to_string())],
        ));
    }
    let mut outcomes = Vec::with_capacity(rooms.len());
    for (number, room) in rooms.into_iter().enumerate() {
        let outcome = run(app, &caller.part(number), EnrolRoom { tenant, room }).await;
        if let Err(refusal @ Refusal::Invalid(Code::IdempotencyKeyReused, _)) = outcome {
            return Err(refusal);
        }
        outcomes.push((room, outcome));
    }
    let is_refused = |outcome: &Result<Health, Refusal>| {
        matches!(outcome, Err(Refusal::Denied(..) | Refusal::Missing | Refusal::Unauthenticated(_)))
    };
    if outcomes.iter().all(|(_, outcome)| is_refused(outcome)) {
        let refused = outcomes.into_iter().find_map(|(_, outcome)| outcome.err());
        return refused.map_or(Ok(Vec::new()), Err);
    }
    Ok(outcomes)
}
