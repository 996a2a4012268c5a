//! Who sees subscriptions, what is in them, and who gives licences.
//!
//! Invariant: what is inside a subscription of a customer opens by a role on that very subscription, whatever else a partner holds there;
//! a block, or the partner capability taken away, binds such a role as it binds delegation (decision 8, R-005).

use domain::{
    agent::AgentRight,
    id::{Id, Organization, Subscription, SubscriptionAssignment},
    permission::Permission,
    role::DirectoryRole,
    subscription::{SubscriptionRight, SubscriptionRole},
};

use crate::{
    action::{Action, Requirement},
    decide::{About, Refused, Target, directory_role, holds, lacks_delegated_role, refuse, sees_as_agent},
    facts::Facts,
    grant::Source,
    image::OrganizationFacts,
    sight::{Extent, Realm, Sold},
};

/// A role on a subscription that somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// The role assignment.
    pub assignment: Id<SubscriptionAssignment>,
    /// The subscription.
    pub subscription: Id<Subscription>,
    /// The role.
    pub role: SubscriptionRole,
}

impl Facts {
    /// The roles that the person holds on subscriptions of an organization concerned, by current membership.
    pub fn subscription_roles(&self, tenant: Id<Organization>) -> Vec<HeldRole> {
        let Some(person) = self.person().filter(|person| person.enabled) else { return Vec::new() };
        let Some(at) = self.at(tenant).filter(|at| self.is_let_in(at)) else { return Vec::new() };
        at.rights
            .subscription_roles(self.organization)
            .filter(|(_, facts)| person.principals.binary_search(&facts.member.uuid()).is_ok())
            .map(|(assignment, facts)| HeldRole {
                assignment,
                subscription: facts.subscription,
                role: facts.role,
            })
            .collect()
    }

    /// Whether the person holds a role on a subscription of a customer concerned.
    pub fn is_on_subscriptions_of_customers(&self) -> bool {
        self.others().any(|at| !self.subscription_roles(at.id).is_empty())
    }

    /// Whether roles on subscriptions of an organization count for the person at all.
    fn is_let_in(&self, at: &OrganizationFacts) -> bool {
        if at.id == self.organization {
            return true;
        }
        if !self.is_partner() || self.is_denied_by(at) {
            return false;
        }
        let has_privileges =
            at.rights.reseller(self.organization).is_some_and(|(_, facts)| facts.has_privileges);
        !self.subscriptions_need_granular() || has_privileges || self.has_granular_role(at.id)
    }

    fn has_granular_role(&self, tenant: Id<Organization>) -> bool {
        let is_granular = |source| matches!(source, Source::GranularAdmin { .. });
        self.delegated_roles(tenant).into_iter().any(|(_, source)| is_granular(source))
    }

    /// The roles that the person may give to others on a subscription, and take from them.
    pub fn confers_on(
        &self,
        tenant: Id<Organization>,
        subscription: Id<Subscription>,
    ) -> Vec<SubscriptionRole> {
        if tenant == self.organization && self.has(DirectoryRole::GlobalAdministrator) {
            return SubscriptionRole::ALL.to_vec();
        }
        let held = self.subscription_roles(tenant);
        let on_it = || held.iter().filter(|held| held.subscription == subscription);
        let confers = |role: &SubscriptionRole| on_it().any(|held| held.role.confers(*role));
        SubscriptionRole::ALL.into_iter().filter(confers).collect()
    }
}

/// Whether somebody sees subscriptions of an organization, or one of them, at all.
pub(crate) fn sees(facts: &Facts, target: &Target) -> Result<Option<Source>, Refused> {
    let held = facts.subscription_roles(target.tenant);
    let named = match target.about {
        About::Subscription(subscription) => Some(subscription),
        _ => None,
    };
    let is_meant = |held: &&HeldRole| named.is_none_or(|named| named == held.subscription);
    if let Some(HeldRole { assignment, role, .. }) = held.iter().find(is_meant) {
        return Ok(Some(Source::SubscriptionRole { assignment: *assignment, role: *role }));
    }
    let (action, lacks) = if target.tenant == facts.organization {
        let permission = Permission::SettingsView;
        (Action::UseOwn(permission), Requirement::OwnPermission(permission))
    } else {
        let right = AgentRight::SeeSubscriptions;
        (Action::ActAsAgent(right), Requirement::Agent(right))
    };
    if holds(facts, action, &Target::tenant(target.tenant)) {
        return Ok(None);
    }
    let sells = target.tenant != facts.organization && facts.has_agent_right(AgentRight::SeeSubscriptions);
    let lacks = if sells && facts.is_barred_from(target.tenant) { Requirement::Unblocked } else { lacks };
    let is_told = target.tenant == facts.organization || sees_as_agent(facts, target);
    Err(refuse(is_told, lacks))
}

