//! What the engine knows of a caller when it decides.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    agent::{Agent, AgentRight},
    application::{ApiPermission, Surface},
    directory::Principal,
    id::{Application, Id, Organization, User},
    permission::{Permission, PermissionSet},
    reseller_relationship::Standing,
    role::DirectoryRole,
    role_definition::{self, RoleDefinition},
    time::Time,
};
use uuid::Uuid;

use crate::{
    fact::ResellerFacts,
    grant::{Grant, Source},
    image::{Entry, Holding, Image, OrganizationFacts, Person, held},
    permit::Actor,
    through::Through,
};

/// Of which organizations rights are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerning {
    /// One organization.
    One(Id<Organization>),
    /// Every organization.
    All,
    /// The own organization, and everywhere else where one of its principals holds something.
    Holdings(Principal),
    /// The own organization, a customer, and everywhere else where a principal of that customer holds something.
    Directory(Id<Organization>),
}

/// The facts about one caller at one moment, no older than the transaction that uses the decision.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The moment of the decision.
    pub now: Time,
    /// The person; for an application that acts by itself its own identifier, which is no person's.
    pub user: Id<User>,
    /// The account name, by which named-user invitations find the person.
    pub upn: String,
    /// The person's organization.
    pub organization: Id<Organization>,
    own: Arc<OrganizationFacts>,
    /// Other organizations concerned, in ascending order.
    others: Vec<Arc<OrganizationFacts>>,
    concerning: Concerning,
    through: Through,
    subscriptions_need_granular: bool,
    /// Who has something sent to the person, who sees no more of it than both may.
    sender: Option<Box<Self>>,
}

impl Facts {
    /// What an image tells of a person; none if it knows of no such person.
    pub fn of(
        image: &Image,
        now: Time,
        organization: Id<Organization>,
        user: Id<User>,
        upn: &str,
        concerning: Concerning,
    ) -> Option<Self> {
        let own = Arc::clone(image.organization(organization)?);
        let person = own.directory.person(user)?;
        let reached = |principals: &[Uuid]| -> Vec<Arc<OrganizationFacts>> {
            let mut reached = image.reached_by(principals);
            if !person.agents.is_empty() {
                reached.extend(image.reached_by(&[organization.uuid()]));
                reached.sort_unstable();
                reached.dedup();
            }
            let reached = reached.into_iter().filter(|tenant| *tenant != organization);
            reached.filter_map(|tenant| image.organization(tenant).cloned()).collect()
        };
        let others = match concerning {
            Concerning::One(tenant) if tenant == organization => Vec::new(),
            Concerning::One(tenant) => image.organization(tenant).cloned().into_iter().collect(),
            Concerning::All => reached(&person.principals),
            Concerning::Holdings(principal) => reached(&own.directory.around(principal.uuid())),
            Concerning::Directory(tenant) => {
                let is_concerned = |at: &&Arc<OrganizationFacts>| at.id == tenant || at.is_open_to(tenant);
                let others = image.organizations().filter(|at| at.id != organization).filter(is_concerned);
                let mut others: Vec<_> = others.cloned().collect();
                others.sort_unstable_by_key(|at| at.id);
                others
            }
        };
        let (through, subscriptions_need_granular) = (Through::Themselves, false);
        let upn = upn.to_owned();
        Some(Self {
            now,
            user,
            upn,
            organization,
            own,
            others,
            concerning,
            through,
            subscriptions_need_granular,
            sender: None,
        })
    }

    /// The same under the operator's choice whether roles on subscriptions of customers without delegated admin privileges count only
    /// beside a role by a granular relationship.
    #[must_use]
    pub fn with_granular_needed(self, is_needed: bool) -> Self {
        Self { subscriptions_need_granular: is_needed, ..self }
    }

    /// The same person as somebody to whom another has something sent: of rooms they see what both may.
    #[must_use]
    pub fn sent_by(self, sender: Self) -> Self {
        Self { sender: Some(Box::new(sender)), ..self }
    }

    /// Who has something sent to the person.
    pub(crate) fn sender(&self) -> Option<&Self> {
        self.sender.as_deref()
    }

    /// Whether that is so.
    pub(crate) const fn subscriptions_need_granular(&self) -> bool {
        self.subscriptions_need_granular
    }

    /// The same person by an application that they let act for them over a surface: what they may do and these permissions open there.
    #[must_use]
    pub fn delegated(
        self,
        application: Id<Application>,
        permissions: BTreeSet<ApiPermission>,
        surface: Surface,
    ) -> Self {
        Self { through: Through::Delegation(application, permissions, surface), ..self }
    }

    /// The same person on behalf of a customer: with the directory roles that it delegated, and nothing else.
    #[must_use]
    pub fn on_behalf(self) -> Self {
        Self { through: Through::DelegatedRoles, ..self }
    }

