//! Having a report sent at once.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, ReportSubscription},
};
use store::{Batch, Change, report_subscriptions};

use super::{asks, covers, event, found};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Lets the report of a subscription of the caller be sent now, for the days before today. One that waits to be sent already is
/// not doubled.
#[derive(Clone, Copy, Debug)]
pub struct RequestReport(pub Id<ReportSubscription>);

impl Command for RequestReport {
    type Output = ();
    const NAME: &'static str = "report.request";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        if !context.app.sends_mail() {
            return Err(Refusal::Conflict(Code::InvalidState, None));
        }
        let person = &context.caller.person;
        let chosen = found(change, person.user, self.0, None).await?.chosen;
        let event = event(EventKind::ReportRequested, person)
            .with("report", chosen.report.key())
            .with("covers", covers(chosen.realm));
        let mail = change.new_id::<ReportSubscription>().uuid();
        change.write(report_subscriptions::request(Batch::of(event), person.user, self.0, mail)).await?;
        Ok(())
    }
}
