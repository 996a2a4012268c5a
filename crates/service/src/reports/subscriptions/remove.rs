//! Ending a subscription.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, ReportSubscription},
};
use store::{Batch, Change, report_subscriptions};

use super::{asks, covers, event, found};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Ends a subscription of the caller; what waits to be sent of it is not sent.
#[derive(Clone, Copy, Debug)]
pub struct Unsubscribe {
    /// The subscription.
    pub subscription: Id<ReportSubscription>,
    /// The version that was read.
    pub stamp: Option<i64>,
}

impl Command for Unsubscribe {
    type Output = ();
    const NAME: &'static str = "report.unsubscribe";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let chosen = found(change, person.user, self.subscription, self.stamp).await?.chosen;
        let event = event(EventKind::ReportUnsubscribed, person)
            .without("report", chosen.report.key())
            .without("covers", covers(chosen.realm));
        change.write(report_subscriptions::delete(Batch::of(event), person.user, self.subscription)).await?;
        Ok(())
    }
}
