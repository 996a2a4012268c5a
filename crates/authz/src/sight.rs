//! Sights: what may be listed, counted, searched and exported. A list renders its sight into its statement;
//! there is no list without one.

use std::sync::Arc;

use domain::{
    agent::AgentRight,
    id::{Id, Organization, Place, Room, Subscription, User},
    permission::Permission,
    scope::Scope,
};

use crate::{
    action::{Action, Requirement},
    decide::{Missing, Refused, Target, admits, decide, holds},
    facts::{Covering, Facts},
    grant::Grant,
    image::{OrganizationFacts, Positions, Reach, RoomsInSight},
    subscriptions,
    together::regions_of_both,
};

/// Where somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    /// At one's own organization.
    Own,
    /// At one customer.
    Customer(Id<Organization>),
    /// At all customers at once; never at one's own organization.
    AllCustomers,
}

/// Rooms of one organization: those that an assignment reaches and, for partners, that its link covers too.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The organization, as it was when the sight was made.
    pub at: Arc<OrganizationFacts>,
    /// The assignment's rooms; none stands for all.
    pub reach: Option<Reach>,
    /// The link's rooms; none stands for all.
    pub ceiling: Option<Reach>,
    /// What else cuts it: the rooms of another person, who has something sent to the one who looks.
    beside: Vec<Reach>,
    /// The positions of the rooms that all of them cover; none stands for all.
    rooms: Option<Arc<Positions>>,
}

impl Region {
    /// The organization.
    pub fn tenant(&self) -> Id<Organization> {
        self.at.id
    }

    /// Whether every room of the organization is in it.
    pub const fn is_whole(&self) -> bool {
        self.rooms.is_none()
    }

    /// The same, cut to that of another person as well: to the rooms at these positions.
    pub(crate) fn cut(&self, other: &Self, rooms: Positions) -> Self {
        let beside = self.beside.iter().chain(&other.reach).chain(&other.ceiling).chain(&other.beside);
        Self { beside: beside.cloned().collect(), rooms: Some(Arc::new(rooms)), ..self.clone() }
    }

    /// The stored scopes that cut it, with their content: none, one or two, and those of another person.
    pub fn scopes(&self) -> impl Iterator<Item = (Id<domain::id::Scope>, &Scope)> {
        let stored = |reach: &'_ Reach| reach.stored.is_some();
        [self.reach.as_ref(), self.ceiling.as_ref()]
            .into_iter()
            .flatten()
            .chain(&self.beside)
            .filter(move |reach| stored(reach))
            .filter_map(|reach| Some((reach.stored?, reach.scope.as_ref())))
    }

    /// Whether it covers the room at a position.
    pub fn covers(&self, room: usize) -> bool {
        self.rooms.as_ref().is_none_or(|rooms| rooms.contains(room))
    }

    /// Whether it would cover a room that comes into being in a place, or in none, and in no group.
    fn would_cover(&self, place: Option<Id<Place>>) -> bool {
        let way = place.map_or(&[][..], |place| self.at.places.way(place));
        self.scopes().all(|(_, scope)| scope.covers_new(way))
    }

    /// The positions of its rooms, in ascending order.
    pub fn positions(&self) -> impl Iterator<Item = usize> {
        let all = self.is_whole().then(|| 0..self.at.rooms.len());
        all.into_iter().flatten().chain(self.rooms.iter().flat_map(|rooms| rooms.iter()))
    }

    /// The positions of its rooms as a set; none stands for all.
    pub(crate) const fn rooms(&self) -> Option<&Arc<Positions>> {
        self.rooms.as_ref()
    }
}

