//! Rolling a release out: at a time, from the first ring on. What is under way for the same devices in an older version gives way
//!

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Organization, Release},
    permission::Permission,
    rollout::{RolloutState, RolloutStep},
    time::{DAY, Time},
};
use store::{
    Batch, Change, releases,
    rollouts::{self, FoundRollout, Owner},
};

use super::{advance::call_off, event};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    update_rings::require_every_room,
};

/// How long before its time a rollout can be planned.
const AHEAD: i64 = 365 * DAY;

/// Starts the rollout of a release.
#[derive(Clone, Debug)]
pub struct StartRollout {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The release.
    pub release: Id<Release>,
    /// When it begins; empty for now.
    pub begins_at: String,
}

impl Command for StartRollout {
    type Output = ();
    const NAME: &'static str = "rollout.start";
    // Two rollouts for the same devices must know of each other.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = releases::found(change, self.release).await?.ok_or(Refusal::Missing)?;
        require_every_room(change, context, self.tenant).await?;
        let begins_at = self.begins_at(change.now())?;
        if found.rollout.is_some() {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.release.uuid())));
        }
        let release = found.release;
        rollouts::hold(change).await?;
        for other in rollouts::of_device_type(change, release.device_type).await? {
            if other.version >= release.version {
                return Err(Refusal::Conflict(Code::NewerRollout, Some(other.release.uuid())));
            }
            give_way(change, &other, &release.version.to_string()).await?;
        }
        let person = &context.caller.person;
        let owner =
            Owner { organization: person.organization, user: person.user, upn: person.upn.to_string() };
        let event = domain::event::Event::new(
            EventKind::RolloutStarted,
            domain::event::Subject::thing(self.release.uuid(), release.version.to_string()),
        )
        .with("version", &release.version)
        .with("deviceType", release.device_type.key())
        .with("beginsDateTime", begins_at);
        change.write(rollouts::add(Batch::of(event), self.release, begins_at, &owner)).await?;
        Ok(())
    }
}

impl StartRollout {
    fn begins_at(&self, now: Time) -> Result<Time, Refusal> {
        let typed = self.begins_at.trim();
        if typed.is_empty() {
            return Ok(now);
        }
        let at: Time = typed.parse().map_err(|_| Refusal::field("beginsDateTime", Code::NotATime))?;
        if at < now {
            return Err(Refusal::field("beginsDateTime", Code::InThePast));
        }
        if at.since(now) > AHEAD {
            return Err(Refusal::field("beginsDateTime", Code::EndsTooLate));
        }
        Ok(at)
    }
}

/// An older version gives way to a newer one: what is current is deprecated, what is past asks no further devices.
async fn give_way(change: &mut Change, older: &FoundRollout, newer: &str) -> Result<(), Refusal> {
    let state = older.state.after(RolloutStep::Deprecate).unwrap_or(RolloutState::Deprecated);
    let event = event(EventKind::RolloutDeprecated, older)
        .changed("state", older.state.key(), state.key())
        .with("newerVersion", newer);
    change.write(rollouts::end(Batch::of(event), older.release, state, None)).await?;
    call_off(change, older.release).await
}
