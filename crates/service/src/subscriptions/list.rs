//! Subscriptions in sight: of one's own organization, of one customer, of all customers (R-310, R-343, decision 1).

use authz::{Action, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    id::{Id, Organization},
    subscription::SubscriptionStatus,
    time::Time,
};
use store::{
    View,
    list::{Listed, Place, Wanted},
    subscriptions::{self as rows, SubscriptionRow},
};

use super::SHOWS;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::Refusal,
};

/// A subscription as its reader sees it.
#[derive(Clone, Debug)]
pub struct SubscriptionShown {
    /// The subscription.
    pub row: SubscriptionRow,
    /// Where it stands now.
    pub status: SubscriptionStatus,
    /// From whom it was bought; none where it was there before, or where a partner would learn of another one (decision 17).
    pub reseller: Option<String>,
    /// Whether it was there before any relationship, as far as the reader may know.
    pub is_existing: bool,
}

impl SubscriptionShown {
    pub(super) fn of(row: SubscriptionRow, reader: Id<Organization>, now: Time) -> Self {
        let is_known = row.tenant == reader || row.provisioned_by == reader;
        let is_sold = !row.is_existing();
        Self {
            status: row.status(now),
            reseller: (is_known && is_sold).then(|| row.provider_name.clone()),
            // To a partner, what another one sold looks like what was there before.
            is_existing: row.is_existing() || !is_known,
            row,
        }
    }
}

/// The subscriptions in sight, by name unless said otherwise.
#[derive(Clone, Debug)]
pub struct Subscriptions {
    /// Where: at one's own organization, at one customer, at all of them.
    pub realm: Realm,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// Subscriptions, and what the reader may do there.
#[derive(Clone, Debug)]
pub struct Found {
    /// The subscriptions.
    pub found: Counted<SubscriptionShown>,
    /// Whether the reader provisions for the customer, or adds to the own organization.
    pub may_add: bool,
    /// Whether the reader gives licences there.
    pub may_license: bool,
}

impl Question for Subscriptions {
    type Answer = Found;
    const NAME: &'static str = "subscriptions.list";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::SeeSubscriptions, self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Found, Refusal> {
        let reader = context.caller.person.organization;
        let wanted = &self.wanted;
        let count = if self.count { Some(rows::count_subscriptions(view, wanted).await?) } else { None };
        let Listed { items, next } = rows::subscriptions(view, wanted).await?;
        if self.realm == Realm::AllCustomers {
            context.shows(items.iter().map(|row| row.tenant));
        }
        let now = context.facts.now;
        let items = items.into_iter().map(|row| SubscriptionShown::of(row, reader, now)).collect();
        let may = |action, tenant| holds(context.facts, action, &Target::tenant(tenant));
        let (may_add, may_license) = match self.realm {
            Realm::Own => (may(Action::ConsentToPartner, reader), may(Action::AssignLicences, reader)),
            Realm::Customer(tenant) => (
                may(Action::ActAsAgent(AgentRight::BuySubscriptions), tenant),
                may(Action::AssignLicences, tenant),
            ),
            Realm::AllCustomers => (false, false),
        };
        Ok(Found { found: Counted { page: Listed { items, next }, count }, may_add, may_license })
    }
}

impl Paged for Subscriptions {
    type Row = SubscriptionShown;
    const LIST: &'static str = "subscriptions";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<SubscriptionShown>, Option<Place>) {
        (answer.found.page.items, answer.found.page.next)
    }
}