/// What a sight extends over.
#[derive(Clone, Debug, PartialEq)]
pub enum Extent {
    /// Rooms, and what belongs to them.
    Rooms(Vec<Region>),
    /// Single rooms, each found in sight before.
    Named(Vec<(Id<Organization>, Id<Room>)>),
    /// What belongs to one organization as a whole.
    Organization(Id<Organization>),
    /// What belongs to one person.
    Person(Id<Organization>, Id<User>),
    /// Links of one partner: to all of its customers as metadata, or to named customers.
    Links {
        /// The partner.
        partner: Id<Organization>,
        /// Named customers, or none for all of them.
        customers: Option<Vec<Id<Organization>>>,
    },
    /// The customers that buy from one partner.
    Customers(Id<Organization>),
    /// Invitations to one partner.
    Invitations {
        /// The partner.
        partner: Id<Organization>,
        /// Whether those addressed to the organization are included.
        to_organization: bool,
        /// The account name whose own named invitations are included.
        to_upn: String,
    },
    /// Customers in whose directories somebody holds a delegated role, one by one.
    Directories(Vec<Id<Organization>>),
    /// Subscriptions of customers.
    Subscriptions {
        /// Those that the own organization sold.
        sold: Option<Sold>,
        /// Those that the person holds a role on.
        named: Vec<(Id<Organization>, Id<Subscription>)>,
    },
    /// What a partner asks vendors on behalf of customers that buy from it and that keep the reader from nothing (decision 8).
    SupportRequests {
        /// The partner.
        partner: Id<Organization>,
        /// Who reads.
        reader: Id<User>,
        /// On behalf of one customer alone.
        customer: Option<Id<Organization>>,
    },
    /// What the operator looks after: organizations, never their content, and what it is asked.
    Operator,
}

/// What a partner sold to customers that still buy from it, and that keep the reader from nothing (decision 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sold {
    /// The partner.
    pub by: Id<Organization>,
    /// Who reads.
    pub reader: Id<User>,
    /// To one customer alone.
    pub to: Option<Id<Organization>>,
}

/// What may be seen. Made by the engine alone.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Sight {
    extent: Extent,
}

impl Sight {
    /// What the sight extends over.
    pub const fn extent(&self) -> &Extent {
        &self.extent
    }

    /// Whether a room is in sight: the answer that every list of rooms must agree with.
    pub fn covers(&self, tenant: Id<Organization>, room: Id<Room>) -> bool {
        match &self.extent {
            Extent::Rooms(regions) => regions
                .iter()
                .filter(|region| region.tenant() == tenant)
                .any(|region| region.at.rooms.position(room).is_some_and(|position| region.covers(position))),
            Extent::Named(rooms) => rooms.contains(&(tenant, room)),
            _ => false,
        }
    }

    /// Whether every room of another sight of rooms is in this one.
    pub fn shows_all_of(&self, other: &Self) -> bool {
        match (RoomsInSight::of(self), RoomsInSight::of(other)) {
            (Some(rooms), Some(others)) => rooms.has_all_of(&others),
            _ => false,
        }
    }

    /// Whether a room of an organization would be in sight that comes into being in a place, or in none, and in no group.
    pub fn would_cover(&self, tenant: Id<Organization>, place: Option<Id<Place>>) -> bool {
        match &self.extent {
            Extent::Rooms(regions) => regions
                .iter()
                .filter(|region| region.tenant() == tenant)
                .any(|region| region.would_cover(place)),
            _ => false,
        }
    }

    /// Whether there is a place, or none, in which a room would be in sight that comes into being there.
    pub fn would_cover_somewhere(&self, tenant: Id<Organization>) -> bool {
        match &self.extent {
            Extent::Rooms(regions) => {
                regions.iter().filter(|region| region.tenant() == tenant).any(|region| {
                    region.would_cover(None)
                        || region.at.places.ids().any(|place| region.would_cover(Some(place)))
                })
            }
            _ => false,
        }
    }

    /// Rooms that were found in a sight.
    pub(crate) const fn naming(rooms: Vec<(Id<Organization>, Id<Room>)>) -> Self {
        Self { extent: Extent::Named(rooms) }
    }