/// Whether somebody may do something with what is in a subscription: by a role on it, or as Global administrator of the organization
/// itself.
pub(crate) fn opens(
    facts: &Facts,
    right: SubscriptionRight,
    target: &Target,
) -> Result<Option<Source>, Refused> {
    let About::Subscription(subscription) = target.about else { return Err(Refused::Hidden) };
    let own = target.tenant == facts.organization;
    if own && facts.has(DirectoryRole::GlobalAdministrator) {
        return Ok(Some(Source::DirectoryRole(DirectoryRole::GlobalAdministrator)));
    }
    let held = facts.subscription_roles(target.tenant);
    let on_it = || held.iter().filter(|held| held.subscription == subscription);
    if let Some(HeldRole { assignment, role, .. }) = on_it().find(|held| held.role.allows(right)) {
        return Ok(Some(Source::SubscriptionRole { assignment: *assignment, role: *role }));
    }
    let sees_own = own && holds(facts, Action::UseOwn(Permission::SettingsView), target);
    Err(refuse(sees_own || on_it().next().is_some(), Requirement::SubscriptionRole(right)))
}

/// Whether somebody gives licences to people of an organization.
pub(crate) fn licenses(facts: &Facts, target: &Target) -> Result<Option<Source>, Refused> {
    if target.tenant == facts.organization {
        let role = DirectoryRole::GlobalAdministrator;
        return directory_role(facts, &[role], Requirement::GlobalAdministrator);
    }
    let roles = facts.delegated_roles(target.tenant);
    let found = roles.into_iter().find(|(role, _)| role.assigns_licences);
    found
        .map(|(_, source)| Some(source))
        .ok_or_else(|| refuse(sees_as_agent(facts, target), lacks_delegated_role(facts, target)))
}

/// The subscriptions that somebody sees.
pub(crate) fn in_sight(facts: &Facts, realm: Realm) -> Result<Extent, Refused> {
    let own = facts.organization;
    let named = |tenant: Id<Organization>| {
        let held = facts.subscription_roles(tenant);
        held.into_iter().map(move |held| (tenant, held.subscription))
    };
    let of_reader = |to| Sold { by: own, reader: facts.user, to };
    match realm {
        Realm::Own => {
            let _source = sees(facts, &Target::tenant(own))?;
            if holds(facts, Action::UseOwn(Permission::SettingsView), &Target::tenant(own)) {
                return Ok(Extent::Organization(own));
            }
            Ok(Extent::Subscriptions { sold: None, named: named(own).collect() })
        }
        // One's own organization is never a customer of oneself.
        Realm::Customer(tenant) if tenant == own => Err(Refused::Hidden),
        Realm::Customer(tenant) => {
            let target = Target::tenant(tenant);
            let _source = sees(facts, &target)?;
            let sells = holds(facts, Action::ActAsAgent(AgentRight::SeeSubscriptions), &target);
            let sold = sells.then_some(of_reader(Some(tenant)));
            Ok(Extent::Subscriptions { sold, named: named(tenant).collect() })
        }
        Realm::AllCustomers => {
            if !facts.is_partner() {
                return Err(Refused::lacking(Requirement::PartnerCapability));
            }
            let customers = facts.others().map(|at| at.id);
            let named: Vec<_> = customers.flat_map(named).collect();
            let sells = facts.has_agent_right(AgentRight::SeeSubscriptions);
            if !sells && named.is_empty() {
                return Err(Refused::lacking(Requirement::Agent(AgentRight::SeeSubscriptions)));
            }
            Ok(Extent::Subscriptions { sold: sells.then_some(of_reader(None)), named })
        }
    }
}
