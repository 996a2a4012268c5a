//! Changing a subscription: which report, when, and whether it is paused. Which rooms it is about stays.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, ReportSubscription},
};
use store::{Batch, Change, report_subscriptions, users::UserRow};

use super::{SubscriptionForm, asks, event, found, next_at};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
    users::lock,
};

/// Changes a subscription of the caller.
#[derive(Clone, Debug)]
pub struct EditSubscription {
    /// The subscription.
    pub subscription: Id<ReportSubscription>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// What it is to be; what is none stays.
    pub form: SubscriptionForm,
}

impl Command for EditSubscription {
    type Output = ();
    const NAME: &'static str = "report.subscription.edit";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let owner = lock(change, person.user, None).await?;
        let before = found(change, person.user, self.subscription, self.stamp).await?.chosen;
        let after = self.form.over(before.clone(), &person.upn)?;
        let event = event(EventKind::ReportSubscriptionEdited, person)
            .changed("report", before.report.key(), after.report.key())
            .changed("days", before.days.key(), after.days.key())
            .changed("day", before.day.key(), after.day.key())
            .changed("hour", before.hour, after.hour)
            .changed("isPaused", before.is_paused, after.is_paused)
            .changed("recipients", before.recipients.join(", "), after.recipients.join(", "));
        if event.changes.is_empty() {
            return Ok(());
        }
        let next_at = next_at(&after, &owner.time_zone, change.now());
        let batch =
            report_subscriptions::set(Batch::of(event), person.user, self.subscription, &after, next_at)?;
        change.write(batch).await?;
        Ok(())
    }
}

/// Lets the subscriptions of a person go by another clock, when theirs changes.
pub(crate) async fn follow_clock(
    mut batch: Batch,
    change: &mut Change,
    owner: &UserRow,
    time_zone: &str,
) -> Result<Batch, Refusal> {
    for row in report_subscriptions::of(change, owner.id).await? {
        let next_at = next_at(&row.chosen, time_zone, change.now());
        batch = report_subscriptions::set(batch, owner.id, row.id, &row.chosen, next_at)?;
    }
    Ok(batch)
}