    /// The organizations of which something may be in sight.
    pub fn tenants(&self) -> Vec<Id<Organization>> {
        let mut tenants: Vec<_> = match &self.extent {
            Extent::Rooms(regions) => regions.iter().map(Region::tenant).collect(),
            Extent::Named(rooms) => rooms.iter().map(|(tenant, _)| *tenant).collect(),
            Extent::Organization(tenant) | Extent::Person(tenant, _) => vec![*tenant],
            Extent::Links { customers, .. } => customers.clone().unwrap_or_default(),
            Extent::Directories(customers) => customers.clone(),
            Extent::Subscriptions { named, .. } => named.iter().map(|(tenant, _)| *tenant).collect(),
            Extent::SupportRequests { customer, .. } => customer.iter().copied().collect(),
            Extent::Customers(_) | Extent::Invitations { .. } | Extent::Operator => Vec::new(),
        };
        tenants.sort_unstable();
        tenants.dedup();
        tenants
    }
}

/// What the caller may see by an action in a realm.
pub fn sight(facts: &Facts, action: Action, realm: Realm) -> Result<Sight, Refused> {
    if !facts.enabled() {
        return Err(Refused::Hidden);
    }
    admits(facts, action)?;
    let extent = match action {
        Action::Use(permission) => Extent::Rooms(match facts.sender() {
            Some(sender) => regions_of_both(facts, sender, permission, realm)?,
            None => regions(facts, permission, realm)?,
        }),
        Action::AnswerInvitation => invitations(facts)?,
        Action::ActOnBehalf => {
            let _permit = decide(facts, action, &Target::tenant(facts.organization))?;
            let view = |grant: &Grant<'_>| grant.permissions.has(Permission::RoomView);
            let grants = facts.grants_on_behalf().filter(view);
            Extent::Rooms(grants.map(|grant| region((grant.at, Covering::Of(grant)))).collect())
        }
        Action::SeeTenants => links(facts)?,
        Action::Operate => {
            if !facts.is_operator() {
                return Err(lacking(Requirement::Operator));
            }
            Extent::Operator
        }
        Action::ActAsAgent(AgentRight::SeeCustomers | AgentRight::MonitorDelegation) => {
            let _permit = decide(facts, action, &Target::tenant(facts.organization))?;
            Extent::Customers(facts.organization)
        }
        Action::ActAsAgent(right @ AgentRight::SupportCustomers) => support_requests(facts, right, realm)?,
        Action::OwnAccount => Extent::Person(facts.organization, facts.user),
        Action::SeeSubscriptions => subscriptions::in_sight(facts, realm)?,
        Action::ReadCustomerDirectory if realm == Realm::AllCustomers => directories(facts)?,
        Action::UseOwn(_)
        | Action::ActAsAgent(_)
        | Action::ControlPartners
        | Action::ConsentToPartner
        | Action::AdministerAutopilot
        | Action::AdministerApplications
        | Action::ReadCustomerDirectory
        | Action::ChangeCustomerDirectory(_)
        | Action::OnSubscription(_)
        | Action::AssignLicences
        | Action::ReadAuditLog
        | Action::AdministerDirectory
        | Action::ManageDirectory
        | Action::ReadDirectory
        | Action::ReadDirectoryOf(_)
        | Action::ManageTenantManagers
        | Action::RemoveCustomer
        | Action::RescueOrphan => {
            let tenant = match realm {
                Realm::Own => facts.organization,
                Realm::Customer(tenant) => tenant,
                Realm::AllCustomers => return Err(Refused::Hidden),
            };
            let _permit = decide(facts, action, &Target::tenant(tenant))?;
            Extent::Organization(tenant)
        }
    };
    Ok(Sight { extent })
}

