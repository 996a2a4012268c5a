//! The chains of a page of people: from each assignment that reaches a person down through groups in groups.
//!
//! Invariant: a page costs the same few statements whoever is on it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    access_review::Standing,
    id::{Assignment, Id, Scope, SecurityGroup},
    role::Role,
    time::Time,
};
use store::{
    View,
    access_review::{
        Delegation, Holding, Membership, ReviewedPerson, SubscriptionHolding, delegations, holdings,
        memberships, subscription_holdings,
    },
    scopes::{Described, describe_many},
};
use uuid::Uuid;

use super::delegated::{self, DelegatedChain};
use crate::refusal::Refusal;

/// One way from the link down to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The assignment.
    pub assignment: Id<Assignment>,
    /// Its name.
    pub assignment_name: String,
    /// Its role.
    pub role: Role,
    /// The name of a custom role; empty for a built-in one.
    pub role_name: String,
    /// Its rooms, before the link cuts them.
    pub scope: Arc<Described>,
    /// When it begins to count.
    pub from: Option<Time>,
    /// When it ceases to count.
    pub until: Option<Time>,
    /// Whether it counts now, later, or no more.
    pub standing: Standing,
    /// The groups on the way, from the member of the assignment down to the one the person is in; none for a person
    /// who is a member itself. Of several ways between the same ends it is the one that stands longest.
    pub groups: Vec<(Id<SecurityGroup>, String)>,
    /// Since when the whole chain stands.
    pub since: Time,
}

/// One way from a role on a subscription down to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionChain {
    /// The role, and on which subscription.
    pub held: SubscriptionHolding,
    /// The groups on the way, from the one that holds it down to the one the person is in; none for a person who holds it itself.
    pub groups: Vec<(Id<SecurityGroup>, String)>,
    /// Since when the whole chain stands.
    pub since: Time,
}

/// What the chains of some people are made of.
pub(super) struct Chains {
    around: BTreeMap<Uuid, Vec<Membership>>,
    held: BTreeMap<Uuid, Vec<Holding>>,
    order: BTreeMap<Id<Assignment>, usize>,
    scopes: BTreeMap<Id<Scope>, Arc<Described>>,
    delegated: BTreeMap<Uuid, Vec<Delegation>>,
    on_subscriptions: BTreeMap<Uuid, Vec<SubscriptionHolding>>,
    now: Time,
}

impl Chains {
    /// Reads it.
    pub(super) async fn of(view: &mut View, people: &[ReviewedPerson], now: Time) -> Result<Self, Refusal> {
        let people: Vec<Uuid> = people.iter().map(|person| person.id.uuid()).collect();
        let memberships = memberships(view, people.clone()).await?;
        let members: BTreeSet<Uuid> = people.into_iter().chain(memberships.iter().map(|m| m.group)).collect();
        let delegations = delegations(view, members.iter().copied().collect()).await?;
        let on_subscriptions = subscription_holdings(view, members.iter().copied().collect()).await?;
        let holdings = holdings(view, members.into_iter().collect()).await?;
        let scopes: BTreeSet<_> = holdings.iter().map(|holding| holding.scope).collect();
        let scopes = describe_many(view, scopes.into_iter().collect()).await?;
        let scopes = scopes.into_iter().map(|(scope, described)| (scope, Arc::new(described))).collect();
        let mut order = BTreeMap::new();
        for holding in &holdings {
            let next = order.len();
            order.entry(holding.assignment).or_insert(next);
        }
        Ok(Self {
            around: by(memberships, |membership| membership.member),
            held: by(holdings, |holding| holding.member),
            order,
            scopes,
            delegated: by(delegations, |delegation| delegation.group),
            on_subscriptions: by(on_subscriptions, |held| held.member),
            now,
        })
    }

    /// Those of one person.
    pub(super) fn to(&self, person: &ReviewedPerson) -> Vec<Chain> {
        let mut chains: Vec<Chain> = ways(person.id.uuid(), &self.around)
            .into_iter()
            .flat_map(|(member, way)| {
                let held = self.held.get(&member).map(Vec::as_slice).unwrap_or_default();
                held.iter().map(move |holding| self.chain(holding, &way)).collect::<Vec<_>>()
            })
            .collect();
        chains.sort_by_key(|chain| (self.order.get(&chain.assignment).copied(), chain.since));
        chains
    }

    /// What one person holds by delegation, by granular relationships first.
    pub(super) fn delegated_to(&self, person: &ReviewedPerson) -> Vec<DelegatedChain> {
        let mut chains = Vec::new();
        for (group, way) in ways(person.id.uuid(), &self.around) {
            for delegation in self.delegated.get(&group).map(Vec::as_slice).unwrap_or_default() {
                chains.push(DelegatedChain::of(delegation, way.named(), way.since, self.now));
            }
        }
        delegated::in_order(chains)
    }