    /// Somebody of one organization on behalf of another.
    pub(crate) fn between(
        own: &Arc<OrganizationFacts>,
        user: Id<User>,
        at: &Arc<OrganizationFacts>,
        now: Time,
    ) -> Self {
        Self {
            now,
            user,
            upn: String::new(),
            organization: own.id,
            own: Arc::clone(own),
            others: vec![Arc::clone(at)],
            concerning: Concerning::One(at.id),
            through: Through::DelegatedRoles,
            subscriptions_need_granular: false,
            sender: None,
        }
    }

    /// Whether the person acts on behalf of a customer.
    pub fn is_on_behalf(&self) -> bool {
        self.through == Through::DelegatedRoles
    }

    /// What an image tells of an application that acts by itself; none if it knows of no such organization. Applications reach one
    /// organization at a time.
    pub fn of_application(
        image: &Image,
        now: Time,
        organization: Id<Organization>,
        application: Id<Application>,
        permissions: BTreeSet<ApiPermission>,
        concerning: Concerning,
    ) -> Option<Self> {
        let own = Arc::clone(image.organization(organization)?);
        let others = match concerning {
            Concerning::One(tenant) if tenant != organization => image.organization(tenant),
            _ => None,
        };
        Some(Self {
            now,
            user: Id::new(application.uuid()),
            upn: String::new(),
            organization,
            own,
            others: others.cloned().into_iter().collect(),
            concerning,
            through: Through::Application(application, permissions),
            subscriptions_need_granular: false,
            sender: None,
        })
    }

    pub(crate) const fn through(&self) -> &Through {
        &self.through
    }

    /// The application that acts by itself, if it is one.
    pub const fn application(&self) -> Option<Id<Application>> {
        self.through.application()
    }

    /// Who acts.
    pub(crate) const fn actor(&self) -> Actor {
        let organization = self.organization;
        match self.application() {
            Some(application) => Actor::Application { application, organization },
            None => Actor::Person { user: self.user, organization },
        }
    }

    pub(crate) fn person(&self) -> Option<&Person> {
        // An application is nobody of the directory.
        if self.application().is_some() { None } else { self.own.directory.person(self.user) }
    }

    /// The organization of the person.
    pub const fn own(&self) -> &Arc<OrganizationFacts> {
        &self.own
    }

