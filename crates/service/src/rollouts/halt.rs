//! Pausing a rollout, letting it go on, and giving it up: for whoever controls every room of the organization.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Organization, Release},
    permission::Permission,
    rollout::{REASON_MAX, ResumePolicy, RolloutStep},
    text::line,
};
use store::{
    Batch, Change,
    notices::{Notice, ROLE_MANAGERS_THERE},
    rollouts::{self, FoundRollout},
};

use super::{advance, event};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    update_rings::require_every_room,
};

/// Lets a rollout stand still.
#[derive(Clone, Debug)]
pub struct PauseRollout {
    /// The organization.
    pub tenant: Id<Organization>,
    /// What is rolled out.
    pub release: Id<Release>,
    /// Why; may be empty.
    pub reason: String,
}

/// Lets a rollout go on that stands still.
#[derive(Clone, Copy, Debug)]
pub struct ResumeRollout {
    /// The organization.
    pub tenant: Id<Organization>,
    /// What is rolled out.
    pub release: Id<Release>,
}

/// Gives a rollout up for good.
#[derive(Clone, Copy, Debug)]
pub struct DeprecateRollout {
    /// The organization.
    pub tenant: Id<Organization>,
    /// What is rolled out.
    pub release: Id<Release>,
}

/// The rollout, for whoever controls every room.
async fn open(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
    release: Id<Release>,
) -> Result<FoundRollout, Refusal> {
    let found = rollouts::lock(change, release).await?.ok_or(Refusal::Missing)?;
    require_every_room(change, context, tenant).await?;
    Ok(found)
}

fn not_now(release: Id<Release>) -> Refusal {
    Refusal::Conflict(Code::InvalidState, Some(release.uuid()))
}

impl Command for PauseRollout {
    type Output = ();
    const NAME: &'static str = "rollout.pause";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = open(change, context, self.tenant, self.release).await?;
        let mut form = Form::default();
        let reason = form.text("reason", line(&self.reason, REASON_MAX));
        let Some(reason) = reason else { return Err(form.refusal()) };
        found.state.after(RolloutStep::Pause).ok_or_else(|| not_now(self.release))?;
        advance::halt(change, &found, "person", &reason).await
    }
}

impl Command for ResumeRollout {
    type Output = ();
    const NAME: &'static str = "rollout.resume";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = open(change, context, self.tenant, self.release).await?;
        found.state.after(RolloutStep::Resume).ok_or_else(|| not_now(self.release))?;
        if rollouts::fetch_guard(change).await?.resume == ResumePolicy::Terminal {
            return Err(Refusal::Conflict(Code::PausedForGood, Some(self.release.uuid())));
        }
        advance::go_on(change, &found).await
    }
}

impl Command for DeprecateRollout {
    type Output = ();
    const NAME: &'static str = "rollout.deprecate";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = open(change, context, self.tenant, self.release).await?;
        let state = found.state.after(RolloutStep::Deprecate).ok_or_else(|| not_now(self.release))?;
        let event =
            event(EventKind::RolloutDeprecated, &found).changed("state", found.state.key(), state.key());
        let person = &context.caller.person;
        let upn = person.upn.to_string();
        let by = (person.organization, upn.as_str());
        change.write(rollouts::give_up(Batch::of(event), self.release, by)).await?;
        advance::call_off(change, self.release).await?;
        tell_of_end(change, &found, person).await
    }
}

/// Tells the administrators of the organization who gave a rollout up and, where somebody of a partner began it, those who manage roles there
/// for the partner, as long as they do.
async fn tell_of_end(change: &mut Change, rollout: &FoundRollout, by: &Person) -> Result<(), Refusal> {
    let (own, about) = (change.tenant(), rollout.release.uuid());
    let version = rollout.version.to_string();
    let parameters = vec![("version", version.clone()), ("by", by.upn.to_string())];
    let audience = "service_administrators";
    change.notify(Notice { tenant: own, audience, kind: "update_ended", about, parameters }).await?;
    let partner = rollout.owner.organization;
    if partner != own {
        let parameters = vec![("version", version), ("customer", store::links::own_name(change).await?)];
        let (audience, kind) = (ROLE_MANAGERS_THERE, "customer_update_ended");
        change.notify(Notice { tenant: partner, audience, kind, about, parameters }).await?;
    }
    Ok(())
}