    /// What one person holds on subscriptions, by the subscription.
    pub(super) fn on_subscriptions(&self, person: &ReviewedPerson) -> Vec<SubscriptionChain> {
        let mut chains = Vec::new();
        for (member, way) in ways(person.id.uuid(), &self.around) {
            for held in self.on_subscriptions.get(&member).map(Vec::as_slice).unwrap_or_default() {
                let since = way.since.map_or(held.since, |since| since.max(held.since));
                chains.push(SubscriptionChain { held: held.clone(), groups: way.named(), since });
            }
        }
        chains.sort_by_cached_key(|it| {
            (it.held.name.clone(), it.held.subscription, it.held.role.key(), it.since)
        });
        chains
    }

    fn chain(&self, holding: &Holding, way: &Way<'_>) -> Chain {
        Chain {
            assignment: holding.assignment,
            assignment_name: holding.assignment_name.clone(),
            role: holding.role,
            role_name: holding.role_name.clone(),
            scope: self.scopes.get(&holding.scope).cloned().unwrap_or_default(),
            from: holding.from,
            until: holding.until,
            standing: Standing::of_period(holding.from, holding.until, self.now),
            groups: way.named(),
            since: way.since.map_or(holding.since, |since| since.max(holding.since)),
        }
    }
}

fn by<T>(items: Vec<T>, key: impl Fn(&T) -> Uuid) -> BTreeMap<Uuid, Vec<T>> {
    let mut map: BTreeMap<Uuid, Vec<T>> = BTreeMap::new();
    for item in items {
        map.entry(key(&item)).or_default().push(item);
    }
    map
}

/// How a person is reached from one of the groups around it, or from itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Way<'a> {
    /// Since when its youngest membership is there; none where there are no memberships.
    since: Option<Time>,
    /// The memberships, outermost first.
    groups: Vec<&'a Membership>,
}

impl Way<'_> {
    /// Its groups by name, outermost first.
    fn named(&self) -> Vec<(Id<SecurityGroup>, String)> {
        self.groups.iter().map(|it| (Id::new(it.group), it.group_name.clone())).collect()
    }
}

/// The way that stands longest from each group around a person, and from the person itself. Groups may be in each
/// other.
fn ways(person: Uuid, around: &BTreeMap<Uuid, Vec<Membership>>) -> BTreeMap<Uuid, Way<'_>> {
    let mut found: BTreeMap<Uuid, Way<'_>> = BTreeMap::new();
    let mut waiting = BTreeMap::from([((None, 0, person), Vec::new())]);
    // The oldest way waits first, and going on makes no way older: what is found first stays.
    while let Some(((since, _, member), groups)) = waiting.pop_first() {
        if found.contains_key(&member) {
            continue;
        }
        for membership in around.get(&member).map(Vec::as_slice).unwrap_or_default() {
            let since = since.max(Some(membership.since));
            let groups: Vec<_> = std::iter::once(membership).chain(groups.iter().copied()).collect();
            waiting.entry((since, groups.len(), membership.group)).or_insert(groups);
        }
        found.insert(member, Way { since, groups });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: Uuid = Uuid::from_u128(1);

    fn within(pairs: &[(u128, u128, i64)]) -> BTreeMap<Uuid, Vec<Membership>> {
        let membership = |&(member, group, since): &(u128, u128, i64)| Membership {
            member: Uuid::from_u128(member),
            group: Uuid::from_u128(group),
            group_name: group.to_string(),
            since: Time::from_micros(since),
        };
        by(pairs.iter().map(membership).collect(), |membership| membership.member)
    }

    fn told(around: &BTreeMap<Uuid, Vec<Membership>>) -> Vec<(u128, Option<i64>, String)> {
        let names = |way: &Way<'_>| {
            way.groups.iter().map(|group| group.group_name.as_str()).collect::<Vec<_>>().join(">")
        };
        ways(PERSON, around)
            .iter()
            .map(|(member, way)| (member.as_u128(), way.since.map(Time::micros), names(way)))
            .collect()
    }

    /// groups in groups, from the outermost down to the one the person is in.
    #[test]
    fn ways_lead_from_each_group_down_to_the_person() {
        let told = told(&within(&[(1, 2, 5), (2, 3, 9), (3, 4, 7)]));
        let expected = [(1, None, ""), (2, Some(5), "2"), (3, Some(9), "3>2"), (4, Some(9), "4>3>2")];
        assert_eq!(told, expected.map(|(member, since, names)| (member, since, names.to_owned())));
    }

    #[test]
    fn of_several_ways_the_one_that_stands_longest_is_told() {
        // The short way into 4 is the younger one.
        let told = told(&within(&[(1, 2, 1), (2, 3, 2), (3, 4, 3), (1, 4, 8)]));
        assert!(told.contains(&(4, Some(3), "4>3>2".to_owned())), "{told:?}");
        // Equally old: the shorter one.
        let equal = within(&[(1, 2, 1), (2, 3, 1), (3, 4, 1), (1, 4, 1)]);
        assert!(super::ways(PERSON, &equal).values().all(|way| way.groups.len() < 3));
    }

    #[test]
    fn groups_in_each_other_end() {
        let told = told(&within(&[(1, 2, 1), (2, 3, 1), (3, 2, 1), (3, 3, 1)]));
        assert_eq!(told.len(), 3);
    }
}