pub(crate) fn regions(facts: &Facts, permission: Permission, realm: Realm) -> Result<Vec<Region>, Refused> {
    let lacks = Requirement::Permission(permission);
    let found = |grants: &mut dyn Iterator<Item = Grant<'_>>| {
        let mut any = false;
        let found: Vec<Region> = grants
            .inspect(|_| any = true)
            .filter(|grant| grant.permissions.has(permission))
            .map(|grant| region((grant.at, Covering::Of(grant))))
            .collect();
        (found, any)
    };
    let (found, any) = match realm {
        Realm::Own => found(&mut facts.grants_in(facts.organization)),
        // One's own organization is never a customer of oneself.
        Realm::Customer(tenant) if tenant == facts.organization => return Err(Refused::Hidden),
        Realm::Customer(tenant) => found(&mut facts.grants_in(tenant)),
        // On behalf of one customer at a time.
        Realm::AllCustomers if facts.is_on_behalf() => return Err(lacking(Requirement::Themselves)),
        Realm::AllCustomers if !facts.is_partner() => return Err(lacking(Requirement::PartnerCapability)),
        Realm::AllCustomers => return Ok(facts.covering_customers(permission).map(region).collect()),
    };
    match realm {
        _ if !found.is_empty() => Ok(found),
        Realm::Customer(_) if !any => Err(Refused::Hidden),
        _ => Err(lacking(lacks)),
    }
}

fn region((at, covering): (&Arc<OrganizationFacts>, Covering<'_>)) -> Region {
    let at = Arc::clone(at);
    match covering {
        Covering::Everything => Region { at, reach: None, ceiling: None, beside: Vec::new(), rooms: None },
        Covering::Of(grant) => {
            let stored = |reach: Option<&Reach>| reach.filter(|reach| reach.stored.is_some()).cloned();
            Region {
                at,
                reach: stored(grant.reach),
                ceiling: stored(grant.ceiling),
                beside: Vec::new(),
                rooms: grant.rooms.cloned(),
            }
        }
    }
}

fn invitations(facts: &Facts) -> Result<Extent, Refused> {
    if !facts.is_partner() {
        return Err(lacking(Requirement::PartnerCapability));
    }
    Ok(Extent::Invitations {
        partner: facts.organization,
        to_organization: facts.answers_invitations(),
        to_upn: facts.upn.clone(),
    })
}

fn links(facts: &Facts) -> Result<Extent, Refused> {
    if !holds(facts, Action::SeeTenants, &Target::tenant(facts.organization)) {
        return Err(lacking(Requirement::PartnerCapability));
    }
    let customers = if facts.answers_invitations() {
        None
    } else {
        let mut tenants: Vec<_> = facts
            .grants()
            .map(|grant| grant.tenant())
            .filter(|tenant| *tenant != facts.organization)
            .collect();
        tenants.sort_unstable();
        tenants.dedup();
        Some(tenants)
    };
    Ok(Extent::Links { partner: facts.organization, customers })
}

/// Every customer whose directory the caller looks into.
fn directories(facts: &Facts) -> Result<Extent, Refused> {
    if !facts.is_partner() {
        return Err(lacking(Requirement::PartnerCapability));
    }
    Ok(Extent::Directories(facts.directories().collect()))
}

/// What the caller's organization asks on behalf of one customer, or of all of them.
fn support_requests(facts: &Facts, right: AgentRight, realm: Realm) -> Result<Extent, Refused> {
    let (at, customer) = match realm {
        // One's own organization is never a customer of oneself.
        Realm::Own => return Err(Refused::Hidden),
        Realm::Customer(tenant) if tenant == facts.organization => return Err(Refused::Hidden),
        Realm::Customer(tenant) => (tenant, Some(tenant)),
        Realm::AllCustomers => (facts.organization, None),
    };
    let _permit = decide(facts, Action::ActAsAgent(right), &Target::tenant(at))?;
    Ok(Extent::SupportRequests { partner: facts.organization, reader: facts.user, customer })
}

const fn lacking(requirement: Requirement) -> Refused {
    Refused::Denied(Missing(requirement))
}
