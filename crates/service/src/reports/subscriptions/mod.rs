//! Reports that people have sent by e-mail to themselves and to addresses that they name, on a day at an hour of their own clock.
//!
//! Invariant: a subscription is its owner's alone, and gives no right: what is sent is what its reader may see in the moment in
//! which it is sent, decided by the engine; to others than the owner, what both may. Whether an address is anybody's, and what became of
//! what was sent to it, is told to nobody but its reader.

mod due;
mod edit;
mod form;
mod list;
mod place;
mod read;
mod received;
mod remove;
mod request;
mod share;
mod subscribe;

pub(crate) use due::spread;
pub use edit::EditSubscription;
pub(crate) use edit::follow_clock;
pub use form::SubscriptionForm;
pub use list::{Subscription, SubscriptionOf, Subscriptions};
pub use place::place_of;
pub use read::SentReport;
pub(crate) use read::{read_due, read_shared};
pub use received::{Received, ReceivedOf, ReceivedReports, StopReport};
pub use remove::Unsubscribe;
pub use request::RequestReport;
pub(crate) use share::share;
pub use subscribe::{NewSubscription, subscribe};

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, ReportSubscription, User},
    time::Time,
};
use store::{
    Change,
    report_subscriptions::{self, Chosen, SubscriptionRow},
};

use crate::{caller::Person, refusal::Refusal, run::Where};

/// What everything about one's own subscriptions asks for.
fn asks(caller: &Person) -> (Action, Where) {
    (Action::OwnAccount, Where::Tenant(caller.organization))
}

/// A subscription of a person for a change, in the version that the caller read.
async fn found(
    change: &mut Change,
    user: Id<User>,
    id: Id<ReportSubscription>,
    stamp: Option<i64>,
) -> Result<SubscriptionRow, Refusal> {
    let all = report_subscriptions::of(change, user).await?;
    let found = all.into_iter().find(|row| row.id == id).ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != found.change_stamp) {
        return Err(Refusal::Stale);
    }
    Ok(found)
}

/// When a subscription is due next; never while it is paused.
fn next_at(chosen: &Chosen, time_zone: &str, now: Time) -> Option<Time> {
    (!chosen.is_paused).then(|| chosen.day.next(chosen.hour, time_zone, now))
}

/// An event about a subscription of a person.
fn event(kind: EventKind, person: &Person) -> Event {
    Event::new(kind, Subject::person(person.user.uuid(), person.upn.as_str()))
}

/// The rooms of a subscription in the audit log: words and identifiers.
fn covers(realm: Realm) -> String {
    match realm {
        Realm::Own => "own".to_owned(),
        Realm::AllCustomers => "customers".to_owned(),
        Realm::Customer(customer) => customer.to_string(),
    }
}
