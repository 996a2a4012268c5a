//! A new subscription.

use authz::{Action, Realm, sight};
use domain::{
    event::EventKind,
    id::{Id, ReportSubscription, RoomGroup},
    report::MOST_SUBSCRIPTIONS,
};
use store::{Batch, Change, report_subscriptions};

use super::{SubscriptionForm, asks, covers, event, next_at, place_of};
use crate::{
    app::App,
    caller::{Caller, Person},
    refusal::{Code, Refusal},
    reports::Asked,
    run::{Command, Context, Where, run},
    users::lock,
};

/// What somebody subscribes to.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// At home, at one customer, or at all customers.
    pub realm: Realm,
    /// The rooms of a group; none for all.
    pub group: Option<Id<RoomGroup>>,
    /// Which report, and when.
    pub form: SubscriptionForm,
}

/// Subscribes a person to a report that they may read.
pub async fn subscribe(
    app: &App,
    caller: &Caller,
    new: NewSubscription,
) -> Result<Id<ReportSubscription>, Refusal> {
    place_of(app, caller, new.realm, new.group).await?;
    run(app, caller, Subscribe(new)).await
}

#[derive(Clone, Debug)]
struct Subscribe(NewSubscription);

impl Command for Subscribe {
    type Output = Id<ReportSubscription>;
    const NAME: &'static str = "report.subscribe";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        asks(caller)
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<ReportSubscription>, Refusal> {
        let NewSubscription { realm, group, form } = self.0;
        let _may = sight(context.facts, Asked::ACTION, realm)?;
        let person = &context.caller.person;
        let owner = lock(change, person.user, None).await?;
        if report_subscriptions::of(change, person.user).await?.len() >= MOST_SUBSCRIPTIONS {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let chosen = form.begun(realm, group, &person.upn)?;
        let id = change.new_id();
        let event = event(EventKind::ReportSubscribed, person)
            .with("report", chosen.report.key())
            .with("covers", covers(realm))
            .with("roomGroupId", group.map(|group| group.to_string()).unwrap_or_default())
            .with("days", chosen.days.key())
            .with("day", chosen.day.key())
            .with("hour", chosen.hour)
            .with("recipients", chosen.recipients.join(", "));
        let next_at = next_at(&chosen, &owner.time_zone, change.now());
        let batch = report_subscriptions::add(Batch::of(event), person.user, id, &chosen, next_at)?;
        change.write(batch).await?;
        Ok(id)
    }
}
