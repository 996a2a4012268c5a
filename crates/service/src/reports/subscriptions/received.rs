//! Reports that others have sent to the caller: which they are, and stopping them.

use std::collections::BTreeMap;

use authz::{Action, Concerning, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, ReportSubscription},
};
use store::{
    Batch, Change, View,
    report_subscriptions::received::{self, ReceivedRow},
};

use super::{asks, list::customers};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// A report that somebody has sent to the caller, with what the caller may know of its rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// What it is, whose, and whether it was stopped.
    pub row: ReceivedRow,
    /// The rooms, seen from the caller.
    pub realm: Realm,
    /// The name of the customer; none where there is none, or none in sight.
    pub customer: Option<String>,
}

/// Asks for the reports that others have sent to the caller, the newest first.
#[derive(Clone, Copy, Debug)]
pub struct ReceivedReports;

impl Question for ReceivedReports {
    type Answer = Vec<Received>;
    const NAME: &'static str = "report.received";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::All
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<Received>, Refusal> {
        let person = &context.caller.person;
        let mut rows = received::own(view).await?;
        rows.retain(|row| names(row, person));
        let customers = customers(view, context, rows.iter().map(|row| realm(row, person))).await?;
        Ok(rows.into_iter().map(|row| seen(row, person, &customers)).collect())
    }
}

/// Asks for one of them.
#[derive(Clone, Copy, Debug)]
pub struct ReceivedOf(pub Id<ReportSubscription>);

impl Question for ReceivedOf {
    type Answer = Received;
    const NAME: &'static str = "report.received_one";

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        ReceivedReports.asks(caller)
    }

    fn concerns(&self, caller: &Person) -> Concerning {
        ReceivedReports.concerns(caller)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Received, Refusal> {
        let all = ReceivedReports.answer(view, context).await?;
        all.into_iter().find(|it| it.row.subscription.id == self.0).ok_or(Refusal::Missing)
    }
}

/// Whether its owner names the person still.
pub(super) fn names(row: &ReceivedRow, person: &Person) -> bool {
    row.subscription.chosen.recipients.iter().any(|address| address == person.upn.as_str())
}

/// The rooms of a report, seen from its reader: those of a customer are its people's own.
pub(super) fn realm(row: &ReceivedRow, reader: &Person) -> Realm {
    if row.organization == reader.organization { row.subscription.chosen.realm } else { Realm::Own }
}

fn seen(row: ReceivedRow, person: &Person, customers: &BTreeMap<Id<Organization>, String>) -> Received {
    let realm = realm(&row, person);
    let customer = match realm {
        Realm::Customer(customer) => customers.get(&customer).cloned(),
        _ => None,
    };
    Received { row, realm, customer }
}

/// Stops a report that somebody has sent to the caller, or lets it come again. What waits to be sent of it is not sent.
#[derive(Clone, Copy, Debug)]
pub struct StopReport {
    /// The subscription.
    pub subscription: Id<ReportSubscription>,
    /// Whether it is to come no more.
    pub is_stopped: bool,
}

impl Command for StopReport {
    type Output = ();
    const NAME: &'static str = "report.stop";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let before = received::is_stopped(change, person.user, self.subscription).await?;
        if before.ok_or(Refusal::Missing)? == self.is_stopped {
            return Ok(());
        }
        let kind = if self.is_stopped { EventKind::ReportStopped } else { EventKind::ReportResumed };
        let event = Event::new(kind, Subject::person(person.user.uuid(), person.upn.as_str()));
        change
            .write(received::stop(Batch::of(event), person.user, self.subscription, self.is_stopped))
            .await?;
        Ok(())
    }
}
