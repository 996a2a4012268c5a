//! After how many days a Warning that nobody takes care of is raised to Important; never, unless somebody says so.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
    signal::LONGEST_NEGLECT,
};
use store::{Batch, Change, View, signals};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks for the days; none, and it never happens.
#[derive(Clone, Copy, Debug)]
pub struct Escalation;

impl Question for Escalation {
    type Answer = Option<u16>;
    const NAME: &'static str = "signals.escalation";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Option<u16>, Refusal> {
        Ok(signals::escalation(view).await?)
    }
}

/// Sets the days.
#[derive(Clone, Debug)]
pub struct SetEscalation {
    /// A whole number of days; empty, and it never happens.
    pub after: String,
}

impl Command for SetEscalation {
    type Output = ();
    const NAME: &'static str = "signals.escalate";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let after = self.days()?;
        let before = signals::fetch_escalation(change).await?;
        if before == after {
            return Ok(());
        }
        let text = |days: Option<u16>| days.map(|days| days.to_string()).unwrap_or_default();
        let event = Event::new(EventKind::EscalationSet, Subject::thing(change.tenant().uuid(), "")).changed(
            "afterDays",
            text(before),
            text(after),
        );
        let warnings = signals::open_warnings(change).await?;
        change.write(signals::set_escalation(Batch::of(event), after, &warnings)).await?;
        Ok(())
    }
}

impl SetEscalation {
    fn days(&self) -> Result<Option<u16>, Refusal> {
        let typed = self.after.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let days = typed.parse().ok().filter(|days| (1..=LONGEST_NEGLECT).contains(days));
        let mut form = Form::default();
        if days.is_none() {
            form.limit("afterDays", Code::OutOfRange, format!("1–{LONGEST_NEGLECT}"));
        }
        form.finish()?;
        Ok(days)
    }
}
