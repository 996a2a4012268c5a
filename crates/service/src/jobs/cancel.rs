//! Taking a job back before the device has it; and calling off what lost its ground.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Job, Organization, Room},
    job::{JobReason, JobStep},
    permission::Permission,
};
use store::{
    Batch, Change,
    jobs::{self, Ending, FoundJob},
    rooms,
};

use super::event;
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    rollouts,
    run::{Command, Context, Where},
};

/// Takes a job back that waits.
#[derive(Clone, Copy, Debug)]
pub struct CancelJob {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The job.
    pub job: Id<Job>,
}

impl Command for CancelJob {
    type Output = ();
    const NAME: &'static str = "room.cancel_job";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let room = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        let found = jobs::found(change, self.room, self.job).await?.ok_or(Refusal::Missing)?;
        let person = &context.caller.person;
        let state = found
            .state
            .after(JobStep::Cancel)
            .ok_or(Refusal::Conflict(Code::InvalidState, Some(self.job.uuid())))?;
        let ending = Ending {
            state,
            reason: Some(JobReason::ByPerson),
            progress: "",
            output: "",
            by: Some((person.organization, person.user, person.upn.as_str())),
        };
        let event = event(EventKind::JobCanceled, self.room, &room.record.name, found.id, found.kind);
        let batch = jobs::end(Batch::of(event), self.room, found.id, &ending);
        let batch = rollouts::follow(change, batch, self.room, &found, state, ending.reason).await?;
        change.write(batch).await?;
        Ok(())
    }
}

/// Calls everything off that waits or runs in a room that is monitored no more.
pub(crate) async fn call_off_all(
    change: &mut Change,
    room: Id<Room>,
    room_name: &str,
) -> Result<(), Refusal> {
    for found in jobs::open(change, room).await? {
        call_off(change, room, room_name, &found, JobReason::NotMonitored).await?;
    }
    Ok(())
}

/// Calls a job off, if it is not over.
pub(crate) async fn call_off(
    change: &mut Change,
    room: Id<Room>,
    room_name: &str,
    found: &FoundJob,
    reason: JobReason,
) -> Result<(), Refusal> {
    let Some(state) = found.state.after(JobStep::CallOff) else { return Ok(()) };
    let ending = Ending { state, reason: Some(reason), progress: "", output: "", by: None };
    let event =
        event(EventKind::JobCanceled, room, room_name, found.id, found.kind).with("reason", reason.key());
    let batch = jobs::end(Batch::of(event), room, found.id, &ending);
    let batch = rollouts::follow(change, batch, room, found, state, Some(reason)).await?;
    change.write(batch).await?;
    Ok(())
}
