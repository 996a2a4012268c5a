//! Retry all failed: every room in scope whose update failed has its turn again in the next night.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Release},
    job::next_night,
    permission::Permission,
    rollout::{RoomState, RoomStep},
};
use store::{Batch, Change, rollouts};

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Tries again what failed, in the rooms that the caller controls.
#[derive(Clone, Copy, Debug)]
pub struct RetryFailed {
    /// The organization.
    pub tenant: Id<Organization>,
    /// What is rolled out.
    pub release: Id<Release>,
}

impl Command for RetryFailed {
    type Output = ();
    const NAME: &'static str = "rollout.retry_failed";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = rollouts::lock(change, self.release).await?.ok_or(Refusal::Missing)?;
        if !found.state.updates_rooms() {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.release.uuid())));
        }
        let realm = context.caller.person.realm(self.tenant);
        let sight = authz::sight(context.facts, Action::Use(Permission::RingModify), realm)?;
        let Some(state) = RoomState::Failed.after(RoomStep::Retry) else { return Ok(()) };
        for (room, name, time_zone) in rollouts::failed_in_sight(change, &sight, self.release).await? {
            let event = Event::new(EventKind::UpdateRetried, Subject::thing(room.uuid(), name))
                .with("version", &found.version);
            let due_at = next_night(&time_zone, change.now());
            change
                .write(rollouts::move_room(Batch::of(event), self.release, room, state, due_at, ""))
                .await?;
        }
        Ok(())
    }
}