    /// The other organizations concerned.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Arc<OrganizationFacts>> {
        self.others.iter()
    }

    /// Of which organizations they tell.
    pub(crate) const fn concerning(&self) -> Concerning {
        self.concerning
    }

    /// What is known of an organization concerned.
    pub fn at(&self, tenant: Id<Organization>) -> Option<&Arc<OrganizationFacts>> {
        if tenant == self.organization {
            return Some(&self.own);
        }
        let at = self.others.binary_search_by_key(&tenant, |facts| facts.id).ok()?;
        self.others.get(at)
    }

    /// Whether the person is enabled; a disabled person has no rights. Of an application that is disabled there are no facts.
    pub fn enabled(&self) -> bool {
        self.application().is_some() || self.person().is_some_and(|person| person.enabled)
    }

    /// Whether what is given to the person counts, or only once their own organization had them set a password (decision 6).
    pub fn is_confirmed(&self) -> bool {
        self.person().is_some_and(|person| !person.is_unconfirmed)
    }

    /// Whether the organization is the operator of the server.
    pub fn is_operator(&self) -> bool {
        self.own.is_operator
    }

    /// Whether the organization has the partner capability.
    pub fn is_partner(&self) -> bool {
        self.own.is_partner
    }

    /// Directory roles that count, through groups or directly.
    pub fn directory_roles(&self) -> BTreeSet<DirectoryRole> {
        let held = self.person().into_iter().flat_map(|person| person.roles.iter().copied());
        held.filter(|role| self.is_partner() || !role.is_of_partners()).collect()
    }

    /// Whether the person is a tenant manager.
    pub fn is_tenant_manager(&self) -> bool {
        self.person().is_some_and(|person| person.is_tenant_manager)
    }

    /// Every grant that counts now: directory roles and assignments, in the organizations concerned.
    pub fn grants(&self) -> impl Iterator<Item = Grant<'_>> {
        std::iter::once(&self.own).chain(&self.others).flat_map(|at| self.grants_at(at))
    }

    /// Every grant in one organization that counts now.
    pub fn grants_in(&self, tenant: Id<Organization>) -> impl Iterator<Item = Grant<'_>> {
        self.at(tenant).into_iter().flat_map(|at| self.grants_at(at))
    }

    fn grants_at<'a>(&'a self, at: &'a Arc<OrganizationFacts>) -> impl Iterator<Item = Grant<'a>> {
        let delegated = if self.is_on_behalf() { self.delegated_grants(at) } else { Vec::new() };
        let person = self.person().filter(|person| person.enabled && !self.is_on_behalf());
        let held =
            person.into_iter().flat_map(move |person| grants(&self.own, self.user, person, at, self.now));
        delegated.into_iter().chain(held)
    }

    /// What the grants at customers cover that allow a permission.
    pub(crate) fn covering_customers(
        &self,
        permission: Permission,
    ) -> impl Iterator<Item = (&Arc<OrganizationFacts>, Covering<'_>)> {
        let person = self.person().filter(|person| person.enabled && !self.is_on_behalf());
        self.others.iter().flat_map(move |at| {
            let covering =
                person.map(|person| covering(&self.own, self.user, person, at, self.now, permission));
            covering.into_iter().flatten().map(move |covering| (at, covering))
        })
    }

    /// Everything that some grant at some customer allows. A grant that adds nothing is passed over before it is read whole.
    pub fn permissions_at_customers(&self) -> PermissionSet {
        let mut all = PermissionSet::NONE;
        let Some(person) =
            self.person().filter(|person| person.enabled && self.own.is_partner && !self.is_on_behalf())
        else {
            return all;
        };
        for at in &self.others {
            for entry in held(at.entries.as_ref(), self.own.id, &person.principals, None) {
                if all.covers(entry.allows) {
                    continue;
                }
                if entry.is_plain() || assigned(&self.own, self.user, at, self.now, entry).is_some() {
                    all = all.or(entry.allows);
                }
            }
        }
        all
    }

    /// Whether the person holds a directory role and is enabled.
    pub fn has(&self, role: DirectoryRole) -> bool {
        (self.is_partner() || !role.is_of_partners())
            && self.person().is_some_and(|person| person.enabled && person.roles.contains(&role))
    }

    /// Whether the person is such an agent of a partner (R-420, R-321: membership decides).
    pub fn is_agent(&self, agent: Agent) -> bool {
        self.is_partner()
            && self.person().is_some_and(|person| person.enabled && person.agents.contains(&agent))
    }

    /// Whether the person holds a right of agents for the own organization, or the application a permission for it (§4.1).
    pub fn has_agent_right(&self, right: AgentRight) -> bool {
        if let Through::Application(_, permissions) = &self.through {
            let opening = ApiPermission::for_agent_right(right);
            return self.is_partner() && opening.iter().any(|it| permissions.contains(it));
        }
        let administers = right.is_of_global_administrators() && self.has(DirectoryRole::GlobalAdministrator);
        self.is_partner() && (administers || right.agents().iter().any(|agent| self.is_agent(*agent)))
    }

    /// Whether an organization concerned buys from that of the person.
    pub fn resells_to(&self, tenant: Id<Organization>) -> bool {
        self.at(tenant).is_some_and(|at| at.rights.reseller(self.organization).is_some())
    }

    /// Whether an organization concerned buys from that of the person, or let it have a granular relationship.
    pub fn serves(&self, tenant: Id<Organization>) -> bool {
        let granular = |at: &Arc<OrganizationFacts>| at.rights.granulars(self.organization).next().is_some();
        self.resells_to(tenant) || self.at(tenant).is_some_and(granular)
    }

    /// Where the person's organization stands with an organization concerned.
    pub fn standing(&self, tenant: Id<Organization>) -> Standing {
        let reseller = self.at(tenant).and_then(|at| at.rights.reseller(self.organization));
        reseller.map_or(Standing::None, |(_, facts)| Standing::of(facts.has_privileges))
    }

    /// Whether an organization concerned keeps the person from everything that is delegated, or the application by whose token the
    /// call comes (decision 8).
    pub fn is_barred_from(&self, tenant: Id<Organization>) -> bool {
        self.at(tenant).is_some_and(|at| self.is_denied_by(at))
    }

    pub(crate) fn is_denied_by(&self, at: &OrganizationFacts) -> bool {
        let program = self.through.program().map(|application| Id::new(application.uuid()));
        at.rights.denies(self.user) || program.is_some_and(|program| at.rights.denies(program))
    }

    /// The directory roles that the person holds at a customer by delegation: those of granular relationships, or where there are
    /// none for the person, those of delegated admin privileges. Whoever the customer blocks holds none
    /// (decision 8).
    pub fn delegated_roles(&self, tenant: Id<Organization>) -> BTreeSet<(&'static RoleDefinition, Source)> {
        let own = self.organization;
        let person = self.person().filter(|person| person.enabled && self.own.is_partner);
        let at = self.at(tenant).filter(|_| tenant != own);
        let (Some(at), Some(person)) = (at.filter(|at| !self.is_denied_by(at)), person) else {
            return BTreeSet::new();
        };
        let is_in = |group: Uuid| person.principals.binary_search(&group).is_ok();
        let granular: BTreeSet<_> = at
            .rights
            .granulars(own)
            .filter(|(_, facts)| facts.is_active && facts.until.is_none_or(|until| self.now < until))
            .flat_map(|(relationship, facts)| facts.holders.iter().map(move |holder| (relationship, holder)))
            .filter(|(_, holder)| is_in(holder.group.uuid()))
            .flat_map(|(relationship, holder)| holder.roles.iter().map(move |role| (relationship, *role)))
            .filter_map(|(relationship, role)| {
                let role = role_definition::find(role)?;
                Some((role, Source::GranularAdmin { relationship, role }))
            })
            .collect();
        if !granular.is_empty() {
            return granular;
        }
        let Some((relationship, ResellerFacts { has_privileges: true, .. })) = at.rights.reseller(own) else {
            return BTreeSet::new();
        };
        let agents = Agent::ALL.into_iter().filter(|agent| person.agents.contains(agent));
        agents
            .filter_map(|agent| Some((agent.acts_as()?, Source::DelegatedAdmin { relationship, agent })))
            .collect()
    }

    /// Global administrator or Managed Service Administrator of the own organization.
    pub fn is_service_administrator(&self) -> bool {
        self.has(DirectoryRole::GlobalAdministrator) || self.has(DirectoryRole::ManagedServiceAdministrator)
    }

    /// Whether the person may see and answer invitations to the organization.
    pub fn answers_invitations(&self) -> bool {
        self.enabled() && self.is_partner() && (self.is_tenant_manager() || self.is_service_administrator())
    }

    /// Whether the person may assign roles somewhere.
    pub fn assigns_somewhere(&self) -> bool {
        self.grants().any(|grant| grant.permissions.has(Permission::RoleModify))
    }
}

