//! One's own subscriptions.

use std::collections::BTreeMap;

use authz::{Action, Concerning, Realm};
use domain::{
    id::{Id, Organization, ReportSubscription, RoomGroup},
    permission::Permission,
};
use store::{
    View, groups,
    report_subscriptions::{self, SubscriptionRow},
    rooms::Owners,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    groups::shows_empty,
    refusal::Refusal,
    reports::Asked,
};

/// A subscription with what its owner may know of its rooms now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// What was chosen, and what became of it.
    pub row: SubscriptionRow,
    /// The name of the customer; none where there is none, or none in sight any more.
    pub customer: Option<String>,
    /// The name of the group; none where there is none, or none in sight any more.
    pub group: Option<String>,
}

/// Asks for the caller's subscriptions, the oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Subscriptions;

impl Question for Subscriptions {
    type Answer = Vec<Subscription>;
    const NAME: &'static str = "report.subscriptions";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::All
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<Subscription>, Refusal> {
        let rows = report_subscriptions::own(view).await?;
        let customers = customers(view, context, rows.iter().map(|row| row.chosen.realm)).await?;
        let groups = group_names(view, context, &rows).await?;
        let named = |row: SubscriptionRow| Subscription {
            customer: customer(row.chosen.realm).and_then(|it| customers.get(&it).cloned()),
            group: row.chosen.group.and_then(|it| groups.get(&it).cloned()),
            row,
        };
        Ok(rows.into_iter().map(named).collect())
    }
}

/// Asks for one of the caller's subscriptions.
#[derive(Clone, Copy, Debug)]
pub struct SubscriptionOf(pub Id<ReportSubscription>);

impl Question for SubscriptionOf {
    type Answer = Subscription;
    const NAME: &'static str = "report.subscription";

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        Subscriptions.asks(caller)
    }

    fn concerns(&self, caller: &Person) -> Concerning {
        Subscriptions.concerns(caller)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Subscription, Refusal> {
        let all = Subscriptions.answer(view, context).await?;
        all.into_iter().find(|it| it.row.id == self.0).ok_or(Refusal::Missing)
    }
}

const fn customer(realm: Realm) -> Option<Id<Organization>> {
    if let Realm::Customer(customer) = realm { Some(customer) } else { None }
}

/// The names of customers of which the reader may read reports.
pub(super) async fn customers(
    view: &mut View,
    context: &Looking<'_>,
    realms: impl Iterator<Item = Realm>,
) -> Result<BTreeMap<Id<Organization>, String>, Refusal> {
    let wanted: Vec<_> = realms.filter_map(customer).collect();
    let Ok(sight) = context.sight(Asked::ACTION, Realm::AllCustomers) else { return Ok(BTreeMap::new()) };
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    Ok(store::rooms::owners(view.look(sight), Owners::Among(&wanted)).await?.into_iter().collect())
}

/// The names of groups that the reader sees, at home and at customers.
async fn group_names(
    view: &mut View,
    context: &Looking<'_>,
    rows: &[SubscriptionRow],
) -> Result<BTreeMap<Id<RoomGroup>, String>, Refusal> {
    let mut names = BTreeMap::new();
    for realm in [Realm::Own, Realm::AllCustomers] {
        let is_here = |row: &&SubscriptionRow| (row.chosen.realm == Realm::Own) == (realm == Realm::Own);
        let wanted: Vec<_> = rows.iter().filter(is_here).filter_map(|row| row.chosen.group).collect();
        let Ok(sight) = context.sight(Action::Use(Permission::GroupView), realm) else { continue };
        if wanted.is_empty() {
            continue;
        }
        let view = view.look(sight);
        let empty = shows_empty(view, realm);
        names.extend(groups::seen(view, wanted, empty).await?);
    }
    Ok(names)
}
