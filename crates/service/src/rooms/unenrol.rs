//! Unenrolling: monitoring stops, and the device's credential ends with it. Whoever shows it together with
//! a valid key gets the same room back, in Onboarding (§3.10, decision 19). What was suppressed in the room ends as well, and
//! what its device was to do is called off; no relay looks after it any more.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    health::Health,
    id::{Id, Organization, Room},
    notification::{Occasion, is_urgent},
    permission::Permission,
    report::{clock, day_of},
    room::MonitoringStep,
    time::Time,
};
use store::{Batch, Change, notifications::News, reachability, room_days, rooms, tickets, values};

use crate::{
    caller::Person,
    jobs,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    suppressions,
    tickets::news,
};

/// Stops monitoring.
#[derive(Clone, Copy, Debug)]
pub struct UnenrolRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
}

impl Command for UnenrolRoom {
    type Output = ();
    const NAME: &'static str = "room.unenrol";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomUnenroll), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        let Some(after) = found.monitoring.after(MonitoringStep::Unenrol) else {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.room.uuid())));
        };
        suppressions::end_all(change, &context.caller.person, self.room, &found.record.name).await?;
        jobs::call_off_all(change, self.room, &found.record.name).await?;
        let event =
            Event::new(EventKind::RoomUnenrolled, Subject::thing(self.room.uuid(), &found.record.name))
                .changed("monitoring", found.monitoring.key(), after.key());
        let values = values![self.room, after.key(), Health::Onboarding.key(), change.now(), None::<Time>];
        let closed = tickets::of_room(change, self.room).await?;
        // A room that is not monitored has no tickets (3.11).
        let batch = reachability::forget(Batch::of(event), self.room)
            .run(&rooms::SET_MONITORING, values)
            .run(&tickets::REMEMBER_CLOSE_OF_ROOM, values![self.room, change.now()])
            .run(&tickets::CLOSE_OF_ROOM, values![self.room, change.now()])
            .run(&room_days::STALE_ROOM, values![self.room])
            .stirs(self.room);
        let today = day_of(&clock(&found.record.time_zone), change.now());
        change.write(room_days::monitor_until(batch, self.room, today)).await?;
        for (ticket, severity) in closed {
            let news = news(self.tenant, Occasion::TicketClosed, ticket, self.room);
            change.tell(News { is_urgent: is_urgent(severity), ..news }).await?;
        }
        Ok(())
    }
}