/// The rule: every right of a person in an organization at a moment. Grants add up; the ceiling of the link cuts
/// a customer's block wins over all grants of a link (decision 8).
#[inline]
pub(crate) fn grants<'a>(
    home: &'a OrganizationFacts,
    user: Id<User>,
    person: &'a Person,
    at: &'a Arc<OrganizationFacts>,
    now: Time,
) -> impl Iterator<Item = Grant<'a>> {
    let is_home = home.id == at.id;
    let directory = is_home.then(|| {
        // A role without permissions is none in rooms.
        person.roles.iter().filter(|role| !role.permissions().is_empty()).map(|role| Grant {
            at,
            source: Source::DirectoryRole(*role),
            permissions: role.permissions(),
            reach: None,
            ceiling: None,
            until: None,
            rooms: None,
        })
    });
    let entries = if is_home || home.is_partner { at.entries.as_ref() } else { &[] };
    let held = held(entries, home.id, &person.principals, None);
    directory.into_iter().flatten().chain(held.filter_map(move |entry| assigned(home, user, at, now, entry)))
}

/// What an assignment gives one of its members, if it counts.
fn assigned<'a>(
    home: &OrganizationFacts,
    user: Id<User>,
    at: &'a Arc<OrganizationFacts>,
    now: Time,
    entry: &Entry,
) -> Option<Grant<'a>> {
    let held = at.rights.holding(entry).filter(|held| held.is_in_force(now))?;
    let Holding { assignment, role, .. } = *held;
    let grant = |source| Grant {
        at,
        source,
        permissions: held.permissions,
        reach: Some(&held.reach),
        ceiling: None,
        until: held.until,
        rooms: at.cover(entry).and_then(|cover| cover.rooms.as_ref()),
    };
    let Some(position) = entry.link() else { return Some(grant(Source::OwnRole { assignment, role })) };
    let link = at.rights.linked().get(position)?;
    let counts = home.is_partner && link.is_active && !at.rights.denies(user);
    counts.then(|| Grant {
        ceiling: Some(&link.reach),
        ..grant(Source::PartnerRole { link: link.link, assignment, role })
    })
}

/// What a grant covers that allows a permission.
pub(crate) enum Covering<'a> {
    /// Every room.
    Everything,
    /// The rooms of a grant.
    Of(Grant<'a>),
}

/// The same rule for one permission at a customer, with no more read than what it covers needs: most rights cover every
/// room, at any time.
#[inline]
pub(crate) fn covering<'a>(
    home: &'a OrganizationFacts,
    user: Id<User>,
    person: &'a Person,
    at: &'a Arc<OrganizationFacts>,
    now: Time,
    permission: Permission,
) -> impl Iterator<Item = Covering<'a>> {
    let entries = if home.is_partner { at.entries.as_ref() } else { &[] };
    held(entries, home.id, &person.principals, Some(permission)).filter_map(move |entry| {
        if entry.is_plain() {
            return Some(Covering::Everything);
        }
        assigned(home, user, at, now, entry).map(Covering::Of)
    })
}

impl Holding {
    /// Whether the assignment counts at a moment.
    pub fn is_in_force(&self, now: Time) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}
