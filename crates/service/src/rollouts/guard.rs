//! What stops rollouts by itself, and what becomes of those that stand still: a choice of the organization's own people.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
    rollout::{Guard, GuardFault, PAUSED_AT_MOST, ResumePolicy},
};
use store::{Batch, Change, View, rollouts};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks for the choice of one's own organization.
#[derive(Clone, Copy, Debug)]
pub struct GuardOf;

impl Question for GuardOf {
    type Answer = Guard;
    const NAME: &'static str = "rollout.guard";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Guard, Refusal> {
        Ok(rollouts::guard(view).await?)
    }
}

/// Chooses for one's own organization.
#[derive(Clone, Debug, Default)]
pub struct SetGuard {
    /// Whether a paused rollout goes on.
    pub resume: String,
    /// The share in percent.
    pub percent: String,
    /// The number of rooms.
    pub rooms: String,
}

impl Command for SetGuard {
    type Output = ();
    const NAME: &'static str = "rollout.set_guard";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = rollouts::fetch_guard(change).await?;
        let after = self.checked()?;
        if before == after {
            return Ok(());
        }
        let event = Event::new(EventKind::RolloutGuardSet, Subject::thing(change.tenant().uuid(), ""))
            .changed("resumePolicy", before.resume.key(), after.resume.key())
            .changed("stopPercent", before.percent, after.percent)
            .changed("stopRooms", before.rooms, after.rooms);
        let resumes = (after.resume == ResumePolicy::AfterTwoWeeks).then_some(PAUSED_AT_MOST);
        change.write(rollouts::set_guard(Batch::of(event), after, resumes)).await?;
        Ok(())
    }
}

impl SetGuard {
    fn checked(&self) -> Result<Guard, Refusal> {
        let mut form = Form::default();
        let resume = ResumePolicy::from_key(&self.resume);
        if resume.is_none() {
            form.fault(
                "resumePolicy",
                if self.resume.is_empty() { Code::Required } else { Code::UnknownValue },
            );
        }
        let guard = Guard {
            resume: resume.unwrap_or(Guard::SHIPPED.resume),
            percent: self.percent.trim().parse().unwrap_or_default(),
            rooms: self.rooms.trim().parse().unwrap_or_default(),
        };
        for fault in guard.faults() {
            match fault {
                GuardFault::Percent => form.limit("stopPercent", Code::OutOfRange, "1–100"),
                GuardFault::Rooms => {
                    form.limit("stopRooms", Code::OutOfRange, format!("1–{}", Guard::MOST_ROOMS));
                }
            }
        }
        form.finish()?;
        Ok(guard)
    }
}
