//! The review as a list: people by name, each with the chains of the access.

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View, access_review,
    access_review::ReviewedPerson,
    list::{Listed, Wanted},
};

use super::{
    chains::{Chain, Chains, SubscriptionChain},
    delegated::DelegatedChain,
};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// Who of partners holds a right in the caller's organization or is to hold one.
#[derive(Clone, Debug, Default)]
pub struct ReviewAccess {
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// A person with every chain through which it is reached.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The person.
    pub person: ReviewedPerson,
    /// The chains, by role and assignment.
    pub chains: Vec<Chain>,
    /// What the person holds by delegation, by granular relationships first.
    pub delegated: Vec<DelegatedChain>,
    /// What the person holds on subscriptions.
    pub on_subscriptions: Vec<SubscriptionChain>,
}

impl Question for ReviewAccess {
    type Answer = Counted<Reviewed>;
    const NAME: &'static str = "access_review.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        // Partners and blocks are settings; who holds which role, for whoever may see roles.
        view.look(context.sight(Action::UseOwn(Permission::RoleView), Realm::Own)?);
        let (wanted, now) = (&self.wanted, context.app.clock.now());
        let count = if self.count { Some(access_review::count(view, wanted, now).await?) } else { None };
        let Listed { items, next } = access_review::list(view, wanted, now).await?;
        let chains = Chains::of(view, &items, now).await?;
        let with_chains = |person: ReviewedPerson| Reviewed {
            chains: chains.to(&person),
            delegated: chains.delegated_to(&person),
            on_subscriptions: chains.on_subscriptions(&person),
            person,
        };
        let items = items.into_iter().map(with_chains).collect();
        Ok(Counted { page: Listed { items, next }, count })
    }
}
